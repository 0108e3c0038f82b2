"""The type of the fixture that opens pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Opened = Callable[..., Any]
