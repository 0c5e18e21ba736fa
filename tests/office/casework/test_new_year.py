"""A limit that reaches into a year nobody has published: provisional, reckoned again, told once."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.edges.jobs.test_time_travel import alarms, days_from, morning, wake
from tests.office.casework.desk import entitled
from tests.people import Cast
from yingbao.law.calendars import Calendar
from yingbao.office.casework.actions.accepting import accept, note_papers
from yingbao.office.casework.actions.opening import Application, hand_in
from yingbao.office.casework.choices import AlarmKind, Origin
from yingbao.office.casework.queries import courses
from yingbao.office.messages.models import Message

# Where the days off of 2027 are made up, they are like those of other years.
OF_2027 = """
2027:
  source: 国务院办公厅关于2027年部分节假日安排的通知
  published: 2027-01-04
  off:
    - {name: 元旦, from: 2027-01-01, to: 2027-01-03}
    - {name: 春节, from: 2027-01-07, to: 2027-01-13}
  working: []
"""


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a calendar that may be continued."""
    file = tmp_path / "calendars" / "cn.yaml"
    file.parent.mkdir()
    shutil.copy(Path(settings.POLICY_DIR) / "calendars" / "cn.yaml", file)
    monkeypatch.setattr(courses, "_calendar", lambda *_: Calendar.load(tmp_path))
    return file


@pytest.mark.django_db
def test_a_limit_over_new_year_is_reckoned_again_when_the_year_is_published(cast: Cast, policy: Path) -> None:
    handed = date(2026, 12, 31)
    person = entitled()
    case = hand_in(
        application=Application(person.pk, "nursing_subsidy", Origin.PERSON, handed),
        at=morning(handed),
        by=cast.wu_gang,
    )
    papers = [paper.number for paper in case.papers.all()]
    note_papers(
        case=case, brought=papers[:-1], not_needed={papers[-1]: "本人申请"}, on=handed, by=cast.wu_gang
    )
    case = accept(case=case, by=cast.wu_gang, on=handed, at=morning(handed))
    provisional = case.due_on
    assert provisional is not None
    assert case.due_provisional

    for day in days_from(handed, (provisional - handed).days):
        wake(morning(day))
    before = alarms()
    assert {kind for _, _, kind, due_on, _ in before if due_on == provisional} == {AlarmKind.REMINDER}

    policy.write_text(policy.read_text(encoding="utf-8") + OF_2027, encoding="utf-8")
    for day in days_from(provisional, 30):
        wake(morning(day))
        wake(morning(day) + timedelta(hours=8))
    case.refresh_from_db()
    assert case.due_on is not None
    assert case.due_on > provisional
    assert not case.due_provisional
    mine = [each for each in alarms() if each[0] == case.pk]
    assert before <= set(mine)
    after = sorted((kind, due_on) for _, _, kind, due_on, _ in mine if due_on != provisional)
    assert after == [(kind, case.due_on) for kind in ("escalation", "overdue", "reminder")]
    assert Message.objects.filter(kind__startswith="case.").count() == len(mine) == 4
