"""The report as plain text, for a terminal, a mail or a screen reader; pure."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from config.language import ENGLISH, code, tr
from config.local_format import in_a_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journal.report_written import Bars, Section, Table, Written

WIDTH: Final = 78
_INDENT: Final = "  "


def report_text(written: Written) -> str:
    """The report in lines of at most 78 letters; ends with a line break."""
    lines = [written.title, "=" * len(written.title), written.period, f"{written.made}.", ""]
    lines += _wrapped(written.notice)
    for section in (written.glance, written.where, *written.sections):
        lines += ["", section.heading, "-" * len(section.heading), *_section(section)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _section(section: Section) -> Iterator[str]:
    for text in section.lead:
        yield from _wrapped(text)
    if section.table is not None:
        for name, told in table_rows(section.table):
            yield from _wrapped(tr("{name}: {told}", name=name, told=told), hanging=_INDENT)
    for bars in section.bars:
        yield from _wrapped(f"{bars.title}:")
        yield from (f"{_INDENT}{line}" for line in bar_lines(bars))
    for row in section.rows:
        yield from _wrapped(tr("{name}: {told}", name=row.label, told=row.text), hanging=_INDENT)
    for text in section.after:
        yield from _wrapped(text)


def table_rows(table: Table) -> Iterator[tuple[str, str]]:
    """What each row is about, and the row in words.

    The columns of a terminal are too narrow, and a table is bad to listen to.
    """
    for cells in table.rows:
        # A number belongs to the name that follows it.
        names = 2 if cells[0].isdecimal() else 1
        name, heads, values = ". ".join(cells[:names]), table.head[names:], cells[names:]
        told = "; ".join(
            _cell(head, value) for head, value in zip(heads, values, strict=True) if value
        )
        yield name, told


def _cell(head: str, value: str) -> str:
    # English writes it small within a sentence, which is no rule elsewhere.
    return (
        f"{head.lower()} {value}"
        if code() == ENGLISH
        else tr("{name}: {told}", name=head, told=value)
    )


def bar_lines(bars: Bars) -> Iterator[str]:
    """The numbers of each bar, with a mark for each day of a week."""
    for label, one, number in zip(bars.labels, bars.bins, bars.numbers, strict=True):
        drawn = "#" * one.twitch_days if one.period.days <= 7 else ""  # noqa: PLR2004 - a week
        told = [number]
        if one.noted_days != one.period.days:
            told.append(tr("noted on {n}", n=one.noted_days))
        yield f"{label:<8}  {in_a_row(told)}  {drawn}".rstrip()


def _wrapped(text: str, hanging: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=hanging) or [""]
