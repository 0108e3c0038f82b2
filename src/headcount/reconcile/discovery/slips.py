"""Slips of the pen: how probable a wrong number is as a slip of the right one, digit by digit.

A digit changed, dropped or added, or only a part of the digits kept. Dropping digits can be done in few ways, adding
them in many: so 471 is a likely slip of 471,379, and 471,379 no likely slip of 471.
"""

from __future__ import annotations


def slip(wrong: int, right: int) -> float:
    """Probability of ``wrong`` given that ``right`` was meant and a slip was made; 0 where none leads there."""
    if wrong == right:
        return 0.0
    said, meant = str(wrong), str(right)
    if len(said) == len(meant):
        return 0.3 / (9 * len(meant)) if _changed(said, meant) else 0.0
    if len(said) < len(meant):
        return _dropped(said, meant)
    return _added(said, meant)


def _changed(said: str, meant: str) -> bool:
    """Whether one digit differs, or two neighbours changed places."""
    places = [i for i, (a, b) in enumerate(zip(said, meant, strict=True)) if a != b]
    if len(places) == 1:
        return True
    return len(places) == 2 and places[1] == places[0] + 1 and said[places[0]] == meant[places[1]]


def _dropped(said: str, meant: str) -> float:
    """One digit lost, or only the beginning or end kept."""
    if len(said) + 1 == len(meant) and any(meant[:i] + meant[i + 1 :] == said for i in range(len(meant))):
        return 0.2 / len(meant)
    if meant.startswith(said) or meant.endswith(said):
        return 0.2 / (2 * len(meant))
    return 0.0


def _added(said: str, meant: str) -> float:
    """One digit too many, or several before or behind."""
    extra = len(said) - len(meant)
    if extra == 1 and any(said[:i] + said[i + 1 :] == meant for i in range(len(said))):
        return 0.2 / (10 * len(said))
    if said == meant + "0" * extra:
        return 0.1 / 6
    if said.startswith(meant) or said.endswith(meant):
        return 0.1 / (2 * 10.0**extra)
    return 0.0
