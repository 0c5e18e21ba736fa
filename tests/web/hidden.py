"""Files in which a name is hidden, each where another reader would not look."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
from docx import Document
from openpyxl.comments import Comment
from pypdf import PdfWriter


def _workbook(change: Callable[[openpyxl.Workbook, str], object]) -> Callable[[str], bytes]:
    def write(name: str) -> bytes:
        book, file = openpyxl.Workbook(), io.BytesIO()
        change(book, name)
        book.save(file)
        return file.getvalue()

    return write


def _comment(book: openpyxl.Workbook, name: str) -> None:
    book.worksheets[0]["C9"].comment = Comment(name, "1")


def _word(name: str) -> bytes:
    text, file = Document(), io.BytesIO()
    text.sections[0].header.paragraphs[0].text = name
    text.save(file)
    return file.getvalue()


def _print(name: str) -> bytes:
    pages, file = PdfWriter(), io.BytesIO()
    pages.add_blank_page(100, 100)
    pages.add_metadata({"/Author": name})
    pages.write(file)
    return file.getvalue()


def _archive(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.csv", f"1,{name}".encode("gb18030"))
    return file.getvalue()


FILES: dict[str, Callable[[str], bytes]] = {
    "a cell": _workbook(lambda book, name: book.worksheets[0].append([1, name])),
    "the name of a sheet": _workbook(lambda book, name: book.create_sheet(name)),
    "a comment": _workbook(_comment),
    "the author of a workbook": _workbook(lambda book, name: setattr(book.properties, "creator", name)),
    "the header of a letter": _word,
    "the author of a print": _print,
    "a table in an archive": _archive,
    "a table in GB18030": lambda name: f"1,{name}".encode("gb18030"),
    "a page that escapes it": lambda name: "".join(f"&#{ord(each)};" for each in name).encode(),
}
