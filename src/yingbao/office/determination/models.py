"""Runs, what they decided, and how that differs from who is enrolled."""

from django.db.models import (
    PROTECT,
    BigIntegerField,
    CheckConstraint,
    DateField,
    DateTimeField,
    Exists,
    F,
    ForeignKey,
    Index,
    JSONField,
    Model,
    OuterRef,
    Q,
    SmallIntegerField,
    TextField,
    UniqueConstraint,
)

from yingbao.office.access.sight import Sight
from yingbao.office.determination.choices import Outcome, RunState, Scope, WorkList
from yingbao.office.register.models.sight import Seen, stands_in_sight


class Layout(Model):
    """How stored bits are read: which condition and which programme each stands for, page by page."""

    digest = TextField(unique=True)
    pages = JSONField()

    def __str__(self) -> str:
        return self.digest[:12]


class Run(Model):
    """One asking of the question: a pack, a month, and what was known at the horizon.

    The number of a run is the recorded time of decisions and findings, as the
    number of a source is that of facts.
    """

    county = TextField()
    month = DateField()
    scope = TextField(choices=Scope.choices, default=Scope.EVERYONE)
    pack_id = TextField()
    pack_digest = TextField(default="")
    layout = ForeignKey(Layout, PROTECT, null=True)
    # The last source known to the run; none when the register is empty.
    horizon = ForeignKey("register.Source", PROTECT, null=True, related_name="+")
    state = TextField(choices=RunState.choices, default=RunState.ASKED)
    by = TextField()
    asked_at = DateTimeField()
    started_at = DateTimeField(null=True)
    finished_at = DateTimeField(null=True)
    counts = JSONField(default=dict)
    problem = TextField(default="")

    class Meta:
        indexes = [Index(fields=["county", "month", "state"], name="runs_of_a_month")]
        constraints = [
            CheckConstraint(condition=Q(state__in=RunState.values), name="run_state_is_known"),
            CheckConstraint(condition=Q(scope__in=Scope.values), name="run_scope_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.month:%Y-%m} {self.state}"


class Decision(Model):
    """What is believed about one person and one page of a pack, for some months, by some runs.

    Bits are read by the layout of the basis. A programme whose bit is neither
    in `yes_bits` nor in `ask_bits` is a no; a condition in neither of
    `true_bits` and `unknown_bits` is false.
    """

    person = ForeignKey("register.Person", PROTECT, db_index=False, related_name="+")
    county = TextField()
    page = SmallIntegerField()
    month_from = DateField()
    # Open: until determined otherwise.
    month_to = DateField(null=True)
    true_bits = BigIntegerField()
    unknown_bits = BigIntegerField()
    yes_bits = BigIntegerField()
    ask_bits = BigIntegerField()
    # Amounts in fen in the order of the layout, "?" where unknown: what makes two answers equal.
    amounts = TextField()
    basis = ForeignKey(Run, PROTECT, db_index=False, related_name="+")
    run_from = ForeignKey(Run, PROTECT, related_name="+")
    run_to = ForeignKey(Run, PROTECT, null=True, db_index=False, related_name="+")

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            Index(fields=["county", "page", "person"], condition=Q(run_to=None), name="decisions_believed"),
            Index(fields=["run_to"], condition=Q(run_to__isnull=False), name="decisions_superseded"),
        ]
        constraints = [
            UniqueConstraint(
                fields=["person", "county", "page", "month_from"],
                condition=Q(run_to=None),
                name="one_believed_decision_begins_a_month",
            ),
            CheckConstraint(
                condition=Q(month_to=None) | Q(month_to__gte=F("month_from")),
                name="decision_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.county} from {self.month_from:%Y-%m}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Exists:
        """Return which rows may be seen: of persons who stand there now, and of that county."""
        return stands_in_sight(sight, OuterRef("person"), "county")


class Grant(Model):
    """One programme a decision says yes to, or would have to ask about; an amount only when it is known."""

    decision = ForeignKey(Decision, PROTECT, db_index=False, related_name="grants")
    programme = TextField()
    outcome = TextField(choices=Outcome.choices)
    amount_fen = BigIntegerField(null=True)

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            UniqueConstraint(fields=["decision", "programme"], name="one_grant_per_decision_and_programme"),
            CheckConstraint(
                condition=Q(amount_fen=None) | Q(amount_fen__gte=0), name="granted_amount_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.outcome}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Exists:
        """Return which rows may be seen: of persons who stand there now, and of that county."""
        return stands_in_sight(sight, OuterRef("decision__person"), "decision__county")


class Finding(Model):
    """One row of one work list: a person, a programme, a reason, since when, and the money at stake.

    `reason` is the name of the first condition that fails, of the fact to ask
    for, or one of `choices.Reason`. `params` carries the values the sentence
    names; never a number of a person.
    """

    person = ForeignKey("register.Person", PROTECT, db_index=False, related_name="+")
    county = TextField()
    month = DateField()
    list = TextField(choices=WorkList.choices)
    programme = TextField()
    reason = TextField()
    params = JSONField(default=dict)
    clause = TextField(default="")
    since_month = DateField(null=True)
    monthly_fen = BigIntegerField(null=True)
    at_stake_fen = BigIntegerField(null=True)
    run_from = ForeignKey(Run, PROTECT, related_name="+")
    run_to = ForeignKey(Run, PROTECT, null=True, db_index=False, related_name="+")

    # Where the person stands; only rows that come through queries.scope have it.
    place: str

    objects = Seen()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            Index(fields=["county", "month", "list"], condition=Q(run_to=None), name="findings_of_a_month"),
            Index(fields=["person", "county"], name="findings_of_a_person"),
        ]
        constraints = [
            UniqueConstraint(
                fields=["person", "county", "month", "list", "programme", "reason"],
                condition=Q(run_to=None),
                name="one_current_finding_per_reason",
            ),
            CheckConstraint(condition=Q(list__in=WorkList.values), name="finding_list_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.list} {self.programme} {self.reason}"

    @classmethod
    def in_sight(cls, sight: Sight) -> Exists:
        """Return which rows may be seen: of persons who stand there now, and of that county."""
        return stands_in_sight(sight, OuterRef("person"), "county")
