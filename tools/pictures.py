"""The two pictures of the README, from a briefing on disk: ``python tools/pictures.py briefing.html``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parents[1] / "docs"
WIDE, HIGH = 1280, 1500
PATIENCE = 300_000
"""milliseconds; a machine at work on other things is slow"""


def main(briefing: str) -> None:
    """Write ``docs/briefing.png`` and ``docs/trail.png``."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH})
        page.set_default_timeout(PATIENCE)
        page.goto(Path(briefing).resolve().as_uri())
        page.wait_for_selector("#trails", state="attached")
        page.screenshot(path=str(DOCS / "briefing.png"))
        page.locator(".big a").click()
        page.wait_for_selector("dialog[open]")
        page.screenshot(path=str(DOCS / "trail.png"))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "briefing.html")
