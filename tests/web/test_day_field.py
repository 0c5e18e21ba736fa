"""A day is read in all the ways an office writes one, and shown in one."""

from datetime import date

import pytest
from django import forms
from django.utils.translation import override

from yingbao.edges.web.day_field import DayField

JUNE_1 = date(2026, 6, 1)


class OneDay(forms.Form):
    on = DayField()


@pytest.mark.parametrize(
    "written",
    [
        "2026-06-01",
        "2026-6-1",
        "2026年6月1日",
        "2026年06月01日",
        "2026.6.1",
        "2026/6/1",
        "20260601",
        " 2026-06-01 ",
        "２０２６－０６－０１",
        "２０２６年６月１日",
    ],
)
def test_a_day_is_read_as_offices_write_it(written: str) -> None:
    for language in ("zh-hans", "en"):
        with override(language):
            form = OneDay({"on": written})
            assert form.is_valid(), form.errors
            assert form.cleaned_data["on"] == JUNE_1


@pytest.mark.parametrize(
    "written", ["6月1日", "2026-06", "2026年6月", "0026-06-01", "2026-06-31", "昨天", "1"]
)
def test_what_names_no_day_is_refused_with_an_example(written: str) -> None:
    with override("zh-hans"):
        assert OneDay({"on": written}).errors == {"on": ["日期请写作 年-月-日，例如 2026-06-01"]}


@pytest.mark.parametrize("written", ["", "  "])
def test_nothing_is_asked_for(written: str) -> None:
    with override("zh-hans"):
        assert OneDay({"on": written}).errors == {"on": ["请填写日期"]}


def test_a_day_is_shown_as_the_example_beside_it_in_both_languages() -> None:
    for language in ("zh-hans", "en"):
        with override(language):
            assert 'value="2026-06-01"' in str(OneDay(initial={"on": JUNE_1})["on"])
