"""The first day with a program that was built, on a desktop beside it; for scripts that try one."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "desktop"), str(ROOT)]

import catalogues  # noqa: E402 - found through the line above
import tray_driver as tray  # noqa: E402 - likewise
from harness import Desktop, wait_for  # noqa: E402 - likewise

from config.language import ENGLISH  # noqa: E402 - likewise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from harness import Child

    Start = Callable[[Desktop, Sequence[str], Mapping[str, str]], list[str]]
    """The words that start the program beside a desktop, of its arguments and its environment."""

SECONDS = 60.0
"""How long anything may take, on a busy machine too."""
LOOKED_AT = ("de", "ar")
"""The languages in which a window is opened: a long one, and one written from right to left."""
NOT_RUNNING, AT_LOGIN = "Lull is not running.", "--autostart"


def say(text: str) -> None:
    """Write one line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def live(start: Start, home: str, pictures: Path | None) -> None:
    """Do all of it: every language, the first day, a window in two more languages.

    Args:
        start: How it is started.
        home: Where it may write a file, as it sees it.
        pictures: The folder for pictures of the desktop.

    Raises:
        RuntimeError: Something did not go well.
        AssertionError: Something did not come in time.
    """
    with Desktop("xfce", "dunst") as desktop:
        trial = Trial(start, desktop, pictures)
        trial.every_language()
        trial.speak(ENGLISH)
        trial.first_day(home)
    for code in LOOKED_AT:
        with Desktop("xfce", "dunst") as desktop:
            Trial(start, desktop, pictures).window_in(code)


class Trial:
    """The program and a person on one desktop."""

    def __init__(self, start: Start, desktop: Desktop, pictures: Path | None) -> None:
        """Prepare; nothing is started yet."""
        self.desktop = desktop
        self._start_words = start
        self._pictures = pictures
        self._environ = desktop.env | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}

    def command(self, *words: str) -> list[str]:
        """The words that start the program."""
        return self._start_words(self.desktop, words, self._environ)

    def speak(self, code: str) -> None:
        """Have what is started from now on speak a language."""
        self._environ["LULL_LANGUAGE"] = code

    def text(self, *words: str) -> str:
        """What a command of it prints."""
        done = subprocess.run(
            self.command(*words), capture_output=True, text=True, check=False, timeout=SECONDS
        )
        if done.returncode:
            raise RuntimeError(f"lull {' '.join(words)}: {done.returncode}\n{done.stderr}")
        return done.stdout.strip()

    def timed(self, *words: str) -> str:
        """The same, with how long it took."""
        began = time.monotonic()
        text = self.text(*words)
        return f"{text}  [{time.monotonic() - began:.2f} s]"

    def first_day(self, home: str) -> None:
        """Go through what a person does on the first day."""
        say(self.timed("--version"))
        say(self.timed("log", "coffee"))
        say(self.timed("report", "--out", f"{home}/report.pdf").splitlines()[0])
        lull, at = self._start()
        say(f"{self.text('status').splitlines()[0]} It takes {self._memory()} MB.")
        tray.pick(self.desktop, at, "Log", "Coffee")
        wait_for(lambda: "200 mg" in self.text("today"), SECONDS, "a coffee from the menu")
        say("a row of its menu logs a coffee")
        self._open_window("first-day")
        self._end(lull)

    def every_language(self) -> None:
        """Have the command line speak each language, while no Lull runs."""
        for code, path in catalogues.catalogues().items():
            self.speak(code)
            wanted, said = catalogues.read(path).get(NOT_RUNNING), self.text("status")
            if wanted is None or said.splitlines()[0] != wanted.string:
                raise RuntimeError(f"not said in {code}: {said}")
            say(said.splitlines()[0])

    def window_in(self, code: str) -> None:
        """Open a window in a language: with our words, and those that Qt says by itself."""
        self.speak(code)
        lull, _ = self._start()
        self._open_window(code)
        if not any(f"/qtbase_{code}.qm\n" in maps for maps in self._told("maps", "windows")):
            raise RuntimeError(f"the window did not load what Qt says in {code}")
        say(f"and Qt in it speaks {code}")
        self._end(lull)

    def _start(self) -> tuple[Child, tuple[int, int]]:
        """Start it; returns its process, and where its icon is."""
        empty = tray.bar(self.desktop)
        began = time.monotonic()
        lull = self.desktop.spawn(*self.command("run", AT_LOGIN), name="lull")
        at = tray.icon_centre(self.desktop, empty, SECONDS)
        say(f"icon on the panel after {time.monotonic() - began:.2f} s")
        return lull, at

    def _open_window(self, name: str) -> None:
        """Open the log window, and keep a picture of the desktop with it."""
        began = time.monotonic()
        self.text("open", "log")
        wait_for(lambda: self._window("^Lull$"), SECONDS, "the window")
        say(f"window of its own after {time.monotonic() - began:.2f} s")
        tray.wait_still(self.desktop)
        if self._pictures is not None:
            self.desktop.screenshot(self._pictures / f"{name}.png")

    def _end(self, lull: Child) -> None:
        say(self.text("quit"))
        if lull.process.wait(SECONDS) or "Traceback" in lull.output():
            raise RuntimeError(lull.output())

    def _told(self, file: str, word: str) -> Iterator[str]:
        """What the system tells in this file of each process of the desktop with this argument."""
        for process in Path("/proc").glob("[0-9]*"):
            # It may end meanwhile.
            with contextlib.suppress(OSError):
                environ, arguments = (
                    (process / name).read_text("utf-8", "surrogateescape").split("\0")
                    for name in ("environ", "cmdline")
                )
                if self.desktop.marker in environ and word in arguments:
                    yield (process / file).read_text("utf-8")

    def _memory(self) -> int:
        """The proportional set size of the program in MB, without its windows."""
        # Where it runs in a sandbox, what made that has the same arguments and is small.
        told = self._told("smaps_rollup", AT_LOGIN)
        lines = (line for process in told for line in process.splitlines())
        return max(round(int(line.split()[1]) / 1024) for line in lines if line.startswith("Pss:"))

    def _window(self, title: str) -> bool:
        found = self.desktop.run("xdotool", "search", "--onlyvisible", "--name", title)
        return bool(found.stdout.strip())
