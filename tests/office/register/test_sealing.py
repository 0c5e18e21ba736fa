import json
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingbao.office.register import sealing
from yingbao.office.register.sealing import (
    CERTIFICATE,
    RESIDENT_ID,
    Place,
    Tampered,
    blind_index,
    read_keys,
    seal,
    unseal,
    write_new_keys,
)

NUMBER = "500232197001011230"


@given(st.text(max_size=200), st.integers(1, 2**62))
def test_what_is_sealed_opens_in_its_place(clear: str, row: int) -> None:
    assert unseal(seal(clear, column="person.number", row=row), column="person.number", row=row) == clear


@pytest.mark.parametrize(
    ("column", "row"), [("person.number", 2), ("certificate.number", 1), ("person.number", 11)]
)
def test_a_value_copied_elsewhere_does_not_open(column: str, row: int) -> None:
    sealed = seal(NUMBER, column="person.number", row=1)

    with pytest.raises(Tampered):
        unseal(sealed, column=column, row=row)


@given(st.data())
def test_any_changed_byte_is_found(data: st.DataObject) -> None:
    sealed = bytearray(seal(NUMBER, column="person.number", row=1))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))

    with pytest.raises(Tampered):
        unseal(bytes(sealed), column="person.number", row=1)


@pytest.mark.parametrize("length", [0, 1, 28])
def test_a_cut_value_is_found(length: int) -> None:
    with pytest.raises(Tampered):
        unseal(seal(NUMBER, column="person.number", row=1)[:length], column="person.number", row=1)


def test_nothing_of_the_number_shows_and_equal_numbers_look_different() -> None:
    one, two = (seal(NUMBER, column="person.number", row=1) for _ in range(2))

    assert one != two
    assert one[0] == 1, "the version of the key"
    assert len(one) == 1 + 12 + len(NUMBER) + 16
    assert NUMBER.encode() not in one


def test_equal_numbers_have_equal_indexes_within_a_domain_only() -> None:
    assert blind_index(NUMBER, RESIDENT_ID) == blind_index(NUMBER, RESIDENT_ID)
    assert blind_index(NUMBER, RESIDENT_ID) != blind_index(NUMBER, CERTIFICATE)
    assert len(blind_index(NUMBER, RESIDENT_ID)) == 32


def test_the_index_is_hmac_sm3_of_domain_and_number(tmp_path) -> None:
    from cryptography.hazmat.primitives import hashes, hmac

    write_new_keys(tmp_path / "k")
    key = bytes.fromhex(json.loads((tmp_path / "k").read_text())["index"]["key"])
    plain = hmac.HMAC(key, hashes.SM3())
    plain.update(b"resident_id:" + NUMBER.encode())

    assert read_keys(tmp_path / "k").index(NUMBER, RESIDENT_ID) == plain.finalize()


def test_another_key_file_opens_nothing_and_finds_nothing(tmp_path) -> None:
    write_new_keys(tmp_path / "one")
    write_new_keys(tmp_path / "two")
    one, two = read_keys(tmp_path / "one"), read_keys(tmp_path / "two")
    sealed = one.encrypt(NUMBER.encode(), Place("person.number", 1))

    with pytest.raises(Tampered):
        two.decrypt(sealed, Place("person.number", 1))
    assert one.index(NUMBER, RESIDENT_ID) != two.index(NUMBER, RESIDENT_ID)


def test_a_key_file_is_its_owners_alone_and_never_overwritten(tmp_path) -> None:
    path = tmp_path / "keys" / "register.key"
    write_new_keys(path)
    before = path.read_bytes()

    with pytest.raises(sealing.KeysExist):
        write_new_keys(path)
    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "{}",
        '{"sealing": {}, "current": 1, "index": {}}',
        '{"sealing": {"1": {"algorithm": "SM4-GCM", "key": "00"}}, "current": 1, "index": {}}',
    ],
)
def test_a_file_that_is_no_key_file_is_refused(tmp_path, written: str) -> None:
    (tmp_path / "k").write_text(written)

    with pytest.raises(sealing.NoKeys):
        read_keys(tmp_path / "k")


def test_an_old_key_still_opens_what_it_sealed(tmp_path) -> None:
    write_new_keys(tmp_path / "k")
    keys = json.loads((tmp_path / "k").read_text())
    before = read_keys(tmp_path / "k").encrypt(b"x", Place("person.number", 1))
    keys["sealing"]["2"] = {"algorithm": "SM4-GCM", "key": "ab" * 16}
    keys["current"] = 2
    (tmp_path / "new").write_text(json.dumps(keys))

    both = read_keys(tmp_path / "new")

    assert both.decrypt(before, Place("person.number", 1)) == b"x"
    assert both.encrypt(b"x", Place("person.number", 1))[0] == 2
