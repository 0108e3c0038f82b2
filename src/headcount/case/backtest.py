"""Backtest: the case as it could be known on past days, projected, against what was reported later."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from headcount.case import stages
from headcount.case.derived import engine, kept, key_of
from headcount.case.workspace import Workspace
from headcount.errors import CodeError, UsageError
from headcount.ledger import Cells
from headcount.values.backtests import Backtest, Check, Score
from headcount.values.cases import Case, Policy
from headcount.values.estimates import Estimate, Floats, Interval, Ints, Term
from headcount.values.figures import AsOf, Figure, Reading

DAYS = 4
FIRST, LAST = 0.3, 0.75
"""starting days lie evenly between these shares of the figures, by the day of their publication"""
MONTHS = 48
"""nothing is scored further ahead"""
_MONTH = 30.4375
_AS_NOW = Policy("as_now", "As now", {})
_SEPARATE = ("reconcile", "project", "ledger", "codelists", "values", "case")


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure, the last day on which it may have been published, and the middle of what it speaks of."""

    figure: Figure
    published: datetime.date
    at: datetime.date


def backtest(workspace: Workspace, readings: Sequence[Reading], *, seed: int, days: Sequence[str] = ()) -> Backtest:
    """Start from what was known on each of ``days``, project as things went, and score what was reported later.

    Scored are the independent statements of the whole record about people in a state that were published after the
    starting day and speak of a day after it. The rival is the last number reported for the same people before.

    Parameters
    ----------
    days
        ISO days; none: four, between 30 and 75 per cent of all figures used, by their publication.

    Raises
    ------
    UsageError
        A day is none, or nothing was published by then.
    """
    told = _told(readings)
    full = stages.reconciled(workspace, readings, seed=seed)
    chosen = tuple(days) or spread(full, told)
    key = key_of(["backtest", engine(*_SEPARATE), full.digest, str(seed), *chosen])

    def make() -> Backtest:
        checks: list[Check] = []
        scores: list[Score] = []
        for day in chosen:
            found, score = _from(workspace, readings, told, full, day, seed)
            checks += found
            scores.append(score)
        return Backtest((*scores, _score(None, 0, 0, checks)), tuple(checks), seed, key)

    return kept(workspace.derived, "backtest", key, Backtest, make)


def spread(full: Estimate, told: Mapping[str, _Told]) -> tuple[str, ...]:
    """Days by which even shares of the figures had been published; ends of months."""
    published = sorted(told[id].published for term in full.terms for id in term.figures if id in told)
    if not published:
        return ()
    places = [int(share * (len(published) - 1)) for share in np.linspace(FIRST, LAST, DAYS)]
    return tuple(dict.fromkeys(_month_end(published[place]).isoformat() for place in places))


def known_by(readings: Sequence[Reading], day: datetime.date) -> tuple[Reading, ...]:
    """Readings of the documents published on ``day`` at the latest."""
    return tuple(r for r in readings if (last := _last_day(r.document.published)) is not None and last <= day)


def moved(case: Case, day: str) -> Case:
    """``case`` on an earlier day, with what the case file says of later days left out, and no policy but as now."""
    return replace(
        case,
        as_of=day,
        window=(case.window[0], day) if case.window else None,
        entry=replace(case.entry, end=min(case.entry.end, day)) if case.entry else None,
        shocks=tuple(replace(s, end=min(s.end, day)) for s in case.shocks if s.start <= day),
        questions=tuple(replace(q, at=None) for q in case.questions if q.measure == "stock"),
        policies=(_AS_NOW,),
        horizon_months=MONTHS,
    )


def _from(
    workspace: Workspace, readings: Sequence[Reading], told: Mapping[str, _Told], full: Estimate, day: str, seed: int
) -> tuple[list[Check], Score]:
    from headcount.project.scenarios import cells_of
    from headcount.project.world import world_of
    from headcount.reconcile import reconcile

    start = _day(day)
    past = known_by(readings, start)
    if not any(reading.figures for reading in past):
        raise UsageError(f"--day {day}: no document with figures was published by then; give a later day")
    case = moved(workspace.case, day)
    estimate = reconcile(past, case, seed=seed, digest=day, draws=500)
    people = cells_of(world_of(estimate, case, seed=seed, trajectories=500), _AS_NOW)
    rng = np.random.default_rng([seed, start.toordinal()])
    checks = [
        _check(term, at, people, estimate, case, told, rng)
        for term, at in _targets(full, told, start)
        if term.fitted.high90 >= 1 and _spoken(term, case)  # else the account has no such people at all
    ]
    return checks, _score(day, len(past), sum(len(term.figures) for term in estimate.terms), checks)


