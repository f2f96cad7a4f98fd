"""A home of its own, a clock that stands, and the terminal form in it with everything typed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from typed import Typed

from config.paths import Paths, make_folders, resolve
from config.settings import Settings, load
from journal.draft import load_drafts
from journal.store import Journal
from tray import control, messages
from tray.clock import Clock
from tray.commands import twitch, twitch_check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from journal.draft import Draft
    from journal.twitches import TwitchRecord

BERLIN = ZoneInfo("Europe/Berlin")
PROFILE = (
    '[profile]\nage_band = "16_39"\nconditions = []\nmedicines = []\npregnant = "no"\n'
    'country = "GB"\n'
)

WHERE = ["eyelid", "flicker", "3", "", "", "", "", ""]
"""An eyelid that flickers since three days; the rest of the first step is left open."""
CAFFEINE = ["1"]
NONE = ["0", "0", ""]
"""No core sign, no other sign, nothing in words."""
SIMPLE = [*WHERE, *CAFFEINE, *NONE]


class Home:
    """A home of its own, a clock that stands, and commands in it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: Paths = resolve(str(folder), {})
        self.now = dt.datetime(2026, 3, 10, 9, 10, tzinfo=BERLIN)
        self.asked: list[object] = []
        self._patch = monkeypatch
        make_folders(self.paths)
        self.paths.settings.write_text(PROFILE)
        monkeypatch.setenv("COLUMNS", "100")
        self.clock = Clock(lambda: self.now.astimezone(dt.UTC), BERLIN)
        for module in (twitch, twitch_check):
            monkeypatch.setattr(module, "Clock", lambda: self.clock)
            monkeypatch.setattr(module, "need_terminal", lambda _: None)
        monkeypatch.setattr(control, "ask", self._ask)

    def _ask(self, _: Path, request: messages.Request) -> None:
        self.asked.append(request)
        raise ConnectionRefusedError

    @property
    def settings(self) -> Settings:
        return load(self.paths.settings)

    def type(
        self,
        command: Callable[..., int],
        *lines: str | type[BaseException],
        **options: bool,
    ) -> Typed:
        """Run a command on typed lines; it must have taken all of them and asked for no more."""
        terminal = Typed(*lines)
        for module in (twitch, twitch_check):
            self._patch.setattr(module, "Terminal", lambda: terminal)
        try:
            assert command(self.paths, self.settings, **options) == 0
        except KeyboardInterrupt:
            pytest.fail(f"it asked for more: {terminal.printed[-12:]}")
        assert terminal.left == []
        return terminal

    def log(self, *lines: str | type[BaseException], **options: bool) -> Typed:
        return self.type(twitch.log_twitch, *lines, **options)

    def check(self, *lines: str | type[BaseException]) -> Typed:
        return self.type(twitch_check.check_here, *lines)

    def interrupted(self, command: Callable[..., int], *lines: str | type[BaseException]) -> Typed:
        """Run a command that the person ends; returns its terminal."""
        terminal = Typed(*lines)
        for module in (twitch, twitch_check):
            self._patch.setattr(module, "Terminal", lambda: terminal)
        with pytest.raises(KeyboardInterrupt):
            command(self.paths, self.settings)
        return terminal

    def journal(self) -> Journal:
        return Journal.open(self.paths.journal, lambda: self.now)

    def last(self) -> TwitchRecord:
        with self.journal() as journal:
            record = journal.last_twitch()
        assert record is not None
        return record

    def records(self) -> int:
        day = dt.timedelta(days=400)
        with self.journal() as journal:
            return len(journal.twitches(self.now - day, self.now + day))

    @property
    def drafts(self) -> tuple[Draft, ...]:
        return load_drafts(self.paths.journal.parent)

    def later(self, **passed: float) -> None:
        self.now = (self.now.astimezone(dt.UTC) + dt.timedelta(**passed)).astimezone(BERLIN)
