"""A person's file for print (一人一档): all that is known, numbers masked; a code leads back to the page."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from yingbao.edges.reports.sheet import draw_qr, set_page
from yingbao.edges.web.awarded import awards_in_words
from yingbao.edges.web.casework.words import unit_name
from yingbao.edges.web.determination.lists import month_asked
from yingbao.edges.web.http import OfficerRequest
from yingbao.edges.web.naming import programme_name
from yingbao.edges.web.persons.answers import OUTCOMES, deciding_doubts
from yingbao.edges.web.persons.known import Known, Words, known_rows, places_in
from yingbao.edges.web.place import county_of, rules_of
from yingbao.edges.web.policy import Scope, policy
from yingbao.edges.web.rosters.kinds import kinds_of
from yingbao.edges.web.taking import pdf, taken_by
from yingbao.edges.web.templatetags import written
from yingbao.edges.web.templatetags.unconfirmed import in_a_cell
from yingbao.law.packs import NotInForce, Pack
from yingbao.law.packs.resting import Resting, Unconfirmed
from yingbao.office.access.models import Officer
from yingbao.office.access.permissions import Permission
from yingbao.office.access.queries import get_names
from yingbao.office.audit import actions as audit
from yingbao.office.casework.models import Case, SupportPlan
from yingbao.office.casework.queries.awards import awards_of
from yingbao.office.casework.queries.cases import cases_of
from yingbao.office.casework.queries.plans import plans_of
from yingbao.office.determination.queries import runs
from yingbao.office.determination.queries.persons import PersonAnswers, ProgrammeAnswer, get_person_answers
from yingbao.office.register.models import Person
from yingbao.office.register.queries.person_file import PersonFile, get_person_file
from yingbao.office.register.queries.visible import get_person
from yingbao.values.month import Month


@policy(permission=Permission.VIEW_PERSONS, scope=Scope.DIVISION)
def person_file(request: OfficerRequest, person_id: int) -> HttpResponse:
    """Set the file of someone in the officer's division for print, and write down who took it."""
    person = get_person(request.user, person_id)
    if person is None:
        raise Http404
    months = runs.list_months(officer=request.user)
    month = month_asked(request, months, today=timezone.localdate()) if months else None
    page = set_page("file", told(request, person, month))
    audit.record("casework.person_file.taken", by=request.user, subject=f"person:{person.pk}")
    return pdf(page, person.name)


def told(request: OfficerRequest, person: Person, month: Month | None) -> dict[str, Any]:
    """Return everything the page says."""
    officer, county = request.user, county_of(request.user)
    file = get_person_file(officer, person)
    words = Words(county, kinds_of(county), get_names(places_in(file)), rules_of(officer))
    address = request.build_absolute_uri(reverse("person_show", args=[person.pk]))
    chinese = written.in_chinese()
    plan = plans_of(officer, person).filter(ended_on__isnull=True).first()
    return {
        "lang": "zh" if chinese else "en",
        "region": "CN" if chinese else "GB",
        "title": gettext("File of %(name)s") % {"name": person.name},
        "under": gettext("As known on %(day)s") % {"day": written.day(timezone.localdate())},
        "facts": facts(file, words),
        "parts": [
            *programmes(answers(officer, person, month), words.pack),
            awards(officer, person, words),
            cases(cases_of(officer, person), words),
            *([agreed(plan)] if plan else []),
            known(known_rows(file, words)),
        ],
        "qr": draw_qr(address),
        "alt": gettext("QR code of the page of this person: %(address)s") % {"address": address},
        "footer": taken_by(request),
    }


def facts(file: PersonFile, words: Words) -> list[dict[str, str]]:
    """Return who it is; the number is masked."""
    here = [each.division_code for each in file.standings if each.county == words.county]
    said = {
        gettext("Other names"): "、".join(each.name for each in file.other_names),
        gettext("Citizen number"): file.number,
        gettext("Sex"): file.person.get_sex_display(),
        gettext("Born on"): written.day(file.person.birth_on),
        gettext("Died on"): written.day(file.deaths[0].row.died_on) if file.deaths else "",
        gettext("Known in"): "、".join(words.place(code) for code in here),
    }
    return [{"name": name, "words": str(told)} for name, told in said.items() if told]


def part(name: str, heads: list[str], wide: list[int], rows: list[list[str]], none: str) -> dict[str, Any]:
    """Return one table of the page: its heading, columns (0: as wide as their words), words for none."""
    return {"name": name, "heads": heads, "wide": wide, "rows": rows, "none": none}


