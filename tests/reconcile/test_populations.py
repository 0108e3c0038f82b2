import pytest

from headcount.reconcile.hedges import UnusableError
from headcount.reconcile.populations import population
from headcount.values.figures import Link


def own(figure, account):
    return population(figure, account(figure))[0]


@pytest.mark.parametrize(
    ("slots", "select"),
    [
        ({"status": "in_camp"}, {"origin": ("RUS",), "state": ("in_camp",)}),
        ({"status": "remaining"}, {"origin": ("RUS",), "state": ("remaining",)}),
        ({"status": "travelled"}, {"origin": ("RUS",)}),
        ({"group": "women"}, {"origin": ("RUS",), "group": ("women",), "state": ("in_camp",)}),
        (
            {"group": "women_and_children"},
            {"origin": ("RUS",), "group": ("women_and_children",), "state": ("in_camp",)},
        ),
        ({"origin": ("RUS", "RU-CE", "RU-DA")}, {"origin": ("RUS",), "state": ("in_camp",)}),
        ({"origin": ("RUS", "FRA")}, {"origin": ("RUS", "FRA"), "state": ("in_camp",)}),
        ({"origin": ("all",)}, {"state": ("in_camp",)}),
        ({"origin": ("foreign",)}, {"origin": ("foreign",), "state": ("in_camp",)}),
        ({"origin": ("western_europe",)}, {"origin": ("western_europe",), "state": ("in_camp",)}),
    ],
)
def test_leaves_and_sums_are_counted_whole(figure, account, slots, select):
    found = own(figure("f", 100, **slots), account)
    assert (dict(found.select), found.gap, found.part) == (select, 0.0, False)


def test_without_an_origin_it_is_everyone_or_some_of_them(figure, account):
    found = own(figure("f", 100, origin=()), account)
    assert (dict(found.select), found.unsaid, found.part) == ({"state": ("in_camp",)}, True, False)
    assert 0.0 < found.gap < 1.0


def test_nobody_travels_to_the_zone_they_live_in(figure, account):
    assert own(figure("f", 100, origin=(), status="travelled"), account).select == {"origin": ("foreign",)}


@pytest.mark.parametrize(
    ("slots", "select"),
    [
        ({"status": "seeking_return"}, {"origin": ("RUS",), "state": ("remaining",)}),
        ({"status": "repatriated"}, {"origin": ("RUS",), "state": ("returned",)}),
        ({"status": "repatriated", "modality": "planned"}, {"origin": ("RUS",), "state": ("remaining",)}),
        ({"status": "in_camp", "modality": "requested"}, {"origin": ("RUS",), "state": ("in_camp",)}),
        ({"group": "orphans"}, {"origin": ("RUS",), "group": ("children",), "state": ("in_camp",)}),
        ({"origin": ("RU-CE",)}, {"origin": ("RUS",), "state": ("in_camp",)}),
        ({"origin": ("ITA",)}, {"origin": ("western_europe_rest",), "state": ("in_camp",)}),
        ({"measure": "flow", "status": "killed"}, {"origin": ("RUS",), "state": ("killed",)}),
    ],
)
def test_attributes_events_plans_and_corners_are_parts_with_a_wide_gap(figure, account, slots, select):
    found = own(figure("f", 100, **slots), account)
    assert dict(found.select) == select
    assert found.part
    assert found.gap >= 0.5


def test_fighters_are_nearly_all_the_men(figure, account):
    found = own(figure("f", 100, group="fighters"), account)
    assert found.select["group"] == ("men",)
    assert 0 < found.gap < 0.5
    assert not found.part


def test_one_country_of_the_zone_holds_most_of_it(figure, account):
    assert own(figure("f", 100, place=("SYR", "IRQ")), account).gap == 0.0
    assert (
        0.0 < own(figure("f", 100, place=("SYR",)), account).gap < own(figure("f", 100, place=("al_hol",)), account).gap
    )


@pytest.mark.parametrize(
    ("slots", "state"),
    [
        ({"group": "men"}, ("detained",)),
        ({"group": "people"}, ("detained",)),
        ({"group": "people", "place": ("al_hol",)}, ("in_camp",)),
        ({"group": "women"}, ("detained", "in_camp")),
        ({"group": "orphans", "place": ("SYR",)}, ("detained", "in_camp")),
    ],
)
def test_detained_is_also_said_of_those_in_guarded_camps(figure, account, slots, state):
    assert own(figure("f", 100, status="detained", **slots), account).select["state"] == state


