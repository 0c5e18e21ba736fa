"""Run every check, report all of them, fail if any failed: `make check`."""

import os
import subprocess
import sys
import tempfile
import time

CHECKS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "contracts": ["lint-imports", "--no-cache"],
    "migrations": ["yingbao", "makemigrations", "--check", "--dry-run"],
    "translations": ["yingbao", "translations", "--check"],
    "packs": ["yingbao", "pack", "check", "--all"],
    "reference": ["yingbao", "pack", "reference"],
    "roster kinds": ["yingbao", "roster", "kinds", "--check"],
    "deployment": ["yingbao", "check", "--deploy", "--fail-level", "WARNING"],
    "map": [sys.executable, "docs/map.py"],
}


def environment(home: str) -> dict[str, str]:
    """Return production-like settings for the commands that need the product configured."""
    return {
        **os.environ,
        "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}",
        "YINGBAO_HOME": home,
        "YINGBAO_SECRET_KEY": "checks-only-" + "k" * 60 + "0123456789abcdef",
    }


def main() -> int:
    """Run the checks one after another."""
    failed = []
    with tempfile.TemporaryDirectory() as home:
        env = environment(home)
        subprocess.run(["yingbao", "keys", "new"], env=env, check=True, capture_output=True)
        for name, command in CHECKS.items():
            started = time.monotonic()
            done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
            verdict = "ok" if done.returncode == 0 else "FAILED"
            print(f"{name:<14}{verdict:<8}{time.monotonic() - started:5.1f} s", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout, done.stderr, sep="\n", flush=True)
    print(f"{len(CHECKS) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
