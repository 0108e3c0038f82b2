"""Write the briefing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from headcount.cli import options
from headcount.cli.printing import Printer

if TYPE_CHECKING:
    from headcount.case.stages import Results

_NEXT = ""
"""--release without a version: the next number"""


@click.command("publish")
@options.targets
@options.out
@options.lang
@click.option("--format", "kind", metavar="FORMAT", help="html, docx or pdf; without it the ending of -o decides.")
@click.option("--plain", is_flag=True, help="Never pack the evidence: a larger page that needs no script.")
@click.option("--embed", metavar="ID", help="One number or chart: an answer, an outcome, or plans for the plan gap.")
@click.option("--address", metavar="URL", help="Where the whole briefing stands; an embed links to it.")
@click.option(
    "--release",
    "version",
    metavar="[VERSION]",
    is_flag=False,
    flag_value=_NEXT,
    help="Freeze the case with all that came of it, under VERSION or the next number, in its folder releases.",
)
@options.seed
@options.output
def command(
    wanted: options.Wanted,
    out: str,
    lang: str,
    kind: str | None,
    plain: bool,
    embed: str | None,
    address: str | None,
    version: str | None,
    seed: int,
    printer: Printer,
) -> int:
    """Write the briefing.

    One HTML file in which every number opens its trail, in English or Russian; or DOCX or PDF with footnoted quotes; or
    a single number or chart to stand in an article. With --release the case is frozen instead: documents, tables,
    decisions, settings, figures, estimate, scenarios and pages, each file with its digest, so that headcount diff can
    say later what changed.
    """
    from headcount.case import stages

    if version is not None:
        return _freeze(wanted, version, seed, printer)
    _check(kind)
    workspace = wanted.open(printer)
    code = printer.complain(workspace.failures)
    if not workspace.documents and not workspace.tables:
        return code
    results = stages.run(workspace, seed=seed)
    file = write_page(results, _named(out, kind, embed), kind, lang=lang, plain=plain, embed=embed, address=address)
    printer.lines([{"briefing": str(file)}]) if printer.as_json else printer.text(str(file))
    return code


def _freeze(wanted: options.Wanted, version: str, seed: int, printer: Printer) -> int:
    from headcount.case import releases
    from headcount.errors import UsageError

    if len(wanted.targets) != 1 or wanted.case or wanted.published:
        raise UsageError(
            "--release freezes one case and all it holds: headcount publish CASE --release [VERSION]; "
            "put other documents into its folder first"
        )
    release = releases.freeze(wanted.targets[0], version or None, seed=seed)
    manifest, folder = release.manifest, release.folder.resolve()
    if printer.as_json:
        printer.lines([{"release": release.name, "digest": manifest.digest, "folder": str(folder)}])
    else:
        printer.text(f"{release.name}, digest {manifest.digest[:12]}, {len(manifest.files)} files: {folder}")
    return 0


def _check(kind: str | None) -> None:
    """Refuses an unknown format before anything runs."""
    from headcount.errors import UsageError
    from headcount.publish import FORMATS

    if kind is not None and kind not in FORMATS:
        raise UsageError(f"--format: no page can be written as '{kind}'; choose one of {', '.join(FORMATS)}")


def _named(out: str, form: str | None, embed: str | None) -> Path:
    """Where the page goes: without -o the name says what it is."""
    if out != options.BRIEFING:
        return Path(out)
    return Path(f"{embed}.html") if embed else Path(out).with_suffix(f".{form or 'html'}")


def write_briefing(results: Results, file: Path, *, lang: str = "en") -> Path:
    """Publish ``results`` to ``file`` as HTML, whole or not at all."""
    return write_page(results, file, "html", lang=lang)


def write_page(
    results: Results,
    file: Path,
    form: str | None,
    *,
    lang: str = "en",
    plain: bool = False,
    embed: str | None = None,
    address: str | None = None,
) -> Path:
    """Publish ``results`` to ``file`` in the given format, or in that of its ending; whole or not at all."""
    from headcount.case.derived import write_whole
    from headcount.case.pages import pages
    from headcount.errors import InputError, UsageError
    from headcount.publish import FORMATS, embedded

    inputs = {Path(d.path).resolve() for d in results.workspace.documents if d.path}
    if file.resolve() in inputs:
        raise UsageError(f"{file}: is a document that the briefing is made from; name another file with -o")
    ending = file.suffix.lower().lstrip(".")
    if form is None:
        form = ending if ending in FORMATS else "html"
    if embed is not None:
        data = embedded(results.briefing(), embed, lang=lang, address=address).encode("utf-8")
    else:
        (data,) = pages(results, langs=(lang,), forms=(form,), plain=plain).values()
    try:
        write_whole(file, data)
    except OSError as error:
        raise InputError(
            f"{file}: the briefing cannot be written ({error.strerror}); name another file with -o"
        ) from None
    return file.resolve()
