"""A canary is paid: a roll that can still be changed, one to be approved, one the bank has answered."""

from dataclasses import dataclass
from datetime import date

from tests.people import NOON, WULINGYUAN
from yingbao.office.access.models import Officer
from yingbao.office.casework.models import Award
from yingbao.office.payments.actions.payees import Given, propose_payee
from yingbao.office.payments.choices import LineState, PayeeKind, ProblemKind, RollKind, RollState
from yingbao.office.payments.models import BankReturn, Line, LineProblem, Payee, PayMonth, Roll

JUNE = date(2026, 6, 1)
PROGRAMME = "nursing_subsidy"
CODE = "91110000802100433B"


@dataclass
class Paying:
    """The rows addresses name: three rolls, a line and what stands against it, a return."""

    roll: int = 0
    prepared: int = 0
    sent: int = 0
    line: int = 0
    problem: int = 0
    returned: int = 0
    number: str = ""
    # An organisation of the county, whose account waits for a second officer.
    payee: int = 0


def paying(award: Award, division: str, account: int) -> Paying:
    """Let a person stand on three rolls whose lines are all of one township."""
    month, _ = PayMonth.objects.get_or_create(
        county=division[:6], month=JUNE, defaults={"opened_by": "zhou_min", "opened_at": NOON}
    )
    open_one, line = _roll(award, division, account, month, RollState.BUILT, LineState.IN)
    problem = LineProblem.objects.create(line=line, kind=ProblemKind.NAME_MISMATCH)
    prepared, _line = _roll(award, division, account, month, RollState.PREPARED, LineState.IN)
    sent, _line = _roll(award, division, account, month, RollState.SENT, LineState.FAILED)
    returned = BankReturn.objects.create(
        roll=sent,
        name=f"{award.person.name}.csv",
        digest="1" * 64,
        settled=0,
        failed=1,
        settled_fen=0,
        failed_fen=8_000,
        on=JUNE,
        read_by="zhou_min",
        read_at=NOON,
    )
    rows = (open_one, prepared, sent, line, problem, returned)
    return Paying(*(each.pk for each in rows), open_one.number, _payee(division[:6]))


def _payee(county: str) -> int:
    known = Payee.objects.filter(county=county).first()
    if known is None:
        known = propose_payee(
            county=county,
            kind=PayeeKind.INSURER,
            name=f"{county}税务局",
            credit_code=CODE,
            account=Given("6205220010012345", f"{county}税务局", "工商银行", f"{county}号"),
            at=NOON,
            by=Officer.objects.get(username="zhou_min" if county == WULINGYUAN else "ran_jing"),
        )
    return known.pk


def _roll(
    award: Award, division: str, account: int, month: PayMonth, state: str, of_line: str
) -> tuple[Roll, Line]:
    first, sent = state == RollState.BUILT, state == RollState.SENT
    prepared = {} if first else {"prepared_by": "xiang_dong", "prepared_at": NOON, "digest": "2" * 64}
    approved = {"approved_by": "zhou_min", "approved_at": NOON, "filed_on": JUNE} if sent else {}
    roll = Roll.objects.create(
        number=f"Q{award.number}{RollState.values.index(state)}",
        county=division[:6],
        programme=PROGRAMME,
        month=month,
        kind=RollKind.REGULAR if first else RollKind.SUPPLEMENTARY,
        sequence=Roll.objects.count() + 1,
        state=state,
        bank_format="bank-transfer",
        lines_in=1,
        total_fen=8_000,
        made_by="xiang_dong",
        made_at=NOON,
        **prepared,
        **approved,
    )
    line = Line.objects.create(
        roll=roll,
        number=1,
        county=division[:6],
        division_code=division,
        person=award.person,
        award=award,
        name=award.person.name,
        account_id=account,
        holder_name=award.person.name,
        gross_fen=8_000,
        fen=8_000,
        state=of_line,
        failure="closed" if of_line == LineState.FAILED else "",
    )
    return roll, line
