"""An installed headcount has its cases with it, and nothing that can be made again."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_case_is_in_the_wheel_without_its_derived_results() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packed = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    present = {
        entry.relative_to(ROOT).as_posix()
        for case in (ROOT / "cases").iterdir()
        for entry in case.iterdir()
        if not entry.name.startswith(".") and entry.name != "releases"
    }
    assert set(packed) == present
    assert all(target == f"headcount/{source}" for source, target in packed.items())
