"""Origins and places as the cells of a case: countries, regions of countries, regions of the world."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from headcount import codelists
from headcount.ledger import Axis
from headcount.reconcile.hedges import UnusableError
from headcount.reconcile.tables import number
from headcount.values.cases import Case

Part = tuple[tuple[str, ...], float]
"""Codes of one axis, and the mean log gap for counting only a part of them"""


@cache
def above(code: str) -> frozenset[str]:
    """All places that ``code`` lies in, at any height."""
    places = codelists.table("places")
    found: set[str] = set()
    queue = list(places[code].parents) if code in places else []
    while queue:
        parent = queue.pop()
        if parent not in found:
            found.add(parent)
            queue.extend(places[parent].parents if parent in places else ())
    return frozenset(found)


def origins(codes: Sequence[str], axis: Axis, *, foreign_only: bool) -> Part:
    """The origins that a figure counts.

    A region of a country next to its country adds nothing; alone it is a part of the country, as a country
    without cells of its own is a part of the rest it is counted in. No origin means everyone, or every foreigner where
    ``foreign_only`` (nobody travels to the zone they live in).

    Raises
    ------
    UnusableError
        An origin has no cells in this case.
    """
    if not set(codes) - {"all"} or (foreign_only and "foreign" in codes):
        return (("foreign",) if foreign_only and axis.knows("foreign") else axis.leaves), 0.0
    mapped = [_origin(code, axis) for code in codes]
    leaves = axis.under(c for part, _ in mapped for c in part)
    whole = set(axis.under(c for part, why in mapped if not why for c in part))
    gap = max(
        (number("parts", why, "gap") for part, why in mapped if why and not set(axis.under(part)) <= whole), default=0.0
    )
    kept = tuple(dict.fromkeys(c for part, _ in mapped for c in part))
    return (kept if axis.under(kept) == leaves else leaves), gap


def _origin(code: str, axis: Axis) -> tuple[tuple[str, ...], str]:
    """Codes of the axis for one origin, and why the origin is only a part of them (empty where it is not)."""
    if axis.knows(code):
        return (code,), ""
    if code == "foreign":
        return axis.leaves, ""
    places = codelists.table("places")
    if code in places and places[code].kind == "region":
        return _region(code, axis), ""
    countries = [parent for parent in above(code) if parent in axis.leaves and _is_country(parent)]
    if countries:
        return (countries[0],), "sub_origin"
    rest = _rest(code, axis)
    if rest is None:
        raise UnusableError(f"{codelists.label('places', code)} is no origin of this case")
    return (rest,), "in_rest"


def _rest(code: str, axis: Axis) -> str | None:
    """The leaf for what is left of the smallest region around ``code``, or of the world."""
    regions = [r for r in above(code) if f"{r}_rest" in axis.leaves]
    if regions:
        return f"{max(regions, key=lambda r: (len(above(r)), r))}_rest"
    return "other" if "other" in axis.leaves else None


def _region(code: str, axis: Axis) -> tuple[str, ...]:
    """The leaves of a region, where the leaves cover every country of it."""
    places = codelists.table("places")
    members = [c for c, row in places.items() if row.kind == "country" and code in above(c)]
    if members and all(member in axis.leaves for member in members):
        return tuple(leaf for leaf in axis.leaves if leaf in members)
    raise UnusableError(f"{codelists.label('places', code)} is no sum of the origins of this case")


def _is_country(code: str) -> bool:
    places = codelists.table("places")
    return code in places and places[code].kind == "country"


def check_place(places: Iterable[str], case: Case, *, outside: bool) -> float:
    """The mean log gap for a figure placed in a part of the zone; 0 for the zone or no place.

    ``outside`` says that the status is one that people have away from the zone (returned, moved on).

    Raises
    ------
    UnusableError
        The figure speaks of people elsewhere.
    """
    zone = {*case.place, *case.hosts}
    named = tuple(places)
    if outside or not named or not zone:
        return 0.0
    inside = [code for code in named if code in zone or above(code) & zone]
    if inside:
        return _zone_gap(inside, case)
    if any(zone & {z for z in zone if code in above(z)} for code in named):
        return 0.0
    where = ", ".join(codelists.label("places", code) for code in named)
    raise UnusableError(f"speaks of people in {where}, away from the zone of this case")


def _zone_gap(inside: Sequence[str], case: Case) -> float:
    kinds = {codelists.table("places")[code].kind for code in inside if code not in case.place}
    if all(code not in case.place for code in inside) and "region" not in kinds:
        return number("parts", "sub_place", "gap")
    return 0.0 if set(case.place) <= set(inside) else number("parts", "zone_part", "gap")
