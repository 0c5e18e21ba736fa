import pytest

from yingbao.values.certificate_number import CertificateNumber, Kind, NotACertificateNumber

HOLDER = "500232197001011230"


def test_a_number_tells_holder_kind_grade_and_reissue() -> None:
    number = CertificateNumber(f"{HOLDER}42B1")

    assert number.resident_id.number == HOLDER
    assert (number.kind, number.grade, number.reissue) == (Kind.PHYSICAL, 2, 1)
    assert CertificateNumber(f"{HOLDER}11").reissue == 0
    assert CertificateNumber(f"{HOLDER}73B12").reissue == 12


@pytest.mark.parametrize(
    ("place", "kind"),
    list(
        enumerate(
            ["visual", "hearing", "speech", "physical", "intellectual", "psychosocial", "multiple"], start=1
        )
    ),
)
def test_the_nineteenth_digit_is_the_kind(place: int, kind: str) -> None:
    assert CertificateNumber(f"{HOLDER}{place}1").kind == kind


@pytest.mark.parametrize("text", [f"'{HOLDER}42b1", f" {HOLDER} 42 B1", f"{HOLDER}４２Ｂ１"])
def test_spellings_of_one_number_collide(text: str) -> None:
    assert CertificateNumber.parse(text) == (CertificateNumber(f"{HOLDER}42B1"), True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (HOLDER, "length"),
        (f"{HOLDER}4", "length"),
        (f"{HOLDER}82", "kind"),
        (f"{HOLDER}02", "kind"),
        (f"{HOLDER}45", "grade"),
        (f"{HOLDER}42B0", "length"),
        ("50023219700101123342", "check_digit"),
        ("5.0023219700101E+19", "scientific"),
        ("肢体二级", "characters"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(text: str, code: str) -> None:
    with pytest.raises(NotACertificateNumber) as refused:
        CertificateNumber.parse(text)

    assert refused.value.code == code


def test_it_never_prints_itself_in_clear() -> None:
    assert "197001" not in f"{CertificateNumber(f'{HOLDER}42')}"
