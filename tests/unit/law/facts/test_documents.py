"""YAML read with the place of everything."""

from pathlib import Path

from yingbao.law.facts.documents import read_document, read_text
from yingbao.law.facts.problems import Problems

FILE = Path("rules.yaml")


def read(text):
    problems = Problems()
    return read_text(text, FILE, problems), [str(problem) for problem in problems]


def test_every_value_knows_its_line_and_column():
    document, _ = read("a:\n  b: text\n  'c': [1, 'two']\n")

    assert str(document.find(("a", "b")).place) == "rules.yaml:2:6"
    assert str(document.find(("a", "c", 1)).place) == "rules.yaml:3:13"
    assert str(document.find(("a", "c")).key_place) == "rules.yaml:3:4"


def test_a_text_in_a_block_begins_on_the_next_line():
    document, _ = read("rule: >-\n  poor\n  AND old\n")

    assert str(document.find(("rule",)).place) == "rules.yaml:2:1"
    assert document.find(("rule",)).text == "poor AND old"


def test_a_path_that_leads_nowhere_ends_at_the_last_thing_there_is():
    document, _ = read("a: {b: 1}")

    assert document.find(("a", "x", "y")) == document.find(("a",))


def test_no_amount_becomes_a_float_and_no_day_a_date():
    document, _ = read("a: [1.50, 2026-01-01, 12, -3, true, null, yes, 0x1F]")

    assert document.find(("a",)).plain == ["1.50", "2026-01-01", 12, -3, True, None, "yes", "0x1F"]


def test_what_is_taken_over_from_an_anchor_may_be_overridden():
    document, said = read("base: &b {x: 1, y: 2}\nown: {<<: *b, y: 3}\n")

    assert document.find(("own",)).plain == {"x": 1, "y": 3}
    assert said == []


def test_a_key_written_twice_is_said():
    assert read("a: 1\na: 2\n")[1] == ["rules.yaml:2:1: “a”写了两次，请只保留一处"]


def test_broken_yaml_is_said_with_its_place():
    document, said = read("a: [1\nb: 2")

    assert document is None
    assert said[0].startswith("rules.yaml:2:")


def test_python_objects_are_text_and_nothing_else():
    document, _ = read("a: !!python/object/apply:os.system ['true']")

    assert document is None or document.find(("a",)).plain == ["true"]


def test_an_empty_file_has_no_entries(tmp_path):
    path = tmp_path / "empty.yaml"
    path.write_text("# nothing yet\n")

    assert read_document(path, Problems()).mapping == {}


def test_a_file_that_is_not_there_is_said(tmp_path):
    problems = Problems()

    assert read_document(tmp_path / "none.yaml", problems) is None
    assert "文件不存在" in str(next(iter(problems)))
