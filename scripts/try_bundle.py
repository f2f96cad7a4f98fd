"""Starts the built program in a bare Debian that has no Python, beside a real panel.

``.venv/bin/python scripts/try_bundle.py ARCHIVE [--app-dir] [--root FOLDER] [--pictures FOLDER]``:
the archive is that of scripts/bundle.py. The panel, the display and the bus run outside; the
program sees their sockets and nothing else of this machine. It has to speak every language as the
catalogues of this checkout have it. With ``--app-dir`` it is started as the folder that becomes an
AppImage. It needs root, debootstrap, and what the tests on a desktop need.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness import Child

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "desktop"), str(ROOT)]

import appimage  # noqa: E402 - found through the line above
import catalogues  # noqa: E402 - likewise
import tray_driver as tray  # noqa: E402 - likewise
from bare_root import BareRoot  # noqa: E402 - likewise
from harness import Desktop, wait_for  # noqa: E402 - likewise

from config.language import ENGLISH  # noqa: E402 - likewise

BUNDLE, APP_DIR = Path("/opt/lull"), Path("/opt/Lull.AppDir")
"""Where it is in the root: the bundle, and the folder that becomes an AppImage."""
HOME = "/var/lib/lull-home"
DISPLAYS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers have their sockets
SECONDS = 60.0
"""How long anything may take, on a busy machine too."""
LOOKED_AT = ("de", "ar")
"""The languages in which a window is opened: a long one, and one written from right to left."""
NOT_RUNNING = "Lull is not running."


def say(text: str) -> None:
    """Write one line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Trial:
    """The program in the root, on a desktop outside of it."""

    def __init__(
        self, root: BareRoot, program: Path, desktop: Desktop, pictures: Path | None
    ) -> None:
        """Prepare; nothing is started yet."""
        self.desktop = desktop
        self._root = root
        self._program = str(program)
        self._pictures = pictures
        self._environ = desktop.env | {
            "HOME": "/root",
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "LULL_HOME": HOME,
        }

    def command(self, *words: str) -> list[str]:
        """The words that start the program inside."""
        shown = (self.desktop.folder, DISPLAYS)
        return self._root.command([self._program, *words], self._environ, shown)

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

    def first_day(self) -> None:
        """Go through what a person does on the first day."""
        say(self.timed("--version"))
        say(self.timed("log", "coffee"))
        say(self.timed("report", "--out", f"{HOME}/report.pdf").splitlines()[0])
        lull, at = self._start()
        say(f"{self.text('status').splitlines()[0]} It takes {memory(lull.process.pid)} MB.")
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
        if not any(f"/qtbase_{code}.qm\n" in maps for maps in self._maps()):
            raise RuntimeError(f"the window did not load what Qt says in {code}")
        say(f"and Qt in it speaks {code}")
        self._end(lull)

    def _start(self) -> tuple[Child, tuple[int, int]]:
        """Start it; returns its process, and where its icon is."""
        empty = tray.bar(self.desktop)
        began = time.monotonic()
        lull = self.desktop.spawn(*self.command("run", "--autostart"), name="lull")
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

    def _maps(self) -> Iterator[str]:
        """The files that each running process of the root has in its memory."""
        for process in Path("/proc").glob("[0-9]*"):
            # It may end meanwhile.
            with contextlib.suppress(OSError):
                if (process / "root").samefile(self._root.folder):
                    yield (process / "maps").read_text("utf-8")

    def _window(self, title: str) -> bool:
        found = self.desktop.run("xdotool", "search", "--onlyvisible", "--name", title)
        return bool(found.stdout.strip())


def memory(process: int) -> int:
    """The proportional set size of a process in MB."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    (line,) = (line for line in told.splitlines() if line.startswith("Pss:"))
    return round(int(line.split()[1]) / 1024)


def main() -> int:
    """Try it and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path, help="or the folder that is in it")
    parser.add_argument("--app-dir", action="store_true", help="start it as an AppImage would be")
    parser.add_argument("--root", type=Path, help="the bare root, which is kept for another time")
    parser.add_argument("--pictures", type=Path, help="a folder for PNGs of the desktop")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lull-bare-") as scratch:
        began = time.monotonic()
        root = BareRoot(asked.root or Path(scratch) / "root")
        say(f"a bare Debian without Python after {time.monotonic() - began:.0f} s")
        for left in (BUNDLE, APP_DIR, HOME):
            shutil.rmtree(f"{root.folder}{left}", ignore_errors=True)
        bundle = Path(f"{root.folder}{BUNDLE}")
        if asked.archive.is_dir():
            shutil.copytree(asked.archive, bundle, symlinks=True)
        else:
            shutil.unpack_archive(asked.archive, bundle.parent)
        program = BUNDLE / "lull"
        if asked.app_dir:
            program = APP_DIR / "AppRun"
            appimage.app_dir(bundle, Path(f"{root.folder}{APP_DIR}"))
            shutil.rmtree(bundle)
        with Desktop("xfce", "dunst") as desktop:
            trial = Trial(root, program, desktop, asked.pictures)
            trial.every_language()
            trial.speak(ENGLISH)
            trial.first_day()
        for code in LOOKED_AT:
            with Desktop("xfce", "dunst") as desktop:
                Trial(root, program, desktop, asked.pictures).window_in(code)
    say(f"{program} works in a bare Debian without Python")
    return 0


if __name__ == "__main__":
    sys.exit(main())
