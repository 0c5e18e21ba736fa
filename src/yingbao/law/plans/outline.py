"""The tree of a plan while it is being read, and the ids its clauses get from their place in it."""

from collections import Counter
from dataclasses import dataclass, field
from string import ascii_lowercase

from yingbao.law.plans.document import Clause, Kind
from yingbao.law.plans.lines import Line, bare
from yingbao.law.plans.sentences import LONGEST_LEAD, cuts

LONGEST_ITEM_TITLE = 40
FREE = (Kind.BOX, Kind.ANNEX, Kind.TABLE)


@dataclass
class Node:
    """A place in the tree: what it is, its mark among its siblings, its own text, the lines it stands on.

    `mark` is the last part of the id while the tree is built, the whole id once `clauses_of` has passed.
    """

    kind: Kind
    mark: str = ""
    text: str = ""
    first: int = 1
    last: int = 1
    style: str = ""
    rank: int = -1
    table: int = 0
    lines: tuple[Line, ...] = ()
    children: list["Node"] = field(default_factory=list)

    def add(self, child: "Node") -> "Node":
        """Put a child at the end."""
        self.children.append(child)
        return child

    @property
    def span(self) -> tuple[int, int]:
        """The first and last line of its own text, or of what it groups when it has none."""
        spans = [child.span for child in self.children] if not self.text else []
        return (
            (min(first for first, _ in spans), max(last for _, last in spans))
            if spans
            else (self.first, self.last)
        )

    @property
    def paragraphs(self) -> list["Node"]:
        """The paragraphs that stand directly here, sections and boxes left out."""
        return [child for child in self.children if child.kind is Kind.PARAGRAPH]

    def numbered(self, style: str) -> list["Node"]:
        """The children numbered in this style."""
        return [child for child in self.children if child.style == style]


def clauses_of(root: Node) -> tuple[Clause, ...]:
    """The clauses of the tree in the order of the plan, each with an id that depends on the text alone."""
    clauses: list[Clause] = []
    used: Counter[str] = Counter()
    for child in _in_order(root, in_root=True):
        _write(child, None, clauses, used)
    return tuple(clauses)


def _write(node: Node, parent: str | None, clauses: list[Clause], used: "Counter[str]") -> None:
    """Add a node and all beneath it."""
    node.mark = _unused(node.mark, used)
    clauses.append(Clause(node.mark, node.kind, node.text, *node.span, parent))
    below = node.children if node.kind is Kind.PARAGRAPH else _in_order(node)
    for child in below:
        _write(child, node.mark, clauses, used)


def _in_order(node: Node, *, in_root: bool = False) -> list[Node]:
    """The children with their full ids as marks.

    Paragraphs become p1, p2 … or, standing alone, sentences a, b … .
    """
    below: list[Node] = []
    alone = len(node.paragraphs) == 1 and not in_root
    count = 0
    prefix = "" if in_root else node.mark + "."
    for child in node.children:
        if child.kind is not Kind.PARAGRAPH:
            child.mark = child.mark if child.kind in FREE else prefix + child.mark
            below.append(child)
            continue
        count += 1
        if alone:
            below += _sentences(child, node.mark, item=node.kind is Kind.ITEM)
        else:
            below.append(_paragraph(child, f"{prefix}p{count}", item=node.kind is Kind.ITEM and count == 1))
    return below


def _paragraph(paragraph: Node, mark: str, *, item: bool) -> Node:
    """A paragraph as a clause; of several sentences, it holds them and has no text of its own."""
    parts = _sentences(paragraph, mark, item=item)
    if len(parts) <= 1:
        return Node(Kind.PARAGRAPH, mark, paragraph.text, paragraph.first, paragraph.last)
    group = Node(Kind.PARAGRAPH, mark, "", paragraph.first, paragraph.last)
    group.children = parts
    return group


def _sentences(paragraph: Node, above: str, *, item: bool) -> list[Node]:
    """The sentences of a paragraph, each with the lines it stands on."""
    parts = cuts(paragraph.text, LONGEST_ITEM_TITLE if item else LONGEST_LEAD)
    lines = [line.number for line in paragraph.lines for _ in bare(line.text)] or [paragraph.first]
    nodes: list[Node] = []
    start = 0
    for place, part in enumerate(parts):
        stop = start + len(bare(part))
        on = lines[start:stop] or lines[-1:]
        nodes.append(Node(Kind.SENTENCE, f"{above}.{letter(place)}", part, on[0], on[-1]))
        start = stop
    return nodes


def letter(place: int) -> str:
    """The letters of a sentence: a to z, then aa, ab and so on."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, len(ascii_lowercase))
        letters = ascii_lowercase[rest] + letters
    return letters


def _unused(wanted: str, used: "Counter[str]") -> str:
    """The id itself, or, when the plan uses the same number twice, 3.1~2."""
    used[wanted] += 1
    return wanted if used[wanted] == 1 else f"{wanted}~{used[wanted]}"


def settle(root: Node) -> None:
    """An item of one single clause holds its text itself: 专栏1.4, not 专栏1.4.a."""
    for node in root.children:
        settle(node)
    only = node_text(root)
    if (
        root.kind is Kind.ITEM
        and not root.text
        and only is not None
        and len(cuts(only.text, LONGEST_ITEM_TITLE)) == 1
    ):
        root.text, root.first, root.last = only.text, only.first, only.last
        root.children.remove(only)


def node_text(node: Node) -> Node | None:
    """The one paragraph of a node, when it has just one and that comes first."""
    found = node.paragraphs
    return found[0] if len(found) == 1 and node.children[0] is found[0] else None
