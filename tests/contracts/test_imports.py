"""Importing headcount is cheap, and heavy libraries stay where they belong."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"numba", "llvmlite", "scipy", "jinja2", "sqlalchemy", "fastapi", "altair", "rich", "pandas", "ray"}


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(' '.join({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_headcount_loads_no_heavy_library() -> None:
    assert loaded_by("import headcount") & (HEAVY | {"numpy", "click", "msgspec"}) == set()


def test_the_command_line_loads_no_stage_before_a_command_runs() -> None:
    assert loaded_by("import headcount.cli") & (HEAVY | {"numpy", "msgspec"}) == set()


@pytest.mark.parametrize("stage", ["project", "publish", "reconcile", "read", "record"])
def test_stages_load_the_compiler_only_when_they_compile(stage: str) -> None:
    assert loaded_by(f"import headcount.{stage}") & {"numba", "llvmlite", "rich", "click"} == set()


def test_reading_alone_loads_no_statistics() -> None:
    assert loaded_by("import headcount.case.stages") & {"scipy", "numba", "jinja2"} == set()
