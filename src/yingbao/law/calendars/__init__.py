"""Which days are worked and on which day a limit ends: published years, and provisional ones after them."""

from yingbao.law.calendars.calendar import Calendar
from yingbao.law.calendars.days import DayRange, Days, Deadline, Verdict

__all__ = ["Calendar", "DayRange", "Days", "Deadline", "Verdict"]
