"""What the report window and the PDF are made from; no Qt in here."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from config.language import N_, tr
from config.local_time import local_now
from config.paper import Paper, usual_paper
from config.profile import Profile
from config.usable import usable_settings
from journal.entries import FIRST_YEAR
from journal.file import place_to_read
from journal.report import Asked, read_report
from journal.report_text import bar_lines, table_rows
from journal.store import Journal
from tips.pages import Page, Section
from tips.report_words import report_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.paths import Paths
    from journal.report_facts import Report
    from journal.report_written import Section as WrittenSection
    from journal.report_written import Written


class Choice(StrEnum):
    """The periods that are offered."""

    MONTHS = "months"
    WEEKS = "weeks"
    YEAR = "year"
    ALL = "all"
    OWN = "own"


PERIODS: Final = (
    (Choice.MONTHS, N_("The last three months")),
    (Choice.WEEKS, N_("The last four weeks")),
    (Choice.YEAR, N_("The last twelve months")),
    (Choice.ALL, N_("Everything that was logged")),
    (Choice.OWN, N_("Other dates")),
)
_DAYS: Final = {Choice.WEEKS: 28, Choice.YEAR: 365}
_EVER: Final = f"{FIRST_YEAR}-01-01"


def asked_for(choice: Choice, today: dt.date, first: str, last: str, *, with_notes: bool) -> Asked:
    """What the person's choices ask for.

    Args:
        choice: The period.
        today: Today on their clock.
        first: The first day of other dates, as they typed it; empty for three months before.
        last: The last day; empty for today.
        with_notes: Whether their own words belong in it.
    """
    if choice is Choice.OWN:
        return Asked(first.strip() or None, last.strip() or None, with_notes)
    if choice is Choice.ALL:
        return Asked(_EVER, None, with_notes, trimmed=True)
    if choice is Choice.MONTHS:
        return Asked(with_notes=with_notes)
    start = today - dt.timedelta(days=_DAYS[choice] - 1)
    return Asked(start.isoformat(), None, with_notes)


@dataclasses.dataclass(frozen=True, slots=True)
class Asker:
    """Makes reports of one journal.

    Attributes:
        paths: Where the files are.
        now: Tells the present moment in the person's zone.
    """

    paths: Paths
    now: Callable[[], dt.datetime] = local_now

    def report(self, asked: Asked) -> Report:
        """The report that was asked for, of what is logged by now.

        Raises:
            InputError: The period makes no sense.
            JournalError: The journal cannot be read.
        """
        settings = usable_settings(self.paths)
        profile = Profile() if settings is None else settings.profile.for_advice
        with place_to_read(self.paths.journal) as place, Journal.open(place) as journal:
            return read_report(journal, asked, self.now(), profile, report_words()["core"])

    def paper(self) -> Paper:
        """The size of paper that is usual for the person."""
        settings = usable_settings(self.paths)
        return usual_paper(os.environ, settings.profile.country if settings else None)


def page_of(written: Written) -> Page:
    """The report as a page to read: sentences under headings, no tables, no pictures."""
    parts = (written.glance, written.where, *written.sections)
    intro = tr("{period}. {made}.", period=written.period, made=written.made)
    return Page(written.title, intro, written.notice, tuple(map(_part, parts)), None)


def _part(section: WrittenSection) -> Section:
    table = table_rows(section.table) if section.table is not None else ()
    bars = [
        line for one in section.bars for line in (tr("{title}:", title=one.title), *bar_lines(one))
    ]
    return Section(
        heading=section.heading,
        paragraphs=section.lead,
        bullets=(
            *(tr("{name}: {told}", name=name, told=told) for name, told in table),
            *bars,
            *(tr("{name}: {told}", name=row.label, told=row.text) for row in section.rows),
            *section.after,
        ),
        sources=(),
    )
