"""Pages of a briefing, kept by the digest of all that they are made from: an unchanged page is not drawn again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from headcount.case.derived import kept, key_of, name_of, tidy
from headcount.case.stages import Results, engines
from headcount.values.briefings import Briefing

_RUNS_KEPT = 2
"""runs whose pages stay on disk: pages are the largest of all results"""


def pages(
    results: Results,
    *,
    langs: Sequence[str],
    forms: Sequence[str] = ("html",),
    plain: bool = False,
    release: str | None = None,
) -> dict[str, bytes]:
    """Each page by its file name, such as ``briefing.en.html``.

    Parameters
    ----------
    langs, forms
        Languages of the fixed words, and formats: html, docx, pdf.
    plain
        Keep all evidence of an HTML page as text, however large it is.
    release
        The version that the pages print, where they are frozen.

    Raises
    ------
    UsageError
        There are no words for a language, no such format, or the library that writes it is not installed.
    """

    @cache
    def briefing() -> Briefing:
        return replace(results.briefing(), release=release)

    folder = results.workspace.derived / "pages"
    made, used = {}, set()
    for lang in langs:
        for form in forms:
            key = _key(results, lang, form, str(plain), release or "")
            used.add(name_of("page", key))
            draw = partial(_drawn, briefing, form, lang, plain)
            made[f"briefing.{lang}.{form}"] = kept(folder, "page", key, bytes, draw)
    tidy(folder, used, keep=_RUNS_KEPT)
    return made


def _drawn(briefing: Callable[[], Briefing], form: str, lang: str, plain: bool) -> bytes:
    from headcount.publish import printed, publish

    if form == "html":
        return publish(briefing(), lang=lang, plain=plain).encode("utf-8")
    return printed(briefing(), form, lang=lang)


def _key(results: Results, *asked: str) -> str:
    """Digest of the briefing, of where its documents lie, which pages print, of the engine, and of what is asked."""
    paths = [document.path or "" for document in results.workspace.documents]
    return key_of(["page", results.digest(), *engines().values(), *paths, *asked])
