"""Write docs/reference from the code: python tools/build_reference.py"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reference import codes, commands, contract, levers, python, settings

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
PAGES: Mapping[str, Callable[[], str]] = {
    "commands": commands.page,
    "codes": codes.page,
    "places": codes.places,
    "case-toml": settings.page,
    "levers": levers.page,
    "read-json": contract.page,
    "python": python.page,
}


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / f"{name}.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
