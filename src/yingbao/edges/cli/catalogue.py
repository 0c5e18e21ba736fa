"""The catalogue of translations: collect the sentences of the product, check them, compile them.

Sentences are written in English in the source; the catalogue says them in Chinese. Needs no GNU gettext.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib  # type: ignore[import-untyped]  # ships no types
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[4]
SOURCE = ROOT / "src" / "yingbao"
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
ONE = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
LITERAL = r"""(?:u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))"""
IN_TEMPLATE = re.compile(rf"\b(_|gettext|ngettext|pgettext)\(({LITERAL}(?:,\s*{LITERAL})*)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[-+0-9.]*[a-z]|\{[a-z_]+\}")


@dataclass(frozen=True)
class Said:
    """One sentence of the product, and where it is said."""

    msgid: str
    plural: str
    context: str | None
    place: str


def said(function: str, literals: list[str], place: str) -> Said | None:
    """Return what a call to a translation function says."""
    if function in ONE and literals:
        return Said(literals[0], "", None, place)
    if function in PLURAL and len(literals) >= 2:
        return Said(literals[0], literals[1], None, place)
    if function in CONTEXT and len(literals) >= 2:
        return Said(literals[1], "", literals[0], place)
    return None


def said_in_python(path: Path) -> Iterator[Said]:
    """Yield what a module says."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            function = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            literals = [
                a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            ]
            found = said(function, literals, str(path.relative_to(ROOT)))
            if found:
                yield found


def said_in_template(path: Path) -> Iterator[Said]:
    """Yield what a template says."""
    for function, literals in IN_TEMPLATE.findall(templatize(path.read_text())):
        texts = [ast.literal_eval(text) for text in re.findall(LITERAL, literals, re.DOTALL)]
        found = said(function, texts, str(path.relative_to(ROOT)))
        if found:
            yield found


def everything_said() -> list[Said]:
    """Return every sentence of the product."""
    modules = [s for path in sorted(SOURCE.rglob("*.py")) for s in said_in_python(path)]
    return modules + [s for path in sorted(SOURCE.rglob("*.html")) for s in said_in_template(path)]


def collect() -> None:
    """Bring the catalogue up to date with the source: new sentences in, those no longer said out."""
    old = {(e.msgctxt, e.msgid): e for e in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    new = polib.POFile(wrapwidth=100)
    new.metadata = {
        "Project-Id-Version": "yingbao",
        "Language": "zh_Hans",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    entries: dict[tuple[str | None, str], polib.POEntry] = {}
    for sentence in everything_said():
        key = (sentence.context, sentence.msgid)
        entry = entries.setdefault(key, polib.POEntry(msgid=sentence.msgid, msgctxt=sentence.context))
        if (sentence.place, "") not in entry.occurrences:
            entry.occurrences.append((sentence.place, ""))
        entry.msgid_plural = entry.msgid_plural or sentence.plural
        fill(entry, old.get(key))
    new.extend(
        entries[key] for key in sorted(entries, key=lambda key: (entries[key].occurrences[0][0], key[1]))
    )
    new.save(str(CATALOGUE))


def fill(entry: polib.POEntry, old: polib.POEntry | None) -> None:
    """Keep what was translated before."""
    before = (old.msgstr or old.msgstr_plural.get(0, "")) if old else ""
    if entry.msgid_plural:
        entry.msgstr, entry.msgstr_plural = "", {0: before}
    else:
        entry.msgstr = before


def problems() -> list[str]:
    """Return what is wrong: sentences missing, fuzzy, twice, without their placeholders, in Chinese."""
    entries = list(polib.pofile(str(CATALOGUE)))
    known = {(e.msgctxt, e.msgid): e for e in entries}
    found = [f"{place_of(entry)}: stands here twice: {entry.msgid}" for entry in said_twice(entries)]
    for sentence in everything_said():
        if (sentence.context, sentence.msgid) not in known:
            found.append(f"{sentence.place}: not in the catalogue: {sentence.msgid}")
    for entry in known.values():
        found += [f"{place_of(entry)}: {what}: {entry.msgid}" for what in wrong(entry)]
    return found


def said_twice(entries: Iterable[polib.POEntry]) -> list[polib.POEntry]:
    """Return the entries whose sentence stands in the catalogue before them: only one of both is read."""
    seen, again = set(), []
    for entry in entries:
        if (entry.msgctxt, entry.msgid) in seen:
            again.append(entry)
        seen.add((entry.msgctxt, entry.msgid))
    return again


def place_of(entry: polib.POEntry) -> str:
    """Return where a sentence is said, as the catalogue knows it."""
    return str(entry.occurrences[0][0]) if entry.occurrences else "nowhere collected yet"


def wrong(entry: polib.POEntry) -> Iterator[str]:
    """Yield what is wrong with one entry."""
    chinese = entry.msgstr or entry.msgstr_plural.get(0, "")
    if re.search(r"[\u4e00-\u9fff]", entry.msgid):
        yield "Chinese in the source"
    if not chinese or entry.fuzzy:
        yield "not translated"
    elif set(PLACEHOLDER.findall(chinese)) != set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)):
        yield "placeholders differ"


def compile_catalogue() -> None:
    """Write the file the product reads."""
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
