"""The invented briefing and its page."""

from __future__ import annotations

import pytest
from stranded_account import BRIEFING

from headcount.publish import publish
from headcount.values.briefings import Briefing


@pytest.fixture(scope="session")
def briefing() -> Briefing:
    """Six documents, nineteen figures, four contradictions, three policies."""
    return BRIEFING


@pytest.fixture(scope="session")
def page(briefing: Briefing) -> str:
    """The briefing as HTML."""
    return publish(briefing)
