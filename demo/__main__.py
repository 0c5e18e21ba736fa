"""`make demo`: two districts from nothing to a served page, then wait until told to stop."""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

from demo import portal

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "demo"
ADDRESS = "127.0.0.1:8000"
PORTAL = "localhost:8001"


def environment() -> dict[str, str]:
    """Return the settings of the demo: a database and keys of its own, no TLS on this one machine."""
    HOME.mkdir(parents=True, exist_ok=True)
    secret = HOME / "secret.key"
    if not secret.exists():
        secret.write_text(secrets.token_urlsafe(64), encoding="ascii")
        secret.chmod(0o600)
    portal.make_secrets(HOME)
    asked, _ = portal.settings_of_both(HOME, ADDRESS, PORTAL)
    return {
        **os.environ,
        **asked,
        "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}",
        "YINGBAO_HOME": str(HOME),
        "YINGBAO_SECRET_KEY": secret.read_text(encoding="ascii"),
        "YINGBAO_PLAIN_HTTP": "1",
        "YINGBAO_SECOND_FACTOR": "offer",
        "DJANGO_SETTINGS_MODULE": "yingbao.project.settings",
    }


def step(title: str, command: list[str], env: dict[str, str], *, quiet: bool = True) -> None:
    """Run one step; stop the demo where it fails."""
    started = time.monotonic()
    print(f"· {title} …", flush=True)
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=quiet, text=True, check=False)  # noqa: S603 - our own commands
    if done.returncode:
        raise SystemExit(f"{title}: failed ({' '.join(command)})\n{done.stdout or ''}{done.stderr or ''}")
    print(f"  {time.monotonic() - started:.1f} s", flush=True)


def prepare(env: dict[str, str]) -> None:
    """Make keys, tables, static files and both districts; what is there already is kept."""
    if not (HOME / "keys" / "register.key").exists():
        step("Keys 密钥", ["yingbao", "keys", "new"], env)
    step("Tables 建表", ["yingbao", "migrate", "--verbosity", "0"], env)
    step("Translations 译文", ["yingbao", "translations"], env)
    step("Static files 静态文件", ["yingbao", "collectstatic", "--noinput", "--verbosity", "0"], env)
    step("Rosters of two districts 生成两区名册", [sys.executable, "-m", "demo.generate"], env)
    step(
        "Bring in, determine, compare 导入、认定、比对", [sys.executable, "-m", "demo.load"], env, quiet=False
    )
    step("A portal to sign in through 试用门户", [sys.executable, "-m", "demo.portal"], env)


def serve(env: dict[str, str]) -> None:
    """Serve the pages and do the waiting work until interrupted."""
    web = ["gunicorn", "--config", "deploy/gunicorn.conf.py"]
    web += ["--access-logfile", "/dev/null", "--no-control-socket"]
    asked, answers = portal.settings_of_both(HOME, ADDRESS, PORTAL)
    as_portal = {name: value for name, value in env.items() if name not in asked} | answers
    commands = [
        ([*web, "--bind", ADDRESS, "--workers", "2"], env),
        ([*web, "--bind", PORTAL, "--workers", "1"], as_portal),
        (["yingbao", "work"], env),
    ]
    processes = [subprocess.Popen(command, env=env, cwd=ROOT) for command, env in commands]  # noqa: S603 - our own commands
    print("\nA second factor is offered here, never demanded 本演示不强制二次验证，请勿放真实数据")
    print(f"{portal.NAME}: http://{PORTAL}, {', '.join(portal.TIED)}")
    print(f"\nhttp://{ADDRESS}   (Ctrl+C stops 按 Ctrl+C 停止)\n", flush=True)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
    except KeyboardInterrupt:
        print("\nStopping 正在停止")
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)


if __name__ == "__main__":
    settings = environment()
    prepare(settings)
    serve(settings)
