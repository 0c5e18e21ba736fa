"""Roles of officers and levels of divisions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What an officer is there for. What each may do stands in permissions.py."""

    FEDERATION_COUNTY = "federation_county", _("County Disabled Persons' Federation")
    CIVIL_AFFAIRS_COUNTY = "civil_affairs_county", _("County civil affairs bureau")
    FINANCE = "finance", _("County finance bureau")
    TOWNSHIP = "township", _("Township officer")
    VILLAGE = "village", _("Village liaison worker")
    INSTITUTION = "institution", _("Designated institution")
    LEAD_UNIT = "lead_unit", _("Lead unit of the plan")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("System administrator")


class DivisionLevel(TextChoices):
    """How far down a division stands; the values are those of values.division.Level."""

    PROVINCE = "province", _("province")
    PREFECTURE = "prefecture", _("prefecture")
    COUNTY = "county", _("county")
    TOWNSHIP = "township", _("township")
    VILLAGE = "village", _("village")
