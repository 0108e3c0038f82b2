import pytest

from headcount.errors import CaseError
from headcount.ledger import transitions
from headcount.values.cases import Dimension, Transition

STATE = Dimension("state", ("in_camp", "detained", "returned"), {"held": frozenset(("in_camp", "detained"))})
GROUP = Dimension("group", ("men", "women"), {})


def move(source: str = "in_camp", target: str = "returned", groups: tuple[str, ...] = (), code: str = "repatriated"):
    return Transition(code, source, target, (0.01, 0.2), "nobody", groups)


def check(*moves: Transition) -> None:
    transitions.check(moves, state=STATE, group=GROUP)


def test_two_ways_to_return_are_fine():
    check(move(), move(source="detained"), move(groups=("women",), code="came_home"))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (move(source="at_sea"), "'at_sea' is no state of this case; use one of in_camp, detained, returned"),
        (move(target=""), "'to' is empty"),
        (move(target="in_camp"), "leads from 'in_camp' to itself"),
        (move(source="held"), "'held' is a sum of states; write one transition for each of in_camp, detained"),
        (move(groups=("children",)), "'children' is no leaf group"),
    ],
)
def test_impossible_transitions_are_refused_with_what_to_do(wrong: Transition, message: str):
    with pytest.raises(CaseError, match=message):
        check(wrong)


def test_the_same_transition_twice_is_refused():
    with pytest.raises(CaseError, match="'repatriated': in_camp to returned stands twice"):
        check(move(), move())
