"""Which table of the register tells which fact of the vocabulary: one table, checked against policy/facts.

A fact the register does not know may have been stated by an officer or the
yearly survey; that stands in every column's second place and is not repeated
here. What is not listed only a statement can tell.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class OfPerson:
    """A column of the person."""

    column: str


@dataclass(frozen=True)
class OfCertificate:
    """A column of the certificate of record: in force at the end of the month, else the latest before it.

    Where all certificates begin later, the first of them, so that "not begun yet" can be the reason.
    """

    column: str


@dataclass(frozen=True)
class HoldsCertificate:
    """Yes with any certificate; no when a complete certificate list is in and the person is not on it."""


@dataclass(frozen=True)
class OfHukou:
    """The division of the hukou on the first day of the month."""


@dataclass(frozen=True)
class OfHome:
    """The division of the home, on the last day of the month or until the person died."""


@dataclass(frozen=True)
class OfDeath:
    """The day of death, the earliest where sources differ."""


@dataclass(frozen=True)
class OnScheme:
    """Yes with a spell on one of the schemes on any day of the month.

    No when a complete list of one of `covered_by` is in for the person's
    division, of this month or an earlier one; otherwise unknown.
    """

    schemes: tuple[str, ...]
    covered_by: tuple[str, ...]


@dataclass(frozen=True)
class AmountOnScheme:
    """What the spells on a scheme pay together; unknown as soon as one does not say."""

    scheme: str


@dataclass(frozen=True)
class Stated:
    """Only an officer's statement or the survey can tell it."""


FactSource = (
    OfPerson
    | OfCertificate
    | HoldsCertificate
    | OfHukou
    | OfHome
    | OfDeath
    | OnScheme
    | AmountOnScheme
    | Stated
)


def _on(*schemes: str) -> OnScheme:
    return OnScheme(schemes, schemes[:1])


SOURCES: dict[str, FactSource] = {
    "sex": OfPerson("sex"),
    "birth_on": OfPerson("birth_on"),
    "death_on": OfDeath(),
    "hukou_division": OfHukou(),
    "residence_division": OfHome(),
    "has_certificate": HoldsCertificate(),
    "certificate_kind": OfCertificate("kind"),
    "certificate_grade": OfCertificate("grade"),
    "certificate_from": OfCertificate("valid_from"),
    "certificate_expires_on": OfCertificate("expires_on"),
    "certificate_ended_on": OfCertificate("ended_on"),
    "certificate_status": OfCertificate("status"),
    # Single-person cases are on dibao too; one dibao list tells of both.
    "on_dibao": _on("dibao", "single_dibao"),
    "on_single_dibao": OnScheme(("single_dibao",), ("dibao", "single_dibao")),
    "on_dibao_margin": _on("dibao_margin"),
    "on_tekun": _on("tekun"),
    "on_orphan_support": _on("orphan_support"),
    "on_unsupported_child_support": _on("unsupported_child_support"),
    "on_work_injury_care": _on("work_injury_care"),
    "on_elder_care_subsidy": _on("elder_care_subsidy"),
    "elder_care_subsidy_fen": AmountOnScheme("elder_care_subsidy"),
    "on_other_welfare_living_subsidy": _on("other_welfare_living_subsidy"),
    "other_welfare_living_subsidy_fen": AmountOnScheme("other_welfare_living_subsidy"),
    "on_living_allowance": _on("living_allowance"),
    "on_nursing_subsidy": _on("nursing_subsidy"),
    "in_prison": _on("prison"),
    "in_poverty_monitoring": _on("poverty_monitoring"),
    "on_resident_pension": _on("resident_pension"),
    "on_employee_pension": _on("employee_pension"),
    "on_resident_medical": _on("resident_medical"),
    "on_employee_medical": _on("employee_medical"),
}


def source_of(fact_id: str) -> FactSource:
    """Return what tells a fact: a table of the register, else only a statement."""
    return SOURCES.get(fact_id, Stated())


ENDED_STATUSES = ("frozen", "annulled", "transferred")
CERTIFICATE_COVERAGE = "certificate"


def schemes_of_enrolment(scheme: str) -> tuple[str, ...]:
    """Return the schemes whose spells show enrolment on a scheme: dibao counts single-person cases too."""
    source = SOURCES.get(f"on_{scheme}")
    return source.schemes if isinstance(source, OnScheme) else (scheme,)


def lists_of_enrolment(scheme: str) -> tuple[str, ...]:
    """Return the schemes any complete list of which tells who is not enrolled on a scheme."""
    source = SOURCES.get(f"on_{scheme}")
    return source.covered_by if isinstance(source, OnScheme) else (scheme,)
