"""One letter as an office writes it: as a PDF for print, and as a Word file."""

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from docx import Document
from docx.document import Document as Words
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from yingbao.edges.reports.sheet import set_page

# GB/T 9704—2012: A4, type area 156 × 225 mm, body in FangSong size 3 (16 pt), title size 2 (22 pt).
MARGINS = {"top_margin": Mm(37), "bottom_margin": Mm(35), "left_margin": Mm(28), "right_margin": Mm(26)}
BODY, TITLE, LINE = Pt(16), Pt(22), Pt(28)
BODY_FONT, TITLE_FONT, LATIN_FONT = "仿宋", "宋体", "Times New Roman"
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


@dataclass(frozen=True)
class LetterPage:
    """What a letter says, part by part; a part that is empty is left out."""

    lang: str
    title: str
    number: str
    addressee: str
    body: Sequence[str]
    office: str
    day: str


def letter_as_pdf(page: LetterPage) -> bytes:
    """Return the letter as a PDF."""
    return set_page("letter", asdict(page))


def letter_as_word(page: LetterPage, *, made_at: datetime) -> bytes:
    """Return the letter as a Word file, dated the moment it was made and not that of the printing."""
    words = Document()
    _set_up(words, page, made_at)
    _write(words, page.title, size=TITLE, font=TITLE_FONT, to=WD_ALIGN_PARAGRAPH.CENTER)
    _write(words, page.number, to=WD_ALIGN_PARAGRAPH.RIGHT)
    _write(words, page.addressee)
    for each in page.body:
        _write(words, each, indent=True)
    for each in (page.office, page.day):
        _write(words, each, to=WD_ALIGN_PARAGRAPH.RIGHT)
    file = io.BytesIO()
    words.save(file)
    return file.getvalue()


def _set_up(words: Words, page: LetterPage, made_at: datetime) -> None:
    section = words.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, wide in MARGINS.items():
        setattr(section, name, wide)
    about = words.core_properties
    about.title, about.author, about.language = page.title, page.office or "应保", LANGUAGES[page.lang]
    about.created = about.modified = made_at.replace(tzinfo=None)
    about.comments = ""
    language = words.styles["Normal"].element.get_or_add_rPr()
    spoken = language.makeelement(
        qn("w:lang"), {qn("w:val"): LANGUAGES["en"], qn("w:eastAsia"): LANGUAGES["zh"]}
    )
    language.append(spoken)


def _write(
    words: Words,
    text: str,
    *,
    size: Pt = BODY,
    font: str = BODY_FONT,
    to: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    indent: bool = False,
) -> None:
    if not text:
        return
    is_title = size is TITLE
    written: Paragraph = words.add_paragraph(style="Heading 1" if is_title else None)
    run = written.add_run(text)
    run.font.size, run.font.name, run.font.bold = size, LATIN_FONT, is_title
    run.font.color.rgb = None
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    layout = written.paragraph_format
    layout.alignment = to
    layout.line_spacing, layout.space_before = LINE, Pt(0)
    layout.space_after = BODY if is_title else Pt(0)
    layout.first_line_indent = 2 * size if indent else None
