"""The core of the running Lull: everything that lives on its one asyncio loop."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from config.errors import DesktopError, JournalError, LullError
from tray import breathe, messages, opener, quick_log, remembered
from tray.desk import Desk, perform
from tray.icon.art import IconState
from tray.menu import MenuState
from tray.notify.base import Button, Closed, Note, Notifier
from tray.nudger import NUDGE_SLOT, Nudger

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from datetime import datetime

    from config.errors import SettingsError
    from config.kinds import NudgeKind
    from config.paths import Paths
    from config.settings import Settings
    from journal.entries import Entry
    from tips.catalog import Catalog

_log = logging.getLogger(__name__)

REPLY_SLOT = "reply"
REPLY_SECONDS = 12.0
_UNDO = "undo"
_HELP = "help"
_MENU_WEEK_DAYS = 7


class Core:
    """Joins the journal, the nudger, the notifier and the menu; see `tray.app` for the wiring."""

    def __init__(
        self,
        paths: Paths,
        desk: Desk,
        catalog: Catalog,
        make_notifier: Callable[
            [Callable[[Note, str], None], Callable[[Note, Closed], None]], Notifier
        ],
        wake_at: Callable[[datetime | None], None],
        show: Callable[[MenuState, IconState], None],
        quit_: Callable[[], None],
    ) -> None:
        """Put the parts together; called on the loop.

        Args:
            paths: Where the files are.
            desk: The journal and what works on it.
            catalog: The tips.
            make_notifier: Makes the notifier from its two callbacks.
            wake_at: Asks for `review` at a moment.
            show: Takes a new menu and icon; called from the loop.
            quit_: Ends Lull.
        """
        self._paths = paths
        self.desk = desk
        self._notifier = make_notifier(self._on_answer, self._on_closed)
        self._wake = wake_at
        self._show = show
        self._quit = quit_
        self._tasks: set[asyncio.Task[None]] = set()
        self._pause_choice = ""
        self.settings_error: SettingsError | None = None
        self._icon_host = "none"
        self._ending = False
        self.nudger = Nudger(desk.journal, desk.clock, desk.settings, catalog, self._notifier, self)
        self._guide = breathe.Guide(self._notifier, self._breathed)
        # Whatever is not here is the name of a page.
        self._acts: dict[str, Callable[[str], Awaitable[None]]] = {
            "log": self._log_row,
            "undo": self._undo_row,
            "pause": self._pause,
            "resume": self._resume,
            "answer": self.nudger.answered,
            "breathe": self._breathe_row,
            "why": self._explain,
            "today": self._today_row,
            "twitch": self._tell_next_version,
            "check": self._check_row,
            "settings": self._settings_row,
            "quit": self._quit_row,
        }

    # -- what the schedule and the watchers call

    async def due(self, kind: NudgeKind, at: datetime) -> None:
        """A kind of nudge is due."""
        await self._guarded(self.nudger.due(kind, at))

    async def review(self) -> None:
        """Look anew at everything that may have changed with time."""
        await self._guarded(self.nudger.review())

    def use(self, settings: Settings) -> None:
        """Take up new settings."""
        self.settings_error = None
        self.desk.settings = settings
        self.nudger.use(settings)
        self.start(self.review())

    def refuse_settings(self, error: SettingsError) -> None:
        """The settings file is not valid; say so, and go on with what is in use."""
        self.settings_error = error
        self._reply("The settings were not changed", f"{error.title}: {error.detail}")
        self.changed()

    async def end(self) -> None:
        """Take everything off the screen."""
        self._ending = True
        await self._guide.stop()
        await self.nudger.end()
        await self._notifier.close()
        for task in list(self._tasks):
            task.cancel()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something on the loop without waiting; errors in it are told to the person."""
        if self._ending:
            work.close()  # notifications that are taken away now report that they are closed
            return
        task = asyncio.get_running_loop().create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Awaitable[None]) -> None:
        try:
            await work
        except LullError as error:
            _log.warning("%s: %s", error.title, error.detail)
            await self._notifier.show(_reply_note(error.title, error.detail))
        except Exception:  # noqa: BLE001 - barrier: one failed job must not end the running Lull
            _log.exception("a job failed")

    # -- what the nudger calls (tray.nudger.Effects)

    def log(self, words: list[str], source: str) -> None:
        """Log something and say so, with a way to take it back."""
        self._tell_logged(self.desk.log(words, source))

    def breathe(self) -> None:
        """Start two minutes of slow breathing."""
        self._guide.start()

    def _breathed(self) -> None:
        self.desk.log(["breathe", quick_log.number(breathe.MINUTES)], "nudge")
        self.start(self.review())

    def fill_in(self) -> None:
        """Open the check-in in a terminal."""
        home = ["--home", str(self._paths.home)] if self._paths.home else []
        opener.open_terminal([*opener.lull_command(), *home, "check-in"])

    def wake_at(self, moment: datetime | None) -> None:
        """Ask for a review at ``moment``."""
        self._wake(moment)

    def changed(self) -> None:
        """Show the menu and the icon anew."""
        try:
            state = self._menu_state()
        except JournalError as error:
            _log.warning("%s: %s", error.title, error.detail)
            state = MenuState(status=f"{error.title}: {error.detail}"[:100])
        if self.nudger.open is not None:
            icon = IconState.DUE
        else:
            icon = IconState.PAUSED if state.pause else IconState.RESTING
        self._show(state, icon)

    def _menu_state(self) -> MenuState:
        status = self.desk.status(self.nudger.waiting)
        paused = status["paused_until"] is not None
        if not paused:
            self._pause_choice = ""
        current = self.nudger.open
        last = self.desk.journal.last_undoable(self.desk.clock.now())
        return MenuState(
            status=status["text"],
            pause=(self._pause_choice or "other") if paused else "",
            answer_title=current.tip.title if current else "",
            answers=tuple((button.key, button.label) for button in self.nudger.answers()),
            today=self._today_lines(),
            undo=self._short(last) if last else "",
        )

    def _short(self, entry: Entry) -> str:
        """An entry in a few words: "coffee at 08:10"."""
        drink = self.desk.drinks.get(entry.item)
        name = drink.name.lower() if drink else entry.item or entry.kind.value
        return f"{name} at {self.desk.clock.local(entry.at):%H:%M}"

    def _today_lines(self) -> tuple[str, ...]:
        today = self.desk.today()
        caffeine = f"Caffeine: about {today['caffeine_mg']:.0f} mg"
        if today["caffeine_at_bedtime_mg"] >= 1:
            caffeine += f", about {today['caffeine_at_bedtime_mg']:.0f} mg left at bedtime"
        sleep = today["sleep_hours"]
        return (
            caffeine,
            f"Water and other drinks: {today['water_ml']} ml",
            "Sleep: not noted" if sleep is None else f"Sleep: {quick_log.number(sleep)} hours",
        )

    # -- notifications

    def _on_answer(self, note: Note, key: str) -> None:
        if note.slot == NUDGE_SLOT:
            self.start(self.nudger.answered(key, note.token))
        elif note.slot == breathe.SLOT and key == breathe.STOP:
            self.start(self._guide.stop())
        elif key == _UNDO:
            self.start(self._undo_entry(note.token))
        elif key == _HELP:
            self.start(self._open_page("when_to_get_help"))

    def _on_closed(self, note: Note, how: Closed) -> None:
        if note.slot == NUDGE_SLOT:
            self.start(self.nudger.closed(note, how))

    def _reply(self, title: str, body: str, *buttons: Button, token: str = "") -> None:
        self.start(self._say(_reply_note(title, body, *buttons, token=token)))

    async def _say(self, note: Note) -> None:
        shown = await self._notifier.show(note)
        if not shown.ok:
            _log.warning("a reply could not be shown: %s", shown.why)

    def _tell_logged(self, entry: Entry) -> None:
        text = quick_log.sentence(entry, self.desk.drinks)
        self._reply(text, " · ".join(self._today_lines()), Button(_UNDO, "Undo"), token=entry.id)
        self.start(self.review())

    async def _undo_entry(self, entry_id: str) -> None:
        entry = self.desk.journal.undo(entry_id, self.desk.clock.now())
        if entry is not None:
            self._reply("Taken back", quick_log.sentence(entry, self.desk.drinks))
        await self.nudger.review()

    def use_host(self, host: str) -> None:
        """Which tray host shows the icon now: a value of `tray.icon.select.HostKind`."""
        self._icon_host = host

    def tell_no_tray(self, reason: str) -> None:
        """There is no place for the icon: say so once, ever, and kindly."""
        if remembered.tell_once(self.desk.journal, "no_tray"):
            self._reply("Lull runs without an icon", reason)

    # -- the menu

    def act(self, action: str) -> None:
        """Do what a menu row asks for; called on the loop."""
        self.start(self._act(action))

    async def _act(self, action: str) -> None:
        command, _, rest = action.partition(" ")
        await self._acts.get(command, self._open_page)(rest or command)

    async def _log_row(self, words: str) -> None:
        self._tell_logged(self.desk.log(words.split(), "menu"))

    async def _undo_row(self, _: str) -> None:
        entry = self.desk.undo()
        self._reply("Taken back", quick_log.sentence(entry, self.desk.drinks))
        await self.nudger.review()

    async def _resume(self, _: str) -> None:
        self.desk.resume()
        await self.nudger.review()

    async def _breathe_row(self, _: str) -> None:
        self.breathe()

    async def _today_row(self, _: str) -> None:
        self._reply("Today", " · ".join(self._today_lines()))

    async def _settings_row(self, _: str) -> None:
        opener.open_file(self._paths.settings)

    async def _check_row(self, _: str) -> None:
        await self._open_page("when_to_get_help")

    async def _quit_row(self, _: str) -> None:
        self._quit()

    async def _pause(self, choice: str) -> None:
        now = self.desk.clock.now()
        week = self.desk.clock.local(now).date() + timedelta(days=_MENU_WEEK_DAYS)
        self.desk.pause(week.isoformat() if choice == "week" else choice)
        self._pause_choice = choice
        await self.nudger.review()

    async def _explain(self, _: str) -> None:
        status = self.desk.status(self.nudger.waiting)
        reasons = [hold["text"][0].upper() + hold["text"][1:] for hold in status["holds"]]
        if self.settings_error is not None:
            reasons.append(f"Settings: {self.settings_error.detail}")
        self._reply(status["text"], ". ".join(reasons) or "Nothing holds the nudges back now.")

    async def _tell_next_version(self, _: str) -> None:
        self._reply(
            "Logging comes with the next version",
            "What published guidance says about when to get help can be read now.",
            Button(_HELP, "When to get help"),
        )

    async def _open_page(self, name: str) -> None:
        from tray import pages  # noqa: PLC0415 - HTML is needed here alone

        path = pages.write(name, self._paths, self.desk)
        opener.open_file(path)

    # -- the control socket

    async def answer(self, request: messages.Request) -> Any:  # noqa: ANN401 - JSON of each
        """Answer a request that came through the control socket.

        Raises:
            LullError: It was refused; nothing changed.
        """
        match request:
            case messages.Status():
                return {
                    "running": True,
                    "icon": self._icon_host,
                    **self.desk.status(self.nudger.waiting),
                    "settings_error": self.settings_error.detail if self.settings_error else None,
                }
            case messages.Nudge(kind=kind):
                if not await self.nudger.show_now(kind):
                    raise DesktopError("Not shown", "no notification could be shown; lull doctor")
                return {"kind": kind.value}
            case messages.Breathe():
                self.breathe()
                return {}
            case messages.Hello():
                self._reply("Lull is running", self.desk.status(self.nudger.waiting)["text"])
                return {}
            case messages.Quit():
                self._quit()
                return {}
        result = perform(self.desk, request)
        self._pause_choice = ""
        await self.review()
        return result


def _reply_note(title: str, body: str, *buttons: Button, token: str = "") -> Note:
    return Note(REPLY_SLOT, token, title, body, buttons, stay_seconds=REPLY_SECONDS, quiet=False)
