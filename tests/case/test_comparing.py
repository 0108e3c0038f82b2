"""What changed between two sides, and what moved the answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from headcount.case import contents
from headcount.case.comparing import Changes, changes
from headcount.case.comparing.outcomes import Cause
from headcount.case.comparing.sides import Side

DOCUMENT = {"id": "d1", "path": "documents/a.txt", "entry": None, "publisher": "Institute", "digest": "x", "grade": "B"}
FIGURE = {
    "id": "f1", "text": "300", "lo": 300, "hi": 300, "quantifier": "about", "unit": "person", "measure": "stock",
    "group": "women", "origin": ["FRA"], "place": ["SYR"], "holder": None, "status": "in_camp",
    "as_of": {"from": "2020-02-01", "to": "2020-02-29"}, "source": None, "modality": "asserted", "links": [],
    "start": 7,
}  # fmt: skip
POSITION = {
    "id": "p1", "text": "will bring home", "actor": ["FRA"], "action": "repatriate", "stage": "promised",
    "target": None, "group": "women", "as_of": "2020-01", "source": None, "modality": "asserted", "figures": [],
}  # fmt: skip
ENGINE = {"reconcile": "r1", "project": "p1", "numpy": "2.4", "seed": "1"}


def interval(median: float, half: float) -> dict[str, float]:
    return {"median": median, "low50": median - half / 2, "high50": median + half / 2, "low90": median - half,
            "high90": median + half}  # fmt: skip


def answer(ident: str, median: float, figures: Sequence[str] = (), pulls: Sequence[Any] = ()) -> dict[str, Any]:
    made = {"id": ident, "label": ident.title(), "interval": interval(median, 0.4 * median), "figures": list(figures)}
    return made | {"pulls": [{"figures": list(f), "shift": s, "narrowing": 1.0} for f, s in pulls]}


def side(
    *,
    figures: Sequence[Mapping[str, Any]] = (FIGURE,),
    positions: Sequence[Mapping[str, Any]] = (POSITION,),
    document: Mapping[str, Any] = DOCUMENT,
    answers: Sequence[Mapping[str, Any]] = (),
    settings: Mapping[str, str] | None = None,
    ran: Mapping[str, str] = ENGINE,
    **more: Any,
) -> Side:
    reading = {"document": document, "figures": list(figures), "positions": list(positions), "unread": []}
    made = {
        contents.READINGS: json.dumps(reading).encode() + b"\n",
        contents.ESTIMATE: json.dumps({"answers": list(answers), "conflicts": more.pop("conflicts", [])}).encode(),
        contents.SETTINGS: json.dumps(dict(settings or {})).encode(),
    }
    decisions = more.pop("decisions", b"")
    return Side("one", made | {name: json.dumps(value).encode() for name, value in more.items()}, decisions, ran)


def went_in(found: Changes) -> list[tuple[str, str, str]]:
    return [(entry.kind, entry.id, entry.change) for entry in found.entries]


def test_the_same_twice_is_no_change() -> None:
    one = side(answers=[answer("held", 900, ["f1"])])
    found = changes(one, one)
    assert (found.entries, found.moved, found.reordered, found.conflicts) == ((), (), (), ())


def test_figures_and_positions_are_compared_by_id_and_slot_never_by_offset() -> None:
    before = side()
    moved_in_text = FIGURE | {"start": 900}
    assert went_in(changes(before, side(figures=[moved_in_text]))) == []
    other = side(figures=[FIGURE | {"lo": 250}, FIGURE | {"id": "f2", "origin": ["DEU"]}], positions=[])
    found = changes(before, other)
    assert went_in(found) == [("figure", "f1", "changed"), ("figure", "f2", "added"), ("position", "p1", "removed")]
    assert found.entries[0].slots == {"lo": (300, 250)}
    assert found.entries[1].what == "about 300 women, DEU, in_camp, 2020-02-29, Institute"


def test_a_document_is_known_by_its_place_and_a_record_by_its_source() -> None:
    edited = DOCUMENT | {"id": "d2", "digest": "y"}
    assert went_in(changes(side(), side(document=edited))) == [("document", "documents/a.txt#", "changed")]
    record = DOCUMENT | {"id": "record-S1", "path": None, "kind": "record"}
    assert went_in(changes(side(document=record), side(document=record | {"digest": "y"}))) == []


def test_decisions_settings_and_the_engine_are_told() -> None:
    before = side(settings={"reach_years": "10"}, decisions=b'{"figure": "f1", "keep": true}\n')
    after = side(settings={"reach_years": "5", "x": "1"}, decisions=b'{"figure": "f1", "keep": false}\n\n',
                 ran=ENGINE | {"numpy": "2.5"})  # fmt: skip
    assert went_in(changes(before, after)) == [
        ("decision", "f1", "changed"),
        ("setting", "reach_years", "changed"),
        ("setting", "x", "added"),
        ("engine", "numpy", "changed"),
    ]


@pytest.mark.parametrize(("median", "noise"), [(900, False), (1010, True), (1200, False)])
def test_a_median_may_move_as_far_as_two_runs_differ(median: float, noise: bool) -> None:
    (moved,) = changes(side(answers=[answer("held", 1000)]), side(answers=[answer("held", median)])).moved
    assert moved.noise is noise


def test_an_answer_is_laid_to_the_changed_figures_that_speak_of_it_by_their_pull() -> None:
    before = side(answers=[answer("held", 1000, ["f1"], [(("f1", "f1-echo"), 1.1)])])
    figures = [FIGURE | {"lo": 200}, FIGURE | {"id": "f2"}, FIGURE | {"id": "f3"}]
    after = side(
        figures=figures, answers=[answer("held", 700, ["f1", "f2"], [(("f1", "f1-echo"), 0.88), (("f2",), 0.5)])]
    )
    (moved,) = changes(before, after).moved
    assert [(cause.kind, cause.ids) for cause in moved.causes] == [("figure", ("f2",)), ("figure", ("f1",))]
    assert [cause.factor for cause in moved.causes] == pytest.approx([0.5, 0.8])


def test_a_figure_that_is_gone_takes_its_pull_with_it() -> None:
    before = side(answers=[answer("held", 1000, ["f1"], [(("f1",), 0.8)])])
    (moved,) = changes(before, side(figures=[], answers=[answer("held", 1250)])).moved
    assert moved.causes == (Cause("figure", ("f1",), 1.25),)


def test_without_a_figure_of_its_own_an_answer_is_laid_to_settings_or_to_the_other_figures() -> None:
    before = side(answers=[answer("held", 1000)], settings={"policy.now.levers": "1", "ask.held.label": "a"})
    other_policy = {"policy.now.levers": "2", "ask.held.label": "a"}
    (moved,) = changes(before, side(figures=[], answers=[answer("held", 800)], settings=other_policy)).moved
    assert moved.causes == (Cause("other figures", ("f1",)),)
    asked = {"policy.now.levers": "1", "ask.held.label": "b", "ask.back.label": "c", "population.total": "9"}
    (moved,) = changes(before, side(answers=[answer("held", 800)], settings=asked)).moved
    assert {cause.ids[0] for cause in moved.causes} == {"ask.held.label", "population.total"}
    (moved,) = changes(before, side(answers=[answer("held", 800)], document=DOCUMENT | {"grade": "F"})).moved
    assert moved.causes[0].kind == "document"


def test_answers_and_contradictions_come_and_go() -> None:
    before = side(answers=[answer("old", 5)], conflicts=[{"figures": ["a", "b"], "kind": "rival", "factor": 2.0}])
    after = side(answers=[answer("new", 6)], conflicts=[{"figures": ["c"], "kind": "outlier", "factor": 3.0}])
    found = changes(before, after)
    assert [(one.id, one.before is None, one.after is None, one.noise) for one in found.moved] == [
        ("new", True, False, False),
        ("old", False, True, False),
    ]
    assert set(found.conflicts) == {("added", ("c",), "outlier"), ("removed", ("a", "b"), "rival")}


def scenarios(means: Mapping[str, float], *, more_is_better: bool = False) -> dict[str, Any]:
    outcomes = [{"name": "back", "label": "Back home", "more_is_better": more_is_better}]
    return {
        "scenarios": [{"policy": name, "label": name.title(), "outcomes": outcomes} for name in means],
        "ranks": [{"policy": n, "outcome": "back", "mean": m, "p_best": 0.5} for n, m in means.items()],
    }


@pytest.mark.parametrize(("more_is_better", "places"), [(False, ((1, 2), (2, 1))), (True, ((2, 1), (1, 2)))])
def test_policies_that_change_places_are_told(more_is_better: bool, places: tuple[tuple[int, int], ...]) -> None:
    then = scenarios({"now": 10, "all": 20, "none": 40}, more_is_better=more_is_better)
    now = scenarios({"now": 20, "all": 10, "none": 40}, more_is_better=more_is_better)
    found = changes(side(**{contents.SCENARIOS: then}), side(**{contents.SCENARIOS: now})).reordered
    shift = 1 if more_is_better else 0
    assert [(one.label, (one.before, one.after)) for one in found] == [
        ("Now", (places[0][0] + shift, places[0][1] + shift)),
        ("All", (places[1][0] + shift, places[1][1] + shift)),
    ]


def test_the_ranking_by_all_weighed_outcomes_is_told() -> None:
    def ranked(*policies: str) -> dict[str, Any]:
        standings = [{"policy": name, "label": name.title(), "p_best": 0.5} for name in policies]
        return scenarios({"now": 1, "all": 1}) | {"decision": {"standings": standings}}

    then, now = (side(**{contents.SCENARIOS: ranked(*order)}) for order in (("now", "all"), ("all", "now")))
    found = changes(then, now).reordered
    assert [(one.outcome, one.policy, one.before, one.after) for one in found] == [
        ("all weighed outcomes", "all", 2, 1),
        ("all weighed outcomes", "now", 1, 2),
    ]


def test_a_plan_gap_that_moved_names_the_positions() -> None:
    def gap(median: float) -> dict[str, Any]:
        return {"plans": [{"origin": "FRA", "gap": interval(median, 20), "said": {"positions": ["p1", "p9"]}}]}

    before = side(**{contents.PLAN_GAP: gap(200)})
    found = changes(before, side(positions=[POSITION | {"stage": "done"}], **{contents.PLAN_GAP: gap(100)}))
    (moved,) = found.moved
    assert (moved.kind, moved.id, moved.label) == ("plan_gap", "gap.FRA", "No plan: France")
    assert moved.causes == (Cause("position", ("p1",)),)


def test_what_an_old_release_lacks_counts_as_absent() -> None:
    bare = Side("old", {contents.ESTIMATE: b'{"answers": [{"id": "held", "label": "Held", "interval": %s}]}'
                        % json.dumps(interval(5, 1)).encode()})  # fmt: skip
    found = changes(bare, side(answers=[answer("held", 5)]))
    assert [one.id for one in found.moved] == ["held"]
    assert ("figure", "f1", "added") in went_in(found)
