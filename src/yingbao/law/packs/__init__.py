"""What we made of it: policy packs on disk become programmes; inheritance, citations, worked cases."""

from yingbao.law.facts.problems import PackProblems
from yingbao.law.packs.amendments import in_force, starts
from yingbao.law.packs.checking import Checked, check
from yingbao.law.packs.folders import find_districts, find_packs, find_reforms
from yingbao.law.packs.overlays import Laid, Overlay
from yingbao.law.packs.pack import NotInForce, Pack, load

__all__ = [
    "Checked",
    "Laid",
    "NotInForce",
    "Overlay",
    "Pack",
    "PackProblems",
    "check",
    "find_districts",
    "find_packs",
    "find_reforms",
    "in_force",
    "load",
    "starts",
]
