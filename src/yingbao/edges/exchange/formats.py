"""What a file is, by its first bytes; its name is not believed."""

from pathlib import Path
from typing import Literal

from yingbao.edges.exchange.problems import Unreadable

Format = Literal["xlsx", "xls", "text"]
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
# UTF-16 names of streams that only an encrypted workbook has.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "GZIP",
    b"{\\rtf": "RTF",
    b"MZ": "EXE",
}


def format_of(path: Path) -> Format:
    """Return how the file has to be read.

    Raises:
        Unreadable: it is empty, locked by a password, a web page, or no table at all.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable("file_empty")
    if head.startswith((ZIP, EMPTY_ZIP)):
        return "xlsx"
    if head.startswith(OLE) or head.startswith(OLD_BIFF):
        return _old_workbook(path)
    return _text(head)


def _old_workbook(path: Path) -> Format:
    if ENCRYPTED in path.read_bytes()[: 4 * 1024 * 1024]:
        raise Unreadable("password")
    return "xls"


def _text(head: bytes) -> Format:
    for magic, name in FOREIGN.items():
        if head.startswith(magic):
            raise Unreadable("not_a_table", found=name)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(
        (b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<?xml", b"<style", b"<div")
    ):
        raise Unreadable("web_page")
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("not_a_table", found="?")
    return "text"
