"""A briefing turned into pages in which every number can be walked back to the sentences it came from."""

from __future__ import annotations

from headcount.publish.formats import html
from headcount.publish.page import page_of
from headcount.values.briefings import Briefing

__all__ = ["publish"]


def publish(briefing: Briefing, *, lang: str = "en", plain: bool = False) -> str:
    """The briefing as one self-contained HTML page.

    Parameters
    ----------
    briefing
        All that is published about one case at one moment.
    lang
        Language of the fixed words; quotes stay in the language of their documents.
    plain
        Keep everything as text, however large the page, so that it needs no script.

    Raises
    ------
    InputError
        The estimate speaks of a figure that no document of the briefing holds.
    UsageError
        There are no words for ``lang``.
    """
    return html.write(page_of(briefing, lang), plain=plain)
