"""What an act is about is said in words; codes of the book stay where no words are known."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

import yingbao
from tests.people import Cast
from yingbao.edges.web.audit.subjects import KINDS, about, names_of


@pytest.mark.django_db
def test_officers_and_places_are_named(cast: Cast) -> None:
    officer = f"officer:{cast.wu_gang.pk}"
    names = names_of([officer, "division:430811201", "case:7", "officer:", "officer:x"])

    with override("zh-hans"):
        assert str(about(officer, {}, names)) == "账号 吴刚"
        assert str(about("division:430811201", {}, names)) == "地区 协合乡"
        assert str(about("case:7", {}, names)) == "办件 7"
        assert str(about("person:5", {5: "王秀兰"}, names)) == "王秀兰"
        assert "5" in str(about("person:5", {}, names))
        assert str(about("something:new", {}, names)) == "something:new"
        assert str(about("", {}, names)) == ""


def test_every_kind_of_subject_has_its_word() -> None:
    """A subject is written as kind:which where an act is recorded."""
    kinds = set()
    for path in Path(yingbao.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "subject":
                text = node.value.values[0] if isinstance(node.value, ast.JoinedStr) else node.value
                if isinstance(text, ast.Constant) and isinstance(text.value, str) and ":" in text.value:
                    kinds.add(text.value.partition(":")[0])

    assert len(kinds) > 15
    assert kinds - set(KINDS) == set()
