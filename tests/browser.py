"""Install Chromium and Chinese fonts from Debian's packages where we may; else say that browser tests will be left out."""

import os
import shutil
import subprocess

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ["chromium", "fonts-noto-cjk"]


def chromium() -> str | None:
    """Return the path of an installed Chromium."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def install() -> None:
    """Install what is missing, as root on Debian; elsewhere say so aloud."""
    if chromium():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", *PACKAGES], check=False, **quiet)
    if not chromium():
        print("!! No Chromium here and no right to install it: the browser tests will be skipped.")


if __name__ == "__main__":
    install()
