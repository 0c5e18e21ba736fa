"""One person per place whose name no one else has: whoever sees the name sees the person."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from tests.office.casework.followed import Followed, followed
from tests.office.casework.paper import on_paper
from tests.office.determination.register_of import cover, on
from tests.people import (
    DIVISIONS,
    FENGSHAN,
    NOON,
    WULINGYUAN,
    WULONG,
    XIEHE_VILLAGE,
    make_certificate,
    make_number,
    make_person,
    make_source,
    models,
)
from tests.web.owing import Owing, owing
from tests.web.paying import Paying, paying
from yingbao.law.facts.problems import Wording
from yingbao.law.packs.edits import Edit, What, compose, say_now
from yingbao.office.access.choices import Role
from yingbao.office.access.models import Officer, OfficerSession, Post
from yingbao.office.access.sessions import mark_of
from yingbao.office.casework.models import Award, NoticeLine
from yingbao.office.determination.actions import determine
from yingbao.office.determination.models import Finding
from yingbao.office.determination.packs import pack_of
from yingbao.office.jobs.actions import ask
from yingbao.office.messages.models import Message
from yingbao.office.register.actions.row_ids import reserve_ids
from yingbao.office.register.choices import ConflictKind, ContactKind, RowOutcome, SourceState
from yingbao.office.register.sealing import ACCOUNT, PHONE, RESIDENT_ID, blind_index, seal
from yingbao.office.rulebook.models import Amendment
from yingbao.office.scenarios.models import Scenario
from yingbao.values.masking import masked_account, masked_name, masked_number, masked_phone
from yingbao.values.month import Month

JUNDIPING_VILLAGE = "430811001001"
FENGSHAN_VILLAGE = f"{FENGSHAN}001"
DIED_ON = date(2026, 6, 20)


@dataclass
class Canary:
    """A person, and everything about the person that an address can name."""

    name: str
    division: str
    person: models.Person
    number: str
    certificate: models.Certificate
    conflict: models.Conflict
    source: models.Source
    findings: list[int] = field(default_factory=list)
    # A change of the rules of the person's county that waits for the second officer.
    amendment: int = 0
    # A scenario kept in the person's township, under the person's name.
    scenario: int = 0
    # An officer of the person's township, and a further post of that officer.
    officer: int = 0
    officer_name: str = ""
    post: int = 0
    # An award, a row of a round of re-verification and a support plan of the person.
    followed: Followed = Followed(0, 0, 0, 0)
    # A case on a public notice, objected to; another that waits for its decision; a letter of the first.
    case: int = 0
    pending: int = 0
    notice: int = 0
    slug: str = "-"
    award: int = 0
    objection: int = 0
    letter: int = 0
    # What a county officer had done in both cases at once.
    bundle: int = 0
    # A row that says the person is missed for a programme: what a case can be proposed of.
    missed: int = 0
    # The line of that notice; a message about the case; a browser of the officer, as its list names it.
    line: int = 0
    message: int = 0
    session: str = ""
    # In which row each sealed column of the person is.
    sealed: dict[str, int] = field(default_factory=dict)
    # The numbers of the cases, of the award and of the letter.
    papers: tuple[str, ...] = ()
    # Background work of the person's county.
    job: int = 0
    # A payee list of the county to be taken over; what the person has to give back, and that it be given up.
    owing: Owing = field(default_factory=Owing)
    # A roll the person stands on, the line, what stands against it, and what the bank answered to another.
    paying: Paying = field(default_factory=Paying)

    @property
    def phone(self) -> str:
        """The telephone of the person, and of who speaks for the person."""
        return f"139{self.person.pk:08}"

    @property
    def account(self) -> str:
        """The bank account the person is paid to, whose holder is who speaks for the person."""
        return f"621700{self.person.pk:013}"

    @property
    def address(self) -> str:
        """Where the person lives, to the door."""
        return f"绿杨里{self.person.pk:04}号{self.name}宅"

    @property
    def village(self) -> str:
        """The name of the village."""
        return next(name for code, name, *_ in DIVISIONS if code == self.division)

    @property
    def secrets(self) -> set[str]:
        """What must not stand in clear on any page."""
        return {self.number, f"{self.number}42", self.phone, self.account, self.address}

    @property
    def marks(self) -> set[str]:
        """What tells who the person is, and stands only where the person is seen."""
        masked = {masked_number(self.number), masked_number(f"{self.number}42")}
        return {self.name, *self.papers, *masked, masked_phone(self.phone), masked_account(self.account)}

    @property
    def masked_name(self) -> str:
        """The name as the public notice prints it, for everyone."""
        return masked_name(self.name)

    @property
    def objector(self) -> str:
        """Who objects to the case: sealed, and shown for a reason only."""
        return f"邻{self.name[0]}居{self.name[1:]}甲"


def make_canary(name: str, division: str) -> Canary:
    """Someone on Dibao who is missed for one allowance and, the certificate's last day unknown, to be asked for."""
    county = division[:6]
    source = make_source("certificates", county, name=f"{name}的名单.xlsx")
    number = make_number(date(1970, 1, 1))
    person = make_person(name, division, number=number, source=source)
    certificate = make_certificate(person, f"{number.number}42", source, expires_on=None)
    models.Hukou.objects.create(person=person, division_code=division, source=source)
    on(person, "dibao", 40000, division=county)
    # Whoever dies in a month is owed that month: so the answers are those of the living.
    models.Death.objects.create(person=person, died_on=DIED_ON, source=source)
    conflict = models.Conflict.objects.create(
        kind=ConflictKind.POSSIBLE_DUPLICATE, source=source, line=7, person=person, division_code=division
    )
    problems = [
        {"column": "id_number", "shown": "身份证号", "code": "number_length", "params": {"value": "4308…99"}}
    ]
    known = Canary(name, division, person, number.number, certificate, conflict, source)
    waiting = make_source("dibao", county, state=SourceState.READ, applied_at=None, name=f"{name}.xlsx")
    waiting.counts = {"read": 1, "refused": 1, "planned": {"refused": 1}}
    waiting.save(update_fields=["counts"])
    models.StagedRow.objects.create(
        source=waiting, line=3, outcome=RowOutcome.REFUSED, problems=problems, changes={"name": name}
    )
    scenario = Scenario.objects.create(
        county=county,
        division=division[:9],
        name=name,
        note=name,
        month=date(2026, 6, 1),
        reforms=["living-for-low-income"],
        horizon=source,
        digest_now="",
        digest_then="",
        summary={"yearly": {"before": 0, "after": 0}},
        by="zhou_min",
        at=NOON,
    ).pk
    officer = make_officer(name[::-1], division[:9])
    post = Post.objects.create(
        officer=officer,
        role=Role.TOWNSHIP,
        acts_in_id=division[:9],
        reads_id=division[:9],
        valid_from=date(2026, 1, 1),
        reason="兼任",
        given_by="yingbao officer",
        given_at=NOON,
    )
    until = timezone.now() + timedelta(hours=8)
    session = OfficerSession.objects.create(
        session_key=f"session-of-{officer.pk}", session_data="", expire_date=until, officer=officer
    )
    return Canary(
        name,
        division,
        person,
        number.number,
        certificate,
        conflict,
        waiting,
        scenario=scenario,
        officer=officer.pk,
        officer_name=officer.name,
        post=post.pk,
        session=mark_of(session.pk),
        sealed=keep_sealed(known),
    )


