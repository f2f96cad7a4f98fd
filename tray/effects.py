"""What an answer to a nudge sets off, and what the nudger may set off outside of itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from tray import gate, plan, remembered
from tray.answers import LATER_MINUTES, Answer
from tray.due import Due

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from datetime import datetime

    from config.settings import Settings
    from journal.store import Journal
    from tray.clock import Clock


class Effects(Protocol):
    """What the nudger may set off outside of itself."""

    def log(self, words: list[str], source: str) -> None:
        """Log a drink; see `tray.quick_log`."""

    def too_late(self) -> None:
        """What the person put off comes no more today."""

    def breathe(self) -> None:
        """Start two minutes of slow breathing."""

    def fill_in(self) -> None:
        """Open the check-in."""

    def changed(self) -> None:
        """Something that the menu or the icon shows may have changed."""

    def wake_at(self, moment: datetime | None) -> None:
        """Call `Nudger.review` at ``moment``, and only then; None for not at all."""

    def in_background(self, work: Coroutine[Any, Any, object]) -> None:
        """Run something on the loop without waiting; its errors are told."""


def carry_out(
    answer: Answer, due: Due, journal: Journal, clock: Clock, settings: Settings, effects: Effects
) -> None:
    """Do what ``answer`` to the nudge ``due`` asks for.

    Raises:
        LullError: It could not be done.
    """
    now = clock.now()
    if answer is Answer.LATER:
        later = Due(due.kind, now + timedelta(minutes=LATER_MINUTES), asked_for=True)
        remembered.set_later(journal, due.kind, later.at)
        if plan.first_chance(settings, clock.zone, later) is None:
            effects.too_late()
    elif answer is Answer.NOT_TODAY:
        bedtime = gate.bedtime_of(due, settings, clock.zone)
        if bedtime is None:
            remembered.add_not_today(journal, due.kind, clock.today())
        else:
            remembered.set_not_tonight(journal, due.kind, bedtime)
    elif answer is Answer.HAD_GLASS:
        effects.log(["water"], "nudge")
    elif answer is Answer.HAD_ONE:
        effects.log([settings.caffeine.usual_drink], "nudge")
    elif answer is Answer.BREATHE:
        effects.breathe()
    elif answer is Answer.FILL_IN:
        effects.fill_in()
