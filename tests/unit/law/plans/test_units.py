"""Cells of units become single units."""

import pytest

from yingbao.law.plans.units import looks_like_units, units_of


@pytest.mark.parametrize(
    ("cell", "units", "others"),
    [
        ("区残联，各乡镇（街道）", ("区残联", "各乡镇（街道）"), False),
        (
            "区财政局，区政府有关部门、有关单位，各乡\n镇（街道）",
            ("区财政局", "区政府有关部门", "有关单位", "各乡镇（街道）"),
            False,
        ),
        ("县教育局和县残联", ("县教育局", "县残联"), False),
        ("区级有关部门和单位", ("区级有关部门和单位",), False),
        ("区民政局、区财政局等", ("区民政局", "区财政局"), True),
        ("区民政局等有关部门", ("区民政局",), True),
        (
            "县市场监管局（知识产权局、药监局）；县税务局",
            ("县市场监管局（知识产权局、药监局）", "县税务局"),
            False,
        ),
        ("村(居)委会,乡镇政府", ("村(居)委会", "乡镇政府"), False),
        ("", (), False),
    ],
)
def test_units(cell: str, units: tuple[str, ...], others: bool) -> None:
    assert units_of(cell) == (units, others)


def test_a_sentence_is_not_a_list_of_units() -> None:
    assert not looks_like_units("落实残疾人按比例就业制度。")
    assert looks_like_units("区委组织部、区人社局、团区委、区妇联、各乡镇（街道）")
