"""The JSON of ``headcount read``: keys from a reading with everything in it, meanings from read_json.csv."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from headcount.read import read
from headcount.read.contract import to_json
from headcount.values.documents import Document, digest_of
from reference.markdown import NOTE, table

MEANINGS = Path(__file__).with_name("read_json.csv")
TEXT = (
    "About 900 men are held in prisons in Syria, among them 200 Frenchmen, the ministry said in May 2020. "
    "France promised in 2019 to bring home 40 children. The camp costs 3 million euros.\n"
)
_OPEN = ("spans", "confidence")
"""objects whose keys are slots: one line stands for all"""


def page() -> str:
    """Every key, and an example."""
    told = meanings()
    lead = (
        "`headcount read` prints one JSON object a document and line when piped, and `readings.jsonl` of a release "
        "holds the same. The keys stay; new ones may come. Offsets are half-open, in code points of the stored text.\n"
    )
    rows = [(f"`{key}`", *told[key]) for key in keys(example())]
    shown = json.dumps(example()["figures"][0], ensure_ascii=False, indent=2)
    return "\n".join(
        [
            NOTE,
            "# The JSON of a reading\n",
            lead,
            table(("key", "type", "meaning"), rows),
            "## An example\n",
            f'The first figure of "{TEXT.strip()}"\n',
            f"```json\n{shown}\n```\n",
        ]
    )


def meanings() -> dict[str, tuple[str, str]]:
    """Key -> type, and what it means."""
    with MEANINGS.open(encoding="utf-8", newline="") as file:
        return {row["key"]: (row["type"], row["what"]) for row in csv.DictReader(file)}


def example() -> dict[str, Any]:
    """The reading of a short text with figures, a position and a number that is none."""
    digest = digest_of(TEXT)
    document = Document(digest[:16], TEXT, digest, "en", "Report", "Institute", "2020-06", "report.txt")
    return to_json(read(document)) | {"not_read": None}


def keys(value: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Dotted keys; ``[]`` stands for each of a list."""
    for key, inner in value.items():
        name = f"{prefix}{key}"
        if key in _OPEN:
            yield f"{name}.*"
        elif isinstance(inner, Mapping):
            yield from keys(inner, f"{name}.")
        elif isinstance(inner, list) and inner and isinstance(inner[0], Mapping):
            yield from keys(_merged(inner), f"{name}[].")
        else:
            yield name


def _merged(values: list[Mapping[str, Any]]) -> dict[str, Any]:
    """One object with every key of ``values``, each with a value that says most."""
    found: dict[str, Any] = {}
    for value in values:
        for key, inner in value.items():
            if found.get(key) in (None, [], {}):
                found[key] = inner
    return found
