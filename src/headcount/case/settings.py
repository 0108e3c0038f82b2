"""``case.toml`` -> :class:`Case`, with each impossible setting named by file, place and value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from headcount import codelists
from headcount.case import movement
from headcount.case.words import words_of
from headcount.errors import CaseError, CodeError
from headcount.ledger import hierarchy, transitions
from headcount.project import losses, policies, unknowns
from headcount.values.cases import Case, Dimension, Later, Policy, Question, Transition, Uncertainty

LARGEST_FILE = 1_000_000
_MOST = 1e10
"""above every number of people, and every hazard a year, that a case can mean"""
_HEAVIEST = 10_000
_YEARS = (1900, 2100)
NAMED = "named"
"""origin leaves of a case without a list: the countries that its documents name"""


class _Dimension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    leaves: list[str] | str
    aggregates: dict[str, list[str]] = {}
    weights: dict[str, float] = {}


class _Population(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    total: tuple[float, float]
    basis: str


class _Transition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"source": "from", "target": "to"}):
    code: str
    source: str
    target: str
    hazard: tuple[float, float]
    basis: str
    groups: list[str] = []
    policy: bool = False


class _Uncertainty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    label: str
    low: float
    high: float
    basis: str


class _Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    label: str
    origin: list[str] = []
    group: list[str] = []
    state: list[str] = []
    measure: str = "stock"
    at: Any = None
    since: Any = None


class _Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    label: str
    levers: dict[str, dict[str, float | str | bool | list[str]]] = {}


class _Later(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    states: list[str] = []
    transition: list[_Transition] = []


class _CaseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    question: str
    as_of: Any
    origin: _Dimension
    group: _Dimension
    state: _Dimension
    population: _Population
    place: list[str] = []
    hosts: list[str] = []
    attributes: dict[str, list[str]] = {}
    transition: list[_Transition] = []
    ask: list[_Question] = []
    policy: list[_Policy] = []
    uncertainty: list[_Uncertainty] = []
    horizon_months: int = 36
    reach_years: float = 10.0
    window: movement.WindowEntry | None = None
    entry: movement.EntryEntry | None = None
    shock: list[movement.ShockEntry] = []
    birth: list[movement.BirthEntry] = []
    policy_since: Any = None
    events: dict[str, list[tuple[str, str]]] = {}
    sites: dict[str, list[str]] = {}
    later: _Later | None = None
    weights: dict[str, float] = {}
    limits: dict[str, float] = {}


def load_settings(folder: Path) -> Case:
    """The case that ``folder/case.toml`` describes.

    Raises
    ------
    CaseError
        The file is missing, is no TOML, or says something impossible; the message names the place.
    """
    path = folder / "case.toml"
    raw = _parse(path)
    try:
        file = msgspec.convert(raw, _CaseFile)
    except msgspec.ValidationError as error:
        raise CaseError(f"{path}: {_place(str(error))}; mend that entry and run again") from None
    try:
        case = _case(file, path, _flat(raw))
        unknowns.check(case)
        losses.check(case)
        if case.policies:
            policies.levers_of(case)
        return case
    except (CaseError, CodeError) as error:
        raise CaseError(f"{path}: {error}") from None


def _parse(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CaseError(f"{path}: larger than {LARGEST_FILE:,} bytes; a case file is a page or two of settings")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CaseError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{path}: not valid TOML: {error}; mend that line") from None
    except (ValueError, RecursionError) as error:
        raise CaseError(f"{path}: holds a number or a nesting that no case needs ({error}); mend it") from None
    except OSError as error:
        raise CaseError(f"{path}: cannot be read ({error.strerror}); give a folder with a case.toml") from None


def _place(message: str) -> str:
    """msgspec says ``Expected `int`, got `str` - at `$.a.b` ``; put the place first."""
    what, _, where = message.partition(" - at ")
    return f"{where.strip('`').removeprefix('$.')}: {what}" if where else what


def _flat(raw: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Dotted key -> printed value, for trails that end in a setting."""
    flat: dict[str, str] = {}
    for key, value in raw.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for entry in value:
                name = entry.get("code") or entry.get("name") or entry.get("id") or ""
                flat |= _flat(entry, f"{prefix}{key}.{name}.")
        else:
            flat[f"{prefix}{key}"] = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return flat


