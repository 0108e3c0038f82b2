"""Which people a figure speaks of, as cells of the account.

A status, group or origin is a leaf, a named sum of leaves, or marks people who are a part of a sum (an
attribute such as seeking return; an event such as repatriation, counted by those who ended there). Parts
carry a gap: the mean log ratio of the whole to the part. What cannot be placed says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from headcount import codelists
from headcount.ledger import Axis, Cells
from headcount.reconcile import places
from headcount.reconcile.hedges import UnusableError
from headcount.reconcile.layout import TRAVELLED, Layout
from headcount.reconcile.tables import number, rows
from headcount.values.cases import Case
from headcount.values.figures import Figure, Link

Codes = tuple[str, ...]
_PARTS = ("subset_of", "part_of_total", "remainder_of")
_PLANS = tuple(code for code, row in codelists.table("modalities").items() if row.kind == "part_of")
_INHERITING = (*_PARTS, "share_of", "in_addition_to")
_UNIT_WHY = "counts {}, and how many people those are is not known"


@dataclass(frozen=True, slots=True)
class Population:
    """Axis -> codes, and the mean log gap by which the figure may count only a part of them."""

    select: Mapping[str, Codes]
    gap: float = 0.0
    part: bool = False
    """whether the figure says itself that it counts a part"""
    unsaid: bool = False
    """whether no origin is said, so that it may count fewer than everyone"""
    moved: bool = False
    """whether people are counted who moved, and not people who are somewhere: ``select["state"]`` holds events"""


@dataclass(frozen=True, slots=True)
class Account:
    """What is needed to place a figure: the account's columns, and the other figures by id."""

    layout: Layout
    figures: Mapping[str, Figure]

    @property
    def case(self) -> Case:
        """The case of the account."""
        return self.layout.case

    @property
    def cells(self) -> Cells:
        """The leaf cells of the account."""
        return self.layout.cells

    def people(self, population: Population) -> frozenset[int]:
        """Whom a population counts, whatever the day."""
        return frozenset(self.layout.people(population.select, moved=population.moved).tolist())


def population(figure: Figure, account: Account) -> tuple[Population, Population | None]:
    """The people that ``figure`` counts, and for a share those it is a share of.

    Raises
    ------
    UnusableError
        The figure does not speak of the account; the message says why.
    """
    if figure.unit != "person":
        raise UnusableError(_UNIT_WHY.format(codelists.label("units", figure.unit)))
    _check_modality(figure)
    _check_links(figure)
    if figure.measure == "share":
        return _share(figure, account)
    full = _inherited(figure, account, seen=(figure.id,))
    own = _place(full, account)
    if figure.measure == "flow" and not own.moved:
        own = replace(own, gap=own.gap + number("parts", "flow", "gap"), part=True)
    if not full.origin:
        own = replace(own, gap=own.gap + _unsaid_gap(account.case), unsaid=True)
    return _told_apart(figure, own, account), None


def _unsaid_gap(case: Case) -> float:
    """In a case that tells foreigners from hosts, who names no origin may mean some of them."""
    return number("parts", "unsaid_origin", "gap") if case.hosts else 0.0


def _check_modality(figure: Figure) -> None:
    modality = codelists.table("modalities").get(figure.modality)
    if modality is None or modality.kind == "never":
        label = modality.en if modality else figure.modality
        raise UnusableError(f"is {label}, not said of what is")


def _check_links(figure: Figure) -> None:
    for link in figure.links:
        if link.kind == "ratio_to":
            raise UnusableError("is a ratio of two groups, which the account does not use yet")


def _link(figure: Figure, kinds: Codes) -> Link | None:
    return next((link for link in figure.links if link.kind in kinds), None)


def _inherited(figure: Figure, account: Account, seen: Codes) -> Figure:
    """``figure`` with the slots it leaves open taken from the figure it is a part of.

    What comes in addition to another figure takes only the status from it.
    """
    link = _link(figure, _INHERITING)
    target = account.figures.get(link.target) if link else None
    if link is None or target is None or target.id in seen:
        return figure
    target = _inherited(target, account, (*seen, target.id))
    status = figure.status or target.status
    if link.kind == "in_addition_to":
        return replace(figure, status=status)
    return replace(
        figure,
        status=status,
        origin=figure.origin or target.origin,
        group=target.group if figure.group == "people" else figure.group,
        place=figure.place or target.place,
    )


def _told_apart(figure: Figure, own: Population, account: Account) -> Population:
    """A part of a total that no slot tells apart from the total is an unnamed part of its people."""
    link = _link(figure, _PARTS)
    target = account.figures.get(link.target) if link else None
    if target is None or target.id == figure.id:
        return own
    try:
        whole = _place(_inherited(target, account, (figure.id, target.id)), account)
    except UnusableError:
        return own
    if account.people(own) != account.people(whole) or own.gap > whole.gap:
        return own
    return replace(own, gap=own.gap + number("parts", "unnamed_part", "gap"), part=True)


