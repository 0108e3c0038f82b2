"""case.toml: what it means, and one clear sentence for each impossible thing in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from headcount.case.locate import BUILT_IN, built_in
from headcount.case.settings import load_settings
from headcount.errors import CaseError


def test_a_case_is_what_its_file_says(case_folder: Path) -> None:
    case = load_settings(case_folder)
    assert (case.name, case.as_of, case.total) == ("valley", "2020-03-01", (100, 100000))
    assert case.origin.leaves == ("FRA", "DEU", "other", "SYR")
    assert case.origin.aggregates["foreign"] == {"FRA", "DEU", "other"}
    assert case.questions[0].select == {"origin": ("foreign",), "state": ("detained", "in_camp")}
    assert case.settings["population.basis"] == "a guess"


@pytest.mark.parametrize("name", built_in())
def test_built_in_cases_are_sound(name: str) -> None:
    assert load_settings(BUILT_IN / name).name == name


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'leaves = ["detained",',
            'leaves = ["detaned",',
            r"state\.leaves: 'detaned' is no code .*did you mean detained",
        ),
        (
            'western_europe = ["FRA", "DEU"]',
            'western_europe = ["europe"]\neurope = ["western_europe"]',
            "western_europe.*europe.*western_europe",
        ),
        ('western_europe = ["FRA", "DEU"]', 'western_europe = ["FRA", "ITA"]', "ITA"),
        ("as_of = 2020-03-01", "as_of = 0001-01-01", "as_of: 1 lies outside 1900 to 2100"),
        ("total = [100, 100000]", "total = [100, inf]", r"population\.total: \[100, inf\] is no range"),
        ("[group]", "[origin.weights]\nFRA = nan\n[group]", r"origin\.weights\.FRA: nan is outside"),
        ("[group]", "[weights]\nhapiness = 1\n[group]", "weight of 'hapiness': no such outcome; there are at_large"),
        ("[group]", "[weights]\nat_large = -1\n[group]", "weight of 'at_large': -1 is no weight"),
        ("[group]", "[limits]\nat_large = inf\n[group]", "limit of 'at_large': inf is no limit"),
        (
            "[[ask]]",
            "[attributes]\nghosts = ['men']\n[[ask]]",
            "attributes: 'ghosts' is no code of the list 'statuses'",
        ),
        ("[[ask]]", "[[ask]]\nid = 'held'\nlabel = 'twice'\n[[ask]]", "id 'held' stands 2 times"),
        (
            "[[ask]]",
            "[[policy]]\nname = 'p'\nlabel = 'P'\nlevers = {magic = {}}\n[[ask]]",
            "no lever is called 'magic'; known:",
        ),
        ("total = [100, 100000]", "total = [100, " + "9" * 5000 + "]", "a number or a nesting that no case needs"),
        ("as_of = 2020-03-01", 'as_of = "soon"', "as_of: 'soon' is no date; write a day such as"),
        ("as_of = 2020-03-01", "as_of = 2020-13-01", "not valid TOML"),
        ("total = [100, 100000]", "total = [500, 100]", r"population\.total: \[500, 100\] is no range"),
        ("total = [100, 100000]", 'total = "many"', r"population\.total: Expected `array`"),
        ('title = "The valley"', 'titel = "The valley"', "unknown field `titel`"),
        ('origin = ["foreign"]', 'origin = ["ITA"]', "ask 'held', origin: 'ITA' is no code of this case; known: FRA"),
        ('hosts = ["SYR"]', 'hosts = ["SYRIA"]', "hosts: 'SYRIA' is no code of the list 'places'"),
        ("[[ask]]", "attributes = 3\n[[ask]]", "population.*unknown field `attributes`"),
    ],
)
def test_the_message_names_file_place_and_value(case_folder: Path, old: str, new: str, message: str) -> None:
    file = case_folder / "case.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CaseError, match=message) as caught:
        load_settings(case_folder)
    assert str(file) in str(caught.value)


@pytest.mark.parametrize(
    ("transition", "message"),
    [
        ('from = "detained"\nto = "limbo"\nhazard = [0.1, 0.2]', "limbo"),
        ('from = "detained"\nto = "detained"\nhazard = [0.1, 0.2]', "detained"),
        (
            'from = "detained"\nto = "returned"\nhazard = [0.3, 0.2]',
            r"transition 'move', hazard: \[0\.3, 0\.2\] is no range",
        ),
        ('from = "detained"\nto = "returned"\nhazard = [0.1, 0.2]\ngroups = ["robots"]', "robots"),
    ],
)
def test_a_transition_to_nowhere_is_refused(case_folder: Path, transition: str, message: str) -> None:
    file = case_folder / "case.toml"
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f'\n[[transition]]\ncode = "move"\nbasis = "a guess"\n{transition}\n')
    with pytest.raises(CaseError, match=message):
        load_settings(case_folder)


def test_a_folder_without_a_case_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"case\.toml: cannot be read \(No such file or directory\)"):
        load_settings(tmp_path)


def test_a_case_file_in_another_encoding_says_so(case_folder: Path) -> None:
    (case_folder / "case.toml").write_bytes('title = "Ö"'.encode("latin-1"))
    with pytest.raises(CaseError, match="byte 9 is not UTF-8"):
        load_settings(case_folder)
