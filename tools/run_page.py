"""Run what a page of the docs shows, and hold it against what the page says comes out.

    python tools/run_page.py docs/tutorial.md            says what differs
    python tools/run_page.py --write docs/tutorial.md    puts in what really comes out

Blocks run in order, in an empty folder: ``python`` in one name space, the value of a last expression being printed as
in a notebook; ``console`` line by line, ``$`` before a command. ``text`` behind ``python`` is what it prints; ``text
NAME`` (or toml, csv) is a file that is written, ``+NAME`` one that is written on. In a block with the word ``about``
numbers may differ by a fourth, and digests at all: those of estimates do, from one engine to the next. In a block with
the word ``some`` the lines shown must be among those that come out, whatever their numbers.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DIGEST = re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{10,}\b")
_LOOSE = 0.25


@dataclass(frozen=True)
class Shown:
    """What a page says comes out of a block, and what does; ``span`` is where it stands in the page."""

    said: str
    seen: str
    span: tuple[int, int]
    how: str = ""
    """about, some, or nothing"""

    def agrees(self) -> bool:
        """Whether the page is right, as exactly as the block asks."""
        said, seen = _words(self.said), _words(self.seen)
        if self.how == "some":
            return set(_NUMBER.sub("N", said).splitlines()) <= set(_NUMBER.sub("N", seen).splitlines())
        if self.how != "about":
            return said == seen
        said, seen = _DIGEST.sub("digest", said), _DIGEST.sub("digest", seen)
        if _NUMBER.sub("N", said) != _NUMBER.sub("N", seen):
            return False
        numbers = [[float(n.replace(",", "")) for n in _NUMBER.findall(text)] for text in (said, seen)]
        return all(abs(a - b) <= _LOOSE * max(a, b) + (max(a, b) >= 2) for a, b in zip(*numbers, strict=True))


def shown(page: str) -> Iterator[Shown]:
    """Everything that ``page`` says comes out of its blocks."""
    names: dict[str, Any] = {}
    printed = ""
    with _empty_folder() as folder:
        for block in _BLOCK.finditer(page):
            kind, *more = block[1].split() or [""]
            if kind == "python":
                printed = _python(block[2], names)
            elif kind == "console":
                yield Shown(block[2], _console(block[2], folder), block.span(2), "".join(more))
            elif kind in ("text", "toml", "csv", "json") and more and more[0] not in ("about", "some"):
                file = Path(more[0].removeprefix("+"))
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("a" if more[0].startswith("+") else "w", encoding="utf-8") as stream:
                    stream.write(block[2])
            elif kind == "text":
                yield Shown(block[2], printed + "\n" if printed else "", block.span(2), "".join(more))


def rewritten(page: str) -> str:
    """``page`` with what really comes out."""
    for one in reversed(list(shown(page))):
        if not one.agrees():
            page = page[: one.span[0]] + one.seen + page[one.span[1] :]
    return page


def _python(code: str, names: dict[str, Any]) -> str:
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(tree, "page", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "page", "eval"), names)
            print("" if value is None else repr(value))
    return out.getvalue().rstrip()


def _console(block: str, folder: Path) -> str:
    """The commands of ``block``, each followed by what it prints."""
    out: list[str] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            words = shlex.split(line.removeprefix("$ "))
            program = [sys.executable, "-m", "headcount.cli"] if words[0] == "headcount" else words[:1]
            done = subprocess.run([*program, *words[1:]], capture_output=True, text=True, cwd=folder, check=False)
            told = (done.stderr + done.stdout).replace(f"{folder.resolve()}{os.sep}", "")
            out += [line, *told.rstrip().splitlines()]
    return "\n".join(each.rstrip() for each in out) + "\n"


@contextlib.contextmanager
def _empty_folder() -> Iterator[Path]:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(before)


def _words(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def main() -> int:
    """Exit code 1 where a page is wrong and was not written."""
    write, wrong = "--write" in sys.argv, 0
    for name in [each for each in sys.argv[1:] if each != "--write"]:
        file = Path(name)
        page = file.read_text(encoding="utf-8")
        if write:
            file.write_text(rewritten(page), encoding="utf-8")
            continue
        for one in shown(page):
            if not one.agrees():
                wrong += 1
                print(f"{name} says:\n{one.said}\nand what comes out is:\n{one.seen}")
    return min(wrong, 1)


if __name__ == "__main__":
    raise SystemExit(main())
