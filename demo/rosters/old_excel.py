"""The smallest .xls that Excel, WPS and xlrd open: BIFF8 records in an OLE file; text and numbers only."""

import struct

from demo.rosters.sheet import Cell

SECTOR = 512
FREE, CHAIN_END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _start(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0x41, 0x06))


def _styles() -> bytes:
    font = _record(0x0031, struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0, 5, 0) + b"Arial")
    style = _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    cell = _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, 0, 0x0001, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    normal = _record(0x0293, struct.pack("<HBB", 0x8000, 0, 0xFF))
    return font * 4 + style * 15 + cell + normal


def _cell(line: int, column: int, cell: Cell) -> bytes:
    place = struct.pack("<HHH", line, column, 15)
    if isinstance(cell, str):
        text = cell.encode("utf-16-le")
        return _record(0x0204, place + struct.pack("<HB", len(text) // 2, 1) + text)
    return _record(0x0203, place + struct.pack("<d", cell))


def _sheet(lines: list[list[Cell]]) -> bytes:
    width = max((len(line) for line in lines), default=0)
    parts = [_start(0x0010), _record(0x0200, struct.pack("<IIHHH", 0, len(lines), 0, width, 0))]
    for number, line in enumerate(lines):
        parts += [_cell(number, column, cell) for column, cell in enumerate(line) if cell not in (None, "")]
    parts.append(_record(0x023E, struct.pack("<HHHHHHHI", 0x06B6, 0, 0, 0x40, 0, 0, 0, 0)))
    return b"".join([*parts, _record(0x000A)])


def _globals(names: list[str], offsets: list[int]) -> bytes:
    sheets = b""
    for name, offset in zip(names, offsets, strict=True):
        text = name.encode("utf-16-le")
        sheets += _record(0x0085, struct.pack("<IBBBB", offset, 0, 0, len(text) // 2, 1) + text)
    window = _record(0x003D, struct.pack("<HHHHHHHHH", 0, 0, 0x3000, 0x2000, 0x38, 0, 0, 1, 600))
    return (
        _start(0x0005)
        + _record(0x0042, struct.pack("<H", 0x04B0))
        + window
        + _styles()
        + sheets
        + _record(0x000A)
    )


def _directory_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0" if name else b""
    links = (FREE, FREE, child)
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, *links)
    return head + bytes(16) + struct.pack("<I", 0) + bytes(16) + struct.pack("<III", start, size, 0)


def _ole(stream: bytes) -> bytes:
    """Put one stream called Workbook into an OLE file; padded, because small streams live elsewhere."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors = len(stream) // SECTOR
    fats = 1
    while fats * (SECTOR // 4) < sectors + 1 + fats:
        fats += 1
    chain = [*range(1, sectors), CHAIN_END, CHAIN_END, *[FAT_SECTOR] * fats]
    chain += [FREE] * (fats * (SECTOR // 4) - len(chain))
    places = [*range(sectors + 1, sectors + 1 + fats)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, sectors, 0, 4096, CHAIN_END, 0, CHAIN_END, 0
    )
    header += struct.pack("<109I", *places, *[FREE] * (109 - fats))
    directory = _directory_entry("Root Entry", 5, 1, CHAIN_END, 0) + _directory_entry(
        "Workbook", 2, FREE, 0, len(stream)
    )
    directory = directory.ljust(SECTOR, b"\0")
    return header + stream + directory + struct.pack(f"<{len(chain)}I", *chain)


def workbook(sheets: list[tuple[str, list[list[Cell]]]]) -> bytes:
    """Return an .xls file with these sheets, up to about 6 MB."""
    names = [name for name, _ in sheets]
    bodies = [_sheet(lines) for _, lines in sheets]
    offsets, at = [], len(_globals(names, [0] * len(names)))
    for body in bodies:
        offsets.append(at)
        at += len(body)
    return _ole(_globals(names, offsets) + b"".join(bodies))
