from dataclasses import replace

import numpy as np
import pytest

from headcount.errors import CaseError
from headcount.ledger import Cells, identities
from headcount.reconcile import reconcile
from headcount.values.cases import Dimension, Question
from headcount.values.figures import AsOf, Link


def run(readings, case, **options):
    return reconcile(readings, case, **{"seed": 1, "digest": "d", "draws": 400} | options)


def total(estimate, case, **select):
    return Cells.from_case(case).total(estimate.draws, select)


def test_every_draw_is_whole_people_in_the_cells_of_the_case(case, figure, reading):
    estimate = run([reading(figure("a", 3000))], case)
    assert estimate.draws.shape == (400, 4, 3, 5)
    assert identities.broken(estimate.draws, Cells.from_case(case)) is None
    assert estimate.axes[0] == ("origin", ("RUS", "FRA", "western_europe_rest", "SYR"))
    assert (estimate.seed, estimate.digest) == (1, "d")


def test_every_figure_is_used_once_or_unused_with_a_reason(case, figure, reading):
    figures = (
        figure("used", 3000),
        figure("echo", 3000),
        figure("denied", 900, modality="denied"),
        figure("flight", 30, status="repatriated"),
        figure("larger flight", 130, status="repatriated"),
        figure("households", 40, unit="household"),
    )
    estimate = run([reading(*figures)], case)
    used = [ident for term in estimate.terms for ident in term.figures]
    unused = [u.figure for u in estimate.unused]
    assert sorted(used + unused) == sorted(f.id for f in figures)
    assert set(used) == {"used", "echo", "larger flight"}
    assert all(u.why for u in estimate.unused)


def test_a_figure_is_near_what_the_estimate_says_of_its_people(case, figure, reading):
    estimate = run([reading(figure("a", 4321, quantifier="exact"))], case)
    (term,) = estimate.terms
    assert term.fitted.low90 < 4321 < term.fitted.high90
    assert term.fitted.median == pytest.approx(4321, rel=0.2)
    assert term.p_wrong < 0.2


def test_two_sources_that_agree_are_surer_than_one_that_is_echoed(case, figure, reading):
    def width(*readings):
        held = total(run(list(readings), case), case, origin=("RUS",), state=("in_camp",))
        return np.log(np.quantile(held, 0.95) / np.quantile(held, 0.05))

    one = reading(figure("a", 3000))
    echo = reading(figure("b", 3000), ident="e")
    other = reading(figure("c", 4100), ident="g")
    another = reading(figure("d", 2400), ident="h")
    assert width(one, echo) == pytest.approx(width(one), rel=0.2)
    assert width(one, other, another) < 0.8 * width(one)


def test_a_ceiling_holds_from_above_and_a_floor_from_below(case, figure, reading):
    ceiling = run([reading(figure("a", 1000, quantifier="at_most"))], case).terms[0]
    floor = run([reading(figure("a", 1000, quantifier="at_least"))], case).terms[0]
    assert (ceiling.bound, floor.bound) == ("at_most", "at_least")
    assert ceiling.fitted.median < 1000 < floor.fitted.median


def test_a_part_leaves_the_whole_much_larger(case, figure, reading):
    (term,) = run([reading(figure("a", 155, status="seeking_return"))], case).terms
    assert term.bound == "part_of"
    assert term.fitted.median > 1.5 * 155
    assert term.fitted.high90 > 3 * 155


def test_not_one_woman_is_nobody_and_five_children_are_five(case, figure, reading):
    none = figure("none", 0, quantifier="exact", group="women", status="killed")
    five = figure("five", 5, quantifier="exact", group="children", status="killed")
    estimate = run([reading(none, five)], case)
    women = total(estimate, case, origin=("RUS",), group=("women",), state=("killed",))
    children = total(estimate, case, origin=("RUS",), group=("children",), state=("killed",))
    assert (women == 0).mean() > 0.6
    assert (children == 5).mean() > 0.7