def _case(file: _CaseFile, path: Path, settings: dict[str, str]) -> Case:
    origin = _origin(file)
    group = _dimension("group", file.group, "groups")
    state = _dimension("state", file.state, "statuses")
    for entries, key in ((file.ask, "id"), (file.policy, "name"), (file.uncertainty, "name")):
        _refuse_doubles(key, [getattr(entry, key) for entry in entries])
    moves = _transitions(file.transition)
    transitions.check(moves, state=state, group=group)
    as_of = movement.day(file.as_of, "as_of")
    moved = movement.movement(
        as_of=as_of, window=file.window, entry=file.entry, shocks=file.shock, births=file.birth,
        policy_since=file.policy_since, events=file.events, sites=file.sites, state=state, group=group,
        transitions=moves,
    )  # fmt: skip
    if not 1 <= file.horizon_months <= 240:
        raise CaseError(f"horizon_months: {file.horizon_months} is outside 1 to 240; give the months to project")
    if not 0.0 < file.reach_years <= 100.0:
        raise CaseError(f"reach_years: {file.reach_years:g} is outside 0 to 100; give years from the account's date")
    return Case(
        name=path.parent.resolve().name,
        title=file.title,
        question=file.question,
        as_of=as_of,
        place=_known("place", file.place, "places"),
        hosts=_known("hosts", file.hosts, "places"),
        origin=origin,
        group=group,
        state=state,
        attributes={code: _attribute(code, parts, group, state) for code, parts in file.attributes.items()},
        transitions=moves,
        questions=tuple(_question(q, moved, origin, group, state) for q in file.ask),
        policies=tuple(Policy(p.name, p.label, p.levers) for p in file.policy),
        uncertainties=tuple(_uncertainty(u) for u in file.uncertainty),
        horizon_months=file.horizon_months,
        reach_years=file.reach_years,
        total=_range(file.population.total, "population.total"),
        settings=settings,
        path=str(path.parent),
        window=moved.window,
        entry=moved.entry,
        shocks=moved.shocks,
        births=moved.births,
        policy_since=moved.policy_since,
        events=moved.events or {},
        sites=moved.sites or {},
        later=_later(file.later, state, group),
        weights=file.weights,
        limits=file.limits,
        words=words_of(path.parent),
    )


