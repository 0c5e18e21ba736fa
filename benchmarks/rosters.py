"""A million rows of a payee list, one in a hundred damaged in eight ways: received, staged, planned, applied.

    python -m benchmarks.rosters [--shape medical|payees] [--rows 1000000] [--kill]

`medical` is the list of everyone insured, the only one that has a million rows in a county; `payees` has
the longest row: three sealed numbers, five tables.

Prints the seconds of each step, the peak memory of the worker and of the reading child, and the counts
against what was planted. With --kill the worker is killed several times without warning and goes on.
"""

import argparse
import csv
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from yingbao.values.resident_id import check_digit

ROOT = Path(__file__).resolve().parents[1]
TARGET_SECONDS, TARGET_MEBIBYTES = 120, 400
HEADER = [
    "乡镇",
    "姓名",
    "身份证号码",
    "残疾人证号",
    "补贴类型",
    "补贴金额",
    "享受补贴起始月份",
    "手机号码",
    "开户银行",
    "银行卡号",
]
MEDICAL = ["乡镇", "姓名", "身份证号码", "险种", "参保时间", "缴费档次"]
KINDS = {"medical": "resident-medical", "payees": "two-allowances-payees"}
TOWNSHIPS = ["军地坪街道", "锣鼓塔街道", "协合乡", "中湖乡"]
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜"
GIVEN = "秀兰明芳国华英建平丽军强玉梅红霞桂珍凤春云龙飞海燕晓志勇伟刚文斌健辉鹏程学林宝庆福祥贵荣"
REPAIRED = ("spaces", "full_width", "small_x_or_apostrophe", "missing_id")
REFUSED = ("check_digit", "digits_lost", "amount", "allowance")
NARROW_TO_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def number(place: int) -> str:
    """Return a fictitious citizen number nobody else in the file has and that does not end in 000."""
    day, part = divmod(place, 499)
    area, day = divmod(day, 20_000)
    born = time.strftime("%Y%m%d", time.gmtime((day - 12_000) * 86_400))
    first = f"{430100 + area:06}{born}{part * 2 + 1:03}"
    return first + check_digit(first)


