"""What a command does to the journal, whether Lull runs or not."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from config.errors import DesktopError, InputError
from config.language import tr
from config.local_format import clock_time
from tray import messages, quick_log, remembered
from tray.done import done_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.kinds import NudgeKind
    from config.settings import Settings
    from journal.entries import Entry
    from journal.store import Journal
    from tips.drinks import Drink
    from tray.clock import Clock
    from tray.due import Due, Hold
    from tray.facts import Unshown
    from tray.presence.attendance import Attended


_JUST_NOW = timedelta(minutes=1)


@dataclasses.dataclass(slots=True)
class Desk:
    """The journal and what is needed to work on it.

    Attributes:
        journal: Where everything is kept.
        clock: The present and the zone.
        settings: The settings in use.
        drinks: The known drinks by id.
    """

    journal: Journal
    clock: Clock
    settings: Settings
    drinks: Mapping[str, Drink]

    def log(
        self, words: list[str], source: str, at: str | None = None, entry_id: str | None = None
    ) -> Entry:
        """Log something; it is durable when this returns.

        Raises:
            InputError: The words, the amount or the time make no sense; nothing is logged.
            JournalError: It could not be written; nothing is logged.
        """
        moment = self.clock.now() if at is None else quick_log.parse_at(at, self.clock)
        moment = self.clock.local(moment)
        try:
            entry = self.journal.add(quick_log.parse(words, self.drinks, moment, source, entry_id))
        except InputError as error:
            # Whoever typed it was asked for no field.
            raise InputError(error.title, error.problem or error.detail) from error
        # Who does the thing wants to be reminded of it, whatever they do with the reminders.
        for kind, at_ in done_at([entry]).items():
            remembered.begin_row(self.journal, kind, at_)
        return entry

    def undo(self) -> Entry:
        """Take back the entry that was logged last.

        Raises:
            InputError: Nothing was logged in the last day that is not undone yet.
            JournalError: The journal could not be written, or a newer Lull noted the last entry.
        """
        entry = self.journal.undo_last(self.clock.now())
        if entry is None:
            detail = tr("nothing was logged in the last 24 hours")
            raise InputError(tr("Nothing to undo"), detail)
        return entry

    def logged(self, entry: Entry) -> dict[str, Any]:
        """What is told about an entry that was just logged."""
        return {
            "id": entry.id,
            "text": " ".join(
                filter(None, (quick_log.sentence(entry, self.drinks), self._when(entry)))
            ),
            "entry": _plain(entry),
        }

    def _when(self, entry: Entry) -> str:
        """When an entry was, if that is not just now: a time that was typed can be a slip."""
        now = self.clock.now()
        if now - entry.at < _JUST_NOW:
            return ""
        local, today = self.clock.local(entry.at), self.clock.local(now).date()
        days = (today - local.date()).days
        time = clock_time(local)
        if days == 0:
            return tr("That was today at {time}.", time=time)
        if days == 1:
            return tr("That was yesterday at {time}.", time=time)
        return tr("That was on {date} at {time}.", date=local.date().isoformat(), time=time)

    def undone(self, entry: Entry) -> dict[str, Any]:
        """What is told about an entry that was just taken back."""
        phrase = quick_log.phrase(entry, self.drinks)
        text = tr("Taken back: {what}.", what=phrase)
        return {"id": entry.id, "text": text, "entry": _plain(entry)}

    def pause(self, until: str) -> dict[str, Any]:
        """Pause; raises InputError for an end that makes no sense."""
        from tray import pause  # noqa: PLC0415 - see status

        moment = pause.parse(until, self.clock)
        to_midnight = pause.is_tomorrow(until)
        taken_at = self.clock.now() if to_midnight or pause.is_length(until) else None
        remembered.set_pause(self.journal, moment, taken_at, to_midnight=to_midnight)
        return self.status()

    def resume(self) -> dict[str, Any]:
        """End the pause, if there is one."""
        remembered.set_pause(self.journal, None)
        return self.status()

    def eased(self) -> list[str]:
        """The kinds that come half as often because they were closed again and again."""
        from tray import easing  # noqa: PLC0415 - see status

        return sorted(easing.eased(self.journal, self.clock.now()))

    def ease(self, undo: NudgeKind | None) -> dict[str, Any]:
        """Tell which kinds come half as often, after having one come as before."""
        if undo is not None:
            remembered.begin_row(self.journal, undo, self.clock.now())
        eased = self.eased()
        text = (
            tr("Half as often for now: {kinds}.", kinds=", ".join(eased))
            if eased
            else tr("No kind comes less often.")
        )
        return {"eased": eased, "text": text}

    def status(
        self,
        waiting: tuple[tuple[Due, tuple[Hold, ...]], ...] = (),
        unshown: tuple[Unshown, ...] = (),
        attended: Attended | None = None,
    ) -> dict[str, Any]:
        """The facts of ``lull status``, as far as the journal and the running Lull know them."""
        from tray import facts  # noqa: PLC0415 - to log a coffee takes nothing of it

        return facts.status(
            self.journal,
            self.clock,
            self.settings,
            waiting=waiting,
            unshown=unshown,
            attended=attended,
        )

    def today(self) -> dict[str, Any]:
        """The facts of ``lull today``."""
        from tray import facts  # noqa: PLC0415 - see status

        return facts.today(self.journal, self.clock, self.settings)


def _plain(entry: Entry) -> dict[str, Any]:
    """An entry for JSON, without what does not apply to it."""
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    plain["at"] = entry.at.isoformat(timespec="seconds")
    # Stress of 0 is an answer.
    return {k: value for k, value in plain.items() if value not in (0.0, "") or k == "amount"}


def perform(desk: Desk, request: messages.Request) -> Any:  # noqa: ANN401 - JSON of each command
    """Do what a request asks, as far as it needs no running Lull.

    Raises:
        InputError: The request makes no sense.
        DesktopError: It needs a running Lull.
        JournalError: The journal could not be read or written.
    """
    result: dict[str, Any]
    match request:
        # The running Lull looks anew after every request, also after one that changed nothing.
        case messages.Status() | messages.Changed():
            result = desk.status()
        case messages.Today():
            result = desk.today()
        case messages.Pause(until=until):
            result = desk.pause(until)
        case messages.Resume():
            result = desk.resume()
        case messages.Log(words=words, id=entry_id, at=at):
            result = desk.logged(desk.log(words, "command", at, entry_id))
        case messages.Ease(undo=undo):
            result = desk.ease(undo)
        case messages.Undo():
            result = desk.undone(desk.undo())
        case _:
            raise DesktopError(tr("Lull is not running"), tr("start it first: lull"))
    return result
