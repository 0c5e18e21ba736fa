"""One condition more or less in who is entitled, without a word of the rest changed."""

import pytest

from yingbao.law.packs.eligibility import with_condition, without_condition


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("alive AND severe", "alive AND severe AND added_1"),
        ("alive OR severe", "(alive OR severe) AND added_1"),
        ("(alive OR severe) AND here", "(alive OR severe) AND here AND added_1"),
        ("alive AND (severe OR added_1)", "alive AND (severe OR added_1)"),
        ("added_10", "added_10 AND added_1"),
        ("alive and severe or here", "(alive and severe or here) AND added_1"),
    ],
)
def test_one_more(text: str, found: str) -> None:
    assert with_condition(text, "added_1") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("alive AND severe AND here", "alive AND here"),
        ("severe\nAND here", "here"),
        ("(alive OR here) AND severe", "(alive OR here)"),
        ("alive AND not_severe", "alive AND not_severe"),
        # What stands in an OR, or alone, is for an officer to write anew.
        ("alive OR severe", "alive OR severe"),
        ("alive AND (severe OR here)", "alive AND (severe OR here)"),
        ("severe", "severe"),
        ("alive AND NOT severe", "alive AND NOT severe"),
    ],
)
def test_one_less(text: str, found: str) -> None:
    assert without_condition(text, "severe") == found