def test_a_share_ties_two_populations(case, figure, reading):
    whole = figure("whole", 6000, origin=("foreign",), status="travelled")
    third = figure(
        "third", 0.33, measure="share", origin=(), status="returned", links=(Link("share_of", "all & travelled"),)
    )
    estimate = run([reading(whole, third)], case)
    term = next(t for t in estimate.terms if t.figures == ("third",))
    assert term.base == {"origin": ("foreign",)}
    assert term.fitted.median == pytest.approx(0.33, rel=0.2)
    returned = total(estimate, case, origin=("foreign",), state=("returned",))
    assert np.median(returned) == pytest.approx(2000, rel=0.35)


def test_an_old_count_of_a_camp_says_less_than_a_new_one(case, figure, reading):
    old = AsOf("2016-11-15", "2016-11-15", "day", "stated")
    assert (
        run([reading(figure("a", 3000, as_of=old))], case).terms[0].sd
        > 2 * run([reading(figure("a", 3000))], case).terms[0].sd
    )


def test_answers_name_the_figures_behind_them_strongest_first(case, figure, reading):
    figures = (
        figure("vague", lo=200.0, hi=9999.0, quantifier="vague", status="remaining"),
        figure("sure", 812, quantifier="exact"),
        figure("elsewhere", 500, origin=("FRA",), status="killed"),
    )
    estimate = run([reading(figures[0]), reading(figures[1], ident="e"), reading(figures[2], ident="g")], case)
    held = next(a for a in estimate.answers if a.id == "rus-held")
    assert held.figures[0] == "sure"
    assert "elsewhere" not in held.figures
    assert 1.0 <= held.origins <= 2.0
    assert held.prior_only < 0.5


def test_without_a_figure_everything_is_prior_and_said_to_be(case):
    estimate = run([], case)
    assert {a.id for a in case.questions} <= {a.id for a in estimate.silent}
    assert all(a.figures == () and a.origins == 0.0 for a in estimate.answers)
    assert all(a.prior_only == pytest.approx(1.0, abs=0.05) for a in estimate.answers)


def test_what_no_figure_speaks_of_is_silent_and_the_rest_is_not(case, figure, reading):
    estimate = run([reading(figure("a", 812, quantifier="exact", status="detained"), figure("b", 400))], case)
    silent = {a.id for a in estimate.silent}
    assert "fra-returned" in silent
    assert "killed.RUS" in silent
    assert "rus-held" not in silent


def test_held_people_are_answered_for_each_origin_that_figures_tell_apart(case, figure, reading):
    estimate = run([reading(figure("a", 812), figure("b", 400, origin=("foreign",)))], case)
    assert [a.id for a in estimate.answers] == ["rus-held", "fra-returned", "held.RUS"]


def test_the_same_input_and_seed_give_the_same_estimate(case, figure, reading):
    readings = [reading(figure("a", 3000), figure("b", 812, status="killed"))]
    one, same, other = (run(readings, case, draws=50, seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(one.draws, same.draws)
    assert one.answers == same.answers
    assert not np.array_equal(one.draws, other.draws)


def test_diagnostics_say_how_far_to_trust_the_draws(case, figure, reading):
    found = run([reading(figure("a", 3000))], case).diagnostics
    assert found["rhat"] < 1.3
    assert found["ess_least"] > 50
    assert 0.5 < found["accepted"] <= 1.0
    assert (found["figures"], found["cells"]) == (1.0, 60.0)


def test_one_cell_is_an_account_too(case, figure, reading):
    tiny = replace(
        case,
        origin=Dimension("origin", ("RUS",), {}),
        group=Dimension("group", ("children",), {}),
        state=Dimension("state", ("in_camp",), {}),
        questions=(Question("all", "All", {}),),
        attributes={},
    )
    estimate = run([reading(figure("a", 3000, group="children"))], tiny)
    assert estimate.answers[0].interval.median == pytest.approx(3000, rel=0.2)


def test_a_case_without_leaves_says_what_to_do(case):
    with pytest.raises(CaseError, match="origin: the case has no leaves there; name at least one"):
        run([], replace(case, origin=Dimension("origin", (), {})))


def test_no_draws_are_refused(case):
    with pytest.raises(CaseError, match="draws: 0"):
        run([], case, draws=0)
