"""A reading page as the rich text that Qt lays out, in the colours and sizes of a look; no Qt."""

from __future__ import annotations

import html
from string import Template
from typing import TYPE_CHECKING, Final

from config.language import right_to_left, tr

if TYPE_CHECKING:
    from tips.model import Source
    from tips.pages import Page, Section
    from windows.look import Look

DOI_RESOLVER: Final = "https://doi.org/"
"""Opened in the person's browser, and only when they ask for it."""

LINE_EMS: Final = 40
"""The longest line, in units of the text's height: about 80 characters."""

REFERENCES: Final = "references"
"""The anchor of the list of references."""

# Qt 6's rich text: no variables, no media queries, margins on blocks alone.
_STYLE: Final = Template("""
body { color: $ink; }
h1 { font-size: ${title}px; font-weight: 600; margin-top: 0px; margin-bottom: ${gap}px; }
h2 { font-size: ${heading}px; font-weight: 600; margin-top: ${wide}px; margin-bottom: ${gap}px; }
p { margin-top: 0px; margin-bottom: ${gap}px; line-height: 145%; }
li { margin-bottom: ${half}px; line-height: 140%; }
p.notice { margin-bottom: 0px; color: $on_notice; }
p.quiet, li.quiet { color: $quiet; font-size: ${small}px; }
a { color: $accent; text-decoration: underline; }
""")


def headings(page: Page) -> tuple[tuple[str, str], ...]:
    """Anchor and heading of every part, in reading order."""
    parts = [(f"s{number}", part.heading) for number, part in enumerate(page.sections, start=1)]
    return (*parts, *([(REFERENCES, tr("References"))] if page.references else []))


def style(look: Look) -> str:
    """The style sheet that goes with `rich_text`."""
    colours = look.palette
    return _STYLE.substitute(
        ink=colours.ink,
        quiet=colours.quiet,
        accent=colours.accent,
        on_notice=colours.on_notice,
        title=look.title,
        heading=round(look.heading * 1.1),
        small=look.small,
        gap=look.gap,
        half=look.gap // 2,
        wide=3 * look.gap,
    )


def rich_text(page: Page, look: Look, *, contents: bool) -> str:
    """The page.

    Args:
        page: What to show.
        look: The colours and sizes.
        contents: Whether it begins with links to its parts, for where no list of them is beside it.
    """
    parts = [f"<h1>{_safe(page.title)}</h1>", f"<p>{_safe(page.intro)}</p>", _notice(page, look)]
    if contents:
        links = "".join(
            f'<li><a href="#{anchor}">{_safe(heading)}</a></li>'
            for anchor, heading in headings(page)
        )
        parts.append(f"<h2>{_safe(tr('On this page'))}</h2><ul>{links}</ul>")
    numbers = {source.id: number for number, source in enumerate(page.references, start=1)}
    for anchor, part in zip(headings(page), page.sections, strict=False):
        parts += _section(anchor[0], part, numbers)
    if page.references:
        items = "".join(f'<li class="quiet">{_reference(s)}</li>' for s in page.references)
        heading = _safe(tr("References"))
        parts.append(f'<h2><a name="{REFERENCES}"></a>{heading}</h2><ol>{items}</ol>')
    if page.checked is not None:
        checked = _safe(
            tr("Last checked against its sources on {date}.", date=page.checked.isoformat())
        )
        parts.append(f'<p class="quiet">{checked}</p>')
    return directed("\n".join(parts))


def directed(rich: str) -> str:
    """Markup in the direction of the language; Qt goes by the first letter of each paragraph."""
    return f'<div dir="rtl">{rich}</div>' if right_to_left() else rich


def _notice(page: Page, look: Look) -> str:
    # A table is the one thing that Qt draws with a ground and an outline.
    colours = look.palette
    return (
        f'<table width="100%" border="1" cellspacing="0" cellpadding="{2 * look.gap}" '
        f'bgcolor="{colours.notice}" style="border-collapse: collapse; border-style: solid; '
        f'border-color: {colours.notice_line}">'
        f'<tr><td><p class="notice">{_safe(page.notice)}</p></td></tr></table>'
    )


def _section(anchor: str, part: Section, numbers: dict[str, int]) -> list[str]:
    parts = [f'<h2><a name="{anchor}"></a>{_safe(part.heading)}</h2>']
    parts += [f"<p>{_safe(paragraph)}</p>" for paragraph in part.paragraphs]
    if part.bullets:
        parts.append("<ul>" + "".join(f"<li>{_safe(b)}</li>" for b in part.bullets) + "</ul>")
    if part.sources:
        named = ", ".join(str(numbers[source.id]) for source in part.sources)
        # One link for them all: forty little ones would have to be tabbed through.
        said = _safe(tr("Sources: {numbers}", numbers=named))
        parts.append(f'<p class="quiet"><a href="#{REFERENCES}">{said}</a></p>')
    return parts


def _reference(source: Source) -> str:
    place = source.url_or_doi
    if not place:
        return _safe(source.title)
    address = f"{DOI_RESOLVER}{place}" if place.startswith("10.") else place
    return f'{_safe(source.title)}, <a href="{_safe(address)}">{_safe(place)}</a>'


def _safe(words: str) -> str:
    return html.escape(words, quote=True)
