"""The timeline without Qt: which days there are, what stands in each lane, where the person is."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from config.errors import JournalError
from config.language import N_, tr
from journal.day_words import date_words, day_sentences
from journal.entries import EntryKind
from windows.look_back_book import DAY

if TYPE_CHECKING:
    from journal.day_log import DaySums
    from windows.look_back_book import LookBackBook

_log = logging.getLogger(__name__)

BLOCK_DAYS: Final = 64
"""So many days are read at once: more than a screen shows."""


class Shape(StrEnum):
    """How a lane is drawn: each can be told from the others without its colour."""

    DIAMOND = "diamond"
    """There was one, or there was none noted."""
    SOLID = "solid"
    HATCHED = "hatched"
    DOT = "dot"
    """A dot on a thin stem."""
    OUTLINE = "outline"
    CROSSED = "crossed"


@dataclasses.dataclass(frozen=True, slots=True)
class Lane:
    """One row of the picture.

    Attributes:
        key: Its name.
        label: What it is, for the person.
        top: What the top of the lane stands for, in words; empty where there is no scale.
        highest: The figure at the top; a higher one is drawn up to there, with a mark.
        shape: How it is drawn.
    """

    key: str
    label: str
    top: str
    highest: float
    shape: Shape


LANES: Final = (
    Lane("twitch", N_("Twitch"), "", 1, Shape.DIAMOND),
    Lane("sleep", N_("Sleep"), N_("10 h"), 10, Shape.SOLID),
    Lane("caffeine", N_("Caffeine"), N_("500 mg"), 500, Shape.HATCHED),
    Lane("stress", N_("Stress"), "10", 10, Shape.DOT),
    Lane("water", N_("Water"), N_("2.5 l"), 2500, Shape.OUTLINE),
    Lane("exercise", N_("Exercise"), N_("90 min"), 90, Shape.CROSSED),
)
"""From top to bottom. The scales are fixed, so that a day looks the same wherever it stands."""

_OF_KIND: Final = {
    EntryKind.TWITCH: ("twitch",),
    EntryKind.SLEEP: ("sleep",),
    EntryKind.STRESS: ("stress",),
    EntryKind.DRINK: ("caffeine", "water"),
    EntryKind.EXERCISE: ("exercise",),
}


def lanes_of(kind: EntryKind | None) -> tuple[Lane, ...]:
    """The lanes that tell of a kind of entry; all of them where none does, or for None."""
    wanted = _OF_KIND.get(kind, ()) if kind is not None else ()
    return tuple(lane for lane in LANES if lane.key in wanted) or LANES


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """What stands in a lane on a day.

    Attributes:
        height: From 0 at the bottom to 1 at the top.
        over: Whether the figure is higher than the lane shows.
    """

    height: float
    over: bool = False


def mark(lane: Lane, day: DaySums) -> Mark | None:
    """What stands in a lane on a day; None where nothing is known, and a height of 0 for none."""
    if lane.key == "twitch":
        # That there was one, and never how many.
        return Mark(1) if day.twitches else None
    value = {
        "sleep": day.sleep_hours,
        "caffeine": day.caffeine_mg or None,
        "stress": day.stress,
        "water": day.water_ml or None,
        "exercise": day.exercise_minutes or None,
    }[lane.key]
    if value is None:
        return Mark(0) if lane.key in (day.answered or ()) else None
    return Mark(min(1, value / lane.highest), over=value > lane.highest)


class DayStrip:
    """The days from the oldest to the newest, and the one that the person is at.

    Attributes:
        oldest: The first day that can be come to.
        newest: The last one.
        selected: Where the person is.
        empty: Whether nothing was ever noted.
        trouble: Why the journal could not be read, in words; empty where it could.
    """

    def __init__(self, book: LookBackBook) -> None:
        """Begin at the newest day of ``book``."""
        self._book = book
        self._site = ""
        self.trouble = ""
        self.empty = False
        self._blocks: dict[int, dict[dt.date, DaySums]] = {}
        self.oldest = self.newest = self.selected = book.today
        self.limit(None, None, "")
        self.selected = self.newest

    def limit(self, first: dt.date | None, last: dt.date | None, site: str) -> None:
        """Show only some days, as they are in the journal by now.

        Args:
            first: The first day; None for that of the first entry, before which none is shown.
            last: The last day; None for today, or a later one that has an entry, after which none
                is shown.
            site: Tell only of twitches at this place; empty for all.
        """
        begin = end = today = self._book.today
        self.trouble = ""
        self._site = site
        self._blocks.clear()
        try:
            span = self._book.span()
        except JournalError as error:
            self._fail(error)
        else:
            self.empty = span is None
            begin, end = span or (today, today)
        # Nobody walks through years in which nothing is; the calendar itself has an end.
        latest = max(today, end)
        self.newest = latest if last is None else max(min(last, latest), begin - DAY)
        self.oldest = min(begin if first is None else max(first, begin), self.newest)
        self.select(self.selected)

    def select(self, date: dt.date) -> None:
        """Go to a day, or to the nearest that there is."""
        self.selected = max(self.oldest, min(date, self.newest))

    def day(self, date: dt.date) -> DaySums | None:
        """What was noted on a day; None where nothing was, or where it cannot be read."""
        number = date.toordinal() // BLOCK_DAYS
        block = self._blocks.get(number)
        if block is None:
            first = dt.date.fromordinal(max(1, number * BLOCK_DAYS))
            block = self._blocks[number] = {}
            try:
                days = self._book.days(first, first + (BLOCK_DAYS - 1) * DAY, self._site)
            except JournalError as error:
                self._fail(error)
            else:
                block.update((sums.date, sums) for sums in days)
        return block.get(date)

    def sentence(self) -> str:
        """The selected day in words."""
        return tr(
            "{date}. {told}",
            date=date_words(self.selected),
            told=day_sentences(self.day(self.selected)),
        )

    def _fail(self, error: JournalError) -> None:
        _log.warning("%s", error.title_for_log)
        self.trouble = error.told
