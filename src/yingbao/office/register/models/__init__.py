"""The tables of the register, one noun of the field per file."""

from yingbao.office.register.models.answers import StatedFact
from yingbao.office.register.models.certificates import Certificate
from yingbao.office.register.models.conflicts import Conflict
from yingbao.office.register.models.contacts import BankAccount, Contact, Guardian
from yingbao.office.register.models.known import Known
from yingbao.office.register.models.persons import OtherName, Person, Standing
from yingbao.office.register.models.residence import Death, Home, Hukou
from yingbao.office.register.models.sources import Coverage, Source
from yingbao.office.register.models.spells import Household, Membership, Spell
from yingbao.office.register.models.staging import StagedChunk, StagedRow

__all__ = [
    "BankAccount",
    "Certificate",
    "Conflict",
    "Contact",
    "Coverage",
    "Death",
    "Guardian",
    "Home",
    "Household",
    "Hukou",
    "Known",
    "Membership",
    "OtherName",
    "Person",
    "Source",
    "Spell",
    "StagedChunk",
    "StagedRow",
    "Standing",
    "StatedFact",
]
