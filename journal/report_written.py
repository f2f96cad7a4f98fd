"""What a report looks like once it is in words, whatever shows it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from config.language import tr

if TYPE_CHECKING:
    from journal.report_facts import Bin


@dataclasses.dataclass(frozen=True, slots=True)
class Detail:
    """How much is told where there is much to tell.

    Attributes:
        dates: Up to how many days an answer is told day by day; 0 for the last day alone.
        kinds: How many kinds of movement are told of each place.
        notes: How many notes are quoted.
        note_letters: How many letters of each.
    """

    dates: int
    kinds: int
    notes: int
    note_letters: int


DETAILS: Final = (
    Detail(dates=6, kinds=2, notes=12, note_letters=400),
    Detail(dates=4, kinds=2, notes=8, note_letters=300),
    Detail(dates=2, kinds=1, notes=5, note_letters=200),
    Detail(dates=1, kinds=1, notes=3, note_letters=140),
    Detail(dates=0, kinds=1, notes=0, note_letters=0),
)
"""From the most to the least, for as long as it does not fit."""


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """Something and what there is to say about it."""

    label: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """Cells under their headings; every row has as many."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Bars:
    """A row of bars with its numbers.

    Attributes:
        title: What it shows.
        labels: What stands below each bar.
        bins: The numbers.
    """

    title: str
    labels: tuple[str, ...]
    bins: tuple[Bin, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """``3 of 7`` for each bar."""
        return tuple(
            tr("{n} of {days}", n=one.twitch_days, days=one.period.days) for one in self.bins
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """One part of the report; what is empty is left out.

    Attributes:
        heading: What it is about.
        lead: Said first.
        table: Cells.
        bars: Rows of bars.
        rows: Labels with what there is to say.
        after: Said last.
        long_labels: Whether the labels of the rows are as long as a sentence.
    """

    heading: str
    lead: tuple[str, ...] = ()
    table: Table | None = None
    bars: tuple[Bars, ...] = ()
    rows: tuple[Row, ...] = ()
    after: tuple[str, ...] = ()
    long_labels: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """The whole report in words.

    Attributes:
        title: What it is.
        period: Which days.
        made: When and with what it was made.
        notice: Whose words these are, and what they are not.
        glance: The most important of it.
        where: The places; the first column of its table numbers them.
        sites: The place of each number, as the journal names it.
        sections: All other parts, in order.
    """

    title: str
    period: str
    made: str
    notice: str
    glance: Section
    where: Section
    sites: tuple[str, ...]
    sections: tuple[Section, ...]
