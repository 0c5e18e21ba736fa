"""The tables of casework."""

from yingbao.office.casework.models.awards import Award, AwardChange, Letter
from yingbao.office.casework.models.bundles import Bundle, BundleCase
from yingbao.office.casework.models.cases import Alarm, Applicant, Case, CaseAct, Paper, Series
from yingbao.office.casework.models.notices import NoticeLine, Objection, PublicNotice
from yingbao.office.casework.models.offices import OfficeCard
from yingbao.office.casework.models.plans import (
    CertificateReminder,
    PlannedService,
    ReviewItem,
    ReviewRound,
    SupportPlan,
)

__all__ = [
    "Alarm",
    "Applicant",
    "Award",
    "AwardChange",
    "Bundle",
    "BundleCase",
    "Case",
    "CaseAct",
    "CertificateReminder",
    "Letter",
    "NoticeLine",
    "Objection",
    "OfficeCard",
    "Paper",
    "PlannedService",
    "PublicNotice",
    "ReviewItem",
    "ReviewRound",
    "Series",
    "SupportPlan",
]
