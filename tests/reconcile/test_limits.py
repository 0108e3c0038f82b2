"""Figures as hard bounds in an account of one day."""

from dataclasses import replace

import pytest

from headcount.ledger import Cells
from headcount.reconcile import limits, reconcile
from headcount.reconcile.evidence import gather
from headcount.reconcile.layout import Layout
from headcount.values.cases import Question


def _evidence(figures, case, reading):
    layout = Layout(case, Cells.from_case(case))
    return gather([reading(*figures)], layout)[0], layout.columns


def test_an_answer_carries_what_the_figures_alone_imply(case, figure, reading):
    asked = (
        Question("russians", "Russians", {"origin": ("RUS",)}),
        Question("camp", "Russians in camps", {"origin": ("RUS",), "state": ("in_camp",)}),
        Question("french", "French", {"origin": ("FRA",)}),
    )
    figures = (figure("a", 3000, quantifier="exact"),)
    estimate = reconcile([reading(*figures)], replace(case, questions=asked), seed=1, digest="d", draws=40)
    russians, camp, french = (answer.bounds for answer in estimate.answers[:3])
    assert camp[0] < 3000 < camp[1] < 3700
    assert russians == (camp[0], None)
    assert french == (0.0, None)


def test_a_floor_has_no_ceiling_and_a_ceiling_no_floor(case, figure, reading):
    figures = (
        figure("a", 3000, quantifier="at_least"),
        figure("b", 500, quantifier="at_most", status="detained"),
    )
    evidence, columns = _evidence(figures, case, reading)
    found = limits.limits(evidence, columns)
    ends = {evidence[i].figures[0]: (lo, hi) for i, lo, hi in zip(found.figures, found.lo, found.hi, strict=True)}
    assert ends["a"][0] > 2000
    assert ends["a"][1] == float("inf")
    assert ends["b"][0] == 0.0
    assert 500 < ends["b"][1] < 800


def test_a_part_larger_than_its_whole_cannot_hold_and_has_its_price(case, figure, reading):
    figures = (figure("whole", 1000, quantifier="exact"), figure("part", 3000, quantifier="exact", group="women"))
    evidence, columns = _evidence(figures, case, reading)
    (found,) = limits.cannot_hold(evidence, columns)
    assert {evidence[i].figures[0] for i in found.figures} == {"whole", "part"}
    assert found.prices[0] == found.prices[1] == pytest.approx(2.4, abs=0.6)


def test_figures_that_go_together_are_in_no_set(case, figure, reading):
    evidence, columns = _evidence((figure("whole", 3000), figure("part", 1000, group="women")), case, reading)
    assert limits.cannot_hold(evidence, columns) == ()