@transaction.atomic
def keep_sealed(canary: Canary) -> dict[str, int]:
    """Let telephone, bank account, guardian and address be known; return the row each column is sealed in."""
    phone, account, number = canary.phone, canary.account, canary.number
    known = {"person": canary.person, "source": canary.person.source}
    tables = (models.Contact, models.BankAccount, models.Guardian, models.Home)
    contact, bank, guardian, home = (reserve_ids(table, 1)[0] for table in tables)
    models.Contact.objects.create(
        id=contact,
        kind=ContactKind.MOBILE,
        number_sealed=seal(phone, column="contact.number", row=contact),
        number_index=blind_index(phone, PHONE),
        **known,
    )
    models.BankAccount.objects.create(
        id=bank,
        holder_name=canary.name,
        holder_number_sealed=seal(number, column="bankaccount.holder_number", row=bank),
        holder_number_index=blind_index(number, RESIDENT_ID),
        account_sealed=seal(account, column="bankaccount.account", row=bank),
        account_index=blind_index(account, ACCOUNT),
        **known,
    )
    models.Guardian.objects.create(
        id=guardian,
        name=canary.name,
        phone_sealed=seal(phone, column="guardian.phone", row=guardian),
        **known,
    )
    models.Home.objects.create(
        id=home,
        division_code=canary.division,
        address_sealed=seal(canary.address, column="home.address", row=home),
        **known,
    )
    return {
        "person.number": canary.person.pk,
        "certificate.number": canary.certificate.pk,
        "contact.number": contact,
        "bankaccount.account": bank,
        "bankaccount.holder_number": bank,
        "guardian.phone": guardian,
        "home.address": home,
    }


