"""Divisions, officers, the further posts officers hold, and where they are signed in."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Length, Substr
from django.db.models.lookups import In

from yingbao.office.access.at_work import AtWork
from yingbao.office.access.choices import DivisionLevel, Role


class Division(models.Model):
    """A province, prefecture, county, township or village. Codes change, so each has its days."""

    code = models.TextField(primary_key=True)
    name = models.TextField()
    level = models.TextField(choices=DivisionLevel)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_division_has_2_4_6_9_or_12_digits",
                condition=In(Length("code"), [2, 4, 6, 9, 12]),
            ),
            models.CheckConstraint(
                name="a_division_begins_before_it_ends",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_from__lte=models.F("valid_to")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Officer(AbstractUser):
    """Someone who works with the register: an account with one own post, and perhaps further ones (Post).

    `role`, `unit` and the ranges are those of the post the officer works in now; the `own_` columns are the
    own post, whatever the officer works in.
    """

    first_name = None  # type: ignore[assignment]  # names here are not split in two
    last_name = None  # type: ignore[assignment]
    name = models.TextField()
    own_role = models.TextField(choices=Role)
    own_division = models.ForeignKey(Division, models.PROTECT, related_name="officers")
    # The unit of the pack the officer speaks for, by id: a lead unit needs one.
    own_unit = models.TextField(blank=True, default="")
    own_from = models.DateField(null=True, blank=True)
    own_to = models.DateField(null=True, blank=True)
    title = models.TextField(blank=True, default="")
    # Given by someone else: the officer must choose an own one before anything else.
    password_is_initial = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = []
    # Set for one request by work_in; never stored.
    _at_work: AtWork | None = None

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_officer_has_a_known_role", condition=models.Q(own_role__in=list(Role.values))
            ),
            models.CheckConstraint(
                name="an_own_post_begins_before_it_ends",
                condition=models.Q(own_from__isnull=True)
                | models.Q(own_to__isnull=True)
                | models.Q(own_from__lte=models.F("own_to")),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def own_post(self) -> AtWork:
        return AtWork(self.own_role, self.own_division_id, self.own_division_id, self.own_unit)

    def holds_own_post(self, on: date) -> bool:
        """Return whether the own post is valid on a day; both days included."""
        return (self.own_from is None or self.own_from <= on) and (self.own_to is None or on <= self.own_to)

    @property
    def at_work(self) -> AtWork:
        """The post the officer works in now: the own one, unless another was entered."""
        return self._at_work or self.own_post

    def work_in(self, post: AtWork) -> None:
        """Work in a post from now on, as long as this object lives. Who may was asked before (queries)."""
        self._at_work = post

    @property
    def role(self) -> str:
        return self.at_work.role

    @property
    def role_name(self) -> str:
        """The role in words."""
        return str(Role(self.role).label)

    @property
    def unit(self) -> str:
        """The unit of the pack the officer speaks for, by id; empty for none."""
        return self.at_work.unit

    @property
    def stands_in_for(self) -> str:
        """The account of the colleague the officer stands in for; empty for none."""
        return self.at_work.stands_in_for

    @property
    def division_id(self) -> str:
        """The division in which the officer sees persons: what queries ask."""
        return self.at_work.reads

    @property
    def scope(self) -> tuple[str, str]:
        """The half-open range of division codes in which the officer sees persons: what queries ask."""
        return self.at_work.scope

    @property
    def acting_division_id(self) -> str:
        """The division in which the officer changes anything: what actions ask."""
        return self.at_work.acts_in

    @property
    def acting_scope(self) -> tuple[str, str]:
        """The half-open range of codes in which the officer changes anything: what actions ask."""
        return self.at_work.acting_scope


class OfficerSession(AbstractBaseSession):
    """A browser in which an officer is signed in; without an officer, one that has not come in yet."""

    officer = models.ForeignKey(Officer, models.CASCADE, null=True, blank=True, related_name="sessions")
    began_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    # The kind of browser, in two words; never the address.
    device = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"session of {self.officer_id}"


class Post(models.Model):
    """A further appointment of an officer, or a colleague's post for the days the colleague is away.

    Ended, never deleted: who acted in which post stays readable.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="posts")
    role = models.TextField(choices=Role)
    acts_in = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    reads = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    unit = models.TextField(blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    stands_in_for = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="deputies")
    reason = models.TextField()
    given_by = models.TextField()
    given_at = models.DateTimeField()
    ended_by = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_post_has_a_known_role", condition=models.Q(role__in=list(Role.values))
            ),
            models.CheckConstraint(
                name="a_post_begins_before_it_ends",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_from__lte=models.F("valid_to")),
            ),
            models.CheckConstraint(
                name="a_post_acts_inside_what_it_reads",
                condition=models.Q(reads=Substr("acts_in", 1, Length("reads"))),
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_oneself",
                condition=models.Q(stands_in_for__isnull=True) | ~models.Q(stands_in_for=models.F("officer")),
            ),
            models.CheckConstraint(
                name="standing_in_has_a_last_day",
                condition=models.Q(stands_in_for__isnull=True) | models.Q(valid_to__isnull=False),
            ),
            models.CheckConstraint(
                name="an_ended_post_says_when_and_by_whom",
                condition=models.Q(ended_at__isnull=True, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"post:{self.pk} {self.role} {self.acts_in_id}"

    @property
    def at_work(self) -> AtWork:
        """The post as an officer works in it. Load it with stands_in_for."""
        absent = self.stands_in_for
        account, name = (absent.username, absent.name) if absent else ("", "")
        return AtWork(self.role, self.acts_in_id, self.reads_id, self.unit, account, name, self.pk)
