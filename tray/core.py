"""The core of the running Lull: everything that lives on its one asyncio loop."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from typing import TYPE_CHECKING, Any

from config import language
from config.errors import JournalError, SettingsError
from config.language import in_english
from config.settings import load
from tips.breathing import MINUTES
from tips.drinks import load_drinks
from tray import breathe, keep_or_stop, messages, opener, remembered, replies, settings_watch
from tray.background import Background
from tray.desk import Desk, perform
from tray.icon.state import IconState
from tray.menu import MenuState
from tray.menu_acts import MenuActs
from tray.menu_state import menu_state
from tray.not_kept import NotKept
from tray.notify.base import Closed, Note, Notifier
from tray.notify.private import PrivateNotifier
from tray.nudger import Nudger
from tray.stage import NUDGE_SLOT
from tray.timetable import next_midnight
from tray.windowing import Windowing

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from datetime import datetime

    from config.kinds import NudgeKind
    from config.paths import Paths
    from config.settings import Settings
    from tips.catalog import TipsByKind

_log = logging.getLogger(__name__)


class Core:
    """Joins the journal, the nudger, the notifier and the menu; see `tray.app` for the wiring."""

    def __init__(
        self,
        paths: Paths,
        desk: Desk,
        catalog: TipsByKind,
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
        self._notifier = PrivateNotifier(
            make_notifier,
            self._on_answer,
            self._on_closed,
            lambda: self.desk.settings.notifications.private_wording,
        )
        self._wake = wake_at
        self._show = show
        self._quit = quit_
        self.not_kept = NotKept(desk, asyncio.get_running_loop(), self)
        self._background = Background(desk.clock.now, self.reply, self.not_kept.heard)
        self.settings_error: SettingsError | None = None
        self._icon_host = "none"
        self._icon_reason: Callable[[], str] = str
        self._breathing_from = "menu"
        self.nudger = Nudger(desk.journal, desk.clock, desk.settings, catalog, self._notifier, self)
        self._guide = breathe.Guide(self._notifier, self._notifier.seen)
        self.windows = Windowing(paths, desk.journal, self, asyncio.get_running_loop())
        self._menu = MenuActs(self, quit_)

    # -- what the schedule and the watchers call

    async def due(self, kind: NudgeKind, at: datetime) -> None:
        """A kind of nudge is due."""
        await self._background.unprompted(self.nudger.due(kind, at))

    async def review(self) -> None:
        """Look anew at everything that may have changed with time."""
        await self._background.unprompted(self._review())

    async def _review(self) -> None:
        self.nudger.review()

    def clock_moved(self) -> None:
        """The wall clock was set, or the local time zone is another one."""
        self.in_background(self._mend_pause())

    async def _mend_pause(self) -> None:
        now, zone = self.desk.clock.now(), self.desk.clock.zone
        remembered.mend_pause(self.desk.journal, now, next_midnight(now, zone))

    def use(self, settings: Settings, by_plan: Settings | None = None) -> None:
        """Take up new settings; nudges come by those that a self-test made of them."""
        self.settings_error = None
        self.desk.settings = settings
        if not language.is_spoken(settings.language):
            language.begin(lambda: settings.language)
            self.desk.drinks = load_drinks()
            self.in_background(self._retell())
        self.in_background(self.nudge_by(by_plan or settings))

    async def _retell(self) -> None:
        self.nudger.retell()

    async def nudge_by(self, settings: Settings) -> None:
        """Have nudges come by ``settings``."""
        self.nudger.use(settings)
        self.nudger.review()

    def refuse_settings(self, error: SettingsError) -> None:
        """The settings file is not valid; say so, and go on with what is in use."""
        self.settings_error = error
        self.reply(replies.settings_refused(error))
        self.changed()

    async def end(self) -> None:
        """Take everything off the screen."""
        self.not_kept.end()
        await self._background.end()
        await self._guide.stop()
        self.nudger.end()
        self.windows.close()
        await self._notifier.close()

    # -- work in the background

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what the person asked for, without waiting; what goes wrong is told to them."""
        self._background.start(work)

    def in_background(self, work: Coroutine[Any, Any, object]) -> None:
        """Do what nobody asked for at this moment, without waiting."""
        self._background.run(work)

    # -- what the nudger calls (tray.nudger.Effects)

    def log(
        self, words: list[str], source: str, at: str | None = None, entry_id: str | None = None
    ) -> None:
        """Log something and say so, with a way to take it back; see `tray.desk.Desk.log`."""
        entry = self.desk.log(words, source, at, entry_id)
        try:
            today = self.desk.today()
        except JournalError as error:
            # It is logged all the same; said otherwise, it would be logged twice.
            _log.warning("%s", error.for_log)
            today = None
        self.reply(replies.logged(entry, self.desk.drinks, today))
        self.in_background(self._review())

    def too_late(self) -> None:
        """Say that what was put off comes no more today."""
        self.reply(replies.no_more_today())

    def breathe(self) -> None:
        """Start two minutes of slow breathing."""
        self.start(self.breathe_from("nudge"))

    async def breathe_from(self, source: str) -> None:
        """Open the breathing window; ``source`` is where it was asked for, as an entry has it."""
        self._breathing_from = source
        await self.windows.open("breathe")

    async def guide_breathing(self) -> None:
        """Guide by notifications, where no window can open."""
        source = self._breathing_from
        shown = await self._guide.start(lambda: self.start(self._breathed(source)))
        if not shown.ok:
            raise replies.no_guide(shown.why)

    async def _breathed(self, source: str) -> None:
        self.desk.log(["breathe", f"{MINUTES:g}"], source)
        self.nudger.review()

    def fill_in(self) -> None:
        """Open the check-in."""
        self.start(self.windows.open("check_in"))

    def wake_at(self, moment: datetime | None) -> None:
        """Ask for a review at ``moment``."""
        self._wake(moment)

    def changed(self) -> None:
        """Show the menu and the icon anew."""
        try:
            state = menu_state(self.desk, self.nudger, self._menu.pause_choice)
        except JournalError as error:
            _log.warning("%s", error.for_log)
            asyncio.get_running_loop().call_soon(self.not_kept.heard, error)
            state = MenuState(status=error.told[:100])
        if self.not_kept.line:
            state = dataclasses.replace(state, status=self.not_kept.line)
        awake = IconState.RESTING if self.nudger.open is None else IconState.DUE
        self._show(state, IconState.PAUSED if state.pause else awake)

    # -- notifications

    def _on_answer(self, note: Note, key: str) -> None:
        self.windows.token = self._notifier.last_activation_token
        if note.slot == NUDGE_SLOT:
            self.start(self.nudger.answered(key, note.token))
        elif note.slot == breathe.SLOT:
            self.start(self._guide.stop(note.token))
        elif key == replies.UNDO:
            self.start(self.undo_entry(note.token))
        elif keep_or_stop.is_answer(key):
            self.start(self._keep_or_stop(key))
        elif key == replies.CHANGE:
            self.act("settings")
        elif key.startswith(replies.TERMINAL):
            self.start(self.windows.use_terminal(key.removeprefix(replies.TERMINAL)))
        else:
            self.start(self.windows.open("when_to_get_help"))

    def _on_closed(self, note: Note, how: Closed) -> None:
        if note.slot == NUDGE_SLOT:
            self.in_background(self._closed(note, how))
        elif note.slot == breathe.SLOT and self._guide.is_over(how):
            self.start(self._guide.stop(note.token))

    async def _closed(self, note: Note, how: Closed) -> None:
        await self.nudger.closed(note, how)
        if how is Closed.DISMISSED:
            await keep_or_stop.ask(self.desk, self._notifier)

    async def _keep_or_stop(self, key: str) -> None:
        self.reply(keep_or_stop.carry_out(key, self.desk, self._paths.settings))
        self.nudger.review()

    def reply(self, note: Note) -> None:
        """Say something back; it takes the place of what was said before."""
        self.in_background(self._say(note))

    async def _say(self, note: Note) -> None:
        shown = await self._notifier.show(note)
        if not shown.ok:
            _log.warning("a reply could not be shown: %s", in_english(shown.why))

    async def undo_entry(self, entry_id: str) -> None:
        """Take back an entry and say so; raises JournalError where that does not work."""
        entry = self.desk.journal.undo(entry_id, self.desk.clock.now())
        self.reply(replies.taken_back(entry, self.desk.drinks))
        self.nudger.review()

    def use_host(self, host: str, reason: Callable[[], str]) -> None:
        """Which tray host shows the icon now, a value of `tray.icon.select.HostKind`, and why.

        Args:
            host: The host.
            reason: Says why, in the language that is spoken.
        """
        self._icon_host, self._icon_reason = host, reason

    def tell_no_tray(self, reason: str) -> None:
        """There is no place for the icon: say so once, ever, and kindly."""
        self.tell_once("no_tray", replies.no_icon(reason))

    def tell_once(self, what: str, note: Note) -> None:
        """Show what nobody asked for; once ``what`` was shown, never again."""
        self.in_background(self._tell_once(what, note))

    async def _tell_once(self, what: str, note: Note) -> None:
        told = remembered.was_told(self.desk.journal, what)
        if not told and (await self._notifier.show(note)).ok:
            remembered.set_told(self.desk.journal, what)

    # -- the menu

    def act(self, action: str, token: str = "") -> None:
        """Do what a menu row asks for; called on the loop.

        Args:
            action: See `tray.menu.Row.action`.
            token: What lets a window that it opens come to the front; empty without one.
        """
        self.windows.token = token
        self.start(self._menu.act(action))

    async def open_settings_file(self) -> None:
        """Open the settings file, made from the template if it is missing."""
        settings_watch.write_template(self._paths)
        await opener.open_file(self._paths.settings)

    async def open_page(self, name: str) -> None:
        """Open a page in the browser; raises DesktopError where that does not work."""
        from tray import pages  # noqa: PLC0415 - HTML is needed here alone

        await opener.open_file(pages.write(name, self._paths, self.desk))

    # -- the control socket

    def status(self) -> dict[str, Any]:
        """What ``lull status`` tells, with what cannot be noted now in the place of its line."""
        attended = self.nudger.lookout.attendance.attended
        status = self.desk.status(self.nudger.waiting, self.nudger.unshown, attended)
        return {**status, "text": self.not_kept.line} if self.not_kept.line else status

    async def answer(self, request: messages.Request) -> Any:  # noqa: ANN401 - JSON of each
        """Answer a request that came through the control socket.

        Raises:
            LullError: It was refused; nothing changed.
        """
        result: Any = {}
        spoken = request.reply_language(self.desk.settings.language)
        match request:
            case messages.Status():
                await self.nudger.lookout.look_now()
                with language.speaking(spoken):
                    result = {
                        "running": True,
                        "icon": self._icon_host,
                        "icon_reason": self._icon_reason(),
                        **self.status(),
                        "settings_error": self._settings_trouble(),
                    }
            case messages.Nudge(kind=kind):
                shown = await self.nudger.show_now(kind)
                if not shown.ok:
                    raise replies.not_shown(shown.why)
                result = {"kind": kind.value}
            case messages.Breathe():
                await self.breathe_from("command")
            case messages.Open(window=window, token=token):
                self.windows.token, self.windows.language = token, request.language
                await self.windows.open_and_tell(window, spoken)
            case messages.Hello(token=token):
                self.windows.token, self.windows.language = token, request.language
                if not self.windows.greet():
                    self.reply(replies.running(self.status()["text"]))
            case messages.Quit():
                self._quit()
            case _:
                with self.not_kept.heeding():
                    result = await self._perform(request, spoken)
        return result

    def _settings_trouble(self) -> str | None:
        """What is wrong in the settings file, in the language that is spoken; None for nothing."""
        if self.settings_error is None:
            return None
        try:
            load(self._paths.settings)
        except SettingsError as error:
            return error.detail
        return self.settings_error.detail  # it was mended a moment ago

    async def _perform(self, request: messages.Request, spoken: str) -> Any:  # noqa: ANN401 - JSON of each
        ours, desk = language.code(), self.desk
        with language.speaking(spoken):
            if language.code() != ours:
                desk = dataclasses.replace(desk, drinks=load_drinks())
            result = perform(desk, request)
        switched = isinstance(request, messages.Pause | messages.Resume)
        if switched:
            self._menu.pause_choice = ""
        await self.review()
        # With the pause, what waits and what comes next is another after the review.
        with language.speaking(spoken):
            return self.status() if switched else result