def _place(figure: Figure, account: Account) -> Population:
    """The cells of a figure whose slots are complete."""
    status = figure.status
    if status is None:
        raise UnusableError("does not say what became of the people")
    row: Mapping[str, str] = rows("statuses").get(status, {})
    planned = figure.modality in _PLANS
    place_gap = places.check_place(figure.place, account.case, outside=row.get("outside") == "yes")
    moved = not planned and _moves(figure, account)
    state, state_gap = ((status,), 0.0) if moved else _state(status, planned, account)
    state = state if moved else _held_in_camps(figure, state, account)
    sites = _sites(figure, account) if not moved else ()
    group, group_gap = _group(figure.group, account)
    axis = account.cells.axis("origin")
    origin, origin_gap = places.origins(figure.origin, axis, foreign_only=row.get("foreign") == "yes")
    plan_gap = number("parts", figure.modality, "gap") if planned else 0.0
    select = _short({"origin": origin, "group": group}, account.cells)
    if moved or account.cells.axis("state").under(state) != account.cells.axis("state").leaves:
        select["state"] = state
    if sites:
        select["site"] = sites
        place_gap = 0.0
    gap = place_gap + state_gap + group_gap + origin_gap + plan_gap
    part = planned or max(state_gap, group_gap, origin_gap) >= 0.5
    return Population(select, gap, part, moved=moved)


def _short(select: Mapping[str, Codes], cells: Cells) -> dict[str, Codes]:
    """``select`` without the axes it covers wholly."""
    return {name: codes for name, codes in select.items() if cells.axis(name).under(codes) != cells.axis(name).leaves}


def _moves(figure: Figure, account: Account) -> bool:
    """Whether a figure counts people who moved; a count up to now of a state counts those who came into it."""
    status = figure.status or ""
    if not account.layout.moves:
        return False
    axis, event = account.cells.axis("state"), account.layout.knows_event(status)
    if status == TRAVELLED or (event and not axis.knows(status)):
        return True
    if figure.measure not in ("flow", "cumulative"):
        return event and figure.measure == "share"
    entry = account.case.entry
    return event or (axis.knows(status) and entry is not None and entry.state not in axis.under([status]))


def _sites(figure: Figure, account: Account) -> Codes:
    """The places of the figure that the case tells apart."""
    known = {site for sites in account.case.sites.values() for site in sites} if account.layout.moves else set()
    return tuple(code for code in figure.place if code in known)


def _state(status: str, planned: bool, account: Account) -> places.Part:
    axis = account.cells.axis("state")
    row: Mapping[str, str] = rows("statuses").get(status, {})
    if planned and row.get("planned_of"):
        whole = row["planned_of"]
        return ((whole,) if axis.knows(whole) else axis.leaves), 0.0
    if axis.knows(status):
        return (status,), 0.0
    if row.get("reads_as") == "unused":
        raise UnusableError(row["why"])
    if row.get("reads_as") == "part_of" and axis.knows(row["of"]):
        return (row["of"],), number("parts", "event", "gap")
    if status in account.case.attributes:
        return _attribute(status, axis, account)
    raise UnusableError(f"'{codelists.label('statuses', status)}' is no state of this case")


def _held_in_camps(figure: Figure, state: Codes, account: Account) -> Codes:
    """Reports call people in guarded camps detained too.

    Placed in a camp they are in the camp; where only women and children are counted they may be in either.
    """
    axis = account.cells.axis("state")
    if state != ("detained",) or not axis.knows("in_camp"):
        return state
    kinds = [codelists.table("places")[code].kind for code in figure.place if code in codelists.table("places")]
    if kinds and set(kinds) == {"camp"}:
        return ("in_camp",)
    groups = account.cells.axis("group").under(_group(figure.group, account)[0])
    return state if "men" in groups or "prison" in kinds else ("detained", "in_camp")


def _group(group: str, account: Account) -> places.Part:
    axis = account.cells.axis("group")
    if axis.knows(group):
        return (group,), 0.0
    if group == "people":
        return axis.leaves, 0.0
    if group in account.case.attributes:
        return _attribute(group, axis, account)
    raise UnusableError(f"'{codelists.label('groups', group)}' is no group of this case")


def _attribute(code: str, axis: Axis, account: Account) -> places.Part:
    codes = tuple(part for part in account.case.attributes[code] if axis.knows(part))
    return (codes or axis.leaves), number("parts", code, "gap")


def _share(figure: Figure, account: Account) -> tuple[Population, Population]:
    link = _link(figure, ("share_of",))
    if link is None:
        raise UnusableError("is a share, and of what is not said")
    base_figure = _base(link.target, figure, account)
    base = _place(base_figure, account)
    full = replace(
        figure,
        status=figure.status or base_figure.status,
        origin=figure.origin or base_figure.origin,
        group=base_figure.group if figure.group == "people" else figure.group,
        place=figure.place or base_figure.place,
    )
    own = _place(full, account)
    part, whole = account.people(own), account.people(base)
    if part == whole:
        raise UnusableError("is a share that nothing tells apart from its whole")
    if not part < whole and not (own.moved and base.moved):
        raise UnusableError("is a share of people it is not a part of")
    return replace(own, gap=max(own.gap - base.gap, 0.0)), base


def _base(target: str, figure: Figure, account: Account) -> Figure:
    """The whole of a share as a figure: one that was read, or a query such as ``all & travelled``."""
    if target in account.figures:
        if target == figure.id:
            raise UnusableError("is a share of itself")
        return _inherited(account.figures[target], account, (figure.id, target))
    origin: list[str] = []
    group, status = "people", None
    for code in (token.strip() for token in target.split("&")):
        if code in codelists.table("statuses") or account.cells.axis("state").knows(code):
            status = code
        elif code in codelists.table("groups"):
            group = code
        elif code == "all" or account.cells.axis("origin").knows(code) or code in codelists.table("places"):
            origin.append(code)
        else:
            raise UnusableError(f"is a share of '{target}', which is not known")
    return replace(figure, origin=tuple(origin), group=group, status=status, links=(), measure="stock")
