"""A small account in which everything occurs: two foreign origins and a rest, one host, three groups, five states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from headcount.ledger import Cells
from headcount.ledger.hierarchy import resolve
from headcount.reconcile.layout import Layout
from headcount.reconcile.populations import Account
from headcount.values.cases import Case, Dimension, Question
from headcount.values.documents import Document, digest_of
from headcount.values.figures import AsOf, Figure, Reading

ORIGINS = ("RUS", "FRA", "western_europe_rest", "SYR")
GROUPS = ("men", "women", "children")
STATES = ("in_zone", "detained", "in_camp", "returned", "killed")


def _dimension(name: str, leaves: tuple[str, ...], sums: dict[str, tuple[str, ...]]) -> Dimension:
    return Dimension(name, leaves, resolve(name, leaves, sums))


CASE = Case(
    name="small",
    title="Small",
    question="How many?",
    as_of="2019-11-15",
    place=("SYR", "IRQ"),
    hosts=("SYR",),
    origin=_dimension(
        "origin",
        ORIGINS,
        {"all": ORIGINS, "foreign": ORIGINS[:3], "western_europe": ("FRA", "western_europe_rest")},
    ),
    group=_dimension("group", GROUPS, {"people": GROUPS, "women_and_children": GROUPS[1:]}),
    state=_dimension("state", STATES, {"travelled": STATES, "remaining": STATES[:3]}),
    attributes={"seeking_return": ("remaining",), "fighters": ("men",), "orphans": ("children",)},
    transitions=(),
    questions=(
        Question("rus-held", "Russians held", {"origin": ("RUS",), "state": ("detained", "in_camp")}),
        Question("fra-returned", "French returned", {"origin": ("FRA",), "state": ("returned",)}),
    ),
    policies=(),
    uncertainties=(),
    horizon_months=12,
    total=(2_000.0, 40_000.0),
)

_PLAIN = Figure(
    id="f",
    document="d",
    start=0,
    end=1,
    text="1",
    sentence=(0, 1),
    lo=None,
    hi=None,
    quantifier="about",
    origin=("RUS",),
    status="in_camp",
    as_of=AsOf("2019-11-01", "2019-11-30", "month", "stated"),
)


def _figure(ident: str, number: float | None = None, **slots: object) -> Figure:
    """A figure: ``number`` on the side that its hedge leaves closed; other slots by name."""
    hedge = slots.get("quantifier", "about")
    low = None if hedge in ("at_most", "less_than") else number
    high = None if hedge in ("at_least", "more_than") else number
    return replace(_PLAIN, **{"id": ident, "lo": low, "hi": high, "text": f"{number}", **slots})  # type: ignore[arg-type]


def _reading(*figures: Figure, ident: str = "d", published: str | None = "2019-11-20", **slots: str) -> Reading:
    """A document of its own publisher that holds ``figures``."""
    text = f"text of {ident}"
    slots = {"publisher": f"publisher of {ident}", **slots}
    document = Document(ident, text, digest_of(text), "en", published=published, **slots)  # type: ignore[arg-type]
    return Reading(document, figures)


@pytest.fixture
def case() -> Case:
    return CASE


@pytest.fixture
def cells() -> Cells:
    return Cells.from_case(CASE)


@pytest.fixture
def figure() -> Callable[..., Figure]:
    return _figure


@pytest.fixture
def reading() -> Callable[..., Reading]:
    return _reading


@pytest.fixture
def account() -> Callable[..., Account]:
    """The account of the case with the given figures known by their ids."""

    def make(*figures: Figure) -> Account:
        return Account(Layout(CASE, Cells.from_case(CASE)), {f.id: f for f in figures})

    return make
