"""The page in light and dark, on a phone and at 400 % zoom: nothing for axe-core to find, nothing that moves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from browser_types import Opened

WIDTHS = {"desk": 1280, "phone": 390, "zoom": 320}
"""CSS pixels; 320 is a window of 1280 at 400 %"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(opened: Opened, files: dict[str, Path], width: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed").Axe()
    page = opened(files["ru" if width == "phone" else "en"], width=WIDTHS[width], scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.add_style_tag(content="* { content-visibility: visible !important }")  # axe cannot see what is not laid out
    found = axe.run(page)
    assert found.violations_count == 0, found.generate_report()
    page.locator(".big a").click()
    opened_trail = axe.run(page)
    assert opened_trail.violations_count == 0, opened_trail.generate_report()


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_window(opened: Opened, files: dict[str, Path], width: str, lang: str) -> None:
    page = opened(files[lang], width=WIDTHS[width])
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]


@pytest.mark.parametrize("name", ["en", "packed"])
def test_the_page_stands_still_and_asks_nobody(opened: Opened, files: dict[str, Path], name: str) -> None:
    asked: list[str] = []
    page = opened(files[name])
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "window.moved = 0;"
        "new PerformanceObserver(list => { for (const one of list.getEntries()) window.moved += one.value })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.reload()
    page.wait_for_selector("#trails", state="attached")
    page.wait_for_timeout(300)
    assert page.evaluate("window.moved") < 0.02
    assert all(url.startswith(("file:", "data:")) for url in asked)


def test_the_first_paint_comes_within_a_second(opened: Opened, files: dict[str, Path]) -> None:
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        pytest.skip("the machine is busy with other work: its clock says nothing of the page")
    page, paints = opened(files["packed"]), []
    for _ in range(3):
        page.reload()
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
        paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    assert min(paints) < 1000


def test_printing_unfolds_what_is_folded(opened: Opened, files: dict[str, Path]) -> None:
    page = opened(files["en"])
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("[...document.querySelectorAll('details')].every(one => one.open)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.evaluate("[...document.querySelectorAll('details')].some(one => one.open)")
    assert page.pdf().startswith(b"%PDF")
