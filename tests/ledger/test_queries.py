import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcount.errors import QueryError
from headcount.ledger import days
from headcount.ledger.queries import in_words, parse, write
from headcount.values.cases import Case, Dimension, Question

ORIGINS = ("RUS", "FRA", "BEL", "SYR")
GROUPS = ("men", "women", "children")
STATES = ("in_zone", "detained", "in_camp", "returned", "killed")
CASE = Case(
    name="small",
    title="Small",
    question="How many?",
    as_of="2019-11-15",
    place=("SYR",),
    hosts=("SYR",),
    origin=Dimension(
        "origin",
        ORIGINS,
        {"all": frozenset(ORIGINS), "foreign": frozenset(ORIGINS[:3]), "western_europe": frozenset(ORIGINS[1:3])},
    ),
    group=Dimension("group", GROUPS, {"people": frozenset(GROUPS), "women_and_children": frozenset(GROUPS[1:])}),
    state=Dimension("state", STATES, {"travelled": frozenset(STATES), "remaining": frozenset(STATES[:3])}),
    attributes={"seeking_return": ("remaining",), "fighters": ("men",)},
    transitions=(),
    questions=(),
    policies=(),
    uncertainties=(),
    horizon_months=12,
    total=(2_000.0, 40_000.0),
    window=("2012-01-01", "2024-06-30"),
    events={
        "repatriated": (("in_camp", "returned"), ("detained", "returned")),
        "travelled": (("", "in_zone"),),
        "escaped": (("detained", "in_zone"),),
    },
)
ONE_DAY = replace(CASE, window=None, events={})


def asked(text, case=CASE):
    question = parse(text, case)
    return question.select, question.measure, question.since, question.at


HELD = ("in_camp", "detained")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RUS", ({"origin": ("RUS",)}, "stock", None, None)),
        (
            "RUS & women & (in_camp | detained) @ 2019-10",
            ({"origin": ("RUS",), "group": ("women",), "state": HELD}, "stock", None, "2019-10-31"),
        ),
        ("in_camp | detained", ({"state": HELD}, "stock", None, None)),
        ("((RUS)) & (((in_camp)|(detained)))", ({"origin": ("RUS",), "state": HELD}, "stock", None, None)),
        ("(RUS & men) & killed", ({"origin": ("RUS",), "group": ("men",), "state": ("killed",)}, "stock", None, None)),
        ("rus&Women@2019", ({"origin": ("RUS",), "group": ("women",)}, "stock", None, "2019-12-31")),
        ("in_camp | in_camp", ({"state": ("in_camp",)}, "stock", None, None)),
        ("travelled & foreign", ({"state": ("travelled",), "origin": ("foreign",)}, "stock", None, None)),
        ("in_camp @ 2019-10-14", ({"state": ("in_camp",)}, "stock", None, "2019-10-14")),
        ("in_camp @ 2024", ({"state": ("in_camp",)}, "stock", None, "2024-06-30")),
        ("repatriated & RUS", ({"state": ("repatriated",), "origin": ("RUS",)}, "cumulative", None, None)),
        ("repatriated @ 2021-02", ({"state": ("repatriated",)}, "cumulative", None, "2021-02-28")),
        ("repatriated @ 2019..2021", ({"state": ("repatriated",)}, "flow", "2019-01-01", "2021-12-31")),
        ("repatriated @ 2019-03 .. 2019-10-14", ({"state": ("repatriated",)}, "flow", "2019-03-01", "2019-10-14")),
        ("repatriated @ ..2019", ({"state": ("repatriated",)}, "flow", "2012-01-01", "2019-12-31")),
        ("repatriated @ 2019..", ({"state": ("repatriated",)}, "flow", "2019-01-01", "2019-11-15")),
        ("killed @ 2011..2013", ({"state": ("killed",)}, "flow", "2012-01-01", "2013-12-31")),
        ("travelled @ 2013..2015", ({"state": ("travelled",)}, "flow", "2013-01-01", "2015-12-31")),
        ("Russia & women and children", ({"origin": ("RUS",), "group": ("women_and_children",)}, "stock", None, None)),
        ("Россия & дети", ({"origin": ("RUS",), "group": ("children",)}, "stock", None, None)),
        ("в лагерях | В заключении", ({"state": HELD}, "stock", None, None)),
        ("origin:RUS & state:killed", ({"origin": ("RUS",), "state": ("killed",)}, "stock", None, None)),
    ],
)  # fmt: skip
def test_a_query_is_a_question(text, expected):
    assert asked(text) == expected


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("", None, "the query is empty"),
        ("   ", None, "the query is empty"),
        ("RUS & womn", 7, "'womn' is no code of this case; did you mean women"),
        ("ITALIA", 1, "'ITALIA' is no code of this case"),
        ("@ 2019", 1, "a code is missing"),
        ("RUS &", 6, "a code is missing"),
        ("RUS & & women", 7, "a code is missing"),
        ("RUS women", 1, "'RUS women' is no code"),
        ("RUS & women | men", 13, "into parentheses"),
        ("RUS | women", 5, "here of origin and group"),
        ("RUS & FRA", 5, "two codes of origin (RUS and FRA)"),
        ("(RUS & (women | men)", 21, "the parenthesis opened at character 1 is not closed"),
        ("RUS)", 4, "')' was not expected here"),
        ("RUS @", 6, "a date is missing"),
        ("RUS @ 2019 @ 2020", 12, "'@' was not expected"),
        ("RUS @ (2019)", 7, "a date is missing"),
        ("RUS @ autumn", 7, "'autumn' is no date; write 2019"),
        ("RUS @ 2019-13", 7, "no date of the calendar"),
        ("RUS @ 0000", 7, "no date of the calendar"),
        ("RUS @ ..", 7, "needs a first or a last day"),
        ("RUS @ 2021..2019", 7, "2021-01-01 comes after 2019-12-31"),
        ("RUS @ 1999", 7, "speaks of 2012-01-01 to 2024-06-30, not of 1999"),
        ("RUS @ 2025..2026", 7, "speaks of 2012-01-01 to 2024-06-30"),
        ("remaining @ 2019..2020", 13, "'remaining' is a sum of states"),
        ("repatriated | escaped", 13, "'escaped' is an event, and events are asked for one by one"),
        ("repatriated | returned", 13, "'repatriated' is an event"),
        ("evacuated & RUS", 1, "its events: repatriated, travelled, escaped"),
        ("fighters & RUS", 1, "'fighters' marks some of the people in (men)"),
        ("(" * 40 + "RUS" + ")" * 40, 21, "more than 20 parentheses"),
        ("RUS | " * 300 + "RUS", None, "a query of 1,803 characters"),
    ],
)
def test_what_cannot_be_asked_says_where_and_why(text, place, why):
    with pytest.raises(QueryError) as error:
        parse(text, CASE)
    assert why in str(error.value)
    assert place is None or f"character {place}:" in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.exit_code == 2


