"""Do the intervals cover? Small synthetic worlds, misfits included, through the whole of ``reconcile``.

Each world has true people in cells whose spread is heavier than the model's, sources with a bias, hedges tighter than
their errors, wrong figures, and unmarked echoes that round the number again.

    python gate/calibration.py [WORLDS]      coverage and width, as measured
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from headcount.ledger import Cells
from headcount.ledger.hierarchy import resolve
from headcount.reconcile import reconcile
from headcount.values.cases import Case, Dimension, Question
from headcount.values.documents import Document, digest_of
from headcount.values.estimates import Interval
from headcount.values.figures import AsOf, Figure, Reading

WORLDS = 30
_ORIGINS = ("RUS", "FRA", "TUN", "KAZ", "XKX")
_GROUPS = ("men", "women", "children")
_STATES = ("in_zone", "detained", "in_camp", "returned", "killed")
_HEDGES = ("exact", "about", "nearly", "at_least", "more_than", "at_most", "range", "part")
_OFTEN = np.array([0.34, 0.24, 0.04, 0.10, 0.10, 0.06, 0.06, 0.06])
_ERROR = {"exact": 0.07, "about": 0.13, "nearly": 0.08, "range": 0.06}
_WRONG, _ECHO = 0.08, 0.35
_ORIGINALS = 22
_QUESTIONS = 14
_NOISE = 0.03
"""Two standard errors of a coverage over 30 worlds, whose questions hang together"""


@dataclass(frozen=True, slots=True)
class World:
    """A case, what was printed about it, and the truth of each of its questions."""

    case: Case
    readings: tuple[Reading, ...]
    truth: tuple[int, ...]


def scores() -> dict[str, float]:
    """What must not fall, each at most 1: how near both coverages are to what they promise, and sharpness.

    A coverage within ``_NOISE`` of its promise scores 1: nearer than that is luck of the worlds.
    """
    measured = measure(WORLDS)
    return {
        "coverage_90": _nearness(measured["coverage_90"], 0.90),
        "coverage_50": _nearness(measured["coverage_50"], 0.50),
        "sharpness": 1.0 / measured["width_90"],
    }


def _nearness(coverage: float, promised: float) -> float:
    return 1.0 - max(0.0, abs(coverage - promised) - _NOISE)


def measure(worlds: int, first_seed: int = 0) -> dict[str, float]:
    """Coverage of the 90 % and 50 % intervals over all questions, and how many times the upper end of the former
    is the lower one (geometric mean)."""
    inside90, inside50, width = [], [], []
    for seed in range(first_seed, first_seed + worlds):
        world = make(seed)
        estimate = reconcile(world.readings, world.case, seed=seed, digest="calibration")
        asked = {question.id for question in world.case.questions}
        intervals = [answer.interval for answer in estimate.answers if answer.id in asked]
        for truth, it in zip(world.truth, intervals, strict=True):
            inside90.append(it.low90 <= truth <= it.high90)
            inside50.append(it.low50 <= truth <= it.high50)
            width.append(_log_width(it))
    return {
        "coverage_90": float(np.mean(inside90)),
        "coverage_50": float(np.mean(inside50)),
        "width_90": float(np.exp(np.mean(width))),
        "questions": float(len(inside90)),
    }


def _log_width(it: Interval) -> float:
    return float(np.log((it.high90 + 1.0) / (it.low90 + 1.0)))


def make(seed: int) -> World:
    """One world."""
    rng = np.random.default_rng((seed, 20191115))
    total = float(np.exp(rng.uniform(np.log(2_000), np.log(60_000))))
    draft = _case((), total, rng)
    cells = Cells.from_case(draft)
    truth = _people(total, rng)
    questions = tuple(Question(f"q{i}", f"question {i}", _population(rng, deep=i % 3)) for i in range(_QUESTIONS))
    case = _case(questions, total * float(np.exp(rng.normal(0.0, 0.4))), rng)
    readings = _documents(truth, cells, rng)
    answers = tuple(int(truth[cells.select(q.select)].sum()) for q in questions)
    return World(case, readings, answers)


def _case(questions: tuple[Question, ...], total: float, rng: np.random.Generator) -> Case:
    def dimension(name: str, leaves: tuple[str, ...], sums: dict[str, tuple[str, ...]]) -> Dimension:
        return Dimension(name, leaves, resolve(name, leaves, sums))

    return Case(
        name="world",
        title="A synthetic world",
        question="How many?",
        as_of="2019-11-15",
        place=("SYR", "IRQ"),
        hosts=("SYR", "IRQ"),
        origin=dimension("origin", _ORIGINS, {"foreign": _ORIGINS, "all": _ORIGINS}),
        group=dimension("group", _GROUPS, {"people": _GROUPS, "women_and_children": _GROUPS[1:]}),
        state=dimension("state", _STATES, {"travelled": _STATES, "remaining": _STATES[:3]}),
        attributes={"seeking_return": ("in_zone", "detained", "in_camp")},
        transitions=(),
        questions=questions,
        policies=(),
        uncertainties=(),
        horizon_months=12,
        total=(total / 2.5, total * 2.5),
    )


def _people(total: float, rng: np.random.Generator) -> np.ndarray:
    """True whole people of each cell, flat; effects of the axes and heavy-tailed cells of their own."""
    logs = (
        1.0 * rng.standard_normal((len(_ORIGINS), 1, 1))
        + 0.5 * rng.standard_normal((1, len(_GROUPS), 1))
        + 0.7 * rng.standard_normal((1, 1, len(_STATES)))
        + 0.5 * rng.standard_normal((len(_ORIGINS), 1, len(_STATES)))
        + 0.5 * rng.standard_normal((1, len(_GROUPS), len(_STATES)))
        + 0.4 * rng.standard_t(4, (len(_ORIGINS), len(_GROUPS), len(_STATES)))
    )
    share = np.exp(logs)
    return np.asarray(rng.poisson(total * share / share.sum()).ravel())


def _population(rng: np.random.Generator, deep: int) -> dict[str, tuple[str, ...]]:
    """A population: of one origin, or of all; ``deep`` says how many more axes are narrowed."""
    select: dict[str, tuple[str, ...]] = {}
    if rng.random() < 0.75:
        select["origin"] = (str(rng.choice(_ORIGINS)),)
    if deep >= 1:
        select["state"] = (str(rng.choice((*_STATES, "remaining"))),)
    if deep >= 2:
        select["group"] = (str(rng.choice((*_GROUPS, "women_and_children"))),)
    return select


def _documents(truth: np.ndarray, cells: Cells, rng: np.random.Generator) -> tuple[Reading, ...]:
    """Originals in documents of a few sources, and echoes of a third of them in later ones."""
    bias = 0.25 * rng.standard_normal(6)
    figures: list[tuple[int, Figure]] = []
    for number in range(_ORIGINALS):
        source = int(rng.integers(6))
        select = _population(rng, deep=int(rng.integers(3)))
        count = int(truth[cells.select(select)].sum())
        off = rng.normal(0.0, 1.2) if rng.random() < _WRONG else 0.0
        figure = _printed(f"f{number}", count * float(np.exp(bias[source] + off)), select, rng)
        figures.append((source, figure))
        if rng.random() < _ECHO:
            figures.append((6 + int(rng.integers(4)), _echo(figure, rng)))
    return tuple(_reading(source, [f for s, f in figures if s == source]) for source in range(10))


def _reading(source: int, figures: list[Figure]) -> Reading:
    text = f"document {source}"
    published = "2019-11-10" if source < 6 else "2019-11-14"
    document = Document(f"d{source}", text, digest_of(text), "en", publisher=f"publisher {source}", published=published)
    return Reading(document, tuple(figures))


def _printed(ident: str, size: float, select: dict[str, tuple[str, ...]], rng: np.random.Generator) -> Figure:
    hedge = str(rng.choice(_HEDGES, p=_OFTEN))
    status, low, high = select.get("state", ("travelled",))[0], 0.0, 0.0
    if hedge == "part" and status != "remaining":
        hedge = "about"
    if hedge == "part":
        low = high = _round(size * float(rng.beta(2.0, 3.0)), rng)
        hedge, status = "exact", "seeking_return"
    elif hedge == "range":
        middle = size * float(np.exp(_ERROR[hedge] * rng.standard_normal()))
        low, high = _round(middle * 0.85, rng), _round(middle * 1.15, rng) + 1.0
    elif hedge in ("at_least", "more_than", "at_most"):
        side = 1.0 if hedge == "at_most" else -1.0
        low = high = _round(size * float(np.exp(side * rng.exponential(0.25))), rng)
    else:
        low = high = _round(size * float(np.exp(_ERROR[hedge] * rng.standard_normal())), rng)
    return Figure(
        id=ident,
        document="",
        start=0,
        end=1,
        text=f"{low:g}",
        sentence=(0, 1),
        lo=None if hedge == "at_most" else low,
        hi=None if hedge in ("at_least", "more_than") else high,
        quantifier=hedge,
        group=select.get("group", ("people",))[0],
        origin=select.get("origin", ()),
        status=status,
        as_of=AsOf("2019-11-01", "2019-11-30", "month", "stated"),
    )


def _echo(figure: Figure, rng: np.random.Generator) -> Figure:
    """The same number again, rounded more coarsely half of the time."""
    digits = 1 if rng.random() < 0.5 else 3

    def again(value: float | None) -> float | None:
        return None if value is None else _to_digits(value, digits)

    values = {name: getattr(figure, name) for name in Figure.__slots__}
    values |= {"id": f"{figure.id}-echo", "lo": again(figure.lo), "hi": again(figure.hi)}
    return Figure(**values)


def _round(value: float, rng: np.random.Generator) -> float:
    return _to_digits(value, int(rng.choice((1, 2, 3), p=(0.3, 0.5, 0.2))))


def _to_digits(value: float, digits: int) -> float:
    """Rounded to so many digits; below ten to whole people."""
    if value < 10:
        return float(round(value))
    step = 10.0 ** (int(np.floor(np.log10(value))) + 1 - digits)
    return float(round(value / max(step, 1.0)) * max(step, 1.0))


if __name__ == "__main__":
    for name, value in measure(int(sys.argv[1]) if len(sys.argv) > 1 else WORLDS).items():
        print(f"{name:14s} {value:.3f}")
