"""One page set for print: what a what-if found, with a chart, as a PDF that can be read aloud."""

import json
from collections.abc import Mapping
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

PAGE = Path(__file__).with_name("what_if.typ")


def set_sheet(told: Mapping[str, object]) -> bytes:
    """Return the PDF of what is told; the words are set as they come, none of them is taken for markup.

    `what_if.typ` names what it wants to be told.
    """
    fonts = Path(pylopdf_fonts_zh_cn.sans_path()).parent
    made = typst.compile(
        str(PAGE),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was to be made")
    return made
