"""What a clause became, as a page shows it: its kind in words, its name, and where it is shown."""

from dataclasses import dataclass

from django.urls import reverse

from yingbao.law.facts.problems import Wording
from yingbao.law.packs.coverage import Thing
from yingbao.law.packs.words import PROGRAMME_KINDS

KINDS: dict[str, Wording] = {
    **PROGRAMME_KINDS,
    "indicator": Wording("指标", "indicator"),
    "unit": Wording("单位", "unit"),
    "process": Wording("流程", "process"),
}


@dataclass(frozen=True)
class ShownThing:
    """A programme, indicator, unit or process; `kind` is that of the programme: cash, service, duty."""

    id: str
    kind: str
    word: Wording
    name: Wording
    url: str


def shown_of(thing: Thing) -> ShownThing:
    """Return a thing as a page shows it."""
    kind = thing.particular or thing.kind
    return ShownThing(thing.id, kind, KINDS[kind], thing.name, url_of(thing))


def url_of(thing: Thing) -> str:
    """Return where a thing is shown."""
    if thing.kind == "indicator":
        return f"{reverse('indicator_list')}#{thing.id}"
    return reverse(f"{thing.kind}_show", args=[thing.id])
