"""All that Lull does, with its windows, looked at from outside: sockets, files, log, titles."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from harness import wait_for
from noted_home import note_ten_weeks
from test_lull import LULL, Running
from test_tray_windows import wait_window

from config.kinds import Window
from config.local_time import local_now
from config.paths import resolve
from journal.draft import save_draft
from journal.entries import new_id
from journal.store import Journal
from journal.twitches import TwitchRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from harness import Child, Desktop

    Factory = Callable[..., Desktop]

OWN_WORD = "Zweifel7341"
NASTY = f'{OWN_WORD} <img src="file:///etc/hostname"> \N{BELL}; $(touch here) \x27 -- %s'
TITLES = {
    Window.LOG: "^Lull$",
    Window.CHECK: "^Lull$",
    Window.WELCOME: "^Welcome - Lull$",
    Window.CHECK_IN: "^Check-in - Lull$",
    Window.BREATHE: "^Two slow minutes - Lull$",
    Window.LOOK_BACK: "^Look back - Lull$",
    Window.SETTINGS: "^Settings - Lull$",
    Window.REPORT: "^Report - Lull$",
    Window.ABOUT: "^About - Lull$",
    Window.WHEN_TO_GET_HELP: "^When to get help - Lull$",
}
HEALTH = re.compile(
    rf"{OWN_WORD}|twitch|eyelid|calf|thigh|coffee|caffein|stress|water|alcohol|sleep",
    re.IGNORECASE,
)
COMMANDS = (
    "log coffee",
    "log stress 9",
    "undo",
    "today",
    "status",
    "why",
    "plan --days 2",
    "nudge stress",
    "nudge hydration",
    "patterns",
    "trial",
    "report",
    "look-back",
    "about",
    "doctor",
    "ease",
    "pause 30m",
    "resume",
    "backup now",
    "backup list",
    "settings check",
    "autostart on",
)
REFUSED = (
    f"log {OWN_WORD}",
    f"log stress {OWN_WORD}",
    f"pause {OWN_WORD}",
    f"ease --undo {OWN_WORD}",
)


class Traced(Running):
    """A Lull whose every system call for a socket is noted, with those of all that it starts."""

    def start(self) -> Child:
        strace = shutil.which("strace")
        if strace is None:
            pytest.fail("strace is missing") if os.environ.get("CI") else pytest.skip("no strace")
        wide_open = ("sh", "-c", 'umask 000; exec "$@"', "sh")
        traced = (strace, "-f", "--seccomp-bpf", "-e", "trace=socket", "-o", str(self.calls))
        words = (LULL, "--home", str(self.home), *self.words)
        return self.desktop.spawn(*wide_open, *traced, *words, name="lull")

    @property
    def calls(self) -> Path:
        return self.desktop.folder / "calls"

    def traced(self, *words: str, status: int = 0) -> None:
        number = len(list(self.desktop.folder.glob("calls-*")))
        calls = self.desktop.folder / f"calls-{number}"
        traced = ("strace", "-f", "--seccomp-bpf", "-e", "trace=socket", "-o", str(calls))
        wide_open = ("sh", "-c", 'umask 000; exec "$@"', "sh")
        done = self.desktop.run(
            *wide_open, *traced, LULL, "--home", str(self.home), *words, seconds=60
        )
        assert done.returncode == status, (words, done.stderr)

    def sockets(self) -> Iterator[str]:
        for file in self.desktop.folder.glob("calls*"):
            yield from (line for line in file.read_text("utf-8").splitlines() if "socket(" in line)


def fill(home: Path) -> None:
    note_ten_weeks(home)
    paths = resolve(str(home), {})
    report = {"sites": ["eyelid"], "since_days": 1, "signs": {"_core": "all_no"}}
    record = TwitchRecord(
        new_id(), local_now(), report, "self_care", ("SC",), advice_shown=True, note=NASTY
    )
    with Journal.open(paths.journal) as journal:
        journal.add_twitch(record)
    draft = {"where": {"sites": ["eyelid"]}, "note": NASTY}
    save_draft(paths.journal.parent, new_id(), "where", draft)


def open_ones(folder: Path) -> list[str]:
    return [
        str(path)
        for path in folder.rglob("*")
        if not path.is_symlink() and stat.S_IMODE(path.lstat().st_mode) & 0o077
    ]


def test_nothing_that_lull_does_is_open_to_others(desktop_factory: Factory) -> None:
    desktop = desktop_factory(panel="xfce", notifier="dunst")
    fill(desktop.folder / "lull home")
    running = Traced(desktop)
    for words in COMMANDS:
        running.traced(*words.split())
    for words in REFUSED:
        running.traced(*words.split(), status=2)

    # Every window, once it is painted; then it is closed as a log-out would.
    for window, title in TITLES.items():
        running.command("open", window.replace("_", "-"))
        number = wait_window(desktop, title)
        process = int(desktop.xdotool("getwindowpid", number))
        os.kill(process, signal.SIGTERM)
        wait_for(lambda p=process: not Path(f"/proc/{p}/cwd").exists(), 20.0, "its end")

    # Everything that is handed out, and taken in again.
    out = desktop.folder / "out"
    out.mkdir(0o700)
    running.traced("export", "--out", str(out / "all.json"))
    running.traced("export", "--format", "csv", "--out", str(out / "tables"))
    running.traced("report", "--out", str(out / "report.txt"))
    running.traced("report", "--out", str(out / "report.pdf"))
    running.traced("import", str(out / "all.json"))
    (out / "broken.json").touch(0o600)
    (out / "broken.json").write_text(json.dumps({"lull": OWN_WORD}))
    running.traced("import", str(out / "broken.json"), status=2)
    # A mistake in the settings is told of, and quoted, but not in the log.
    running.home.joinpath("settings.toml").write_text(f'[profile]\nconditions = ["{OWN_WORD}"]\n')
    wait_for(lambda: running.facts("status")["settings_error"], 10.0, "the refusal")
    assert open_ones(running.home) == []
    assert open_ones(out) == []
    assert OWN_WORD in (out / "report.txt").read_text("utf-8")
    running.command("quit")
    running.child.process.wait(20.0)

    called = list(running.sockets())
    # Each window is a process that asked for the display.
    assert len({line.split()[0] for line in called if "AF_UNIX" in line}) > len(TITLES)
    assert [line for line in called if "AF_INET" in line] == []
    log = running.log_file() + running.child.output()
    assert HEALTH.search(log) is None, HEALTH.search(log)
    assert not any((folder / "here").exists() for folder in (desktop.folder, desktop.home, out))


def test_every_window_has_a_title_that_says_nothing() -> None:
    assert set(TITLES) == set(Window)
    assert not any(HEALTH.search(title) for title in TITLES.values())
