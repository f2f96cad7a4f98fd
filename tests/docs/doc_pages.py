"""The project's pages, read for the tests that hold them against the program."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import archives

ROOT = Path(__file__).resolve().parents[2]
SOURCES = archives.sources(ROOT)
PAGES = sorted(path for path in SOURCES if path.suffix == ".md")
DOCS = Path("docs")

LINK = re.compile(r"(!?)\[((?:[^\]\[]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
"""The mark of a picture, the words, and where it leads."""

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""The kind of a block, and what stands in it."""

INLINE = re.compile(r"`([^`\n]+)`")


@functools.cache
def text(page: Path) -> str:
    """All of a page."""
    return (ROOT / page).read_text("utf-8")


@functools.cache
def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return FENCE.sub("", text(page))


def blocks(page: Path, kind: str) -> list[str]:
    """The fenced blocks of one kind."""
    return [body for found, body in FENCE.findall(text(page)) if found == kind]


def sections(page: Path, level: int) -> dict[str, str]:
    """Each heading of a level, with what stands below it; one of that level or above ends it."""
    mark = "#" * level
    parts = re.split(rf"^{mark} (.*)$", prose(page), flags=re.MULTILINE)[1:]
    end = re.compile(rf"^#{{1,{level - 1}}} .*", re.MULTILINE | re.DOTALL)
    return {name: end.sub("", body) for name, body in zip(parts[::2], parts[1::2], strict=True)}


def rows(page: Path) -> dict[str, list[str]]:
    """The cells of all rows that begin with a word in backticks, by that word."""
    lines = re.findall(r"^\| `([^`]+)` \|(.*)\|$", text(page), re.MULTILINE)
    found = {name: [cell.strip() for cell in rest.split("|")] for name, rest in lines}
    assert len(found) == len(lines), f"{page}: a row stands twice"
    return found
