"""Positions in order: echoes merged, rival numbers told, progress, contradictions, reversals, said against done."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from headcount.record import record
from headcount.values.documents import Document, digest_of
from headcount.values.figures import Figure, Reading
from headcount.values.positions import Position
from headcount.values.records import Finding, Record

_ids = count()


def told(
    action: str,
    stage: str,
    when: str | None,
    number: float | None = None,
    *,
    group: str = "children",
    actor: str = "NOR",
) -> Position:
    """A position as a table of them holds it: with a date and a number of its own."""
    text = f"{actor} {action} {stage}"
    return Position(
        f"p{next(_ids):04}", "row", 0, len(text), text, tuple(actor.split("+")), action, stage,
        group=group, lo=number, hi=number, as_of=when,
    )  # fmt: skip


def of(*positions: Position, start: str | None = None) -> Record:
    document = Document("row", "rows", digest_of("rows"), "en", published="2024-01-01", kind="abstract")
    return record([Reading(document, positions=positions)], start=start)


def kinds(found: Record, actor: str = "NOR") -> list[str]:
    timeline = found.of(actor)
    assert timeline is not None
    return [finding.kind for finding in timeline.findings]


def test_the_same_act_told_twice_is_one() -> None:
    first, second = told("repatriate", "done", "2019-05-10", 5), told("evacuate", "done", "2019-05", 5)
    (act,) = of(second, first).timelines[0].acts
    assert act.positions == (second.id, first.id)
    assert [(c.lo, c.hi) for c in act.counts] == [(5, 5)]


def test_an_act_without_a_number_joins_the_one_beside_it() -> None:
    plain, counted = told("repatriate", "done", "2019-05-20"), told("repatriate", "done", "2019-05-10", 5)
    (act,) = of(plain, counted).timelines[0].acts
    assert act.id == counted.id and act.positions == (counted.id, plain.id)


def test_other_dates_other_groups_and_other_stages_are_other_acts() -> None:
    acts = (
        told("repatriate", "done", "2019-05-10", 5),
        told("repatriate", "done", "2020-05-10", 5),
        told("repatriate", "done", "2019-05-10", 5, group="men"),
        told("repatriate", "promised", "2019-05-10", 5),
        told("prosecute", "done", "2019-05-10", 5),
    )
    assert len(of(*acts).timelines[0].acts) == 5


def test_one_act_with_three_numbers_is_told_as_such() -> None:
    found = of(*(told("repatriate", "done", "2019-05-10", number) for number in (20, 31, 47)))
    (act,) = found.timelines[0].acts
    assert [c.lo for c in act.counts] == [20, 31, 47]
    assert kinds(found) == ["rival_counts"]
    assert (found.coverage[0].done.lo, found.coverage[0].done.hi) == (20, 47)


def test_further_and_further_on_the_same_way() -> None:
    steps = ("considering", "promised", "preparing", "done")
    acts = [told("repatriate", stage, f"{2018 + at}-03-01", 30) for at, stage in enumerate(steps)]
    found = of(*reversed(acts))
    assert found.timelines[0].findings == (Finding("progress", tuple(act.id for act in acts)),)


def test_refusing_while_doing_contradicts() -> None:
    found = of(told("repatriate", "done", "2019-05-10", 5), told("refuse_return", "refused", "2019-05-20"))
    assert kinds(found) == ["contradiction"]


def test_refusing_others_does_not_contradict() -> None:
    found = of(told("repatriate", "done", "2019-05-10", 5), told("refuse_return", "refused", "2019-05-20", group="men"))
    assert kinds(found) == []


def test_a_later_change_is_a_reversal_either_way() -> None:
    refused, done = told("refuse_return", "refused", "2017-01"), told("repatriate", "done", "2019-05-10", 5)
    stopped = told("repatriate", "reversed", "2022-01-01")
    found = of(refused, done, stopped).timelines[0].findings
    assert found == (Finding("reversal", (refused.id, done.id)), Finding("reversal", (done.id, stopped.id)))


def test_a_refusal_taken_back_is_a_step_towards_doing() -> None:
    turned, done = told("refuse_return", "reversed", "2019-05"), told("repatriate", "done", "2020-05", 5)
    found = of(turned, done).timelines[0].findings
    assert {(one.kind, one.acts) for one in found} == {
        ("reversal", (turned.id,)),
        ("progress", (turned.id, done.id)),
    }


def test_what_was_alleged_tells_nothing_together_with_other_acts() -> None:
    assert kinds(of(told("deport", "alleged", "2019-05"), told("deport", "refused", "2019-05"))) == []


def test_said_against_done() -> None:
    said, early, late = (
        told("repatriate", "promised", "2019-05-10", 300),
        told("repatriate", "done", "2018-05-10", 7),
        told("repatriate", "done", "2020-02-10", 24),
    )
    (balance,) = of(said, early, late).timelines[0].balances
    assert (balance.topic, balance.said.lo, balance.said.positions) == ("return", 300, (said.id,))
    assert (balance.done.lo, balance.done.hi, balance.done.positions) == (24, 24, (late.id,))
    assert (balance.done.since, balance.done.until) == ("2020-02-10", "2020-02-10")


def test_a_joint_act_stands_with_each_that_did_it() -> None:
    found = of(told("release", "done", "2024-01-03", 200, actor="RUS+UKR"))
    assert [(one.actor, len(one.acts)) for one in found.timelines] == [("RUS", 1), ("UKR", 1)]
    assert found.timelines[0].acts == found.timelines[1].acts


def test_acts_before_the_window_are_kept_and_marked() -> None:
    acts = of(told("detain", "done", "1999"), told("detain", "done", "2020"), start="2011").timelines[0].acts
    assert [(act.since, act.outside) for act in acts] == [("1999", True), ("2020", False)]


def test_dates_that_are_missing_or_no_dates_come_last() -> None:
    acts = of(told("detain", "done", None), told("detain", "done", "soon", 9), told("detain", "done", "2020")).timelines
    assert acts[0].acts[0].since == "2020"
    assert [len(act.positions) for act in acts[0].acts] == [1, 2]


def test_the_same_position_in_a_reprint_counts_once() -> None:
    position = told("repatriate", "done", "2019", 5)
    assert len(of(position, position).timelines[0].acts[0].positions) == 1


def test_coverage_is_at_least_the_largest_and_at_most_all_together() -> None:
    found = of(
        told("repatriate", "done", "2019-01-10", 50),
        told("repatriate", "done", "2020-01-10", 24),
        told("repatriate", "under_way", "2021-01-10"),
        told("repatriate", "decided", "2021-01-10", 9),
    )
    (row,) = found.coverage
    assert (row.actor, row.group) == ("NOR", "children")
    assert (row.done.lo, row.done.hi, len(row.done.positions)) == (50, 74, 2)
    assert (row.under_way.lo, row.under_way.hi) == (0, None)
    assert (row.promised.lo, row.promised.hi) == (9, 9)
    assert (row.preparing.lo, row.preparing.hi, row.preparing.acts) == (0, 0, ())


def test_women_and_children_of_one_position_are_added_up() -> None:
    text = "Norway brought home 9 women and 23 children, 5 of them orphans."
    document = Document("d", text, digest_of(text), "en", published="2019-01-01")

    def figure(id: str, number: float, group: str, start: int) -> Figure:
        return Figure(
            id, "d", start, start + 2, text[start : start + 2], (0, len(text)), number, number, "exact", group=group
        )

    figures = (figure("a", 9, "women", 20), figure("b", 23, "children", 32), figure("c", 5, "orphans", 45))
    position = Position(
        "p", "d", 0, 62, text[:62], ("NOR",), "repatriate", "done", figures=("a", "b", "c"), as_of="2019-01-01"
    )
    found = record([Reading(document, figures, (position,))])
    (act,) = found.timelines[0].acts
    assert (act.counts[0].lo, act.counts[0].figures, act.group) == (32, ("a", "b"), "women_and_children")
    assert (
        record([Reading(document, figures, (replace(position, action="military_operation"),))])
        .timelines[0]
        .acts[0]
        .counts
        == ()
    )


def test_hundreds_of_rows_from_a_table() -> None:
    rows = [
        told("repatriate", "done", f"{2011 + n % 12}-{1 + n % 12:02}-01", 10 + n, actor=f"A{n % 20:02}")
        for n in range(216)
    ]
    found = of(*rows)
    assert sum(len(act.positions) for one in found.timelines for act in one.acts) == 216
    assert of(*reversed(rows)).timelines == found.timelines


def test_a_row_of_a_table_says_whom_it_concerns_in_words() -> None:
    row = replace(
        told("repatriate", "done", "2019-05-10", 5), group=None, target="children held with mothers in prisons"
    )
    assert of(row).timelines[0].acts[0].group == "children"
    assert of(replace(row, target="citizens")).timelines[0].acts[0].group == "people"


def test_nothing_in_nothing_out() -> None:
    assert record([]) == Record()
