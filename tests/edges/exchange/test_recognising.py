"""Which kind a file is, whose, and for which month: told clearly, never guessed."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.rosters import PAYEES, number, payee, read, write_csv, write_xlsx
from yingbao.edges.exchange.banks.saying import sentences
from yingbao.office.register.roster_kinds import KindProblem, load_kinds, read_kind
from yingbao.office.register.roster_sentences import codes, say

SHORT = ("姓名", "身份证号", "开始时间")


def test_a_payee_list_is_recognised_by_its_header(tmp_path: Path) -> None:
    assert read(write_xlsx(tmp_path / "a.xlsx", [payee(1)]), "").kind == "two-allowances-payees"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("特困人员名单", "tekun"),
        ("服刑人员名单", "prison"),
        ("低保边缘家庭名单", "dibao-margin"),
        ("城乡低保对象名单", "dibao"),
    ],
)
def test_lists_of_the_same_columns_are_told_apart_by_their_title(
    tmp_path: Path, title: str, kind: str
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[title], SHORT, ["王秀英", number(), "2021年7月"]], None)

    assert read(path, "").kind == kind


def test_two_kinds_equally_likely_have_to_be_chosen(tmp_path: Path) -> None:
    found = read(write_xlsx(tmp_path / "a.xlsx", [["王秀英", number(), "2021年7月"]], SHORT), "")

    assert found.unreadable == "kind_ambiguous"
    assert "、" in found.params["kinds"]


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["王秀英", number()]], ("姓名", "身份证号"))
    found = read(path)

    assert (found.unreadable, found.params["missing"]) == ("columns_missing", "补贴类型、补贴金额")


def test_a_file_without_a_header_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["王秀英", number(), 3]], None)

    assert read(path).unreadable == "header_unknown"


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_file_with_only_a_header_is_refused(tmp_path: Path, name: str) -> None:
    write = write_xlsx if name.endswith("x") else write_csv

    assert read(write(tmp_path / name, [])).unreadable == "only_header"


def test_empty_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbf\r\n")

    assert read(tmp_path / "a.csv").unreadable == "file_empty"
    assert read(write_xlsx(tmp_path / "a.xlsx", [], None)).unreadable == "no_rows"


def test_a_title_for_another_month_refuses_the_file(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["两项补贴发放名单（2026年5月）"], PAYEES, payee(1)], None)
    found = read(path)

    assert (found.unreadable, found.params) == ("month_differs", {"found": "2026-05", "asked": "2026-06"})


@pytest.mark.parametrize(
    "month", ["2026年5月", "2026-05", "２０２６年５月", "二〇二六年五月", "二○二五年十二月"]
)
@pytest.mark.parametrize("kind", ["", "two-allowances-payees"])
def test_however_the_title_writes_another_month_the_file_is_refused(
    tmp_path: Path, month: str, kind: str
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[f"两项补贴发放名单（{month}）"], PAYEES, payee(1)], None)

    assert read(path, kind).unreadable == "month_differs"


@pytest.mark.parametrize(
    "title",
    ["2026年6月", "2026-06", "二〇二六年六月", "制表2026-07-03", "制于二〇二六年七月三日", "渝残〔2026〕5号"],
)
def test_a_title_with_the_right_month_or_none_is_taken(tmp_path: Path, title: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[f"两项补贴发放名单 {title}"], PAYEES, payee(1)], None)

    assert len(read(path, "").rows) == 1


def test_a_list_of_events_may_name_another_month_in_its_title(tmp_path: Path) -> None:
    rows = [["2026年5月死亡人员名单"], ("姓名", "身份证号", "死亡日期"), ["王秀英", number(), "2026-05-03"]]

    assert read(write_xlsx(tmp_path / "a.xlsx", rows, None), "").kind == "deaths"


def test_the_day_a_list_was_made_is_not_its_month(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["制表日期：2026年7月3日"], PAYEES, payee(1)], None)

    assert len(read(path).rows) == 1


def test_the_list_of_another_county_is_refused(tmp_path: Path) -> None:
    rows = [payee(n, _0="凤山街道") for n in range(1, 9)]

    assert read(write_xlsx(tmp_path / "a.xlsx", rows)).unreadable == "wrong_division"


def test_every_kind_of_the_product_is_read_without_a_problem() -> None:
    kinds = load_kinds(settings.POLICY_DIR)

    assert {
        "certificates",
        "dibao",
        "two-allowances-payees",
        "deaths",
        "yearly-survey",
        "card-changes",
    } <= set(kinds)
    assert all(kind.name.zh and kind.name.en for kind in kinds.values())


def test_a_county_adds_its_own_kind_without_code(tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "cn-430811" / "rosters"
    folder.mkdir(parents=True)
    (folder / "heating.yaml").write_text(
        "id: heating\nname: {zh: 取暖补贴名单, en: heating}\ncounterpart: {zh: 住建局, en: housing}\ntitles: [取暖]\n"
        "complete: true\ncovers: [heating]\ncolumns:\n"
        "  - {id: name, type: name, required: true, aliases: [姓名]}\n"
        "  - {id: id_number, type: resident_id, required: true, aliases: [身份证号]}\n"
        "becomes:\n  - {record: spell, scheme: heating}\n",
        encoding="utf-8",
    )

    assert load_kinds(tmp_path, ("cn-430811",))["heating"].covers == ("heating",)


@pytest.mark.parametrize(
    ("line", "wrong", "place"),
    [
        ("complete: true", "complete: maybe", ":5:"),
        ("type: name", "type: nam", ":8:"),
        ("scheme: heating", "schema: heating", ":11:"),
    ],
)
def test_what_is_wrong_with_a_kind_is_said_with_file_and_line(
    tmp_path: Path, line: str, wrong: str, place: str
) -> None:
    text = (
        "id: heating\nname: {zh: 取暖补贴名单, en: heating}\ncounterpart: {zh: 住建局, en: housing}\ntitles: [取暖]\n"
        "complete: true\ncovers: [heating]\ncolumns:\n"
        "  - {id: name, type: name, required: true, aliases: [姓名]}\n"
        "  - {id: id_number, type: resident_id, required: true, aliases: [身份证号]}\n"
        "becomes:\n  - {record: spell, scheme: heating}\n"
    )
    path = tmp_path / "heating.yaml"
    path.write_text(text.replace(line, wrong), encoding="utf-8")

    with pytest.raises(KindProblem) as found:
        read_kind(path)
    assert place in found.value.problems[0]


def test_every_reason_the_readers_give_has_a_sentence_in_both_languages() -> None:
    import ast

    import yingbao

    root = Path(yingbao.__file__).parent
    given: set[str] = set()
    for path in [
        *(root / "edges" / "exchange").rglob("*.py"),
        *(root / "office/register/actions/rosters").rglob("*.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
                "Problem",
                "Unreadable",
                "refused",
                "NotADate",
            }:
                given |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant)}
    known = {code for section in ("problems", "remarks") for code in codes(settings.POLICY_DIR, section)}
    known |= set(sentences(settings.POLICY_DIR / "bank-sentences.yaml")["reasons"])

    assert given - known == set()
    for code in codes(settings.POLICY_DIR, "problems"):
        assert say(settings.POLICY_DIR, "problems", code, {}, "en") != say(
            settings.POLICY_DIR, "problems", code, {}, "zh"
        )
