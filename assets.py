"""Prepare what the pages need: the design system out of node_modules, and the compiled translations.

GOV.UK Frontend's code is MIT; its typeface (GDS Transport) and the crown are not for others. The copy
leaves them out and refuses to finish if a trace is left.
"""

import re
from pathlib import Path

from yingbao.edges.cli.catalogue import compile_catalogue

ROOT = Path(__file__).resolve().parent
OUR_FONTS = (
    '-apple-system,"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",'
    "arial,sans-serif"
)
FILES = ["govuk-frontend.min.css", "govuk-frontend.min.js"]
NOT_OURS = ["GDS Transport", "@font-face", "crest", "crown", "/assets/"]


class NotOurs(Exception):
    """A trace of the licensed typeface or the crown is left in a copied file."""


def our_css(css: str) -> str:
    """Return the style sheet with our own fonts and without the crest."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"[^{}]*__(?:copyright-logo|crown)[^{}]*\{[^{}]*\}", "", css)
    return css.replace("GDS Transport,arial,sans-serif", OUR_FONTS).replace("GDS Transport", "arial")


def our_copy(name: str, text: str) -> str:
    """Return what we serve under this file name."""
    text = re.sub(r"/[*/][#@] sourceMappingURL=\S+(?: \*/)?", "", text)
    text = our_css(text) if name.endswith(".css") else text
    left = [trace for trace in NOT_OURS if name.endswith(".css") and trace.lower() in text.lower()]
    if left:
        raise NotOurs(f"{name}: {', '.join(left)}")
    return text


def copy_assets(modules: Path, vendor: Path) -> list[Path]:
    """Copy the whitelisted files; return what was written."""
    source = modules / "govuk-frontend" / "dist" / "govuk"
    target = vendor / "govuk-frontend"
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (target / name).write_text(our_copy(name, (source / name).read_text()))
    return [target / name for name in FILES]


if __name__ == "__main__":
    copy_assets(ROOT / "node_modules", ROOT / "build" / "vendor")
    compile_catalogue()
