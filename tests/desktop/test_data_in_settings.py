"""The journal as a whole, from the settings window of a running Lull, by keyboard alone."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

from harness import wait_for
from test_lull import Running
from test_tray_windows import wait_window, windows
from window_driver import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Desktop
    from screen_reader import ScreenReader

    Factory = Callable[..., Desktop]
    ReaderOf = Callable[[Desktop], ScreenReader]


class AtData:
    """Somebody at "Your data" in the settings of a running Lull."""

    def __init__(self, desktop_factory: Factory, reader_of: ReaderOf) -> None:
        self.desktop = desktop_factory(panel=None, notifier="dunst")
        self.reader = reader_of(self.desktop)
        self.running = Running(self.desktop)
        self.running.command("log", "coffee")
        assert self.running.command("open", "settings") == ""
        process = int(self.desktop.xdotool("getwindowpid", wait_window(self.desktop, "Settings")))
        self.person = Person(self.desktop, self.reader, process)
        self.person.wait_focused("radio button", "Nudges")
        self.person.choose("Your data")
        self.person.wait_words("Backups")

    def wait_announced(self, words: str) -> None:
        def heard() -> bool:
            return any(words in told for told in self.reader.announced())

        wait_for(heard, 10.0, f"{words!r} to be heard")

    def logged(self) -> list[str]:
        found = json.loads(self.running.command("export"))["entries"]
        return [entry["item"] for entry in found]


def test_a_copy_is_put_back_and_lull_runs_again(
    desktop_factory: Factory, reader_of: ReaderOf
) -> None:
    at = AtData(desktop_factory, reader_of)
    at.person.press("alt+b")
    at.person.wait_words("Copied and checked.")
    at.running.command("log", "water")
    at.person.control("Put this one back")
    at.person.press("alt+p")
    at.person.wait_words("Yes, put it back")
    at.person.press("alt+y")
    at.person.wait_words("The copy is in place.", 30.0)
    at.wait_announced("The copy is in place.")
    assert at.logged() == ["coffee"]
    at.person.press("alt+c")
    wait_for(lambda: not windows(at.desktop, "Settings"), 10.0, "a closed window")
    # Another process than the one that was ended.
    wait_for(lambda: at.running.child.process.poll() is not None, 10.0, "the end of the first")
    wait_for(lambda: "Lull is running." in at.running.command("status"), 20.0, "Lull again")
    at.running.command("quit")


def test_the_journal_is_exported_with_the_desktop_s_own_dialog(
    desktop_factory: Factory, reader_of: ReaderOf
) -> None:
    at = AtData(desktop_factory, reader_of)
    place = at.desktop.folder / "lull.json"
    at.person.press("alt+f")
    wait_window(at.desktop, "Export one file")
    at.person.type(str(place))
    at.person.press("Return")
    at.person.wait_words(f"Exported to {place}", 20.0)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert place.read_text("utf-8") == at.running.command("export")
    assert at.running.end() == 0


def test_everything_is_deleted_after_a_typed_word(
    desktop_factory: Factory, reader_of: ReaderOf
) -> None:
    at = AtData(desktop_factory, reader_of)
    at.running.command("autostart", "on")
    at.person.press("alt+d")
    at.person.wait_focused(
        "text", "Type the word \N{LEFT DOUBLE QUOTATION MARK}forget\N{RIGHT DOUBLE QUOTATION MARK}"
    )
    at.person.type("forget")
    at.person.press("alt+l")
    at.person.wait_words("All that Lull kept is gone", 30.0)
    at.wait_announced("All that Lull kept is gone")
    wait_for(lambda: at.running.child.process.poll() == 0, 10.0, "the end of Lull")
    assert not at.running.home.exists()
    at.person.press("alt+c")
    wait_for(lambda: not windows(at.desktop, "Settings"), 10.0, "a closed window")
    assert not at.running.home.exists()
    assert not list(at.desktop.folder.rglob("org.lull.Lull.desktop"))
