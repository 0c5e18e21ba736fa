"""The tables of paying, one noun of the field per file."""

from yingbao.office.payments.models.book_checks import BookCheck
from yingbao.office.payments.models.budgets import BudgetEntry
from yingbao.office.payments.models.discharges import Discharge
from yingbao.office.payments.models.months import PayMonth
from yingbao.office.payments.models.payees import Payee, PayeeAccount
from yingbao.office.payments.models.recoveries import Instalment, Receivable, Recovery, WriteOff
from yingbao.office.payments.models.returns import BankReturn
from yingbao.office.payments.models.rolls import Line, LineProblem, Roll, RollFund
from yingbao.office.payments.models.takeovers import TakeOver

__all__ = [
    "BankReturn",
    "BookCheck",
    "BudgetEntry",
    "Discharge",
    "Instalment",
    "Line",
    "LineProblem",
    "PayMonth",
    "Payee",
    "PayeeAccount",
    "Receivable",
    "Recovery",
    "Roll",
    "RollFund",
    "TakeOver",
    "WriteOff",
]
