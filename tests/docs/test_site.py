"""The documentation as a site: no link leads nowhere, every page is in the menu, nothing is asked of another server."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_ASKED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=["'](?:https?:)?//"""
    r"""|<link\b[^>]*\brel=["'](?:stylesheet|preload|icon|preconnect)["'][^>]*\bhref=["'](?:https?:)?//"""
    r"""|@import\s+["'(]*(?:url\()?["']?https?:|url\(["']?(?:https?:)?//"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    strict = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q", str(ROOT / "docs"), str(folder)]
    done = subprocess.run(strict, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_there_and_the_address_of_the_site_leads_to_the_first(site: Path) -> None:
    pages = {file.relative_to(ROOT / "docs").with_suffix("") for file in (ROOT / "docs").rglob("*.md")}
    assert {file.relative_to(site).with_suffix("") for file in site.rglob("*.html")} >= pages
    assert "url=README.html" in (site / "index.html").read_text(encoding="utf-8")


def test_nothing_is_asked_of_another_server(site: Path) -> None:
    for file in (*site.rglob("*.html"), *site.rglob("*.css")):
        asked = _ASKED.search(file.read_text(encoding="utf-8"))
        assert asked is None, f"{file.relative_to(site)}: {asked and asked[0]}"


def test_what_lies_outside_the_folder_is_named_and_not_linked(site: Path) -> None:
    page = (site / "README.html").read_text(encoding="utf-8")
    assert re.search(r"The README \(<code[^>]*><span class=\"pre\">README.md</span></code>\)", page)


def test_the_pattern_finds_requests() -> None:
    for asks in ('<script async src="https://a.b/c.js">', "<link rel='stylesheet' href='//a.b/c.css'>",
                 "@import url(https://a.b)", "background: url('https://a.b/c.png')"):  # fmt: skip
        assert _ASKED.search(asks)
    assert _ASKED.search('<a href="https://a.b">') is None