def rows(count: int, *, damaged: bool = True) -> Iterator[list[str]]:
    """Yield the rows, every hundredth damaged, in turn in one of the eight ways."""
    rng = random.Random(7)
    for place in range(count):
        who = number(place)
        name = rng.choice(FAMILY) + rng.choice(GIVEN) + rng.choice(GIVEN)
        row = [
            TOWNSHIPS[place % 4], name, who, f"{who}4{1 + place % 2}", "重度残疾人护理补贴", "110.00",
            "2021年7月", f"138{place % 10**8:08}", "农村商业银行", f"6217{place:015}",
        ]  # fmt: skip
        if damaged and place % 100 == 99:
            damage(row, (REPAIRED + REFUSED)[place // 100 % 8])
        yield row


def medical_rows(count: int) -> Iterator[list[str]]:
    """Yield rows of an insurance list, every hundredth damaged, in turn in one of eight ways."""
    for place, (township, name, who, *_) in enumerate(row for row in rows(count, damaged=False)):
        row = [township, name, who, "城乡居民医保", "2021年7月", "380"]
        if place % 100 == 99:
            damage_medical(row, place // 100 % 8)
        yield row


def damage_medical(row: list[str], way: int) -> None:
    who = row[2]
    column, cell = (
        (2, f" {who[:6]} {who[6:]}"),
        (2, who.translate(NARROW_TO_WIDE)),
        (2, "'" + who),
        (1, " ".join(row[1])),
        (2, who[:17] + ("0" if who[17] != "0" else "1")),
        (2, f"{who[0]}.{who[1:6]}E+17"),
        (3, "其他"),
        (4, "去年"),
    )[way]
    row[column] = cell


def damage(row: list[str], how: str) -> None:
    who = row[2]
    row.__setitem__(
        *{
            "spaces": (2, f" {who[:6]} {who[6:]}"),
            "full_width": (2, who.translate(NARROW_TO_WIDE)),
            "small_x_or_apostrophe": (2, who.lower() if who.endswith("X") else "'" + who),
            "missing_id": (2, ""),
            "check_digit": (2, who[:17] + ("0" if who[17] != "0" else "1")),
            "digits_lost": (2, f"{who[0]}.{who[1:6]}E+17"),
            "amount": (5, "一百一十"),
            "allowance": (4, "其他"),
        }[how]
    )
    if how in {"check_digit", "digits_lost"}:
        row[3] = ""  # otherwise the certificate number would save the row


def write_file(path: Path, count: int, shape: str = "payees") -> None:
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER if shape == "payees" else MEDICAL)
        writer.writerows(rows(count) if shape == "payees" else medical_rows(count))


WORKER = """
import json, os, resource, sys, time
import django; django.setup()
from yingbao.office.access.sight import seeing_all; sight = seeing_all(reason="benchmark"); sight.__enter__()
from pathlib import Path
from django.utils import timezone
from yingbao.edges.jobs.rosters import read_source, apply_source
from yingbao.office.access.models import Officer
from yingbao.office.register.actions.rosters.receiving import Statement, confirm_roster, receive_roster
from yingbao.office.register.models import Source
from yingbao.values.month import Month
path = Path(sys.argv[1]); officer = Officer.objects.get(username="benchmark"); steps = {}
def timed(name, act):
    begun = time.monotonic(); result = act(); steps[name] = round(time.monotonic() - begun, 1)
    return result
with path.open("rb") as file:
    pieces = iter(lambda: file.read(1 << 20), b"")
    said = Statement(path.name, path.stem, "430811", Month(2026, 6))
    taking = lambda: receive_roster(pieces=pieces, said=said, at=timezone.now(), by=officer)
    source = timed("receive", taking).source
# One worker at a time works here: whoever had the list before was killed.
Source.objects.filter(pk=source.pk).update(heartbeat_at=None)
if source.state in ("received", "reading"):
    source = timed("read and dry run", lambda: read_source(source, timezone.now))
if source.state == "read":
    source = confirm_roster(source=source, by=officer)
if source.state in ("confirmed", "applying"):
    source = timed("apply", lambda: apply_source(source, timezone.now))
peak = lambda who: resource.getrusage(who).ru_maxrss // 1024
print(json.dumps({"steps": steps, "state": source.state, "problem": source.problem, "counts": source.counts,
    "worker MiB": peak(resource.RUSAGE_SELF), "child MiB": peak(resource.RUSAGE_CHILDREN)}))
"""

PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("office", "open", "cn-430811")
from yingbao.office.access.actions import NewOfficer, create_officer
from yingbao.office.access.choices import Role
new = NewOfficer("benchmark", "one-million-rows-of-it", "B", Role.CIVIL_AFFAIRS_COUNTY, "430811")
create_officer(new=new, by="benchmark")
"""

COUNT = """
import django, json; django.setup()
from yingbao.office.access.sight import seeing_all; sight = seeing_all(reason="benchmark"); sight.__enter__()
from yingbao.office.register import models as m
tables = (m.Person, m.Standing, m.Spell, m.BankAccount, m.Contact, m.Conflict)
print(json.dumps({t.__name__: t._default_manager.count() for t in tables}))
"""


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "yingbao.project.settings",
        "YINGBAO_HOME": str(home),
        "YINGBAO_SECRET_KEY": "benchmark",
        "YINGBAO_PLAIN_HTTP": "1",
        "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}",
    }


def run(script: str, env: dict[str, str], *args: str) -> str:
    command = [sys.executable, "-c", script, *args]
    return subprocess.run(command, env=env, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def run_and_kill(env: dict[str, str], path: Path, times: int) -> None:
    """Start the worker and kill it, again and again, at moments nobody chose."""
    rng = random.Random(3)
    for _ in range(times):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(path)], env=env, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(8, 60))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        print(f"killed; known so far: {run(COUNT, env).strip().splitlines()[-1]}", flush=True)


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--shape", choices=[*KINDS], default="medical")
    asked.add_argument("--kill", action="store_true")
    asked.add_argument("--database", help="sqlite is the default; or postgresql://…")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        env = environment(home) | ({"YINGBAO_DATABASE": options.database} if options.database else {})
        path = home / f"{KINDS[options.shape]}.csv"
        write_file(path, options.rows, options.shape)
        print(f"{options.rows:,} rows, {path.stat().st_size / 2**20:.0f} MiB", flush=True)
        subprocess.run(["yingbao", "keys", "new"], env=env, check=True, capture_output=True)
        run(PREPARE, env)
        if options.kill:
            run_and_kill(env, path, 3)
        begun = time.monotonic()
        report = json.loads(run(WORKER, env, str(path)).splitlines()[-1])
        seconds = time.monotonic() - begun
        stored = json.loads(run(COUNT, env).splitlines()[-1])
    return tell(report, stored, seconds, options)


def tell(report: dict, stored: dict[str, int], seconds: float, options: argparse.Namespace) -> int:
    count = options.rows
    damaged = count // 100
    ways = [damaged // 8 + (way < damaged % 8) for way in range(8)]
    repaired, refused = sum(ways[:4]), sum(ways[4:])
    expected = {"read": count, "refused": refused, "good": count - refused, "repaired": repaired}
    counts = {name: report["counts"][name] for name in expected}
    applied = report["counts"]["applied"]
    exact = counts == expected and applied["added"] == count - refused and stored["Person"] == count - refused
    exact = exact and stored["Spell"] == count - refused and stored["BankAccount"] in {0, count - refused}
    print(json.dumps(report["steps"]), f"in all {seconds:.1f} s (target {TARGET_SECONDS})")
    print(f"worker {report['worker MiB']} MiB, child {report['child MiB']} MiB (target {TARGET_MEBIBYTES})")
    verdict = "exact" if exact else f"WRONG, expected {expected}"
    print(f"counts {counts} applied {applied} stored {stored}: {verdict}")
    peak = max(report["worker MiB"], report["child MiB"])
    load = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"processor time of all steps {load.ru_utime + load.ru_stime:.0f} s")
    return 0 if exact and peak <= TARGET_MEBIBYTES else 1


if __name__ == "__main__":
    raise SystemExit(main())
