"""What the stages made of a case, as files that others can read: JSON, NumPy arrays and pages.

The same results give the same bytes, wherever the case lies and whenever it is run.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import msgspec
import numpy as np

from headcount.case.pages import pages
from headcount.case.stages import Results
from headcount.values.estimates import Estimate
from headcount.values.figures import Reading
from headcount.values.plans import PlanGap

PAGES = "pages"
READINGS = "readings.jsonl"
SETTINGS = "settings.json"
ESTIMATE = "estimate.json"
SCENARIOS = "scenarios.json"
PLAN_GAP = "plan-gap.json"
DRAWS = "draws.npy"
HAZARDS = "hazards.npy"


def of(results: Results, version: str | None) -> dict[str, bytes]:
    """Everything: the data of :func:`data_of` and, below ``pages/``, the briefing in all languages and formats.

    DOCX and PDF need python-docx and typst, an extra of the install: without them there are the HTML pages alone.
    """
    from headcount.publish.locale import languages

    forms = ("html", "docx", "pdf") if find_spec("typst") and find_spec("docx") else ("html",)
    made = pages(results, langs=languages(), forms=forms, release=version)
    return data_of(results) | {f"{PAGES}/{name}": page for name, page in made.items()}


def data_of(results: Results) -> dict[str, bytes]:
    """The data alone: what was read, the settings, the estimate with its draws, the scenarios, the plan gap.

    ``readings.jsonl`` holds one document a line, as ``headcount read`` prints it, with what its description adds.
    ``estimate.json`` and ``scenarios.json`` hold the values of :mod:`headcount.values` field by field; the draws
    (draws, origins, groups, states) and hazards stand beside them as arrays of NumPy.
    """
    estimate, briefing = results.estimate, results.briefing()
    made = {
        READINGS: "".join(_line(reading) for reading in results.readings).encode("utf-8"),
        SETTINGS: _pretty(dict(sorted(results.workspace.case.settings.items()))),
        ESTIMATE: _pretty(_but(estimate, "draws", "hazards")),
        DRAWS: _array(_smallest(estimate.draws)),
    }
    if estimate.hazards.size:
        made[HAZARDS] = _array(estimate.hazards)
    if results.projection:
        made[SCENARIOS] = _pretty(results.projection)
    if briefing.plan_gap:
        made[PLAN_GAP] = _pretty(_but(briefing.plan_gap, "draws"))
    return made


def _line(reading: Reading) -> str:
    from headcount.read.contract import to_json

    printed, document = to_json(reading), reading.document
    described = {name: getattr(document, name) for name in ("kind", "checked", "grade", "author_kind")}
    printed["document"] = {**printed["document"], **described}
    return json.dumps(printed, ensure_ascii=False) + "\n"


def _but(value: Estimate | PlanGap, *arrays: str) -> Mapping[str, Any]:
    """The fields of ``value`` but for large ``arrays``."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__ if name not in arrays}


def _pretty(value: object) -> bytes:
    encoded = msgspec.json.encode(value, order="deterministic", enc_hook=_plain)
    return msgspec.json.format(encoded, indent=1) + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    return sorted(value) if isinstance(value, frozenset) else NotImplemented


def _smallest(draws: np.ndarray) -> np.ndarray:
    """Whole people in half the bytes, where they fit."""
    fits = draws.size == 0 or int(draws.max()) <= np.iinfo(np.int32).max
    return draws.astype("<i4") if fits else draws.astype("<i8")


def _array(values: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.ascontiguousarray(values), allow_pickle=False)
    return stream.getvalue()
