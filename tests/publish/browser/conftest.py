"""A real browser: Debian's chromium, driven by playwright. Where either is missing these tests are skipped."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stranded_account import BRIEFING

from headcount.publish import publish
from headcount.publish.formats import html
from headcount.publish.packing import packed
from headcount.publish.page import page_of

if TYPE_CHECKING:
    from browser_types import Opened
    from playwright.sync_api import Browser, Page

PATIENCE = 180_000
"""milliseconds until a test gives up; a machine at work on other things is slow"""
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once a session."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium; `make browser` installs it, or name one in CHROMIUM")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The invented briefing as a reader has it on disk: in both languages, and packed as a large one is."""
    folder = tmp_path_factory.mktemp("pages")
    whole = html._rendered(page_of(BRIEFING, "en"))
    written = {
        "en": publish(BRIEFING),
        "ru": publish(BRIEFING, lang="ru"),
        "packed": packed(whole.replace("<!--/rest-->", f"<!--{'x' * 1_300_000}--><!--/rest-->"), "no script"),
    }
    for name, text in written.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in written}


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens a file: ``opened(path, width=390, scheme="dark")``; ``hash`` goes behind the address."""
    contexts = []

    def go(path: Path, *, width: int = 1280, height: int = 900, scheme: str = "light", hash: str = "") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{path.as_uri()}{hash}")
        page.wait_for_selector("#trails", state="attached")
        return page

    yield go
    for context in contexts:
        context.close()
