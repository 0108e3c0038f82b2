"""A small case that moves people: two regions of two origins, three groups, six states, a shock, births, two sites."""

from __future__ import annotations

from dataclasses import replace

from headcount.ledger.hierarchy import resolve
from headcount.values.cases import Birth, Case, Dimension, Entry, Question, Shock, Transition

ORIGINS = ("RUS", "KAZ", "FRA", "DEU")
GROUPS = ("men", "women", "children")
STATES = ("in_zone", "detained", "in_camp", "returned", "prosecuted", "killed")
_SUMS = {"all": ORIGINS, "foreign": ORIGINS, "ex_soviet": ORIGINS[:2], "western_europe": ORIGINS[2:]}


def _dimension(name: str, leaves: tuple[str, ...], sums: dict[str, tuple[str, ...]]) -> Dimension:
    return Dimension(name, leaves, resolve(name, leaves, sums))


def _move(source: str, target: str, *, policy: bool = False, groups: tuple[str, ...] = ()) -> Transition:
    return Transition(f"{source}-{target}", source, target, (0.02, 0.5), "test", groups, policy)


CASE = Case(
    name="moving",
    title="Moving",
    question="How many?",
    as_of="2020-01-01",
    place=("SYR",),
    hosts=(),
    origin=_dimension("origin", ORIGINS, _SUMS),
    group=_dimension("group", GROUPS, {"people": GROUPS, "women_and_children": GROUPS[1:]}),
    state=_dimension("state", STATES, {"travelled": STATES, "remaining": STATES[:3]}),
    attributes={},
    transitions=(
        _move("in_zone", "detained", groups=("men",)),
        _move("in_zone", "in_camp", groups=("women", "children")),
        _move("in_zone", "killed"),
        _move("detained", "in_zone"),
        _move("in_camp", "returned", policy=True),
        _move("returned", "prosecuted"),
        _move("prosecuted", "returned"),
    ),
    questions=(Question("held", "Held", {"state": ("detained", "in_camp")}),),
    policies=(),
    uncertainties=(),
    horizon_months=12,
    total=(1_000.0, 20_000.0),
    window=("2012-01-01", "2022-01-01"),
    entry=Entry("in_zone", "2012-01-01", "2018-01-01", "test"),
    shocks=(Shock("battle", "2017-01-01", "2017-07-01", (("in_zone", "killed"),), (1.0, 10.0), "test"),),
    births=(Birth("women", "children", "in_zone", (0.03, 0.3), "test"),),
    policy_since="2019-01-01",
    events={"repatriated": (("in_camp", "returned"),), "travelled": (("", "in_zone"),)},
)
SITED = replace(CASE, sites={"in_camp": ("al_hol", "roj", "elsewhere")})
