"""The reading pages: general information, the same for everyone, as plain text and as HTML."""

from __future__ import annotations

import dataclasses
import html
import textwrap
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from config.errors import CatalogError
from config.language import review_note, right_to_left, tag, tr
from tips.blocklist import CLAIMS, UNSAFE
from tips.data_file import UNUSABLE, data_root, read_data
from tips.nudge_words import NAMED_DISEASES, PAGE_TONE
from tips.sources import load_sources, pick_sources
from tips.wording import wording_problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from tips.model import Source

PAGE_NAMES = ("about", "when_to_get_help")
"""The pages there are."""

GRADE = 8.0
"""The highest Flesch-Kincaid grade of intro, notice, each paragraph, and each set of bullets."""

TEXT_COLUMNS = 80
"""The width of a page as plain text."""

_Text = Annotated[str, msgspec.Meta(min_length=1)]


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """One part of a page.

    Attributes:
        heading: Its heading.
        paragraphs: What it says, before the bullets.
        bullets: A list; may be empty.
        sources: Where it comes from; empty where it says nothing that needs a source.
    """

    heading: str
    paragraphs: tuple[str, ...]
    bullets: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A page to read.

    Attributes:
        title: What it is called.
        intro: What it is for, in a few sentences.
        notice: What it is not: a diagnosis, an examination, a text that a clinician reviewed.
        sections: Its parts.
        checked: The day on which the text was last compared with its sources; None for a page that
            is made from what a person logged.
    """

    title: str
    intro: str
    notice: str
    sections: tuple[Section, ...]
    checked: date | None

    @property
    def references(self) -> tuple[Source, ...]:
        """Every source of the page once, in the order of first use: number 1 comes first."""
        seen = {source.id: source for section in self.sections for source in section.sources}
        return tuple(seen.values())


class _SectionRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    heading: _Text
    paragraphs: list[_Text] = []
    bullets: list[_Text] = []
    sources: list[str] = []


class _PageFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    title: _Text
    intro: _Text
    notice: _Text
    checked: date
    section: Annotated[list[_SectionRow], msgspec.Meta(min_length=1)]
    disease_names: bool = False


def load_page(name: str, root: Traversable | None = None) -> Page:
    """Read a page and check its wording.

    Args:
        name: One of `PAGE_NAMES`.
        root: The folder that holds the data files; Lull's own by default.

    Raises:
        CatalogError: There is no such page, its file is damaged, or its words break a rule: unsafe
            advice, a claim, an alarm, too hard to read, a disease name where none may stand.
    """
    root = root or data_root()
    file_name = f"pages/{name}.toml"
    if name not in PAGE_NAMES:
        raise CatalogError(UNUSABLE, f"{file_name}: there is no such page")
    row = read_data(root, file_name, _PageFile)
    sources = load_sources(root)
    rules = (*UNSAFE, *CLAIMS, *PAGE_TONE, *(() if row.disease_names else (NAMED_DISEASES,)))
    for place, words in _checked_words(row):
        problem = wording_problem(words, rules, GRADE)
        if problem:
            raise CatalogError(UNUSABLE, f"{file_name}, {place}: {problem}")
    sections = tuple(
        Section(
            tr(part.heading),
            tuple(map(tr, part.paragraphs)),
            tuple(map(tr, part.bullets)),
            pick_sources(part.sources, sources, f"{file_name}, {part.heading!r}"),
        )
        for part in row.section
    )
    return Page(tr(row.title), tr(row.intro), _notice(row.notice), sections, row.checked)


def _notice(text: str) -> str:
    return f"{tr(text)} {review_note()}".rstrip()


def _checked_words(row: _PageFile) -> Iterator[tuple[str, str]]:
    yield "intro", row.intro
    yield "notice", row.notice
    for part in row.section:
        for number, paragraph in enumerate(part.paragraphs, start=1):
            yield f"{part.heading!r}, paragraph {number}", paragraph
        # Single bullets are too short for a grade that means something.
        yield f"{part.heading!r}, bullets", " ".join(part.bullets)


def page_text(page: Page) -> str:
    """The page as plain text of at most 80 columns, with its references numbered at the end."""
    blocks = [f"{page.title}\n{'=' * len(page.title)}", _wrap(page.intro), _wrap(page.notice)]
    for section in page.sections:
        heading = _wrap(section.heading)
        blocks.append(f"{heading}\n{'-' * min(len(section.heading), TEXT_COLUMNS)}")
        blocks += map(_wrap, section.paragraphs)
        if section.bullets:
            blocks.append("\n".join(_wrap(bullet, "* ") for bullet in section.bullets))
        if section.sources:
            blocks.append(tr("Sources: {numbers}", numbers=_numbers(page, section)))
    if page.references:
        heading = tr("References")
        blocks.append(f"{heading}\n{'-' * len(heading)}")
        blocks.append(
            "\n".join(
                _wrap(_reference(source), f"[{number}] ")
                for number, source in enumerate(page.references, start=1)
            )
        )
    if page.checked is not None:
        blocks.append(_wrap(_checked(page.checked)))
    return "\n\n".join(blocks) + "\n"


def page_html(page: Page) -> str:
    """The page as one self-contained HTML document: no scripts, nothing fetched from anywhere.

    It follows the reader's light or dark scheme and text size, and prints well.
    """
    parts = [
        f"<h1>{_safe(page.title)}</h1>",
        f'<p class="intro">{_safe(page.intro)}</p>',
        f'<p class="notice" role="note">{_safe(page.notice)}</p>',
    ]
    for number, section in enumerate(page.sections, start=1):
        parts.append(f'<section aria-labelledby="s{number}">')
        parts.append(f'<h2 id="s{number}">{_safe(section.heading)}</h2>')
        parts += [f"<p>{_safe(paragraph)}</p>" for paragraph in section.paragraphs]
        if section.bullets:
            items = "".join(f"<li>{_safe(bullet)}</li>\n" for bullet in section.bullets)
            parts.append(f"<ul>\n{items}</ul>")
        if section.sources:
            links = " ".join(
                f'<a href="#r{number}" aria-label="{_safe(tr("Reference {n}", n=number))}">'
                f"[{number}]</a>"
                for number in _reference_numbers(page, section)
            )
            # The links are HTML already, and what stands around them is not.
            said = _safe(tr("Sources: {numbers}", numbers=_LINKS)).replace(_LINKS, links)
            parts.append(f'<p class="sources">{said}</p>')
        parts.append("</section>")
    if page.references:
        items = "".join(
            f'<li id="r{number}">{_safe(_reference(source))}</li>\n'
            for number, source in enumerate(page.references, start=1)
        )
        heading = _safe(tr("References"))
        parts.append(f'<section aria-labelledby="references"><h2 id="references">{heading}</h2>')
        parts.append(f"<ol>\n{items}</ol></section>")
    if page.checked is not None:
        parts.append(f'<p class="sources">{_safe(_checked(page.checked))}</p>')
    body = "\n".join(parts)
    return _DOCUMENT.format(
        tag=tag(),
        direction=' dir="rtl"' if right_to_left() else "",
        title=_safe(page.title),
        style=_STYLE,
        body=body,
    )


def _safe(words: str) -> str:
    return html.escape(words, quote=True)


def _wrap(words: str, lead: str = "") -> str:
    return textwrap.fill(
        words,
        TEXT_COLUMNS,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_on_hyphens=False,
    )


def _reference(source: Source) -> str:
    place = source.url_or_doi
    if not place:
        return source.title
    return f"{source.title}, doi {place}" if place.startswith("10.") else f"{source.title}, {place}"


def _reference_numbers(page: Page, section: Section) -> list[int]:
    numbers = {source.id: number for number, source in enumerate(page.references, start=1)}
    return [numbers[source.id] for source in section.sources]


def _numbers(page: Page, section: Section) -> str:
    return " ".join(f"[{number}]" for number in _reference_numbers(page, section))


def _checked(day: date) -> str:
    return tr("Last checked against its sources on {date}.", date=day.isoformat())


_LINKS = "\0"

_DOCUMENT = """<!DOCTYPE html>
<html lang="{tag}"{direction}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title} - Lull</title>
<style>
{style}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""

# Sizes are relative, so that the reader's own text size rules; both schemes have a contrast above
# 7 to 1 for text and for links.
_STYLE = """:root { color-scheme: light dark; --ink: #1b1f24; --page: #fdfcf9; --quiet: #454b52;
  --line: #767c83; --link: #0b4a8f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae4; --page: #17191c; --quiet: #c3c6ca; --line: #8d939a; --link: #9ecbff; }
}
body { margin: 0; background: var(--page); color: var(--ink);
  font: 1.125rem/1.65 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 40em; margin: 0 auto; padding: 1.5em 1em 3em; }
h1 { font-size: 1.8em; line-height: 1.25; }
h2 { font-size: 1.3em; line-height: 1.35; margin-top: 2em; }
li { margin: 0.4em 0; }
.intro { font-size: 1.1em; }
.notice { border: 0.125em solid var(--line); border-radius: 0.4em; padding: 0.8em 1em; }
.sources, ol { color: var(--quiet); font-size: 0.95em; }
a { color: var(--link); }
a:focus-visible { outline: 0.2em solid var(--link); outline-offset: 0.15em; }
@media print {
  :root { --ink: #000; --page: #fff; --quiet: #333; --link: #000; }
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  li, .notice { break-inside: avoid; }
}"""
