"""Who sees everyone says why, and is listed here; nobody goes around the cut."""

import ast
from pathlib import Path

from tests.architecture.writing import ROOT

# Module → the reasons it gives. Whoever adds one argues for it here.
SEES_ALL = {
    "edges/backups/making.py": ["a backup is of everything"],
    "edges/backups/proving.py": ["a backup is of everything"],
    "edges/backups/restoring.py": ["a backup is of everything"],
    "edges/cli/management/commands/compare.py": ["a month is compared for a whole county"],
    "edges/cli/management/commands/determine.py": ["a month is determined for a whole county"],
    "edges/cli/management/commands/jobs.py": ["the timetable is about whole counties"],
    "edges/cli/management/commands/ledger.py": ["the book of money is of whole counties"],
    "edges/cli/management/commands/migrate.py": ["a migration rewrites whole tables"],
    "edges/cli/management/commands/payments.py": ["a bank file is about everyone on a roll"],
    "edges/cli/management/commands/plan.py": [
        "whom a change of the plan concerns is counted in a whole county"
    ],
    "edges/cli/management/commands/reckon.py": ["what is owed for a month is found for a whole county"],
    "edges/cli/management/commands/roster.py": ["a roster is about a whole county"],
    "edges/cli/management/commands/whatif.py": ["other rules are tried on a whole county"],
    "edges/jobs/worker.py": ["lists and runs are about whole counties"] * 2,
    "office/casework/queries/answers.py": [
        "a department decides by what the rules say of the one programme of its case"
    ],
    "office/casework/actions/texting.py": [
        "the applicant is told whoever has the turn, and nobody is shown the number"
    ],
    "office/determination/queries/what_if.py": [
        "who stood there when it was known is counted; who may not be seen is not named"
    ],
    "office/payments/actions/carrying_on.py": [
        "a payee list is taken over with everyone on it, wherever they stand now"
    ]
    * 2,
    "office/payments/actions/checking_book.py": ["the book of money is of whole counties"],
    "office/payments/actions/checking.py": [
        "whether somebody on a roll died or moved away is asked wherever it is known"
    ],
    "office/payments/actions/drawing_up.py": [
        "a roll is drawn up of all a county owes under a programme, wherever its people stand now"
    ],
    "office/payments/actions/filing.py": [
        "the bank is told the numbers of everyone on the roll, whom nobody is shown"
    ]
    * 2,
    "office/payments/actions/listing_names.py": [
        "an organisation is told for whom it is paid, with the numbers it knows them by"
    ],
    "office/payments/actions/returning.py": [
        "a bank answers for everyone a roll was sent for, wherever they stand now"
    ],
    "office/payments/actions/taking_over.py": [
        "a payee list is taken over with everyone on it, wherever they stand now"
    ],
    "office/register/actions/conflicts.py": ["two rows become one with all that every county knows of them"],
    "office/register/actions/keys.py": ["no sealed value may be overlooked"] * 2,
    "office/register/actions/strangers.py": ["the same question is asked wherever the person is known"],
    "office/register/queries/elsewhere.py": [
        "which county asks or answers is told, and nothing of its person"
    ]
    * 2,
    "office/register/sealed_places.py": ["no sealed value may be overlooked"],
}
# Queries that join the standings and cut them to the officer's range themselves, where the cut of the table would
# be made twice.
CUTS_ITSELF: set[str] = set()
# Where the cut is made.
CUT = "office/register/models/sight.py"
# … and the worker, who does what an officer asked for as that officer.
DECLARES = {"edges/web/policy.py", "edges/jobs/bundles.py"}
# The page anyone opens sees the casework of the place whose notice it is.
FOR_ANYONE = {"edges/web/casework/notice_public.py"}


def calls(path: Path, name: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def modules() -> list[tuple[str, Path]]:
    return [(str(path.relative_to(ROOT)), path) for path in sorted(ROOT.rglob("*.py"))]


def reason_of(call: ast.Call) -> str:
    (reason,) = [word.value for word in call.keywords if word.arg == "reason"]
    assert isinstance(reason, ast.Constant), "a reason is written where it is given"
    return str(reason.value)


def test_who_sees_everyone_is_listed_with_its_reason() -> None:
    found = {name: [reason_of(call) for call in calls(path, "seeing_all")] for name, path in modules()}

    assert {name: reasons for name, reasons in found.items() if reasons} == SEES_ALL


def test_who_cuts_itself_is_listed() -> None:
    assert {name for name, path in modules() if calls(path, "cut_by_caller")} == CUTS_ITSELF


def test_only_the_policy_says_who_looks() -> None:
    saying = {
        name for name, path in modules() if calls(path, "seeing") or calls(path, "seeing_nothing_declared")
    }

    assert saying == DECLARES


def test_only_the_public_notice_looks_without_an_officer() -> None:
    assert {name for name, path in modules() if calls(path, "seeing_casework_of")} == FOR_ANYONE


def test_nobody_builds_a_query_around_the_cut() -> None:
    around = {name for name, path in modules() if calls(path, "QuerySet") and name != CUT}

    assert around == set()
