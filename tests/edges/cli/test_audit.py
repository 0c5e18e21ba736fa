"""`yingbao audit`: seal, verify and anchor, with an exit code per kind of failure."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.office.audit.tampering import tamper, write_book
from yingbao.edges.cli.management.commands.audit import FAULTS
from yingbao.edges.jobs.worker import work
from yingbao.office.audit.actions import record
from yingbao.office.audit.models import Act, Seal
from yingbao.office.audit.queries.seals import get_seal_state
from yingbao.office.audit.verification import Fault

pytestmark = pytest.mark.django_db


def audit(*words: Any) -> str:
    out = StringIO()
    call_command("audit", *map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def refused(*words: Any) -> CommandError:
    with pytest.raises(CommandError) as told:
        audit(*words)
    return told.value


def test_what_was_written_is_sealed_and_fits() -> None:
    record("a.b.c", by="yingbao work")

    assert "1" in audit("seal")
    assert Seal.objects.get().digest in audit("verify")


def test_a_fault_is_told_in_words_and_by_the_exit_code() -> None:
    ((act, *_), *_) = write_book()
    tamper(f"UPDATE audit_act SET reason = 'another' WHERE id = {act}")
    out = StringIO()
    with pytest.raises(CommandError) as told:
        call_command("audit", "verify", stdout=out)

    assert told.value.returncode == 3
    assert str(act) in out.getvalue().splitlines()[0]


def test_every_fault_has_a_sentence() -> None:
    assert set(FAULTS) == set(Fault)


def test_an_anchor_finds_a_book_that_was_cut(tmp_path: Path) -> None:
    file = tmp_path / "anchor"
    write_book()
    line = audit("anchor", file)
    record("a.b.c", by="yingbao work")
    audit("seal")
    audit("anchor", file)
    assert file.read_text().splitlines()[0] == line.strip()
    assert len(file.read_text().splitlines()) == 2
    audit("verify", "--anchor", file)

    tamper(
        "DELETE FROM audit_seal WHERE number = 4", f"DELETE FROM audit_act WHERE id = {Act.objects.last().pk}"
    )
    audit("verify")
    assert refused("verify", "--anchor", file).returncode == 3
    assert refused("anchor", file).returncode == 3
    assert len(file.read_text().splitlines()) == 2, "no anchor is added that would hide it"


def test_every_kind_of_failure_has_its_code(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes("锚".encode())
    assert refused("anchor", tmp_path / "anchor").returncode == 4
    assert refused("verify", "--anchor", tmp_path / "none").returncode == 5
    assert refused("verify", "--anchor", broken).returncode == 2
    broken.write_text("yingbao-seals\n")
    assert refused("verify", "--anchor", broken).returncode == 2
    write_book()
    assert refused("anchor", tmp_path / "none" / "anchor").returncode == 5


def test_the_worker_seals_what_was_written() -> None:
    from django.utils import timezone

    record("a.b.c", by="yingbao work")
    work(timezone.now, until_idle=True)

    assert get_seal_state().unsealed == 0
    assert Seal.objects.exists()
