"""A telephone number is one that can be called, however it is written."""

import pytest
from django import forms
from django.utils.translation import override

from yingbao.edges.web.telephone_field import TelephoneField


class OneNumber(forms.Form):
    phone = TelephoneField(required=False, max_length=40)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("023-77700000", "023-77700000"),
        (" ０２３－７７７０００００ ", "023-77700000"),
        ("12345", "12345"),
        ("0744-5550000 转 8003（工作日）", "0744-5550000 转 8003(工作日)"),
        ("", ""),
    ],
)
def test_a_number_is_taken_with_what_stands_around_it(written: str, read: str) -> None:
    form = OneNumber({"phone": written})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["phone"] == read


@pytest.mark.parametrize("written", ["没有电话", "1234", "-"])
def test_what_nobody_can_call_is_refused_with_an_example(written: str) -> None:
    with override("zh-hans"):
        assert OneNumber({"phone": written}).errors == {
            "phone": ["请填写带区号的电话号码，例如 023-77700000"]
        }
