"""Slots of figures: hedge, group, origin, status, place, holder, date, source, modality, measure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headcount import codelists
from headcount.values.figures import Figure, Reading

One = Callable[..., Figure]
Reader = Callable[..., Reading]


@pytest.mark.parametrize(
    ("words", "quantifier", "low", "high"),
    [
        ("About 300", "about", 300, 300),
        ("Nearly 300", "nearly", 300, 300),
        ("At least 300", "at_least", 300, None),
        ("More than 300", "more_than", 300, None),
        ("Up to 300", "at_most", None, 300),
        ("Fewer than 300", "less_than", None, 300),
        ("From 300 to 400", "range", 300, 400),
        ("Several hundred", "vague", 200, 999),
        ("Exactly 300", "exact", 300, 300),
        ("An estimated 300", "about", 300, 300),
        ("300 or more", "at_least", 300, None),
    ],
)
def test_hedges(one: One, words: str, quantifier: str, low: float | None, high: float | None) -> None:
    figure = one(f"{words} nurses were arrested.")
    assert (figure.quantifier, figure.lo, figure.hi) == (quantifier, low, high)


def test_the_hedge_is_no_part_of_the_quote_and_is_kept_as_a_span(one: One) -> None:
    text = "Officials count at least 40 miners among the dead."
    figure = one(text)
    assert figure.text == "40"
    assert text[slice(*figure.spans["quantifier"])] == "at least"


def test_a_hedge_carries_over_a_list(reading: Reader) -> None:
    made = reading("At least 30 women, 20 men and 10 children drowned.")
    assert [figure.quantifier for figure in made.figures] == ["at_least"] * 3


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("The army lost 12 soldiers.", "soldiers"),
        ("They freed 12 girls.", "children"),
        ("They freed 12 women and children.", "women_and_children"),
        ("They freed 12 police officers.", "police"),
        ("They freed 12 Danish mothers.", "women"),
        ("They freed 12 Danes.", "people"),
        ("Women made up 12 per cent of the dead.", "women"),
        ("Some 12 Danes live as refugees.", "refugees"),
        ("They counted 12 civilian deaths.", "civilians"),
        ("Some 12 people are younger than five.", "children"),
        ("They freed 12 men, women and children.", "people"),
    ],
)
def test_groups(one: One, text: str, group: str) -> None:
    assert one(text).group == group


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Some 60 Belgian fighters died.", ("BEL",)),
        ("Some 60 British and French fighters died.", ("GBR", "FRA")),
        ("Some 60 women from countries such as Spain, Italy and Malta died.", ("ESP", "ITA", "MLT")),
        ("Some 60 men of Algerian nationality died.", ("DZA",)),
        ("Of them 60 were Iraqi citizens.", ("IRQ",)),
        ("Some 60 foreigners died.", ("foreign",)),
        ("Compared to Peru, some 60 miners died.", ()),
        ("Finland brought home 60 of its citizens from Syria.", ("FIN",)),
        ("Some 60 women from al-Hol died.", ()),
    ],
)
def test_origins(one: One, text: str, origin: tuple[str, ...]) -> None:
    assert one(text, "60").origin == origin


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Gunmen killed 15 farmers.", "killed"),
        ("The murder of the 15 farmers shocked the country.", "killed"),
        ("Doctors say that 15 farmers died.", "killed"),
        ("In the raid 15 farmers were wounded.", "wounded"),
        ("All 15 farmers who left for Syria have returned.", "returned"),
        ("The 15 kidnapped farmers were released.", "released"),
        ("They hold 15 farmers.", "detained"),
        ("Some 15 farmers have asked the ministry to help them return home.", "seeking_return"),
        ("The state brought 15 farmers home.", "repatriated"),
        ("The 15 farmers whom rebels had seized in May are free again.", "released"),
        ("The 15 farmers whom a court sentenced were in town.", "convicted"),
        ("Some 15 farmers remain in custody.", "detained"),
        ("In the raid not one farmer was killed.", "killed"),
        ("One farmer was killed.", "killed"),
        ("Kenya hosts 15 refugees.", None),
        ("Some 15 farmers were travelling on the bus.", None),
        ("Families are seeking 15 farmers.", "missing"),
        ("He was seized by 15 farmers.", None),
        ("A court met 15 farmers.", None),
    ],
)
def test_statuses(one: One, text: str, status: str | None) -> None:
    assert one(text).status == status


def test_every_status_cue_is_kept_as_a_span(one: One) -> None:
    text = "In the raid 15 farmers were badly wounded."
    figure = one(text)
    assert text[slice(*figure.spans["status"])] == figure.term == "wounded"


def test_each_predicate_keeps_its_own_number(reading: Reader) -> None:
    made = reading("Nine people died, 23 were wounded and two are missing.")
    assert [figure.status for figure in made.figures] == ["killed", "wounded", "missing"]


def test_place_holder_and_document_scene(reading: Reader) -> None:
    made = reading("The war in Yemen goes on. About 80 men are held by the United Nations.")
    (figure,) = made.figures
    assert (figure.place, figure.holder, figure.status) == (("YEM",), "un", "detained")
    assert figure.confidence["place"] < figure.confidence["value"]


def test_people_in_a_camp(one: One) -> None:
    figure = one("Nearly 4,000 widows live in Roj camp.")
    assert (figure.place, figure.status) == (("roj",), "in_camp")


@pytest.mark.parametrize(
    ("text", "start", "end", "basis"),
    [
        ("In March 2018 some 60 men fled.", "2018-03-01", "2018-03-31", "stated"),
        ("On 4 April 60 men fled.", "2020-04-04", "2020-04-04", "relative"),
        ("On Friday 60 men fled.", "2020-06-12", "2020-06-12", "relative"),
        ("Last week 60 men fled.", "2020-06-08", "2020-06-14", "relative"),
        ("Last month 60 men fled.", "2020-05-01", "2020-05-31", "relative"),
        ("This year 60 men fled.", "2020-01-01", "2020-06-15", "relative"),
        ("In recent months 60 men fled.", "2020-03-15", "2020-06-15", "relative"),
        ("Since 2011 some 60 men fled.", "2011-01-01", "2020-06-15", "stated"),
        ("Between 2013 and 2016 some 60 men fled.", "2013-01-01", "2016-12-31", "stated"),
        ("By the end of 2019 some 60 men had fled.", "2019-12-01", "2019-12-31", "stated"),
        ("In the worst raid since 2011 some 60 men fled.", "2020-06-15", "2020-06-15", "assumed"),
        ("The road shut in 2012; some 60 men fled.", "2020-06-15", "2020-06-15", "assumed"),
        ("Yesterday 60 men fled.", "2020-06-14", "2020-06-14", "relative"),
        ("Some 60 men fled.", "2020-06-15", "2020-06-15", "assumed"),
    ],
)
def test_dates(one: One, text: str, start: str, end: str, basis: str) -> None:
    as_of = one(text).as_of
    assert as_of is not None
    assert (as_of.start, as_of.end, as_of.basis) == (start, end, basis)


def test_no_date_at_all(one: One) -> None:
    assert one("Some 60 men fled.", published=None).as_of is None


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("According to UNICEF, 60 boys fled.", "UNICEF", "unicef"),
        ("The interior ministry says 60 boys fled.", "The interior ministry", None),
        ("Some 60 boys fled, said the mayor.", "the mayor", None),
    ],
)
def test_sources(one: One, text: str, words: str, code: str | None) -> None:
    source = one(text).source
    assert source is not None
    assert (source.text, source.code) == (words, code)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Some 60 boys fled.", "asserted"),
        ("The mayor estimates that 60 boys fled.", "estimated"),
        ("Some 60 boys could be released.", "hypothetical"),
        ("The ministry plans to bring home 60 boys.", "planned"),
        ("The army denied that 60 boys were killed.", "denied"),
        ("Some 60 boys will be released.", "planned"),
    ],
)
def test_modalities(one: One, text: str, modality: str) -> None:
    assert one(text).modality == modality


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Some 60 boys are detained.", "stock"),
        ("Police arrested 60 boys.", "flow"),
        ("Some 60 boys travelled to Syria.", "cumulative"),
        ("The war has killed 60 boys.", "cumulative"),
        ("A blast killed 60 boys.", "flow"),
        ("About 60 % of the boys fled.", "share"),
    ],
)
def test_measures(one: One, text: str, measure: str) -> None:
    assert one(text).measure == measure


def test_families_are_no_persons(one: One) -> None:
    figure = one("Some 60 families fled.")
    assert (figure.unit, figure.group) == ("family", "families")


def test_newswire_in_capitals_and_broken_lines(reading: Reader) -> None:
    text = (
        "   CITY, 3 MAY 91 -- SOURCES SAID THAT AT LEAST TWENTY-\n"
        "TWO SOLDIERS WERE KILLED YESTERDAY AND THAT FORTY\n"
        "CIVILIANS WERE HURT.\n"
    )
    made = reading(text)
    assert [(figure.group, figure.status) for figure in made.figures][-1] == ("civilians", "wounded")


def test_codes_are_those_of_the_lists(reading: Reader) -> None:
    made = reading("At least 30 Danish women and 4 % of the men held by the UN in Iraq may have fled since 2015.")
    for figure in made.figures:
        assert figure.quantifier in codelists.table("quantifiers")
        assert figure.group in codelists.table("groups")
        assert figure.status is None or figure.status in codelists.table("statuses")
        assert figure.modality in codelists.table("modalities")
        assert all(code in codelists.table("places") for code in (*figure.origin, *figure.place))


def test_same_text_same_reading(reading: Reader) -> None:
    text = "Among the 90 people held in Iraq are 12 Swedes. Sweden took back four."
    assert reading(text) == reading(text)


@pytest.mark.parametrize(("lang", "name"), [("he", "Hebrew"), ("xx", "xx")])
def test_a_language_without_a_folder_is_said_so(reading: Reader, lang: str, name: str) -> None:
    made = reading("12 человек", lang=lang)
    assert made.not_read == f"no language pack for {name} yet"
    assert not made.figures


def test_what_happened_within_a_year_is_a_flow_and_each_number_has_its_own_year(reading: Reader) -> None:
    figures = reading("There were 324 returns in 2021, 281 in 2020 and 342 in 2019.", "2022-11").figures
    assert [(f.text, f.measure, f.as_of and f.as_of.start) for f in figures] == [
        ("324", "flow", "2021-01-01"),
        ("281", "flow", "2020-01-01"),
        ("342", "flow", "2019-01-01"),
    ]


def test_what_had_happened_by_a_year_is_a_running_total(one: One) -> None:
    assert one("By 2018 some 5,600 fighters had returned.").measure == "cumulative"
