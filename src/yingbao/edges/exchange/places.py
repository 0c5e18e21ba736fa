"""Which division a township's and a village's name mean, in any of their spellings."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from yingbao.edges.exchange.labels import label
from yingbao.edges.exchange.problems import Problem

TOWNSHIP_ENDINGS = ("人民政府", "办事处", "街道", "民族乡", "镇", "乡")
VILLAGE_ENDINGS = (
    "居民委员会",
    "村民委员会",
    "居委会",
    "村委会",
    "委员会",
    "社区",
    "居委",
    "村委",
    "居",
    "村",
)
PEOPLES = re.compile("(?:(?:土家|苗|仡佬|侗|白|回|彝|壮|瑶)族)+")
# Written one for the other in old and new lists.
TWINS = str.maketrans("咀沟塘岩垭峪〇", "嘴沟堂岩丫峪0")
SHORTEST = 2
# No province has this code: somewhere outside, and the list does not say where.
ELSEWHERE = "90"
# The two digits of a province in an address: 湖南省张家界市… is somewhere in 43.
PROVINCES = {
    "北京": "11", "天津": "12", "河北": "13", "山西": "14", "内蒙古": "15", "辽宁": "21", "吉林": "22",
    "黑龙江": "23", "上海": "31", "江苏": "32", "浙江": "33", "安徽": "34", "福建": "35", "江西": "36",
    "山东": "37", "河南": "41", "湖北": "42", "湖南": "43", "广东": "44", "广西": "45", "海南": "46",
    "重庆": "50", "四川": "51", "贵州": "52", "云南": "53", "西藏": "54", "陕西": "61", "甘肃": "62",
    "青海": "63", "宁夏": "64", "新疆": "65",
}  # fmt: skip

Found = tuple[str | None, str | None, Problem | None]  # code, repair, problem


class Place(NamedTuple):
    """One division of the county, or the county itself."""

    code: str
    name: str


class Gazetteer:
    """The divisions of one county by every spelling of their names."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.code: place for place in places}
        self.county = min(self.places, key=len, default="")
        self.townships = self._spellings(9, TOWNSHIP_ENDINGS)
        self.villages = self._spellings(12, VILLAGE_ENDINGS)
        self.longest_first = sorted(
            {*self.townships, *self.villages}, key=lambda spelling: (-len(spelling), spelling)
        )
        self.find = lru_cache(maxsize=100_000)(self._find)

    def _spellings(self, length: int, endings: tuple[str, ...]) -> dict[str, set[str]]:
        known: defaultdict[str, set[str]] = defaultdict(set)
        for code, place in self.places.items():
            if len(code) == length:
                for spelling in spellings(place.name, endings):
                    known[spelling].add(code)
        return known

    def _find(self, county: str, township: str, village: str, address: str) -> Found:
        """Return the code of the lowest division that is certain, how it had to be read, or why none is."""
        if county and not self._is_here(county):
            return None, None, Problem("place_elsewhere", {"value": county})
        if not (township or village):
            return self._in_address(address) if address else (None, None, None)
        towns = self._look(township, self.townships, TOWNSHIP_ENDINGS)
        if township and not towns:
            return self._village_in_township_column(township, village)
        houses = {
            code for code in self._look(village, self.villages, VILLAGE_ENDINGS) if self._under(code, towns)
        }
        if len(houses) == 1:
            code = houses.pop()
            return code, None if self._is_official(code, village) else "place_spelling", None
        return self._township(towns, village)

    def _township(self, towns: set[str], village: str) -> Found:
        if len(towns) == 1:
            return min(towns), "village_unknown" if village else None, None
        return None, None, Problem("place_unknown", {"value": village})

    def _village_in_township_column(self, township: str, village: str) -> Found:
        whole = self._in_address(f"{township}{village}")
        return (
            whole if whole[0] else (None, None, Problem("place_unknown", {"value": f"{township}{village}"}))
        )

    def _in_address(self, address: str) -> Found:
        """Return the village or township named in a free address."""
        text = label(address)
        if self._elsewhere(text):
            return None, None, Problem("place_elsewhere", {"value": address})
        towns = self._named_in(text, self.townships)
        houses = {code for code in self._named_in(text, self.villages) if self._under(code, towns)}
        if len(houses) == 1:
            return houses.pop(), None, None
        if len(towns) == 1:
            return towns.pop(), "village_unknown", None
        if self._county_named(text):
            return self.county, "village_unknown", None
        return None, None, Problem("place_unknown", {"value": address})

    def _named_in(self, text: str, known: dict[str, set[str]]) -> set[str]:
        for spelling in self.longest_first:
            if len(spelling) >= SHORTEST and spelling in known and spelling in text.translate(TWINS):
                return set(known[spelling])
        return set()

    def _elsewhere(self, text: str) -> bool:
        province = province_in(text)
        return bool(province and not self.county.startswith(province))

    def _county_named(self, text: str) -> bool:
        name = self.places[self.county].name if self.county else ""
        return bool(name) and (name in text or (len(name) > SHORTEST and name[:-1] in text))

    def _is_here(self, county: str) -> bool:
        text = label(county)
        return text.startswith(self.county) or self._county_named(text)

    def _look(self, name: str, known: dict[str, set[str]], endings: tuple[str, ...]) -> set[str]:
        """Return the divisions a name may mean; the fullest spelling that is known decides."""
        if name in self.places:
            return {name}
        for spelling in spellings(name, endings):
            if spelling in known:
                return known[spelling]
        return set()

    @staticmethod
    def _under(code: str, towns: set[str]) -> bool:
        return not towns or code[:9] in towns

    def _is_official(self, code: str, written: str) -> bool:
        return written == self.places[code].name


def spellings(name: str, endings: tuple[str, ...]) -> list[str]:
    """Return a name as written, then shorter: 凤山街道办事处, 凤山街道, 凤山; peoples left out at the end."""
    text = label(name).translate(TWINS)
    found = [text]
    shortened = True
    while shortened:
        shortened = False
        for ending in endings:
            if text.endswith(ending) and len(text) - len(ending) >= SHORTEST:
                text = text.removesuffix(ending)
                found.append(text)
                shortened = True
                break
    bare = PEOPLES.sub("", text)
    if bare != text and len(bare) >= SHORTEST:
        found.append(bare)
    return found


def province_in(text: str) -> str | None:
    """Return the two digits of the province an address begins with."""
    start = label(text)[:6]
    return next((code for name, code in PROVINCES.items() if start.startswith(name)), None)


def somewhere(gazetteer: Gazetteer, text: str) -> str:
    """Return the code of a place anywhere: in this county as far down as certain, else its province.

    A place whose province is not said is ELSEWHERE: for the rules it is enough that it is not here.
    """
    words = label(text)
    here = gazetteer._county_named(words) and not gazetteer._elsewhere(words)
    if here or not re.search("[省市区县州旗]", words):
        code = gazetteer.find("", "", "", text)[0]
        if code is not None:
            return code
    return province_in(words) or ELSEWHERE