def make_officer(name: str, division: str) -> Officer:
    """An account of the place whose name no one else has either."""
    account = f"canary-{division}-{Officer.objects.count()}"
    return Officer.objects.create_user(account, name=name, own_role=Role.TOWNSHIP, own_division_id=division)


def propose_other_rate(county: str) -> int:
    """Let the federation of a county propose another nursing subsidy from July on."""
    month, rate = Month(2026, 7), "nursing_subsidy_rate"
    now = say_now(pack_of(county, month), What.VALUE, rate, str(month))
    after = {"value": {"1": 12000, "2": 12000}, "sure": "stated", "source": f"{county}号文件"}
    edit = Edit(What.VALUE, rate, str(month), now, after)
    name = Wording(f"{county}护理补贴标准", f"nursing subsidy rate of {county}")
    amendment = Amendment.objects.create(
        county=county,
        pack_id=f"cn-{county}",
        name_zh=name.zh,
        name_en=name.en,
        reason="标准有调整",
        source=f"{county}号文件",
        start=month.first_day,
        text=compose([edit], month, name, f"{county}号文件"),
        edits=[edit.plain],
        proposed_by="zhou_min" if county == WULINGYUAN else "ran_jing",
        proposed_at=NOON,
    )
    return amendment.pk


def wait_for_worker(county: str) -> int:
    """Let background work of a county wait."""
    return ask(kind="limits_alarm", county=county, params={"on": "2026-06-01"}, at=NOON, by="tests").pk


def make_canaries() -> list[Canary]:
    """One in each of two townships of 武陵源区, one in 武隆区; June is determined in both districts."""
    canaries = [
        make_canary("卯金刀", JUNDIPING_VILLAGE),
        make_canary("弓长张", XIEHE_VILLAGE),
        make_canary("古月胡", FENGSHAN_VILLAGE),
    ]
    for county in (WULINGYUAN, WULONG):
        cover(month=date(2026, 1, 1), division=county)
        determine(county=county, month=Month(2026, 6), at=NOON, by="yingbao work")
    proposals = {county: propose_other_rate(county) for county in (WULINGYUAN, WULONG)}
    for canary in canaries:
        canary.amendment = proposals[canary.division[:6]]
        canary.job = wait_for_worker(canary.division[:6])
        found = Finding.objects.filter(person=canary.person, run_to=None).order_by("id")
        canary.findings = list(found.values_list("pk", flat=True))
        canary.followed = followed(canary.person, canary.division)
        put_on_paper(canary)
        award = Award.objects.get(pk=canary.award)
        canary.owing = owing(award, canary.division)
        canary.paying = paying(award, canary.division, canary.sealed["bankaccount.account"])
        canary.papers = (*canary.papers, canary.paying.number)
    return canaries


def miss(canary: Canary) -> None:
    """Let the person also be missed for a programme: of whom the rules only ask, no case is proposed."""
    row = Finding.objects.filter(person=canary.person, run_to=None).order_by("id")[0]
    row.pk, row.list, row.reason, row.params = None, "missed", "not_enrolled", {}
    row.save(force_insert=True)
    canary.missed = row.pk


def put_on_paper(canary: Canary) -> None:
    """A case on notice with an objection and a letter, and one that waits for its decision."""
    made = on_paper(canary.person, canary.division, objector=canary.objector)
    canary.case, canary.pending, canary.notice = made.case.pk, made.pending.pk, made.notice.pk
    canary.slug, canary.objection, canary.letter = made.notice.slug, made.objection.pk, made.letter.pk
    canary.award, canary.bundle = made.award.pk, made.bundle.pk
    canary.papers = (made.case.number, made.pending.number, made.award.number, made.letter.number)
    canary.line = NoticeLine.objects.get(notice=made.notice).pk
    canary.message = Message.objects.get(subject=f"case:{canary.case}").pk
