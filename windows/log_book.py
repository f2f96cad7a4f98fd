"""What the log window reads and keeps: the journal, the settings, the draft. No Qt in here."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import logging
import os
from typing import TYPE_CHECKING, Any

from config.errors import InputError, LullError
from config.local_time import local_now
from config.profile import Profile
from config.usable import usable_settings
from journal.draft import Draft, clear_draft, load_drafts, save_draft
from journal.entries import new_id
from journal.recent import recent_amounts, recent_bounds
from journal.repeats import BREAK_KEY, break_state, break_until, often, only_counts
from journal.store import Journal
from journal.twitches import TwitchRecord
from tips.report import decode_report, facts_of_today
from windows.log_answers import says_the_same
from windows.profile_model import changes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from config.paths import Paths
    from tips.advice import Advice
    from tips.report import TodayFacts

_log = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """What came of saving.

    Attributes:
        record: The twitch as it is kept.
        counted: Whether it only added to the tally of the same twitch, earlier that day.
        often: Whether the gentle note about logging often is due.
    """

    record: TwitchRecord
    counted: bool
    often: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Earlier:
    """What earlier entries offer.

    Attributes:
        last: The twitch that was logged last.
        again: Whether, logged again unchanged, it would only add to its tally.
        break_end: When a break from logging that lasts now ends, in the person's zone.
    """

    last: TwitchRecord | None = None
    again: bool = False
    break_end: dt.datetime | None = None


class LogBook:
    """Reads and keeps; a journal or settings that cannot be read cost a person no advice.

    The journal is opened for each use, for a moment: the window may be open for an hour.
    """

    def __init__(self, paths: Paths, now: Callable[[], dt.datetime] = local_now) -> None:
        """Keep things at ``paths``; ``now`` tells the time in the person's zone, aware."""
        self.paths = paths
        self.now = now
        self._settings = usable_settings(paths)

    @property
    def profile(self) -> Profile:
        """What the settings say about the person; nothing where they cannot be read."""
        return self._settings.profile.for_advice if self._settings else Profile()

    def today(self) -> TodayFacts:
        """What was logged today and still matters of yesterday, and what the settings say."""
        told = self._settings.profile if self._settings else None
        now = self.now()
        day, zone = now.date(), now.tzinfo or dt.UTC
        try:
            with Journal.open(self.paths.journal) as journal:
                entries = journal.entries(*recent_bounds(day, zone))
        except LullError as error:
            _log.warning("%s", error.title_for_log)
            return facts_of_today(told, os.environ)
        amounts = recent_amounts(entries, day, zone)
        return facts_of_today(told, os.environ, dataclasses.asdict(amounts))

    def advice_of(self, record: TwitchRecord) -> Advice | None:
        """The advice for a twitch of the journal, now; None for one that another Lull kept."""
        # Not before it is needed: the rules are read with it.
        from tips.advice import advise  # noqa: PLC0415 - see above

        try:
            return advise(decode_report(dict(record.report)), self.profile, self.today())
        except InputError:
            return None

    def remember(self, profile: Profile) -> bool:
        """Keep what the person told about themselves in the settings.

        Returns:
            Whether there was anything that the settings did not say.

        Raises:
            SettingsError: The settings cannot be changed.
        """
        from config.write import set_values  # noqa: PLC0415 - rarely wanted

        wanted = changes(self.profile, profile)
        if wanted:
            set_values(self.paths.settings, wanted)
            self._settings = usable_settings(self.paths)
        return bool(wanted)

    def earlier(self) -> Earlier:
        """What earlier entries offer now; nothing where the journal cannot be read."""
        if not self.paths.journal.exists():
            return Earlier()
        now = self.now()
        zone = now.tzinfo or dt.UTC
        try:
            with Journal.open(self.paths.journal) as journal:
                last = journal.last_twitch()
                until = break_until(journal.state(BREAK_KEY), now)
        except LullError as error:
            _log.warning("%s", error.title_for_log)
            return Earlier()
        again = last is not None and only_counts(last, now, zone)
        return Earlier(last, again, until.astimezone(zone) if until else None)

    # -- keeping

    def save(self, report: Mapping[str, Any], advice: Advice, twitch_id: str, note: str) -> Kept:
        """Keep a twitch, or count it where it is the same one again.

        Args:
            report: The report as plain values.
            advice: What was advised for it.
            twitch_id: Its id, made once, so that saving twice keeps it once.
            note: The person's own words.

        Raises:
            JournalError: It could not be kept.
            InputError: It may not be kept as it is.
        """
        now = self.now()
        zone = now.tzinfo or dt.UTC
        with Journal.open(self.paths.journal) as journal:
            last = journal.last_twitch()
            again = last is not None and last.id != twitch_id and only_counts(last, now, zone)
            if last is not None and again and says_the_same(last.report, report):
                record = journal.add_tally(last.id, now, tally_id=twitch_id)
                return self._kept(journal, record, counted=True)
            record = TwitchRecord(
                id=twitch_id,
                at=now,
                report=report,
                level=str(advice.level),
                rules=advice.rules,
                advice_shown=True,
                note=note[:2000],
            )
            return self._kept(journal, journal.add_twitch(record), counted=False)

    def count_again(self, twitch_id: str, tally_id: str) -> Kept:
        """Count the same twitch once more.

        Raises:
            JournalError: It could not be kept.
            InputError: The twitch was undone in the meantime.
        """
        with Journal.open(self.paths.journal) as journal:
            record = journal.add_tally(twitch_id, self.now(), tally_id=tally_id)
            return self._kept(journal, record, counted=True)

    def _kept(self, journal: Journal, record: TwitchRecord, *, counted: bool) -> Kept:
        now = self.now()
        counts = journal.twitch_counts(now, now.tzinfo or dt.UTC)
        return Kept(record, counted, often(counts))

    def undo(self, entry_id: str) -> None:
        """Take back what was kept under ``entry_id``: a twitch, or that it was counted once more.

        Raises:
            JournalError: It could not be taken back.
        """
        with Journal.open(self.paths.journal) as journal:
            journal.undo(entry_id, self.now())

    # -- a break from logging

    def take_break(self) -> None:
        """Begin a break from logging.

        Raises:
            JournalError: It could not be kept.
        """
        with Journal.open(self.paths.journal) as journal:
            journal.set_state(BREAK_KEY, break_state(self.now()))

    # -- the drafts

    def drafts(self) -> tuple[Draft, ...]:
        """The answers of forms that were left, the newest first."""
        return load_drafts(self.paths.journal.parent)

    def keep_draft(self, draft_id: str, step: str, data: dict[str, Any]) -> None:
        """Keep the answers so far; drafts of other ids stay as they are.

        Raises:
            JournalError: They could not be kept.
        """
        save_draft(self.paths.journal.parent, draft_id, step, data, self.now())

    def forget_draft(self, draft_id: str) -> None:
        """Forget a draft; what cannot be taken away is offered again, no worse."""
        with contextlib.suppress(LullError):
            clear_draft(self.paths.journal.parent, draft_id)


def fresh_id() -> str:
    """An id for an entry, made before the first attempt to keep it."""
    return new_id()
