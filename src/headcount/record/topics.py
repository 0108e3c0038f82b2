"""Which acts are about the same thing, and which groups share people."""

from __future__ import annotations

from headcount import codelists
from headcount.values.positions import Position
from headcount.values.records import Act

RETURN = "return"
"""the topic of every way of taking people back, and of refusing to"""
_TAKING_BACK = frozenset(
    ("repatriate", "evacuate", "accept", "take_children_only", "prepare_documents", "refuse_return")
)
_AGAINST = frozenset(("refused", "reversed"))
_TURNED = 4
"""The step of a refusal taken back: decided, and nothing done yet."""
_LEAVES = frozenset(("men", "women", "children"))
_SUMS = {"adults": frozenset(("men", "women")), "women_and_children": frozenset(("women", "children"))}


def topic_of(one: Position | Act) -> str:
    """The topic of a position or act: its action, or ``return``."""
    return RETURN if one.action in _TAKING_BACK else one.action


def against(one: Position | Act) -> bool:
    """Whether it declines its topic or takes it back; a refusal that is taken back is for it."""
    if one.action == "refuse_return":
        return one.stage != "reversed"
    return one.stage in _AGAINST


def step(one: Position | Act) -> int:
    """How far its stage is on the way from considering (1) to done (7); 0 off that way."""
    if one.action == "refuse_return" and one.stage == "reversed":
        return _TURNED
    row = codelists.table("stages").get(one.stage)
    return int(row.more.get("order", 0)) if row and not against(one) else 0


def leaves(group: str) -> frozenset[str]:
    """Leaf groups whose people may be in ``group``; all of them for groups that do not partition."""
    if group in _LEAVES:
        return frozenset((group,))
    return _SUMS.get(group, _LEAVES)


def narrower(one: str, other: str) -> str:
    """The group of two that says more."""
    return one if len(leaves(one)) <= len(leaves(other)) else other
