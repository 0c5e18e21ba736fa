import pytest

from yingbao.values.masking import masked_account, masked_name, masked_number, masked_phone


def test_numbers_show_their_ends_only() -> None:
    assert masked_phone("13800001234") == "138****1234"
    assert masked_account("6222020000001234567") == "***************4567"
    assert masked_number("12345678") == "********"


@pytest.mark.parametrize(("name", "shown"), [("", "*"), ("王", "*"), ("李明", "李*"), ("王秀兰", "王*兰")])
def test_names_are_masked_as_on_public_notices(name: str, shown: str) -> None:
    assert masked_name(name) == shown
