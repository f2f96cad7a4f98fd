"""Has the nudges follow the plan of a self-test: other settings whenever a part begins or ends."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from config.errors import JournalError
from tray.trial_nudges import kept_trial, on_day

if TYPE_CHECKING:
    from config.settings import Settings
    from journal.trial import Trial
    from tray import messages
    from tray.core import Core
    from tray.schedule import Schedule

_log = logging.getLogger(__name__)


class Following:
    """Stands between what changes the settings or the plan and those that nudge by them."""

    def __init__(self, core: Core, schedule: Schedule) -> None:
        """Begin with the settings that both have in use."""
        self._core = core
        self._schedule = schedule
        self._in_use = core.desk.settings
        self._trial: Trial | None = None

    def use(self, settings: Settings) -> None:
        """Take up new settings of the person's."""
        self._in_use = self._on_this_day(settings)
        self._schedule.use(self._in_use)
        self._core.use(settings, self._in_use)

    def look(self) -> None:
        """Look whether the plan wants other settings by now."""
        wanted = self._on_this_day(self._core.desk.settings)
        if wanted != self._in_use:
            self._in_use = wanted
            self._schedule.use(wanted)
            self._core.in_background(self._core.nudge_by(wanted))

    async def review(self) -> None:
        """Look at the plan, then at everything else that may have changed with time."""
        self.look()
        await self._core.review()

    async def answer(self, request: messages.Request) -> Any:  # noqa: ANN401 - JSON of each
        """Answer a request that came through the control socket; one may tell of a new plan.

        Raises:
            LullError: It was refused; nothing changed.
        """
        self.look()
        return await self._core.answer(request)

    def _on_this_day(self, settings: Settings) -> Settings:
        desk = self._core.desk
        try:
            self._trial = kept_trial(desk.journal)
        except JournalError as error:
            # Whatever else is due must not wait for it; the plan known last goes on.
            _log.warning("%s", error.for_log)
        return on_day(settings, self._trial, desk.clock.today())