def _refuse_doubles(key: str, names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise CaseError(f"{key} '{name}' stands {names.count(name)} times; give each its own")


def _transitions(entries: Sequence[_Transition]) -> tuple[Transition, ...]:
    return tuple(
        Transition(
            t.code,
            t.source,
            t.target,
            _range(t.hazard, f"transition '{t.code}', hazard"),
            t.basis,
            tuple(t.groups),
            t.policy,
        )
        for t in entries
    )


def _later(entry: _Later | None, state: Dimension, group: Dimension) -> Later:
    """States that only the projection tells apart, and the ways into and out of them."""
    if entry is None:
        return Later()
    states = _known("later.states", entry.states, "statuses")
    moves = _transitions(entry.transition)
    whole = Dimension("state", (*state.leaves, *states), state.aggregates)
    transitions.check(moves, state=whole, group=group)
    return Later(states, moves)


def _range(pair: tuple[float, float], where: str) -> tuple[float, float]:
    low, high = pair
    if not 0 < low <= high < _MOST:
        raise CaseError(
            f"{where}: [{low:g}, {high:g}] is no range; give two numbers between zero and {_MOST:g}, the smaller first"
        )
    return low, high


def _uncertainty(entry: _Uncertainty) -> Uncertainty:
    _range((entry.low, entry.high), f"uncertainty '{entry.name}'")
    return Uncertainty(entry.name, entry.label, entry.low, entry.high, entry.basis)


def _known(where: str, codes: Sequence[str], table: str) -> tuple[str, ...]:
    return tuple(codelists.check(table, code, where) for code in codes)


def place_code(code: str, where: str) -> str:
    """A country, subdivision or region; ``other``, or what is left of a region (``western_europe_rest``)."""
    if code == "other" or code.removesuffix("_rest") in codelists.table("places"):
        return code
    return codelists.check("places", code, where)


def _origin(file: _CaseFile) -> Dimension:
    if isinstance(file.origin.leaves, str):
        if file.origin.leaves != NAMED:
            raise CaseError(
                f"origin.leaves: '{file.origin.leaves}' is no list; give codes, or \"{NAMED}\" for those documents name"
            )
        return Dimension("origin", (), {})
    for code in (*file.origin.leaves, *file.origin.aggregates):
        place_code(code, "origin")
    hosts = set(file.hosts)
    leaves = file.origin.leaves
    whole = {"all": list(leaves), "foreign": [leaf for leaf in leaves if leaf not in hosts]}
    return _built("origin", leaves, whole | file.origin.aggregates, file.origin.weights)


def _dimension(name: str, entry: _Dimension, table: str) -> Dimension:
    if isinstance(entry.leaves, str):
        raise CaseError(f"{name}.leaves: '{entry.leaves}' is no list; give the codes that partition the people")
    _known(f"{name}.leaves", entry.leaves, table)
    _known(f"{name}.aggregates", list(entry.aggregates), table)
    return _built(name, entry.leaves, entry.aggregates, entry.weights)


def _built(
    name: str, leaves: Sequence[str], aggregates: Mapping[str, Sequence[str]], weights: dict[str, float]
) -> Dimension:
    for code, weight in weights.items():
        if code not in leaves:
            raise CaseError(f"{name}.weights: '{code}' is no leaf of the dimension; leaves are {', '.join(leaves)}")
        if not 1 / _HEAVIEST <= weight <= _HEAVIEST:
            raise CaseError(
                f"{name}.weights.{code}: {weight:g} is outside 1/{_HEAVIEST:,} to {_HEAVIEST:,}; give a relative size"
            )
    return Dimension(name, tuple(leaves), hierarchy.resolve(name, leaves, aggregates), weights)


def _attribute(code: str, parts: Sequence[str], group: Dimension, state: Dimension) -> tuple[str, ...]:
    if code not in codelists.table("groups") and code not in codelists.table("statuses"):
        codelists.check("statuses", code, "attributes")
    known = {*group.leaves, *state.leaves, *group.aggregates, *state.aggregates}
    for part in parts:
        if part not in known:
            raise CaseError(
                f"attributes.{code}: '{part}' is neither a group nor a state of this case; "
                f"known: {', '.join(sorted(known))}"
            )
    return tuple(parts)


_MEASURES = ("stock", "flow", "cumulative")


def _question(entry: _Question, moved: movement.Movement, *dimensions: Dimension) -> Question:
    where = f"ask '{entry.id}'"
    if entry.measure not in _MEASURES:
        raise CaseError(f"{where}, measure: '{entry.measure}' is none of {', '.join(_MEASURES)}; use one of them")
    if moved.window is None and (entry.at is not None or entry.measure != "stock"):
        raise CaseError(f"{where}: an account of one day answers no other; give the case a [window]")
    at = None if entry.at is None else movement.day(entry.at, f"{where}, at")
    since = None if entry.since is None else movement.day(entry.since, f"{where}, since")
    events = (*(moved.events or {}), "travelled") if moved.window else ()
    select: dict[str, tuple[str, ...]] = {}
    for dimension in dimensions:
        codes: list[str] = getattr(entry, dimension.name)
        for code in codes:
            known = code in dimension.leaves or code in dimension.aggregates
            if dimension.leaves and not known and not (dimension.name == "state" and code in events):
                raise CaseError(
                    f"ask '{entry.id}', {dimension.name}: '{code}' is no code of this case; "
                    f"known: {', '.join((*dimension.leaves, *dimension.aggregates))}"
                )
        if codes:
            select[dimension.name] = tuple(codes)
    return Question(entry.id, entry.label, select, entry.measure, at, since)
