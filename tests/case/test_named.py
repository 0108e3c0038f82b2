"""The general case takes its origins, questions and date from the figures."""

from __future__ import annotations

from headcount.case.locate import BUILT_IN
from headcount.case.named import fitted_to, named_origins
from headcount.case.settings import load_settings
from headcount.values.documents import Document, digest_of
from headcount.values.figures import AsOf, Figure, Reading

GENERAL = load_settings(BUILT_IN / "general")


def figure(ident: str, number: float, **slots: object) -> Figure:
    values: dict[str, object] = {
        "id": ident,
        "document": "d",
        "start": 0,
        "end": 1,
        "text": "n",
        "sentence": (0, 1),
        "lo": number,
        "hi": number,
        "quantifier": "exact",
        "status": "detained",
    }
    return Figure(**(values | slots))  # type: ignore[arg-type]


def reading(*figures: Figure, published: str | None = None) -> Reading:
    return Reading(Document("d", "n", digest_of("n"), "en", published=published), figures)


def test_countries_regions_and_the_rest_are_leaves() -> None:
    origin = named_origins([figure("a", 5, origin=("FRA",)), figure("b", 9, origin=("western_europe", "RU-CE"))])
    assert origin.leaves == ("FRA", "RUS", "western_europe_rest", "other", "host")
    assert origin.aggregates["western_europe"] == {"FRA", "western_europe_rest"}


def test_foreigners_are_not_of_the_country_that_holds_them() -> None:
    origin = named_origins(
        [figure("a", 200, origin=("foreign",), place=("SYR",)), figure("b", 400, origin=("SYR",), place=("SYR",))]
    )
    assert origin.aggregates["foreign"] == {"other"}
    assert origin.aggregates["all"] == {"SYR", "other", "host"}


def test_questions_are_the_populations_that_figures_speak_of() -> None:
    case = fitted_to(GENERAL, [reading(figure("a", 900, group="men"), figure("b", 40, status="returned"))])
    assert [(q.id, q.label) for q in case.questions] == [
        ("men-detained", "Men detained"),
        ("people-returned", "People returned"),
    ]
    assert case.total == (900, 27000)


def test_the_account_takes_the_date_of_the_newest_document_or_of_the_newest_figure() -> None:
    stated = AsOf("2023-10-07", "2023-10-07", "day", "stated")
    assert fitted_to(GENERAL, [reading(figure("a", 5), published="2021-03")]).as_of == "2021-03-15"
    assert fitted_to(GENERAL, [reading(figure("a", 5, as_of=stated))]).as_of == "2023-10-07"


def test_documents_without_figures_keep_the_case_sound() -> None:
    case = fitted_to(GENERAL, [reading()])
    assert (case.questions, case.origin.leaves) == ((), ("other", "host"))


def test_only_states_that_figures_speak_of_are_asked_about() -> None:
    case = fitted_to(GENERAL, [reading(figure("a", 9), figure("b", 4, status="repatriated"))])
    assert case.state.leaves == ("detained", "returned")
    assert case.state.aggregates["remaining"] == {"detained"}
    assert case.attributes["seeking_return"] == ("detained",)


def test_parts_of_a_sum_come_with_it() -> None:
    case = fitted_to(GENERAL, [reading(figure("a", 9, status="remaining"))])
    assert case.state.leaves == ("in_zone", "detained", "in_camp")


def test_countries_are_listed_as_a_sentence_lists_them() -> None:
    case = fitted_to(GENERAL, [reading(figure("a", 9, origin=("RUS", "FRA", "KAZ")))])
    assert case.questions[0].label == "People detained, from France, Kazakhstan and Russia"
