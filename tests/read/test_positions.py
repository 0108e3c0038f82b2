"""Who does what to whom, and how far it has gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headcount import codelists
from headcount.read.contract import to_json
from headcount.values.figures import Reading

Reader = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "actor", "action", "stage"),
    [
        ("Norway has repatriated five children.", ("NOR",), "repatriate", "done"),
        ("Norway plans to bring home five children.", ("NOR",), "repatriate", "promised"),
        ("Norway may take back its women.", ("NOR",), "repatriate", "considering"),
        ("Oslo refuses to repatriate its fighters.", ("NOR",), "refuse_return", "refused"),
        ("The Norwegian government has revoked the citizenship of ten men.", ("NOR",), "strip_citizenship", "done"),
        ("The men were released by the Kurdish authorities.", ("kurdish_authorities",), "release", "done"),
        ("Washington asked its allies to take back their citizens.", ("USA",), "request_return", "done"),
        ("The Turkish offensive began on Monday.", ("TUR",), "military_operation", "done"),
        ("Norway and Sweden deported 40 migrants.", ("NOR", "SWE"), "deport", "done"),
        (
            "Norway is vast. The country is reconsidering whether to repatriate women.",
            ("NOR",),
            "repatriate",
            "considering",
        ),
    ],
)
def test_positions(reading: Reader, text: str, actor: tuple[str, ...], action: str, stage: str) -> None:
    (position,) = reading(text).positions
    assert (position.actor, position.action, position.stage) == (actor, action, stage)
    assert action in codelists.table("actions")
    assert stage in codelists.table("stages")
    assert text[position.start : position.end] == position.text


@pytest.mark.parametrize(
    "text",
    [
        "The women asked Norway to evacuate them.",
        "The rebels released their hostages.",
        "Norway released a new stamp.",
        "Islamic State fighters released a film.",
    ],
)
def test_no_position(reading: Reader, text: str) -> None:
    assert reading(text).positions == ()


def test_figures_inside_a_position_are_named(reading: Reader) -> None:
    made = reading("In May 2019 Norway brought home five children.")
    (position,) = made.positions
    assert position.figures == tuple(figure.id for figure in made.figures)
    assert (position.as_of, position.target) == ("2019-05", "five children")


@pytest.mark.parametrize(
    ("text", "action", "stage"),
    [
        ("Norway hardly does anything to bring home children.", "refuse_return", "refused"),
        ("Norway has yet to repatriate a single woman.", "refuse_return", "refused"),
        ("Norway will not bring back fighters.", "refuse_return", "refused"),
        ("Norway is getting ready to repatriate women.", "repatriate", "preparing"),
        ("Norway is bringing back women.", "repatriate", "under_way"),
        ("Norway has agreed to repatriate women.", "repatriate", "decided"),
        ("Norway wants to repatriate women.", "repatriate", "considering"),
        ("Norway has suspended the repatriation of women.", "repatriate", "reversed"),
        ("Norway is accused of deporting refugees.", "deport", "alleged"),
        ("Norway will accept only children.", "take_children_only", "promised"),
        ("Norway arranged for three orphans to come home.", "repatriate", "done"),
        ("Norwegian prosecutors charged two men.", "prosecute", "done"),
        ("A court in Oslo ruled that the state must bring home a mother.", "repatriate", "decided"),
    ],
)
def test_stages(reading: Reader, text: str, action: str, stage: str) -> None:
    (position,) = reading(text).positions
    assert (position.actor, position.action, position.stage) == (("NOR",), action, stage)


@pytest.mark.parametrize(
    ("text", "actor", "action"),
    [
        ("UNICEF calls on all states to bring home children and never to detain a child.", "unicef", "request_return"),
        ("The UN repeated that Norway should take back its women.", "un", "request_return"),
        ("Norway has asked Sweden to release two men.", "NOR", "release"),
    ],
)
def test_appeals_are_of_those_who_appeal(reading: Reader, text: str, actor: str, action: str) -> None:
    (position,) = reading(text).positions
    assert (position.actor, position.action, position.modality) == ((actor,), action, "requested")


@pytest.mark.parametrize(
    "text",
    [
        "Norway closed a camp. It held 900 people, and it holds 20 today.",
        "Norway was slow, and a mother brought her sons home.",
        "If Norway repatriates the men, it must hurry.",
        "Norway will hold talks with families.",
        "The girl was freed by her captors after Norway paid.",
        "Norway has laws to arrest people.",
        "Norway counted four convicted men.",
    ],
)
def test_neither_camps_nor_private_people_act(reading: Reader, text: str) -> None:
    assert [one for one in reading(text).positions if one.actor == ("NOR",)] == []


def test_a_bare_government_is_that_of_the_passage_and_flagged(reading: Reader) -> None:
    text = "Of the Norwegian children five are orphans. The government will repatriate them."
    (position,) = reading(text).positions
    assert (position.actor, position.stage, position.actor_inferred) == (("NOR",), "promised", True)
    assert text[slice(*position.spans["actor"])] == "government"
    assert text[slice(*position.spans["actor_named"])] == "Norwegian"


def test_the_nearest_date_counts(reading: Reader) -> None:
    text = "In 2015 hundreds left; in May 2019 Norway brought home five children."
    (position,) = reading(text).positions
    assert position.as_of == "2019-05"


def test_an_operation_is_told_once_and_no_act_twice(reading: Reader) -> None:
    made = reading("The Turkish offensive began. After the Turkish offensive Norway deported men and deported women.")
    told = [(one.actor, one.action) for one in made.positions]
    assert told == [(("TUR",), "military_operation"), (("NOR",), "deport")]


def test_spans_are_quotes(reading: Reader) -> None:
    text = "Norway plans to bring home five children."
    (position,) = reading(text).positions
    quotes = {slot: text[slice(*span)] for slot, span in position.spans.items()}
    assert quotes == {"actor": "Norway", "stage": "plans to", "action": "bring home", "target": "five children"}


def test_ten_actors_are_one_joint_position(reading: Reader) -> None:
    names = "Norway, Sweden, Denmark, Finland, Iceland, Belgium, France, Spain, Portugal and Italy"
    (position,) = reading(f"{names} repatriated 20 children.").positions
    assert position.actor == ("NOR", "SWE", "DNK", "FIN", "ISL", "BEL", "FRA", "ESP", "PRT", "ITA")
    assert (position.action, position.stage, len(position.figures)) == ("repatriate", "done", 1)


def test_quotes_inside_quotes(reading: Reader) -> None:
    text = """The Norwegian minister said: "We told them: 'Norway will bring home every child,' and we meant it." """
    (position,) = reading(text).positions
    assert (position.actor, position.action, position.stage) == (("NOR",), "repatriate", "promised")
    assert text[position.start : position.end] == position.text


@pytest.mark.parametrize(
    "text",
    [
        "The Reds released 20 hostages, Norway says.",
        "Norway says the Reds still hold 20 hostages.",
        "Norway-backed rebels released 20 prisoners.",
        "The National Liberation Army released 20 hostages.",
        "OSLO (Newswire) - Pirates have freed six sailors.",
        "Norway denies holding any refugees.",
        "The remains of four hostages were returned to Norway.",
        "Off the coast of Norway 20 migrants returned to the boat.",
    ],
)
def test_an_actor_that_is_no_state(reading: Reader, text: str) -> None:
    assert reading(text).positions == ()


@pytest.mark.parametrize(
    ("text", "actor", "action"),
    [
        ("Some 200 Afghans were deported from Norway.", "NOR", "deport"),
        ("Dozens of children were returned to Norway.", "NOR", "repatriate"),
        ("Four Frenchmen were sentenced to death in Iraq.", "IRQ", "prosecute"),
        ("Some 150 men held in Norwegian prisons will be released.", "NOR", "detain"),
        ("The deportation of 20 Afghans from Norway has been criticised.", "NOR", "deport"),
        ("Norway returned 30 Afghan asylum seekers to their country.", "NOR", "deport"),
        ("NORWAY HAS TAKEN HOME 20 ORPHANS FROM SYRIA, THE FOREIGN MINISTER SAID.", "NOR", "repatriate"),
    ],
)
def test_who_acts_is_told_by_where_people_go(reading: Reader, text: str, actor: str, action: str) -> None:
    first = reading(text).positions[0]
    assert (first.actor, first.action) == ((actor,), action)


def test_a_figure_and_the_position_it_stands_in_lead_to_each_other(reading: Reader) -> None:
    printed = to_json(reading("Norway brought home 9 women and 23 children."))
    (position,) = printed["positions"]
    assert position["figures"] == [figure["id"] for figure in printed["figures"]]
    assert [figure["positions"] for figure in printed["figures"]] == [[position["id"]]] * 2
    assert (position["group"], position["spans"].get("as_of")) == ("women_and_children", None)


@pytest.mark.parametrize(
    ("text", "actor", "action", "stage"),
    [
        ("Norway to repatriate five orphans.", "NOR", "repatriate", "promised"),
        (
            "Finland decided to send all Finnish children in the camps to their homes.",
            "FIN",
            "repatriate",
            "decided",
        ),
        ("Norway has not taken back any of its citizens.", "NOR", "refuse_return", "refused"),
        ("Norway does not want its fighters back.", "NOR", "refuse_return", "refused"),
        ("Norway said no to taking back its fighters.", "NOR", "refuse_return", "refused"),
        ("Norway's minister said that no fighters would be brought back.", "NOR", "refuse_return", "refused"),
        ("Norway made a U-turn on the repatriation of women.", "NOR", "repatriate", "reversed"),
        ("Norway granted temporary protection to 500 Ukrainians.", "NOR", "accept", "done"),
        ("Norway opened criminal proceedings against four returnees.", "NOR", "prosecute", "done"),
        ("A Norwegian court found four men guilty.", "NOR", "prosecute", "done"),
        ("Norway said that the men would be put on trial.", "NOR", "prosecute", "promised"),
        ("Norway put 40 migrants on a plane to Kabul.", "NOR", "deport", "done"),
        ("Russia returned 200 prisoners of war to Ukraine.", "RUS", "release", "done"),
        ("Ann was stripped of her Norwegian citizenship.", "NOR", "strip_citizenship", "done"),
        ("Norway has closed its border with Sweden to refugees.", "NOR", "ban_entry", "done"),
        ("Norway is racing against time to evacuate its citizens.", "NOR", "evacuate", "preparing"),
        ("Western allies have refused to take back their citizens.", "western_countries", "refuse_return", "refused"),
    ],
)
def test_wordings(reading: Reader, text: str, actor: str, action: str, stage: str) -> None:
    assert [(p.actor, p.action, p.stage) for p in reading(text).positions] == [((actor,), action, stage)]


@pytest.mark.parametrize(
    ("text", "actor", "action", "stage"),
    [
        ('"We do not try any foreigners on our land," the SDF said.', "sdf", "prosecute", "refused"),
        ('"We call on the world to set up a tribunal for fighters," the SDF said.', "sdf", "prosecute", "proposed"),
        ('Asked by Norway, the SDF repeated: "We do not try any foreigners."', "sdf", "prosecute", "refused"),
        (
            '"The government has decided to evacuate two children," Norway\'s minister said.',
            "NOR",
            "evacuate",
            "decided",
        ),
    ],
)
def test_who_speaks_in_a_quotation_acts(reading: Reader, text: str, actor: str, action: str, stage: str) -> None:
    assert [(p.actor, p.action, p.stage) for p in reading(text).positions] == [((actor,), action, stage)]


def test_what_becomes_of_those_brought_home_is_an_act_of_the_same_state(reading: Reader) -> None:
    made = reading("Norway repatriated five women. The women were put on trial.").positions
    assert [(p.actor, p.action, p.actor_inferred) for p in made] == [
        (("NOR",), "repatriate", False),
        (("NOR",), "prosecute", True),
    ]
    before = reading("Norway repatriated five women. The women who had been held in camps were ill.").positions
    assert [p.action for p in before] == ["repatriate"]


def _last(reading: Reader, text: str, lang: str = "en") -> tuple[tuple[str, ...], str, str] | None:
    made = reading(text, lang=lang).positions
    return (made[-1].actor, made[-1].action, made[-1].stage) if made else None


@pytest.mark.parametrize(
    ("text", "lang", "told"),
    [
        ("Norway resumed deportations to Somalia.", "en", (("NOR",), "deport", "under_way")),
        ("Norway's evacuation of its students has begun.", "en", (("NOR",), "evacuate", "under_way")),
        ("The Norwegian minister said deportations would start soon.", "en", (("NOR",), "deport", "promised")),
        ("Эвакуация норвежских студентов продолжается.", "ru", (("NOR",), "evacuate", "under_way")),
        ("Норвегия приостановила депортацию афганцев.", "ru", (("NOR",), "deport", "reversed")),
    ],
)
def test_acts_told_by_a_noun(reading: Reader, text: str, lang: str, told: tuple[tuple[str, ...], str, str]) -> None:
    assert _last(reading, text, lang) == told


@pytest.mark.parametrize(
    ("text", "lang", "told"),
    [
        ("Norway flew 28 Afghans to Kabul.", "en", (("NOR",), "deport", "done")),
        ("Norway flew 28 Norwegians to Kabul.", "en", None),
        ("Norway flew 28 soldiers to Kabul.", "en", None),
        ("Норвегия отправила в Кабул 28 афганцев.", "ru", (("NOR",), "deport", "done")),
        ("Норвегия отправила в Кабул 28 солдат.", "ru", None),
    ],
)
def test_only_foreigners_are_deported_by_sending_them(
    reading: Reader, text: str, lang: str, told: tuple[tuple[str, ...], str, str] | None
) -> None:
    assert _last(reading, text, lang) == told


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Sudan and South Sudan exchanged prisoners on Monday. Both sides promised to free the rest.", "en"),
        ("Судан и Южный Судан обменялись пленными. Обе стороны обещают освободить остальных.", "ru"),
    ],
)
def test_both_sides_are_the_two_states_named_before(reading: Reader, text: str, lang: str) -> None:
    told = _last(reading, text, lang)
    assert told is not None
    assert (sorted(told[0]), *told[1:]) == (["SDN", "SSD"], "release", "promised")


@pytest.mark.parametrize(
    ("text", "lang", "told"),
    [
        ("Norway promised to take in 50 refugees but later changed its mind.", "en", (("NOR",), "accept", "reversed")),
        ("Норвегия обещала принять 50 семей, но потом передумала.", "ru", (("NOR",), "accept", "reversed")),
        ("Norway has to take back its fighters.", "en", (("NOR",), "repatriate", "decided")),
        ("Норвегия должна освободить 200 заключённых.", "ru", (("NOR",), "release", "decided")),
        ("The EU criticised Norway for not taking back its citizens.", "en", (("eu",), "request_return", "done")),
        ("It is not clear whether Norway will repatriate the men.", "en", None),
        ("Неясно, вернёт ли Норвегия этих детей.", "ru", None),
        ("Norway refused to take in refugees.", "en", (("NOR",), "accept", "refused")),
        ("Norway refused to take back its women.", "en", (("NOR",), "refuse_return", "refused")),
    ],
)
def test_words_taken_back_owed_blamed_or_in_doubt(
    reading: Reader, text: str, lang: str, told: tuple[tuple[str, ...], str, str] | None
) -> None:
    assert _last(reading, text, lang) == told


def test_the_same_act_again_without_a_subject_is_of_the_same_state(reading: Reader) -> None:
    made = reading("Norway's police arrested 20 men. Another ninety were detained on Sunday.").positions
    assert [(p.actor, p.action, p.actor_inferred) for p in made] == [
        (("NOR",), "detain", False),
        (("NOR",), "detain", True),
    ]
    held = reading("Norway's police arrested 20 men. They found women who had been detained by smugglers.").positions
    assert [p.actor for p in held] == [("NOR",)]


@pytest.mark.parametrize(
    ("text", "actors", "action", "stage"),
    [
        ("Norwegian police raided two flats. Eleven people were arrested.", ("NOR",), "detain", "done"),
        ("In Norway, 30 protesters have been detained since Sunday.", ("NOR",), "detain", "done"),
        ("The deportation pact between Norway and Somalia has been extended.", ("NOR", "SOM"), "deport", "decided"),
        ("Norwegian ministers agreed that all migrants would be sent back to Denmark.", ("NOR",), "deport", "decided"),
        ("Norwegian troops returned 90 people to Libya.", ("NOR",), "deport", "done"),
        ("Forty refugees were ordered by a group of Swedish soldiers to leave.", ("SWE",), "deport", "done"),
    ],
)
def test_who_acts_is_told_by_the_land_or_the_pact(
    reading: Reader, text: str, actors: tuple[str, ...], action: str, stage: str
) -> None:
    told = [(one.actor, one.action, one.stage) for one in reading(text).positions]
    assert (actors, action, stage) in told


@pytest.mark.parametrize(
    "text",
    [
        "A Norwegian woman was arrested at the airport.",
        "Some 9,000 people are detained in Syria.",
        "The families are afraid that Norway will deport them.",
    ],
)
def test_one_person_a_land_of_several_holders_and_a_fear_tell_no_position(reading: Reader, text: str) -> None:
    assert reading(text).positions == ()