def answers(officer: Officer, person: Person, month: Month | None) -> PersonAnswers | None:
    """Return what every programme says in a month; nothing where the rules or the month are not known."""
    try:
        return get_person_answers(officer=officer, person=person.pk, month=month) if month else None
    except NotInForce:
        return None


def programmes(found: PersonAnswers | None, pack: Pack) -> list[dict[str, Any]]:
    """Return what is to be done first, then what the person is entitled to or draws; of the rest how many."""
    if found is None:
        return []
    resting = Resting(pack, found.month, found.month)
    telling = sorted(filter(tells, found.answers), key=lambda each: not each.findings)
    doubts = {each.programme: deciding_doubts(each.explanation, resting) for each in telling}
    rest = [each.explanation.outcome for each in found.answers if not tells(each)]
    rows = [
        [
            written.label(each.name),
            marked(str(OUTCOMES[each.explanation.outcome]), doubts[each.programme]),
            gettext("yes") if each.enrolled else gettext("no") if each.listed else gettext("not known"),
            gettext("; ").join(written.label(finding.sentence) for finding in each.findings),
        ]
        for each in telling
    ]
    rest_said = gettext("Besides: %(unknown)s not certain yet, %(no)s not entitled") % {
        "unknown": rest.count(None),
        "no": rest.count(False),
    }
    checked = in_a_cell([each for of_one in doubts.values() for each in of_one]) or ""
    heads = [
        gettext("Programme"),
        gettext("By the rules"),
        gettext("Receives it"),
        gettext("What is to be done"),
    ]
    title = gettext("What each programme says in %(month)s") % {"month": written.month(found.month)}
    return [part(title, heads, [2, 0, 0, 3], [*rows, [rest_said, "", "", checked]], "")]


def marked(words: str, doubts: Sequence[Unconfirmed]) -> str:
    """Return words with a mark where they rest on something still to be checked; its name stands below."""
    return f"{words} {gettext('to be checked')}" if doubts else words


def tells(answer: ProgrammeAnswer) -> bool:
    """Return whether the person is entitled to a programme, draws it or is on a list about it."""
    return bool(answer.explanation.outcome or answer.enrolled or answer.findings)


def awards(officer: Officer, person: Person, words: Words) -> dict[str, Any]:
    """Return what was granted."""
    rows = [
        [
            each.award.number,
            each.programme,
            marked(each.amount, each.unconfirmed),
            written.month(each.award.first_month),
            each.state,
        ]
        for each in awards_in_words(awards_of(officer, person), words.pack, words.places)
    ]
    heads = [
        gettext("Number"),
        gettext("Programme"),
        gettext("Amount"),
        gettext("First month"),
        gettext("State"),
    ]
    return part(gettext("Awards"), heads, [0, 1, 0, 0, 0], rows, gettext("Nothing was granted here yet."))


def cases(found: Iterable[Case], words: Words) -> dict[str, Any]:
    """Return what was asked for."""
    rows = [
        [
            case.number,
            programme_name(words.pack, case.programme),
            case.get_state_display(),
            unit_name(words.pack, case.turn),
            written.day(case.due_on),
        ]
        for case in found
    ]
    heads = [
        gettext("Number"),
        gettext("Programme"),
        gettext("State"),
        gettext("Whose turn"),
        gettext("Last day"),
    ]
    return part(gettext("Cases"), heads, [0, 1, 0, 0, 0], rows, gettext("There is no case here yet."))


def agreed(plan: SupportPlan) -> dict[str, Any]:
    """Return the support plan in force."""
    services = "\n".join(f"{each.what} · {each.who} · {each.how_often}" for each in plan.services.all())
    rows = [
        [gettext("What the person needs"), plan.needs],
        [gettext("What is to be reached"), plan.goals],
        [gettext("Services agreed on"), services or "—"],
        [gettext("Agreed with"), plan.agreed_with],
        [gettext("To be looked at again on"), written.day(plan.review_on)],
    ]
    title = gettext("Support plan of %(day)s") % {"day": written.day(plan.made_on)}
    return part(title, [gettext("What"), gettext("Says")], [0, 1], rows, "")


def known(rows: list[Known]) -> dict[str, Any]:
    """Return everything the lists and officers told, with its days and its source; numbers are masked."""
    told = [
        [
            row.what,
            "\n".join([row.says, *(f"{each.label} {each.masked}" for each in row.numbers)]).strip(),
            written.day(row.valid_from),
            written.day(row.valid_to),
            row.source,
        ]
        for row in rows
    ]
    heads = [gettext("What"), gettext("Says"), gettext("From"), gettext("Until"), gettext("Known from")]
    none = gettext("Nothing is known beyond the name: no list brought in so far says more.")
    return part(gettext("What is known"), heads, [0, 2, 0, 0, 1], told, none)
