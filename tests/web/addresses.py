"""Every address for everyone's objects, and what is typed into every form."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from tests.office.casework.followed import Followed
from tests.people import PASSWORD, models
from tests.web.canaries import DIED_ON, Canary
from tests.web.owing import FOUND, Owing
from tests.web.paying import Paying
from tests.web.test_policy import patterns
from yingbao.edges.web.policy import policy_of
from yingbao.office.access.models import Officer
from yingbao.values.resident_id import check_digit

# These answer with a page for print, which no browser shows as a page of ours.
ON_PAPER = {"case_sheet", "notice_sheet", "letter_take", "person_file", "review_sheet", "month_sheet"}
# No row has this number.
NO_ID = 98765432
# Going out ends the session every other address is tried in.
LEFT = {"account_logout"}
# What is tried stands in the address; these values change something for everyone the canaries are.
TRIED = "?" + urlencode(
    [("month", "2026-06"), ("reform", "living-for-low-income"), ("programme", "warmth_for_the_disabled")]
    + [("set", f"warmth_amount:{grade}=100") for grade in (1, 2, 3, 4)]
)
ASKED = dict.fromkeys(("scenario_try", "scenario_save", "scenario_workbook", "scenario_sheet"), TRIED)
ACCOUNT = {"number": "6205220010054321", "holder": "某厂", "bank": "农商银行", "document": "开户许可1号"}
# The month the canaries are paid in.
ASKED |= dict.fromkeys(("month_board", "month_close", "month_sheet", "roll_new"), "?month=2026-06")


def addresses() -> list[URLPattern]:
    """Return every address there is to try, as the URL conf in use says."""
    return [each for each in patterns(get_resolver().url_patterns) if each.name not in LEFT]


def takes(pattern: URLPattern, method: str) -> bool:
    """Return whether the view behind an address declares a method."""
    declared = policy_of(pattern.callback)
    return declared is not None and method in declared.methods


def arguments(name: str, canary: Canary) -> list[list[Any]]:
    """Return what an address takes, once for each object of the canary."""
    by_name: dict[str, list[list[Any]]] = {
        "finding_list": [["missed"], ["wrong"], ["changed"], ["ask"]],
        "finding_export": [["missed"], ["ask"]],
        "question_answer": [[each] for each in canary.findings],
        "person_show": [[canary.person.pk]],
        "person_acts": [[canary.person.pk]],
        "person_file": [[canary.person.pk]],
        "person_answers": [[canary.person.pk, "no"], [canary.person.pk, "todo"]],
        "person_programme": [[canary.person.pk, "nursing_subsidy"]],
        "death_take_back": [[canary.person.pk]],
        "number_reveal": [["person.number", canary.person.pk], ["certificate.number", canary.certificate.pk]],
        "roster_show": [[canary.source.pk]],
        "roster_confirm": [[canary.source.pk]],
        "roster_cancel": [[canary.source.pk]],
        "roster_empty": [[canary.source.pk]],
        "roster_refused": [[canary.source.pk]],
        "conflict_show": [[canary.conflict.pk]],
        "clause_show": [["专栏2.2.a"], ["专栏1.2.a"]],
        "programme_show": [["nursing_subsidy"]],
        "entitled_list": [["nursing_subsidy", "yes"], ["nursing_subsidy", "ask"]],
        "unit_show": [["civil_affairs"]],
        "process_show": [["two_subsidies"]],
        "rule_change": [["nursing_subsidy"]],
        "value_change": [["nursing_subsidy_rate"]],
        "value_confirm": [["nursing_subsidy_rate", "2026-01"]],
        "amendment_show": [[canary.amendment]],
        "amendment_decide": [[canary.amendment]],
        "amendment_withdraw": [[canary.amendment]],
        "ending_propose": [[canary.amendment]],
        "ending_decide": [[canary.amendment]],
        "ending_withdraw": [[canary.amendment]],
        "scenario_show": [[canary.scenario]],
        "scenario_propose": [[canary.scenario]],
        "scenario_end": [[canary.scenario]],
        "post_end": [[canary.post]],
        "job_cancel": [[canary.job]],
        "job_again": [[canary.job]],
        "officer_show": [[canary.officer]],
        "officer_change": [[canary.officer]],
        "officer_switch": [[canary.officer]],
        "officer_help": [[canary.officer]],
        "officer_give": [[canary.officer]],
        "officer_delegate": [[canary.officer]],
        "case_new": [[canary.person.pk]],
        "case_show": [[canary.case], [canary.pending]],
        "case_act": [[canary.case, "withdraw"]],
        "case_decide": [[canary.pending, "refuse"]],
        "case_sheet": [[canary.case]],
        "award_show": [[canary.award]],
        "bundle_show": [[canary.bundle]],
        "notice_show": [[canary.notice]],
        "notice_sheet": [[canary.notice]],
        "notice_public": [[canary.slug]],
        "objection_new": [[canary.notice]],
        "objection_show": [[canary.objection]],
        "objection_reveal": [[canary.objection]],
        "letter_show": [[canary.letter]],
        "letter_take": [[canary.letter, "pdf"], [canary.letter, "docx"]],
        "office_write": [[canary.division[:9]]],
        "review_show": [[canary.followed.round]],
        "review_sheet": [[canary.followed.round]],
        "review_item": [[canary.followed.item]],
        "review_case": [[canary.followed.item]],
        "plan_of_person": [[canary.person.pk]],
        "plan_write": [[canary.person.pk]],
        "certificate_tell": [[canary.certificate.pk]],
        "person_money": [[canary.person.pk]],
        "person_money_export": [[canary.person.pk]],
        "recovery_demand": [[canary.person.pk, FOUND]],
        "takeover_show": [[canary.owing.takeover]],
        "takeover_decide": [[canary.owing.takeover]],
        "receivable_show": [[canary.owing.receivable]],
        "receivable_letter": [[canary.owing.receivable]],
        "receivable_repaid": [[canary.owing.receivable]],
        "write_off_propose": [[canary.owing.receivable]],
        "write_off_decide": [[canary.owing.write_off]],
        "roll_show": [[canary.paying.roll]],
        "roll_lines": [[canary.paying.roll]],
        "roll_export": [[canary.paying.roll]],
        "roll_differences": [[canary.paying.roll]],
        "roll_act": [[canary.paying.roll, "check"], [canary.paying.roll, "cancel"]],
        "roll_approve": [[canary.paying.prepared]],
        "roll_file": [[canary.paying.sent]],
        "roll_return": [[canary.paying.sent]],
        "roll_names": [[canary.paying.sent]],
        "payee_show": [[canary.paying.payee]],
        "payee_account": [[canary.paying.payee]],
        "payee_decide": [[canary.paying.payee]],
        "line_show": [[canary.paying.line]],
        "line_leave_out": [[canary.paying.line]],
        "problem_accept": [[canary.paying.problem]],
        "return_show": [[canary.paying.returned]],
    }
    if name == "mfa_remove_webauthn":
        return [[each.pk] for each in Authenticator.objects.filter(type="webauthn")] or [[0]]
    return by_name.get(name, [[]])


def requests(method: str, canaries: list[Canary]) -> Iterator[tuple[str, str, Canary]]:
    """Give every address once for each object it can name; with an answer to its form, once for each canary."""
    seen = set()
    for pattern in addresses():
        for canary in canaries:
            for address in addresses_of(str(pattern.name), canary):
                if method == "POST" or address not in seen:
                    seen.add(address)
                    yield str(pattern.name), address, canary


def addresses_of(name: str, canary: Canary, digits: int = 0) -> list[str]:
    """Return an address, once for each object of a canary that it can name, its numbers so many digits long."""
    return [
        reverse(name, args=[f"{arg:0{digits}}" if isinstance(arg, int) else arg for arg in args])
        + ASKED.get(name, "")
        for args in arguments(name, canary)
    ]


def absent(canary: Canary) -> Canary:
    """Return someone there is not, in a village there is not: what is asked about it is nowhere found."""
    number = f"{canary.number[:6]}19010203004"
    return replace(
        canary,
        **dict.fromkeys(("amendment", "scenario", "officer", "post", "case", "pending", "notice"), NO_ID),
        **dict.fromkeys(
            ("award", "objection", "letter", "line", "message", "job", "bundle", "missed"), NO_ID
        ),
        name="无此人",
        division=f"{canary.division[:6]}999",
        person=models.Person(id=NO_ID),
        number=number + check_digit(number),
        certificate=models.Certificate(id=NO_ID),
        conflict=models.Conflict(id=NO_ID),
        source=models.Source(id=NO_ID),
        findings=[NO_ID],
        followed=Followed(NO_ID, NO_ID, NO_ID, NO_ID),
        owing=Owing(NO_ID, NO_ID, NO_ID),
        paying=Paying(NO_ID, NO_ID, NO_ID, NO_ID, NO_ID, NO_ID, payee=NO_ID),
        slug="nowhere",
        session="nowhere",
    )


def sought(name: str, canary: Canary) -> list[str]:
    """Return an address with what someone who looks for the canary would add to it.

    Only a part of the name is typed, so that the whole of it is not merely what was typed said back.
    """
    part, township = canary.name[:2], canary.division[:9]
    by_name: dict[str, list[dict[str, Any]]] = {
        "person_search": [{"name": part}],
        "finding_list": [{"name": part}],
        "entitled_list": [{"township": township}],
        "case_list": [{"which": "open", "name": part}],
        "award_list": [{"name": part}],
        "certificate_list": [{"life": "expired", "township": township}],
        "review_show": [{"township": township}],
        "act_list": [{"person": canary.person.pk}],
        "due_list": [{"month": "2026-06"}, {"month": "2026-06", "which": "found"}],
        "recovery_list": [{"which": "open"}],
        "roll_lines": [{"name": part}],
        "message_list": [{"which": "all"}],
    }
    plain = [reverse(name, args=args) for args in arguments(name, canary)[:1]]
    return [f"{address}?{urlencode(asked)}" for address in plain for asked in by_name.get(name, [])]


def body(canary: Canary, name: str = "") -> dict[str, Any]:
    """Return an answer to the form of an address, with everything besides that a form must not take."""
    today = timezone.localdate()
    return {**forged(canary), **typed(canary, str(today)), **own_words(canary, today).get(name, {})}


def forged(canary: Canary) -> dict[str, Any]:
    """Return what no form asks for: whose row it is, where it lies, how far it is."""
    division = canary.division
    return {
        "person": canary.person.pk,
        "person_id": canary.person.pk,
        "officer": canary.officer,
        "officer_id": canary.officer,
        "county": division[:6],
        "division_code": division,
        "division_id": division,
        "acts_in": division[:9],
        "reads": division[:6],
        "state": "approved",
        "by": "POST",
        "made_by": "zhou_min",
        "source_id": canary.source.pk,
        "case_id": canary.case,
    }


def typed(canary: Canary, today: str) -> dict[str, Any]:
    """Return an answer to every field of every form."""
    return {
        "sought": canary.number,
        "login": account_of(canary),
        "password": PASSWORD,
        "title": "试算一次",
        "reason": "核对本人证件",
        "decision": "kept_apart",
        "verdict": "approve",
        "act": "propose",
        "start": "2026-08",
        "source": "区民政局〔2026〕1号",
        "document": "调标通知",
        "number": "武民发〔2026〕3号",
        "date": "2026-01-05",
        "died_on": str(DIED_ON),
        "value_0": "130",
        "value_1": "130",
        "answer": "2030-12-31",
        "since": "2026-06-01",
        "month": "2026-06",
        "division": canary.division[:9],
        "kind": "",
        "scheme": "single_dibao",
        "to": f"/numbers/person.number/{canary.person.pk}",
        "kept.reason": "核对本人证件",
        "words": "核对后办理",
        "why": "核对后办理",
        "upheld": "no",
        "on": today,
        "case": [canary.case, canary.pending],
        "verb": "approve",
        "key": str(canary.case),
        "row": [*canary.findings, canary.missed],
        "seen": "yes",
        "line": canary.line,
        "text": "不住在本村",
        "name": "便民服务中心",
        "phone": "0744-5550001",
        "telephone": "0744-5550001",
        "message": [canary.message],
        "post": canary.post,
        "which": canary.session,
        "result": "changed",
        "found": "已搬走",
        "aim": "end",
        "how": "电话",
        "role": "township",
        "file": SimpleUploadedFile("名单.csv", "姓名,身份证号\n".encode()),
    }


def own_words(canary: Canary, today: Any) -> dict[str, dict[str, Any]]:
    """Return where one form means something else by a word than the others do."""
    soon = str(today + timedelta(days=30))
    stands_in = {"to": account_of(canary), "first": str(today), "last": soon}
    account = {"username": f"new-{canary.person.pk}", "password": "four-rivers-and-a-dam", "unit": ""}
    return {
        "post_delegate": stands_in,
        "officer_delegate": stands_in,
        "officer_new": account,
        "officer_change": {"unit": ""},
        "officer_help": {"act": "password", "password": "four-rivers-and-a-dam"},
        "officer_give": {"unit": "", "reads": "", "valid_from": str(today)},
        "case_new": {"programme": "single_dibao", "aim": "grant", "origin": "person"},
        "review_new": {"programme": "living_allowance", "kind": "yearly", "due_on": soon},
        "plan_write": {"needs": "独居", "goals": "能出门", "agreed_with": "本人", "review_on": soon},
        "office_write": {"address": "1号窗口"},
        "notice_public": {"line": "1"},
        "roll_new": {"programme": "nursing_subsidy", "kind": "regular", "bank_format": "bank-transfer"},
        "roll_return": {"file": SimpleUploadedFile("回盘.csv", "序号,户名\n".encode())},
        "payee_new": {**ACCOUNT, "kind": "employer", "name": "某厂", "credit_code": "9144030071526726XG"},
        "payee_account": ACCOUNT,
        "premium_freeze": {"programme": "medical_premium", "year": "2027", "month": "2026-06"},
        "recovery_demand": {"debtor": "person", "debtor_name": "某人"},
        "receivable_repaid": {"fen": "1", "receipt": "收1", "fund": "county"},
        "budget_write": {
            "key": str(uuid5(NAMESPACE_URL, canary.name)),
            "programme": "nursing_subsidy",
            "fund": "county",
            "sign": "more",
            "fen": "1",
        },
    }


def account_of(canary: Canary) -> str:
    """Return the account of the canary's officer."""
    return Officer.objects.values_list("username", flat=True).filter(pk=canary.officer).first() or "nobody"
