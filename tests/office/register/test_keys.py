"""Changing the keys while the product works: nothing is lost, nothing is left, numbers are found all the time."""

import json
import re
import stat
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import CommandError, call_command

from tests.architecture.writing import ROOT
from tests.people import Cast, make_number, make_person
from tests.web.access.factors import SECRET, make_factors
from yingbao.office.audit.models import Act
from yingbao.office.register.actions import keys as actions
from yingbao.office.register.actions.keys import StillUsed, TooEarly, reseal, retire_key, rotate_keys
from yingbao.office.register.actions.rosters.receiving import _keep, open_upload, upload_path
from yingbao.office.register.key_file import CurrentKey, NoSuchKey, key_state
from yingbao.office.register.models import Person
from yingbao.office.register.sealed_places import count_by_key, list_sealed_places
from yingbao.office.register.sealing import RESIDENT_ID, blind_index, read_keys, unseal, write_new_keys

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 15, 4, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
BY = "yingbao keys"
NO_COLUMN_OF_SEALED_VALUES = re.compile(r"_index$|^marks$")


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> Path:
    settings.KEY_FILE, settings.UPLOAD_DIR = tmp_path / "keys" / "k", tmp_path / "uploads"
    write_new_keys(settings.KEY_FILE)
    return settings.KEY_FILE


def wait_not(seconds: float) -> None:
    assert seconds > 0


def number_of(person: Person) -> str:
    person.refresh_from_db()
    return unseal(person.number_sealed, column="person.number", row=person.pk)


def versions() -> Counter[int]:
    return sum(count_by_key().values(), Counter())


@pytest.fixture
def people(cast: Cast) -> list[Person]:
    return [make_person(f"卯金刀{i}", number=make_number()) for i in range(7)]


def test_every_column_of_bytes_is_known_as_sealed_or_not() -> None:
    known = {str(place) for place in list_sealed_places()}
    columns = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if field.get_internal_type() == "BinaryField" and not NO_COLUMN_OF_SEALED_VALUES.search(field.column)
    }
    written = re.compile(r"^    (\w*sealed) = models\.BinaryField", re.MULTILINE)
    in_source = sum(
        len(written.findall(path.read_text()))
        for path in ROOT.rglob("*.py")
        if "migrations" not in path.parts
    )

    assert known == columns
    assert len(known) == in_source >= 14


def test_new_values_bear_the_new_key_and_old_ones_still_open(people: list[Person], own_keys: Path) -> None:
    numbers = [number_of(person) for person in people]
    index = key_state(own_keys).fingerprints["index"]

    assert rotate_keys(at=AT, by=BY) == 2
    late = make_person("后来人")

    assert [number_of(person) for person in people] == numbers
    assert bytes(Person.objects.get(pk=late.pk).number_sealed)[0] == 2
    assert key_state(own_keys).fingerprints["index"] == index
    assert Act.objects.filter(verb="register.keys.rotated", subject="key:2").count() == 1


@pytest.mark.parametrize("mode", [0o400, 0o600])
def test_the_file_stays_its_owners_and_nothing_is_left_beside_it(own_keys: Path, mode: int) -> None:
    own_keys.chmod(mode)
    rotate_keys(at=AT, by=BY)

    assert stat.S_IMODE(own_keys.stat().st_mode) == mode
    assert list(own_keys.parent.iterdir()) == [own_keys]


