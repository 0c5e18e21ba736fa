"""YAML texts: only whole numbers, true, false and nothing are more than text; obstacles say where."""

import pytest

from yingbao.law import texts


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("", None),
        ("~", None),
        ("null", None),
        ("12", 12),
        ("-3", -3),
        ("010", 10),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("1.50", "1.50"),
        ("1e3", "1e3"),
        ("2026-01-01", "2026-01-01"),
        ("12:30:45", "12:30:45"),
        ("'12'", "12"),
        ("残疾等级", "残疾等级"),
    ],
)
def test_what_a_scalar_means(written: str, read: object) -> None:
    assert texts.load(f"value: {written}") == {"value": read}


def test_merged_mappings_and_repeated_values() -> None:
    assert texts.load("a: &person {b: 1}\nc: {<<: *person, d: 2}") == {"a": {"b": 1}, "c": {"b": 1, "d": 2}}


def test_an_obstacle_says_where() -> None:
    with pytest.raises(texts.NotYaml) as why:
        texts.load("a: [1\nb: {")

    assert (why.value.line, why.value.column) == (2, 2)


@pytest.mark.parametrize(
    "hostile", ["a: !!python/object/apply:os.system ['true']", "a: !!python/name:os.system"]
)
def test_a_text_makes_no_objects(hostile: str) -> None:
    with pytest.raises(texts.NotYaml):
        texts.load(hostile)


def test_what_is_written_is_read_again_the_same() -> None:
    values = {
        "id": "2.1",
        "text": "第一，“引号”: #不是注释",
        "numbers": texts.ShortList([1, 2]),
        "one": texts.OneLine(a="no"),
    }

    written = texts.dump(values, ["说明"])

    assert written.startswith("# 说明\n")
    assert "numbers: [1, 2]" in written
    assert texts.load(written) == values
