"""A briefing turned into pages in which every number can be walked back to the sentences it came from."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from headcount.errors import UsageError
from headcount.publish.locale import languages
from headcount.publish.page import Page, page_of
from headcount.values.briefings import Briefing

__all__ = ["FORMATS", "embedded", "pages", "printed", "publish"]

FORMATS = ("html", "docx", "pdf")
"""each a module in ``formats`` with ``write(page)``"""


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
    from headcount.publish.formats import html

    return html.write(page_of(briefing, lang), plain=plain)


def printed(briefing: Briefing, form: str, *, lang: str = "en") -> bytes:
    """The briefing in one of :data:`FORMATS`; the same briefing gives the same bytes.

    Raises
    ------
    UsageError
        No format is called ``form``, there are no words for ``lang``, or the library that writes it is not installed.
    """
    return _written(page_of(briefing, lang), form)


def pages(
    briefing: Briefing, *, langs: Sequence[str] | None = None, forms: Sequence[str] = FORMATS
) -> dict[str, bytes]:
    """Every page of a briefing by its file name, such as ``briefing.en.html``; all languages without ``langs``.

    Raises
    ------
    UsageError
        As for :func:`printed`.
    """
    found = {lang: page_of(briefing, lang) for lang in (langs or languages())}
    return {f"briefing.{lang}.{form}": _written(page, form) for lang, page in found.items() for form in forms}


def embedded(briefing: Briefing, id: str, *, lang: str = "en", address: str | None = None) -> str:
    """One answer, outcome or the plan gap (``plans``) as a small HTML page to stand in an article.

    Parameters
    ----------
    id
        Id of an answer, name of an outcome, or ``plans``.
    address
        Where the whole briefing stands; the small page links to the number there.

    Raises
    ------
    UsageError
        The briefing has nothing of that name, or there are no words for ``lang``.
    """
    from headcount.publish.formats import html

    return html.write_embed(page_of(briefing, lang), id, address)


def _written(page: Page, form: str) -> bytes:
    if form not in FORMATS:
        raise UsageError(f"no page can be written as '{form}'; choose one of {', '.join(FORMATS)}")
    written: str | bytes = import_module(f"headcount.publish.formats.{form}").write(page)
    return written.encode("utf-8") if isinstance(written, str) else written