def test_a_file_that_cannot_be_written_stays_as_it_was(own_keys: Path, monkeypatch: Any) -> None:
    before = own_keys.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("yingbao.office.register.key_file.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        rotate_keys(at=AT, by=BY)

    assert own_keys.read_bytes() == before
    assert list(own_keys.parent.iterdir()) == [own_keys]


def test_everything_is_sealed_anew_and_opens(people: list[Person], cast: Cast) -> None:
    numbers = [number_of(person) for person in people]
    make_factors(cast.zhou_min)
    digest, waiting = _keep([b"x" * 3_000_000])
    waiting.rename(upload_path(digest))
    before = versions()
    rotate_keys(at=AT, by=BY)

    done = reseal(by=BY, wait=wait_not)

    assert versions() == Counter({2: before[1]})
    assert (done.values, done.left, done.unopened) == (before[1], 0, set())
    assert {"files", "second factors"} <= set(count_by_key())
    retire_key(version=1, at=LATER, by=BY)
    assert [number_of(person) for person in people] == numbers
    assert b"".join(open_upload(digest)) == b"x" * 3_000_000
    assert get_adapter().decrypt(Authenticator.objects.get(type="totp").data["secret"]) == SECRET


def test_numbers_are_read_found_and_written_while_values_are_sealed_anew(
    people: list[Person], monkeypatch: Any
) -> None:
    numbers = {person.pk: number_of(person) for person in people}
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    rotate_keys(at=AT, by=BY)
    seen = []

    def meanwhile(_: float) -> None:
        seen.append({person.pk: number_of(person) for person in people} == numbers)
        index = blind_index(numbers[people[0].pk], RESIDENT_ID)
        seen.append(Person.objects.filter(number_index=index).exists())
        make_person("新来人")

    reseal(by=BY, wait=meanwhile)

    assert len(seen) >= 8
    assert all(seen)
    assert set(versions()) == {2}


def test_a_value_changed_since_it_was_read_is_left_as_it_is(people: list[Person], monkeypatch: Any) -> None:
    rotate_keys(at=AT, by=BY)
    anew, changed = actions._anew, []

    def overtaken(old: bytes, place: Any, done: Any) -> bytes | None:
        if place.row == people[3].pk and not changed:
            changed.append(actions.sealer().encrypt("新号码".encode(), place))
            Person.objects.filter(pk=place.row).update(number_sealed=changed[0])
        return anew(old, place, done)

    monkeypatch.setattr(actions, "_anew", overtaken)
    reseal(by=BY, wait=wait_not)

    assert number_of(people[3]) == "新号码"


def test_whoever_was_killed_in_the_middle_goes_on_with_what_is_left(
    people: list[Person], monkeypatch: Any
) -> None:
    numbers = [number_of(person) for person in people]
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    rotate_keys(at=AT, by=BY)

    def killed(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reseal(by=BY, wait=killed)
    assert versions() == Counter({1: 5, 2: 2})
    with pytest.raises(StillUsed):
        retire_key(version=1, at=LATER, by=BY)

    assert reseal(by=BY, wait=wait_not).values == 5
    assert [number_of(person) for person in people] == numbers


def test_what_does_not_open_is_named_and_keeps_its_key_in(people: list[Person], capsys: Any) -> None:
    Person.objects.filter(pk=people[0].pk).update(number_sealed=b"\x01" + b"x" * 50)
    call_command("keys", "rotate")

    with pytest.raises(CommandError) as told:
        call_command("keys", "reseal")

    assert told.value.returncode == 3
    assert f"person.number {people[0].pk}" in capsys.readouterr().err
    assert versions() == Counter({1: 1, 2: 6})


def test_a_key_goes_only_when_nothing_needs_it(people: list[Person], own_keys: Path) -> None:
    with pytest.raises(CurrentKey):
        retire_key(version=1, at=AT, by=BY)
    rotate_keys(at=AT, by=BY)
    with pytest.raises(NoSuchKey):
        retire_key(version=3, at=LATER, by=BY)
    with pytest.raises(StillUsed) as used:
        retire_key(version=1, at=LATER, by=BY)
    assert used.value.uses == {"register_person.number_sealed": 7}
    reseal(by=BY, wait=wait_not)
    with pytest.raises(TooEarly):
        retire_key(version=1, at=AT + timedelta(minutes=9), by=BY)
    retire_key(version=1, at=LATER, by=BY)

    assert list(json.loads(own_keys.read_text())["sealing"]) == ["2"]
    assert rotate_keys(at=LATER, by=BY) == 3


@pytest.mark.parametrize(("words", "code"), [(["retire", "1"], 4), (["retire", "9"], 5), (["new"], 4)])
def test_the_command_says_by_its_exit_code_what_was_refused(words: list[str], code: int) -> None:
    with pytest.raises(CommandError) as told:
        call_command("keys", *words)

    assert told.value.returncode == code


def test_the_command_names_every_key_and_never_shows_one(
    people: list[Person], own_keys: Path, capsys: Any
) -> None:
    call_command("keys", "show")

    out = capsys.readouterr().out
    written = json.loads(own_keys.read_text())
    assert "register_person.number_sealed\t7" in out
    assert written["sealing"]["1"]["key"][:16] not in out
    assert read_keys(own_keys)
