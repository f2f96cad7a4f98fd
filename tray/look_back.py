"""The last two weeks as a page: for a terminal, and where no window can open."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from config.language import tr
from config.local_format import clock_time
from journal.day_words import date_words, day_sentences
from journal.entries import EntryKind
from journal.history import Wanted
from tips.pages import Page, Section
from tips.told import twitch_words
from tray import quick_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from journal.history import Logged
    from tray.desk import Desk

DAYS = 14
_AT_ONCE = 500


def look_back_page(desk: Desk, notice: str) -> Page:
    """What was noted, newest day first, each day in sentences and entry by entry.

    Args:
        desk: The journal.
        notice: What this is not.

    Raises:
        JournalError: The journal cannot be read.
    """
    today = desk.clock.today()
    days = (today - timedelta(days=ago) for ago in range(DAYS))
    sections = tuple(section for day in days if (section := _day(desk, day)) is not None)
    if not sections:
        nothing = tr("Nothing was logged in the last two weeks.")
        sections = (Section(tr("Nothing yet"), (), (nothing,), ()),)
    intro = tr("What was logged in the last two weeks, newest day first.")
    return Page(tr("Look back"), intro, notice, sections, None)


def _day(desk: Desk, day: date) -> Section | None:
    bullets = [
        f"{clock_time(desk.clock.local(logged.entry.at))}  {_phrase(logged, desk)}"
        for logged in _logged(desk, day)
    ]
    if not bullets:
        return None
    sums = next(iter(desk.journal.days(day, day)), None)
    return Section(date_words(day), (day_sentences(sums),), tuple(reversed(bullets)), ())


def _logged(desk: Desk, day: date) -> Iterator[Logged]:
    page = desk.journal.page(Wanted(first=day, last=day), desk.clock.zone, _AT_ONCE)
    yield from page.logged
    while page.after is not None:
        wanted = Wanted(first=day, last=day)
        page = desk.journal.page(wanted, desk.clock.zone, _AT_ONCE, page.after)
        yield from page.logged


def _phrase(logged: Logged, desk: Desk) -> str:
    entry = logged.entry
    if entry.kind is EntryKind.TWITCH:
        return ", ".join(filter(None, twitch_words(logged.report, again=bool(entry.item))))
    return quick_log.phrase(entry, desk.drinks)
