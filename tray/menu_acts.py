"""What the running Lull does when a row of its menu is picked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from journal.entries import new_id
from tray import replies
from tray.menu_state import today_lines
from tray.windowing import ROWS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tray.core import Core

_WEEK_DAYS = 7


class MenuActs:
    """Carries out the actions of the rows (see `tray.menu.Row.action`); on the core loop."""

    def __init__(self, core: Core, quit_: Callable[[], None]) -> None:
        """Begin without a pause that was chosen here.

        Args:
            core: What the rows act on.
            quit_: Ends Lull.
        """
        self._core = core
        self._quit = quit_
        self.pause_choice = ""
        """The row by which it was paused; empty if it was another way, or is not paused."""
        # Whatever is not here is the name of a page.
        self._acts: dict[str, Callable[[str], Awaitable[None]]] = {
            "log": self._log,
            "undo": self._undo,
            "pause": self._pause,
            "resume": self._resume,
            "answer": self._answer,
            "breathe": lambda _: core.breathe_from("menu"),
            **dict.fromkeys((*ROWS, "open"), core.windows.open),
            "why": self._explain,
            "today": self._today,
            "twitch": lambda _: core.windows.open("log"),
            "quit": self._end,
        }

    async def act(self, action: str) -> None:
        """Do what a row asks for.

        Args:
            action: See `tray.menu.Row.action`.

        Raises:
            LullError: It could not be done.
        """
        command, _, rest = action.partition(" ")
        await self._acts.get(command, self._core.open_page)(rest or command)

    async def _log(self, words: str) -> None:
        core = self._core
        at, entry_id = core.desk.clock.now().isoformat(), new_id()
        core.not_kept.do(lambda: core.log(words.split(), "menu", at, entry_id))

    async def _answer(self, answer: str) -> None:
        key, _, token = answer.partition(" ")
        await self._core.nudger.answered(key, token or None)

    async def _undo(self, entry_id: str) -> None:
        core = self._core
        if entry_id != "undo":
            await core.undo_entry(entry_id)
            return
        core.reply(replies.taken_back(core.desk.undo(), core.desk.drinks))
        core.nudger.review()

    async def _pause(self, choice: str) -> None:
        core = self._core
        week = core.desk.clock.today() + timedelta(days=_WEEK_DAYS)
        core.desk.pause(week.isoformat() if choice == "week" else choice)
        self.pause_choice = choice
        core.nudger.review()

    async def _resume(self, _: str) -> None:
        self._core.desk.resume()
        self._core.nudger.review()

    async def _today(self, _: str) -> None:
        self._core.reply(replies.today(today_lines(self._core.desk)))

    async def _explain(self, _: str) -> None:
        core = self._core
        core.reply(replies.explanation(core.status(), core.settings_error))

    async def _end(self, _: str) -> None:
        self._quit()