def test_who_returned_may_be_anywhere(figure, account):
    assert own(figure("f", 100, status="returned", place=("RUS",)), account).gap == 0.0


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        ({"place": ("AFG",)}, "speaks of people in Afghanistan, away from the zone"),
        ({"status": None}, "does not say what became of the people"),
        ({"status": "escaped"}, "counts escapes"),
        ({"status": "homeless"}, "'homeless' is no state of this case"),
        ({"group": "journalists"}, "'journalists' is no group of this case"),
        ({"origin": ("JPN",)}, "Japan is no origin of this case"),
        ({"unit": "family"}, "counts families"),
        ({"modality": "denied"}, "is denied"),
        ({"modality": "forecast"}, "is forecast"),
        ({"modality": "hypothetical"}, "is hypothetical"),
        ({"measure": "share"}, "is a share, and of what is not said"),
        ({"links": (Link("ratio_to", "g"),)}, "is a ratio"),
        ({"measure": "share", "links": (Link("share_of", "all & gobbled"),)}, "'all & gobbled', which is not known"),
        ({"measure": "share", "links": (Link("share_of", "f"),)}, "a share of itself"),
        ({"measure": "share", "links": (Link("share_of", "FRA & travelled"),)}, "of people it is not a part of"),
        ({"measure": "share", "links": (Link("share_of", "RUS & in_camp"),)}, "nothing tells apart from its whole"),
    ],
)
def test_what_cannot_be_placed_says_why(figure, account, slots, why):
    with pytest.raises(UnusableError, match=why):
        own(figure("f", 0.5, **slots), account)


def test_a_subset_takes_what_it_does_not_say_from_its_whole(figure, account):
    whole = figure("w", 11000, origin=("foreign",), group="fighters", status="detained", place=("SYR", "IRQ"))
    part = figure("p", 2000, origin=("FRA",), status=None, links=(Link("subset_of", "w"),))
    found = population(part, account(whole, part))[0]
    assert found.select == {"origin": ("FRA",), "group": ("men",), "state": ("detained",)}
    assert not found.part


def test_a_subset_that_nothing_tells_apart_is_an_unnamed_part(figure, account):
    whole = figure("w", 11000)
    part = figure("p", 2000, links=(Link("subset_of", "w"),))
    found = population(part, account(whole, part))[0]
    assert found.part
    assert found.gap >= 1.0


def test_what_comes_on_top_takes_only_the_status(figure, account):
    first = figure("w", 6000, origin=("RUS",), group="women", status="killed")
    more = figure("p", 1000, origin=("FRA",), status=None, links=(Link("in_addition_to", "w"),))
    found = population(more, account(first, more))[0]
    assert found.select == {"origin": ("FRA",), "state": ("killed",)}


def test_links_in_a_circle_end(figure, account):
    one = figure("a", 10, status=None, links=(Link("subset_of", "b"),))
    two = figure("b", 20, status=None, links=(Link("subset_of", "a"),))
    with pytest.raises(UnusableError, match="does not say what became"):
        population(one, account(one, two))


def test_a_link_to_a_figure_that_is_not_there_changes_nothing(figure, account):
    alone = figure("p", 1000, links=(Link("subset_of", "gone"),))
    assert population(alone, account(alone))[0].gap == 0.0


def test_a_share_of_a_query(figure, account):
    third = figure(
        "s", 0.33, measure="share", origin=(), status="returned", links=(Link("share_of", "all & travelled"),)
    )
    part, base = population(third, account(third))
    assert base is not None
    assert (part.select, base.select) == (
        {"origin": ("foreign",), "state": ("returned",)},
        {"origin": ("foreign",)},
    )


def test_a_share_of_a_figure_takes_its_people(figure, account):
    whole = figure("w", 500, origin=("FRA",), status="in_camp")
    share = figure("s", 0.6, measure="share", origin=(), group="children", status=None, links=(Link("share_of", "w"),))
    part, base = population(share, account(whole, share))
    assert base is not None
    assert part.select == {"origin": ("FRA",), "group": ("children",), "state": ("in_camp",)}
    assert base.select == {"origin": ("FRA",), "state": ("in_camp",)}
