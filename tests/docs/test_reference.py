"""The reference says what the code does, and the tutorials show what comes out."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("commands", "codes", "places", "case-toml", "levers", "read-json", "python")
RUN = ("tutorial", "tutorial-api", "how-to/add-a-case")


@pytest.fixture(scope="module")
def tools() -> Iterator[Any]:
    sys.path.insert(0, str(ROOT / "tools"))
    yield runpy.run_path(str(ROOT / "tools" / "build_reference.py"))
    sys.path.remove(str(ROOT / "tools"))


def test_every_page_of_the_reference_is_made(tools: Any) -> None:
    assert tuple(tools["PAGES"]) == PAGES
    assert {file.stem for file in (ROOT / "docs" / "reference").glob("*.md")} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_reference_is_what_the_code_says(tools: Any, name: str) -> None:
    written = (ROOT / "docs" / "reference" / f"{name}.md").read_text(encoding="utf-8")
    assert written == tools["PAGES"][name](), "run: python tools/build_reference.py"


def test_every_setting_and_key_has_its_meaning_and_no_other(tools: Any) -> None:
    settings, contract = sys.modules["reference.settings"], sys.modules["reference.contract"]
    assert {key for key, _, _ in settings.entries()} == set(settings.meanings())
    assert set(contract.keys(contract.example())) == set(contract.meanings())
    assert all(what.strip() for what in settings.meanings().values())


@pytest.mark.parametrize("name", RUN)
def test_a_tutorial_shows_what_comes_out(name: str) -> None:
    shown = runpy.run_path(str(ROOT / "tools" / "run_page.py"))["shown"]
    page = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    wrong = [(one.said, one.seen) for one in shown(page) if not one.agrees()]
    assert wrong == [], "run: python tools/run_page.py --write docs/" + name + ".md"


def test_a_wrong_page_is_found() -> None:
    run = runpy.run_path(str(ROOT / "tools" / "run_page.py"))
    page = "```python\n1 + 1\n```\n\n```text\n3\n```\n\n```python\n1000\n```\n```text about\n1,200\n```\n"
    exact, about = run["shown"](page)
    assert (exact.agrees(), about.agrees()) == (False, True)
    said = {"far": "about\na 9\nb 6", "some": "some\nb 7", "absent": "some\nc 6"}
    printed = page.replace("1 + 1", "print('a 5\\nb 6')")
    agrees = {
        name: next(run["shown"](printed.replace("text\n3", f"text {how}"))).agrees() for name, how in said.items()
    }
    assert agrees == {"far": False, "some": True, "absent": False}
    assert run["rewritten"](page) == page.replace("\n3\n", "\n2\n")