def test_an_account_of_one_day_answers_for_that_day_only():
    assert asked("RUS @ 2019", ONE_DAY) == ({"origin": ("RUS",)}, "stock", None, "2019-11-15")
    for text, why in [
        ("RUS @ 2018", "speaks of 2019-11-15, not of 2018"),
        ("returned @ 2018..2019", "is of one day, 2019-11-15"),
        ("repatriated", "none, as its account is of one day"),
    ]:
        with pytest.raises(QueryError, match=why):
            parse(text, ONE_DAY)


def test_a_word_of_two_dimensions_asks_which():
    twice = replace(
        CASE, group=replace(CASE.group, aggregates={**CASE.group.aggregates, "detained": frozenset(["men"])})
    )
    with pytest.raises(QueryError, match="write group:detained or state:detained"):
        parse("detained", twice)
    question = parse("state:detained & group:detained", twice)
    assert question.select == {"state": ("detained",), "group": ("detained",)}
    assert parse(write(question, twice), twice) == question


def test_the_id_is_the_query_and_the_label_is_in_words():
    question = parse("women&RUS&(detained|in_camp)@2019-10-31", CASE)
    assert question.id == "RUS & women & (detained | in_camp) @ 2019-10"
    assert question.label == "Russia, women, detained or in camps, on 2019-10-31"
    assert in_words(parse("repatriated @ 2019..2021", CASE)) == "repatriated, from 2019-01-01 to 2021-12-31"
    assert in_words(parse("repatriated @ 2019", CASE)) == "repatriated, until 2019-12-31"


def test_a_question_of_the_case_without_dates_can_be_written():
    assert write(Question("q", "", {"state": ("killed",)}, "flow"), CASE) == "killed @ 2012-01-01..2019-11-15"
    assert write(Question("q", "", {}), CASE) == ""


def some(codes):
    return st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True).map(tuple)


DAYS = st.dates(min_value=datetime.date(2012, 1, 1), max_value=datetime.date(2024, 6, 30)).map(str)


@st.composite
def questions(draw):
    select = {}
    if draw(st.booleans()):
        select["origin"] = draw(some([*ORIGINS, "all", "foreign", "western_europe"]))
    if draw(st.booleans()):
        select["group"] = draw(some([*GROUPS, "people", "women_and_children"]))
    event = draw(st.booleans())
    select["state"] = (draw(st.sampled_from(["repatriated", "escaped"])),) if event else draw(some(list(STATES)))
    measure = draw(st.sampled_from(["flow", "cumulative" if event else "stock"]))
    if measure == "flow":
        since, at = sorted([draw(DAYS), draw(DAYS)])
        return Question("", "", select, "flow", at, since)
    return Question("", "", select, measure, draw(st.one_of(st.none(), DAYS)))


@given(questions())
def test_what_is_written_is_read_back(question):
    back = parse(write(question, CASE), CASE)
    assert replace(back, id="", label="") == question
    assert back.id == write(question, CASE)


@given(st.text(alphabet="RUSwomen &|()@.:-0129\n\x00Р", max_size=40))
def test_any_text_is_a_question_or_an_error_in_words(text):
    try:
        question = parse(text, CASE)
    except QueryError as error:
        assert str(error)
    else:
        assert parse(question.id, CASE) == question


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020", ("2020-01-01", "2020-12-31")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2020-2-9", ("2020-02-09", "2020-02-09")),
    ],
)
def test_a_stretch_has_a_first_and_a_last_day(text, expected):
    assert days.stretch(text) == expected


@pytest.mark.parametrize("text", ["", "20", "2019-02-30", "2019-00", "2019/10", "soon"])
def test_no_stretch(text):
    with pytest.raises(ValueError, match="no date"):
        days.stretch(text)
