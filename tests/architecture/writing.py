"""How a program writes to the database, as far as its text shows it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yingbao

ROOT = Path(yingbao.__file__).parent
METHODS = {
    "save",
    "delete",
    "create",
    "create_user",
    "create_superuser",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "set_password",
    "acreate",
    "asave",
    "adelete",
    "aupdate",
}
# Words that change rows or tables; capitals, as we write SQL. A sentence of prose has none of these.
STATEMENT = re.compile(
    r"\b(INSERT (OR \w+ )?INTO|UPDATE [\w{}\"]* ?SET|DELETE FROM|REPLACE INTO|TRUNCATE|ALTER TABLE"
    r"|DROP TABLE|CREATE (UNLOGGED )?TABLE|COPY [\w{}\"(, )]* FROM)\b"
)


def writes_in_text(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and form of every write in a module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _in_call(node, node.func.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if STATEMENT.search(node.value):
                yield node.lineno, "a statement that writes"
        elif isinstance(node, ast.JoinedStr):
            written = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            if STATEMENT.search(written):
                yield node.lineno, "a statement that writes"


def _in_call(node: ast.Call, method: str) -> Iterator[tuple[int, str]]:
    if method in METHODS:
        yield node.lineno, f".{method}()"
    elif method == "update" and node.keywords and not node.args:
        # A dict is updated by a mapping, a digest by bytes; rows are updated by keywords.
        yield node.lineno, ".update()"


def writes_in(path: Path) -> list[str]:
    """Return the writes of a module, once per line, as path:line form."""
    where = path.relative_to(ROOT)
    return [f"{where}:{line} {form}" for line, form in sorted(set(writes_in_text(path.read_text())))]
