"""The backtest that a case folder keeps beside its documents, for the briefing to show."""

from __future__ import annotations

from pathlib import Path

import msgspec

from headcount.case.derived import write_whole
from headcount.errors import CaseError
from headcount.values.backtests import Backtest

FILE = "backtest.json"


def keep_in(file: str, found: Backtest) -> None:
    """Write ``found`` as JSON; under the name ``backtest.json`` in its folder a case shows it in the briefing."""
    write_whole(Path(file), msgspec.json.format(msgspec.json.encode(found, order="deterministic"), indent=1) + b"\n")


def kept_in(folder: Path) -> Backtest | None:
    """The backtest that a case folder holds; ``None`` without one.

    Raises
    ------
    CaseError
        The file is none that ``headcount backtest --keep`` wrote.
    """
    file = folder / FILE
    if not file.is_file():
        return None
    try:
        return msgspec.json.decode(file.read_bytes(), type=Backtest)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise CaseError(f"{file}: {error}; write it anew with headcount backtest --keep, or take it out") from None
