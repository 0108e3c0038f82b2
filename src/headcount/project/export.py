"""All scenarios as one archive that ``ema_workbench.load_results`` opens (metadata version 0.1)."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from headcount.project.scenarios import Totals
from headcount.values.cases import Policy
from headcount.values.estimates import Floats

_VERSION = 0.1
_MODEL = "headcount"


def archive(found: Totals, causes: Mapping[str, Floats]) -> bytes:
    """Experiments and outcomes as a ``.tar.gz``.

    ``experiments.csv`` has one row for each policy and draw: a column for each cause, one for each lever setting
    (``lever.parameter``, empty where the policy does not pull it), then scenario (the draw), policy and model. Each
    outcome is a file of its own with the same rows: its total, and as ``<name>_monthly`` month by month. The same
    scenarios give the same bytes.

    Parameters
    ----------
    causes
        What differs between draws, in words -> values of shape (draws,).
    """
    draws = found.totals[0].shape[1]
    columns, kinds = _columns(found.policies, causes, draws)
    files = {"experiments.csv": _table(columns)}
    outcomes = []
    for measure, total in zip(found.measures, found.totals, strict=True):
        files[f"{measure.name}.cls"] = _numbers(total.reshape(-1, 1))
        outcomes.append(("ScalarOutcome", measure.name, f"{measure.name}.cls"))
    for measure, series in zip(found.measures, found.series, strict=False):  # a run may keep totals only
        name = f"{measure.name}_monthly"
        files[f"{name}.csv"] = _numbers(series.reshape(-1, series.shape[-1]))
        outcomes.append(("ArrayOutcome", name, f"{name}.csv"))
    metadata = {"version": _VERSION, "outcomes": outcomes, "experiments": kinds}
    files["metadata.json"] = json.dumps(metadata, ensure_ascii=False).encode()
    return _packed(files)


def _columns(
    policies: Sequence[Policy], causes: Mapping[str, Floats], draws: int
) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """Columns of the experiments, and the kind of each as pandas names it."""
    columns: dict[str, list[Any]] = {name: values.tolist() * len(policies) for name, values in causes.items()}
    kinds = dict.fromkeys(columns, "float64")
    for lever, parameter in dict.fromkeys((k, p) for one in policies for k, own in one.levers.items() for p in own):
        settings = [policy.levers.get(lever, {}).get(parameter) for policy in policies]
        numeric = all(value is None or isinstance(value, int | float) for value in settings)
        columns[f"{lever}.{parameter}"] = [_cell(value) for value in settings for _ in range(draws)]
        kinds[f"{lever}.{parameter}"] = "float64" if numeric else "object"
    columns["scenario"] = list(range(draws)) * len(policies)
    columns["policy"] = [policy.name for policy in policies for _ in range(draws)]
    columns["model"] = [_MODEL] * (draws * len(policies))
    return columns, kinds | {"scenario": "int64", "policy": "object", "model": "object"}


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else float(value) if isinstance(value, int | float) else value


def _table(columns: Mapping[str, Sequence[Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return text.getvalue().encode()


def _numbers(rows: Floats) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(np.asarray(rows).tolist())
    return text.getvalue().encode()


def _packed(files: Mapping[str, bytes]) -> bytes:
    """A gzipped tar archive without times and owners."""
    packed = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=packed, mode="wb", filename="", mtime=0) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return packed.getvalue()
