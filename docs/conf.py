"""How the pages of this folder become a site: ``make docs``. Strict: a link that leads nowhere stops it.

The pages stay plain Markdown. What a README links to, under a heading, is a part of the site's menu.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

project = "headcount"
author = "headcount maintainers"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "README"
nitpicky = True
myst_heading_anchors = 4
myst_links_external_new_tab = False
suppress_warnings: list[str] = []

html_theme = "furo"
html_title = "headcount"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None
html_theme_options = {"footer_icons": []}
html_domain_indices = False
html_use_index = False

_HERE = Path(__file__).resolve().parent
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)#:]+)(#[^)]*)?\)")


def _prepare(app: Sphinx, docname: str, source: list[str]) -> None:
    """A page as the site shows it: links that leave this folder name a file of the repository instead."""
    folder = (_HERE / docname).parent
    if Path(docname).name == "README":
        source[0] += _menu(source[0])
    source[0] = _LINK.sub(lambda link: _inside(link, folder), source[0])


def _inside(link: re.Match[str], folder: Path) -> str:
    target = (folder / link[2]).resolve()
    if target.is_relative_to(_HERE) or not target.exists():
        return link[0]
    return f"{link[1]} (`{target.relative_to(_HERE.parent)}`)"


def _menu(text: str) -> str:
    """A hidden table of contents for each heading, in the order of the links below it."""
    parts = _HEADING.split(text)
    menu = ""
    for caption, below in [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
        linked = [link[2].removesuffix(".md") for link in _LINK.finditer(below) if link[2].endswith(".md")]
        pages = [page for page in dict.fromkeys(linked) if not page.startswith("..")]
        if pages:
            head = f":caption: {caption}\n" if caption else ""
            menu += f"\n\n```{{toctree}}\n:hidden:\n{head}\n" + "\n".join(pages) + "\n```\n"
    return menu


def _front(app: Sphinx, exception: Exception | None) -> None:
    """The address of the site itself leads to its first page."""
    if exception is None:
        head = '<!doctype html><meta charset="utf-8"><title>headcount</title>'
        refresh = '<meta http-equiv="refresh" content="0; url=README.html">'
        (Path(app.outdir) / "index.html").write_text(head + refresh, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _prepare)
    app.connect("build-finished", _front)
