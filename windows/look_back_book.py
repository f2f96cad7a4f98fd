"""What the look-back window reads and changes: the journal, and what can be taken back. No Qt."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, TypeVar

from config.errors import InputError, JournalError
from config.language import tr
from config.local_time import local_now
from journal.history import HistoryPage, Wanted
from journal.store import Journal
from journal.weeks import DAYS, Week, monday_of, weeks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from config.paths import Paths
    from journal.day_log import DaySums
    from journal.entries import Entry
    from journal.history import Cursor
    from journal.twitches import TwitchRecord

_Value = TypeVar("_Value")

WEEKS_AT_ONCE: Final = 8
DAY: Final = dt.timedelta(days=1)


class LookBackBook:
    """Reads what is shown, and changes what the person wants changed.

    The journal is opened for each use, for a moment: the window may be open for an hour. Before the
    first entry there is no file, and none is made by looking.
    """

    def __init__(self, paths: Paths, now: Callable[[], dt.datetime] = local_now) -> None:
        """Look at the journal of ``paths``; ``now`` tells the time in the person's zone, aware."""
        self._path = paths.journal
        self.now = now
        self._undo: list[Callable[[Journal], object]] = []

    @property
    def today(self) -> dt.date:
        """The local day."""
        return self.now().date()

    # -- reading; every method raises JournalError where the journal cannot be read

    def span(self) -> tuple[dt.date, dt.date] | None:
        """The days of the first and of the last entry; None where there is none."""
        return self._read(lambda journal: journal.span(), None)

    def days(self, first: dt.date, last: dt.date, site: str = "") -> tuple[DaySums, ...]:
        """The days of a range that have an entry; see `journal.history.History.days`."""
        return self._read(lambda journal: journal.days(first, last, site), ())

    def page(self, wanted: Wanted, most: int, after: Cursor | None = None) -> HistoryPage:
        """A page of entries; see `journal.history.History.page`."""
        zone = self.now().tzinfo or dt.UTC
        nothing = HistoryPage((), None)
        return self._read(lambda journal: journal.page(wanted, zone, most, after), nothing)

    def twitch(self, entry_id: str) -> TwitchRecord | None:
        """What is kept of a twitch; see `journal.history.History.twitch`."""
        return self._read(lambda journal: journal.twitch(entry_id), None)

    def weeks(self, before: dt.date | None = None) -> tuple[tuple[Week, ...], dt.date | None]:
        """Summaries of some weeks, newest first, without those in which nothing was noted.

        Args:
            before: The day up to which, that day left out; None for all.

        Returns:
            The weeks, and where to go on; None where there is nothing earlier.
        """

        def read(journal: Journal) -> tuple[tuple[Week, ...], dt.date | None]:
            span = journal.span()
            if span is None or (before is not None and before <= span[0]):
                return (), None
            last = span[1] if before is None else before - DAY
            # Where years lie between two entries they are passed over at once.
            zone = self.now().tzinfo or dt.UTC
            # An entry's own date is at most a day away from the date at home.
            newest = journal.page(Wanted(last=last + DAY), zone, 1).logged
            last = min(last, newest[0].entry.at.date()) if newest else last
            first = monday_of(last) - (WEEKS_AT_ONCE - 1) * DAYS * DAY
            return weeks_of(journal.days(first, last)), first if first > span[0] else None

        nothing: tuple[tuple[Week, ...], dt.date | None] = ((), None)
        return self._read(read, nothing)

    def _read(self, read: Callable[[Journal], _Value], nothing: _Value) -> _Value:
        if not self._path.exists():
            return nothing
        with Journal.open(self._path) as journal:
            return read(journal)

    # -- changing

    @property
    def can_undo(self) -> bool:
        """Whether something was changed here that can be taken back."""
        return bool(self._undo)

    def change(self, entry: Entry, told: Mapping[str, Any] | None = None) -> bool:
        """Have an entry say something else; see `journal.edits.Edits.change`.

        Returns:
            Whether anything changed.

        Raises:
            InputError: It cannot be so.
            JournalError: It could not be kept; nothing changed.
        """
        with Journal.open(self._path) as journal:
            earlier = journal.change(entry, self.now(), told)
        if earlier is None:
            return False
        self._undo.append(lambda journal: journal.exchange(entry.id, earlier))
        return True

    def delete(self, entry_id: str) -> None:
        """Mark an entry as deleted, and leave it out from here on.

        Raises:
            InputError: It is not there any more.
            JournalError: It could not be kept; nothing changed.
        """
        with Journal.open(self._path) as journal:
            if journal.undo(entry_id, self.now()) is None:
                raise InputError(tr("This cannot be deleted"), tr("it is not there any more"))
        self._undo.append(lambda journal: journal.restore(entry_id))

    def undo(self) -> None:
        """Take back the last change that was made here and is not taken back yet.

        Raises:
            InputError: What it was made to is not there any more.
            JournalError: It could not be kept; nothing changed.
        """
        step = self._undo.pop()
        try:
            with Journal.open(self._path) as journal:
                step(journal)
        except JournalError:
            self._undo.append(step)
            raise