def _targets(full: Estimate, told: Mapping[str, _Told], start: datetime.date) -> list[tuple[Term, datetime.date]]:
    """Statements about people in a state, first published after ``start``, of a day after it."""
    found = []
    for term in full.terms:
        own = [told[id] for id in term.figures if id in told]
        if term.base is not None or term.bound != "two_sided" or len(own) < len(term.figures) or not own:
            continue
        ahead = (own[0].at - start).days / _MONTH
        if own[0].figure.measure == "stock" and min(one.published for one in own) > start and 1 <= ahead <= MONTHS:
            found.append((term, own[0].at))
    return found


def _spoken(term: Term, case: Case) -> bool:
    """Whether the account of the earlier day has the people of ``term``."""
    try:
        return Cells.from_case(case).select(term.select).size > 0
    except CodeError:  # an event, or a place inside a state
        return False


def _check(
    term: Term,
    at: datetime.date,
    people: Ints,
    estimate: Estimate,
    case: Case,
    told: Mapping[str, _Told],
    rng: np.random.Generator,
) -> Check:
    month = min(round((at - _day(case.as_of)).days / _MONTH), people.shape[1] - 1)
    states = len(case.state.leaves)
    counted = Cells.from_case(case).total(people[:, month, :, :, :states], term.select).astype(np.float64)
    reported = np.log(np.maximum(counted, 0.5)) + _errors(term.sd, len(counted), rng)
    last = _last_known(term, estimate, told)
    old = np.log(last[0]) + _errors(float(np.hypot(last[1], term.sd)), len(counted), rng) if last else None
    return Check(
        day=case.as_of,
        figures=term.figures,
        select=term.select,
        at=at.isoformat(),
        value=term.value,
        projected=_interval(np.exp(reported)),
        crps=_crps(reported, term.value),
        last=last[0] if last else None,
        last_crps=_crps(old, term.value) if old is not None else None,
    )


def _errors(sd: float, draws: int, rng: np.random.Generator) -> Floats:
    """Errors of reports as the account takes them: hedge and rounding, a source's own bias, now and then a slip."""
    from headcount.reconcile.model import BIAS_SCALE, P_WRONG, WRONG_SD

    slips = rng.random(draws) < P_WRONG
    return np.asarray(np.hypot(np.hypot(sd, BIAS_SCALE), np.where(slips, WRONG_SD, 0.0)) * rng.standard_normal(draws))


def _crps(log_draws: Floats, value: float) -> float:
    from headcount.project.scoring import crps

    return crps(log_draws, float(np.log(max(value, 0.5))))


def _interval(draws: Floats) -> Interval:
    low90, low50, median, high50, high90 = (float(v) for v in np.quantile(draws, (0.05, 0.25, 0.5, 0.75, 0.95)))
    return Interval(median, low50, high50, low90, high90)


def _last_known(term: Term, estimate: Estimate, told: Mapping[str, _Told]) -> tuple[float, float] | None:
    """The latest number for the same people, and the error of its report."""
    same = [
        (told[old.figures[0]].at, old.value, old.sd)
        for old in estimate.terms
        if old.base is None and old.figures[0] in told and _population(old) == _population(term) and old.value > 0
    ]
    return max(same)[1:] if same else None


def _population(term: Term) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(codes)) for name, codes in term.select.items()}


def _score(day: str | None, documents: int, figures: int, checks: Sequence[Check]) -> Score:
    rivals = [(c.crps, c.last_crps) for c in checks if c.last_crps is not None]
    return Score(
        day=day,
        documents=documents,
        figures=figures,
        checks=len(checks),
        in50=_mean([c.in50 for c in checks]),
        in90=_mean([c.in90 for c in checks]),
        crps=_mean([c.crps for c in checks]),
        with_last=len(rivals),
        crps_with_last=_mean([own for own, _ in rivals]) if rivals else None,
        last_crps=_mean([last for _, last in rivals]) if rivals else None,
    )


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0


def _told(readings: Sequence[Reading]) -> dict[str, _Told]:
    found: dict[str, _Told] = {}
    for reading in readings:
        published = _last_day(reading.document.published)
        for figure in reading.figures:
            at = _middle(figure.as_of)
            if published and at:
                found.setdefault(figure.id, _Told(figure, published, at))
    return found


def _middle(as_of: AsOf | None) -> datetime.date | None:
    ends = [end for end in (as_of.start, as_of.end) if end] if as_of else []
    days = [day for day in map(_last_day, ends) if day]
    return days[0] + (days[-1] - days[0]) / 2 if days else None


def _last_day(date: str | None) -> datetime.date | None:
    """The last day that an ISO date cut to what is known may mean."""
    parts = [int(part) for part in (date or "").split("-") if part.isdigit()]
    if not parts:
        return None
    if len(parts) == 3:
        return datetime.date(*parts)
    return _month_end(datetime.date(parts[0], parts[1] if len(parts) == 2 else 12, 1))


def _month_end(day: datetime.date) -> datetime.date:
    return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--day {text}: no day; write one such as 2020-06-30") from None
