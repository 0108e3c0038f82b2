import pytest

from headcount.errors import CaseError
from headcount.ledger.hierarchy import resolve

LEAVES = ("women", "men", "children")


def test_aggregates_through_aggregates_end_in_leaves():
    aggregates = {"people": ["adults", "children"], "adults": ["women", "men"]}
    assert resolve("group", LEAVES, aggregates) == {
        "people": frozenset(LEAVES),
        "adults": frozenset(("women", "men")),
    }


def test_order_of_the_file_is_kept():
    assert list(resolve("group", LEAVES, {"z": ["men"], "a": ["z", "women"]})) == ["z", "a"]


def test_an_empty_aggregate_holds_nobody():
    assert resolve("group", LEAVES, {"nobody": []}) == {"nobody": frozenset()}


def test_an_overlap_counts_its_leaf_once():
    assert resolve("group", LEAVES, {"a": ["men"], "b": ["a", "men"]})["b"] == frozenset(("men",))


def test_a_circle_is_named_with_its_whole_chain():
    with pytest.raises(CaseError, match=r"group\.aggregates\.c: 'a' contains itself \(a > b > c > a\); take it out"):
        resolve("group", LEAVES, {"a": ["b"], "b": ["c"], "c": ["a"]})


def test_an_aggregate_of_itself_is_a_circle():
    with pytest.raises(CaseError, match=r"'a' contains itself \(a > a\)"):
        resolve("group", LEAVES, {"a": ["a"]})


def test_an_unknown_part_is_named_with_its_place_and_the_nearest_code():
    with pytest.raises(CaseError, match=r"group\.aggregates\.adults: 'womem' .* did you mean women"):
        resolve("group", LEAVES, {"people": ["adults"], "adults": ["womem"]})


def test_an_unknown_part_far_from_any_code_says_what_to_do():
    with pytest.raises(CaseError, match="add it to the leaves"):
        resolve("group", LEAVES, {"people": ["zzz"]})


def test_a_leaf_that_is_also_an_aggregate_is_refused():
    with pytest.raises(CaseError, match=r"group\.aggregates\.men: 'men' is a leaf as well"):
        resolve("group", LEAVES, {"men": ["women"]})


def test_a_leaf_that_stands_twice_is_refused():
    with pytest.raises(CaseError, match="'men' stands twice"):
        resolve("group", ("men", "women", "men"), {})
