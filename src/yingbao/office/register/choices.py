"""Words of the register."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceState(TextChoices):
    """How far a received file is. RECEIVED and CONFIRMED wait for `yingbao work`."""

    RECEIVED = "received", _("received")
    READING = "reading", _("being read")
    READ = "read", _("read, waiting for confirmation")
    REFUSED = "refused", _("refused")
    CONFIRMED = "confirmed", _("confirmed, waiting to be applied")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("failed")


class RowOutcome(TextChoices):
    """What a row of a roster would do, or did."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    SAME = "same", _("unchanged")
    ENDED = "ended", _("ended")
    REFUSED = "refused", _("refused")
    CONFLICT = "conflict", _("in conflict")


class Sex(TextChoices):
    """As the citizen number tells it."""

    MALE = "male", _("male")
    FEMALE = "female", _("female")


class Kind(TextChoices):
    """The seven kinds of disability (GB/T 26341); values as in values.certificate_number.Kind."""

    VISUAL = "visual", _("visual")
    HEARING = "hearing", _("hearing")
    SPEECH = "speech", _("speech")
    PHYSICAL = "physical", _("physical")
    INTELLECTUAL = "intellectual", _("intellectual")
    PSYCHOSOCIAL = "psychosocial", _("psychosocial")
    MULTIPLE = "multiple", _("multiple")


class CertificateStatus(TextChoices):
    """What became of a certificate. Whether it has expired follows from its last day, not from here."""

    VALID = "valid", _("valid")
    EXPIRED = "expired", _("expired")
    FROZEN = "frozen", _("frozen")
    ANNULLED = "annulled", _("annulled")
    TRANSFERRED = "transferred", _("transferred out")
    REPLACED = "replaced", _("replaced")


class Scheme(TextChoices):
    """Lists of other programmes, and who receives the two allowances. A county's own rosters may add more."""

    DIBAO = "dibao", _("Dibao")
    SINGLE_DIBAO = "single_dibao", _("single-person Dibao")
    DIBAO_MARGIN = "dibao_margin", _("Dibao margin")
    TEKUN = "tekun", _("Tekun")
    ORPHAN_SUPPORT = "orphan_support", _("orphan support")
    UNSUPPORTED_CHILD_SUPPORT = "unsupported_child_support", _("support for children without support in fact")
    WORK_INJURY_CARE = "work_injury_care", _("work injury care payment")
    ELDER_CARE_SUBSIDY = "elder_care_subsidy", _("care subsidy for the old")
    OTHER_WELFARE_LIVING_SUBSIDY = "other_welfare_living_subsidy", _("other living subsidy")
    PRISON = "prison", _("in prison")
    POVERTY_MONITORING = "poverty_monitoring", _("monitored against return to poverty")
    RESIDENT_PENSION = "resident_pension", _("resident pension insurance")
    EMPLOYEE_PENSION = "employee_pension", _("employee pension insurance")
    RESIDENT_MEDICAL = "resident_medical", _("resident medical insurance")
    EMPLOYEE_MEDICAL = "employee_medical", _("employee medical insurance")
    LIVING_ALLOWANCE = "living_allowance", _("living allowance")
    NURSING_SUBSIDY = "nursing_subsidy", _("nursing care subsidy")


class ContactKind(TextChoices):
    """Whose number it is."""

    MOBILE = "mobile", _("own telephone")
    CONTACT_PERSON = "contact_person", _("telephone of a contact person")


class ConflictKind(TextChoices):
    """Why two statements cannot both be entered."""

    SECOND_HOLDER = "second_holder", _("another name under the same citizen number")
    TWO_NUMBERS = "two_numbers", _("one person under two citizen numbers")
    POSSIBLE_DUPLICATE = "possible_duplicate", _("perhaps the same person twice")
    TWO_COUNTIES = "two_counties", _("known in another county as well")
    CONTRADICTING = "contradicting", _("contradicts what is known")


class ConflictState(TextChoices):
    """Whether someone has decided."""

    OPEN = "open", _("open")
    RESOLVED = "resolved", _("resolved")


class Resolution(TextChoices):
    """How a conflict was decided."""

    KEPT_APART = "kept_apart", _("two persons: kept apart")
    MERGED = "merged", _("one person: merged")
    RENAMED = "renamed", _("one person, under a new name")
    ALSO_CALLED = "also_called", _("one person, whose name the list writes otherwise")
    # For someone known elsewhere only: what was said, until those who know the person decide.
    SAME_PERSON = "same_person", _("one person, as far as this district knows")
    ADOPTED = "adopted", _("the list is right: its day was entered")
    REVOKED = "revoked", _("the death was told by mistake: taken back")
    ACKNOWLEDGED = "acknowledged", _("seen, nothing to change")
