"""Pages set for print: a PDF that can be read aloud, with its own fonts, the same whenever it is made."""

import json
from collections.abc import Mapping
from pathlib import Path

import pylopdf_fonts_zh_cn
import segno
import typst

HERE = Path(__file__).parent


def set_page(name: str, told: Mapping[str, object]) -> bytes:
    """Return the PDF of what is told; the words are set as they come, none of them is taken for markup.

    The page (what_if, letter, notice, file, round) names at its top what it wants to be told.
    """
    fonts = Path(pylopdf_fonts_zh_cn.sans_path()).parent
    made = typst.compile(
        str(HERE / f"{name}.typ"),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was to be made")
    return made


def draw_qr(address: str) -> str:
    """Return the QR code of an address as SVG."""
    drawn: str = segno.make(address, error="m", micro=False).svg_inline(border=2)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
