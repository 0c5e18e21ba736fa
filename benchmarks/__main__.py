"""make bench: every benchmark, one after the other. Each names what it is compared with."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
VENV = ROOT / ".venv-bench"
PINNED = ROOT / "requirements" / "bench.txt"


def other_engine() -> Path:
    """Return the Python that has the other engine, in a venv of its own, made when needed."""
    python = VENV / "bin" / "python"
    stamp = VENV / "bench.txt"
    if not stamp.exists() or stamp.read_bytes() != PINNED.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(PINNED)], check=True)
        stamp.write_bytes(PINNED.read_bytes())
    return python


def main() -> None:
    """Run the benchmarks; a database that does not answer is left out aloud."""
    path = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    runs = [
        ([str(other_engine()), "-m", "benchmarks.engines"], path),
        ([sys.executable, "-m", "benchmarks.month", "sqlite", "30000"], {}),
        ([sys.executable, "-m", "benchmarks.month", "sqlite", "30000", "all"], {}),
        ([sys.executable, "-m", "benchmarks.month", "postgresql", "1000000"], {}),
        ([sys.executable, "-m", "benchmarks.what_if", "12000"], {}),
        ([sys.executable, "-m", "benchmarks.rosters"], {}),
        ([sys.executable, "-m", "benchmarks.payments", "sqlite", "30000"], {}),
        ([sys.executable, "-m", "benchmarks.payments", "postgresql", "30000"], {}),
        ([sys.executable, "-m", "benchmarks.audit", "sqlite", "1000000"], {}),
        ([sys.executable, "-m", "benchmarks.audit", "postgresql", "1000000"], {}),
        ([sys.executable, "-m", "benchmarks.load", "50", "120"], {}),
    ]
    failed = []
    for command, more in runs:
        print("==", " ".join(command[2:]), flush=True)
        if subprocess.run(command, check=False, cwd=ROOT, env={**os.environ, **more}).returncode:
            failed.append(" ".join(command[2:]))
    if failed:
        raise SystemExit(f"failed or left out: {', '.join(failed)}")


if __name__ == "__main__":
    main()
