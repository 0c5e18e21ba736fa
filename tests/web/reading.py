"""Everything a reader of an answer could read, with the reader for its type: page, table, workbook, print."""

import html
import io
import json
import zipfile
from collections.abc import Iterator
from email.header import decode_header, make_header
from typing import Any
from urllib.parse import unquote

import openpyxl
from django.http import HttpResponseBase
from pypdf import PdfReader

NESTED = 3


def text_of(response: HttpResponseBase) -> str:
    """Return every word of an answer: its head, and its body as its own reader shows it."""
    parts = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return f"{head_of(response)}\n{text_in(parts)}"


def head_of(response: HttpResponseBase) -> str:
    """Return the head in clear: addresses and names of files come percent-encoded or as encoded words."""
    return "\n".join(f"{name}: {clear(value)}" for name, value in response.headers.items())


def clear(value: str) -> str:
    """Return a value of a head in clear."""
    return unquote(str(make_header(decode_header(value)))) if "=?" in value else unquote(value)


def text_in(content: bytes, depth: int = 0) -> str:
    """Return what a file says. What it is says its beginning, not the name someone gave it."""
    if content.startswith(b"PK\x03\x04") and depth < NESTED:
        return "\n".join(in_archive(content, depth))
    if content.startswith(b"%PDF"):
        return "\n".join(in_print(content))
    said = html.unescape(decoded(content))
    return f"{said}\n{in_json(said)}" if said.lstrip()[:1] in {"{", "["} else said


def decoded(content: bytes) -> str:
    """Return the text of a page or a table: the tables of other departments come in GB18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def in_json(said: str) -> str:
    """Return the same with every character written as itself; nothing if it is no JSON after all."""
    try:
        return json.dumps(json.loads(said), ensure_ascii=False)
    except ValueError:
        return ""


def in_archive(content: bytes, depth: int) -> Iterator[str]:
    """Give the names and words of every file inside, and of a workbook what its own reader shows."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        for name in names:
            yield name
            yield text_in(archive.read(name), depth + 1)
    if any(name.startswith("xl/") for name in names):
        yield from in_workbook(content)


def in_workbook(content: bytes) -> Iterator[str]:
    """Give every cell and its comment, the names of the sheets, and who is said to have made it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    yield str(vars(book.properties))
    yield from book.defined_names
    for sheet in book:
        yield sheet.title
        yield f"{sheet.oddHeader.center.text} {sheet.oddFooter.center.text}"
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            yield str(cell.value)
            yield cell.comment.text if cell.comment else ""


def in_print(content: bytes) -> Iterator[str]:
    """Give the text of every page, and what the file says about itself."""
    pages = PdfReader(io.BytesIO(content))
    yield from (page.extract_text() for page in pages.pages)
    yield str(dict(pages.metadata or {}))
    yield from _outlined(pages.outline)
    yield from pages.attachments


def _outlined(outline: list[Any]) -> Iterator[str]:
    for each in outline:
        yield from _outlined(each) if isinstance(each, list) else [str(each.get("/Title", ""))]
