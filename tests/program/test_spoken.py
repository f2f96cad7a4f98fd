"""The language that a command speaks."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import pytest
from hard_coded import beside, hard_coded
from program import wait_for

from config import language
from config.kinds import NudgeKind, TrialHabit
from tips.sources import shipped_sources
from tray.commands.actions import COMMANDS
from tray.commands.entry import _language_setting

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from program import Program

SOURCES = (
    *("logind", "GNOME Mutter", "Wayland", "X11 XScreenSaver"),
    *("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"),
)
"""What the doctor calls by its name."""


def test_a_command_speaks_the_language_of_its_variable_and_keeps_names_as_they_are(
    lull: Program,
) -> None:
    lull.environ[language.VARIABLE] = language.PSEUDO
    told = lull.facts("log", "coffee")
    assert "⟦" in told["text"]
    assert told["entry"]["item"] == "coffee"


@pytest.mark.parametrize(
    "command",
    [
        "today",
        "status",
        "why",
        "ease",
        "plan",
        "patterns",
        "trial",
        "look-back",
        "report",
        "backup list",
        "settings check",
        "pause 1h",
        "undo",
        "nudge water",
        "autostart status",
        "doctor",
    ],
)
def test_a_command_says_nothing_in_english_to_somebody_who_speaks_another_language(
    command: str, lull: Program
) -> None:
    lull.environ[language.VARIABLE] = language.PSEUDO
    lull("log", "coffee")
    told = lull.text(*command.split())
    titles = [words for one in shipped_sources().values() for words in (one.title, one.calm_title)]
    names = [name.replace("_", "-") for name in (*NudgeKind, *TrialHabit)]
    assert hard_coded(told, *titles, *names, *facts_of(lull), *SOURCES, "ok", "T") == []


def english(done: subprocess.CompletedProcess[str], *names: str) -> set[str]:
    """What of all that a command said went through no language, but for names."""
    told = done.stdout + done.stderr
    assert "⟦" in told, done
    return beside(told, *map(str, done.args), "lull ok T", *names)


def facts_of(lull: Program) -> tuple[str, ...]:
    """What the doctor tells as it is."""
    files = (lull.paths.settings, lull.paths.journal)
    return (*map(str, files), lull.environ["TZ"], f"{platform.system()} {platform.release()}")


@pytest.mark.parametrize(
    "command",
    [
        "nonsense",
        "nudge",
        "nudge yoga",
        "log coffee --at",
        "status now",
        "status --json=yes",
        "why --days 0",
        "demo --seconds x",
        "settings",
        "log sleep 25",
        "import {}/missing",
        "import {}",
        "import {}/broken",
        "import {}/strange",
        "check --json {}/missing",
        "check --json {}/broken",
        "check --json {}/strange",
        "report --out {}/missing/report.txt",
        "report --out {}.txt/report.txt",
        "report --from 2199-01-01",
        "export --out {}/missing/all.json",
        "export --out {}",
        "backup restore nothing",
        "forget",
        "quit",
        "--home {}/broken status",
    ],
)
def test_what_goes_wrong_is_told_in_the_language(
    command: str, lull: Program, tmp_path: Path
) -> None:
    lull.environ[language.VARIABLE] = language.PSEUDO
    (tmp_path / "broken").write_text("[", "utf-8")
    start = '{"format": "lull-journal", "version": 1, '
    (tmp_path / "strange").write_text(f'{start}"entries": [{{"kind": 1}}]}}', "utf-8")
    (tmp_path.with_suffix(".txt")).write_text("", "utf-8")
    done = lull(*command.format(*[tmp_path] * 2).split())
    assert done.returncode in {1, 2}
    names = " ".join(("run KIND path check", *COMMANDS, *NudgeKind))
    assert english(done, names, "COMMAND FILE JSON entries kind format") == set()


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "x == 1",
        "day = 3",
        "[day]\nbedtme = 1",
        "[limits]\ngap_minutes = 1",
        "[profile]\nage_band = 1",
    ],
)
def test_what_is_wrong_with_the_settings_is_told_in_the_language(text: str, lull: Program) -> None:
    lull.environ[language.VARIABLE] = language.PSEUDO
    lull.home.mkdir()
    lull.paths.settings.write_text(text, "utf-8")
    for command in ("settings check", "status", "doctor"):
        done = lull(*command.split())
        bands = "day.bedtime under_16 16_39 40_49 50_59 60_plus"
        assert english(done, text, bands, *facts_of(lull), *SOURCES) == set()


@pytest.mark.parametrize(
    "desktop",
    [
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"},
        {"DBUS_SESSION_BUS_ADDRESS": "strange:"},
        {"DISPLAY": ":4711", "XDG_SESSION_TYPE": "x11"},
        {"DISPLAY": "elsewhere:0", "XDG_SESSION_TYPE": "x11"},
        {
            "WAYLAND_DISPLAY": "nothing",
            "XDG_RUNTIME_DIR": "/nowhere",
            "XDG_SESSION_TYPE": "wayland",
        },
    ],
    ids=str,
)
def test_the_doctor_says_in_the_language_what_a_desktop_lacks(
    desktop: dict[str, str], lull: Program
) -> None:
    lull.environ |= {language.VARIABLE: language.PSEUDO, **desktop}
    # python-xlib leaves a socket open behind which there is no server.
    lull.environ["PYTHONWARNINGS"] = "ignore"
    names = *SOURCES, *desktop, *desktop.values()
    assert english(lull("doctor"), *facts_of(lull), *names) == set()


@pytest.mark.parametrize(
    "words",
    [["--home", "{}", "status"], ["status", "--home={}"], ["log", "a", "b", "--home", "{}"]],
)
def test_the_language_is_that_of_the_settings_of_the_folder(
    words: list[str], tmp_path: Path
) -> None:
    (tmp_path / "settings.toml").write_text('language = "fr"\n', "utf-8")
    assert _language_setting([word.format(tmp_path) for word in words]) == "fr"


@pytest.mark.parametrize("words", [["status", "--home"], ["--home", ""], []])
def test_without_a_folder_that_can_be_the_settings_say_nothing(words: list[str]) -> None:
    assert _language_setting(words) == ""


def test_the_running_lull_follows_the_setting_and_answers_a_command_in_the_commands_language(
    lull: Program,
) -> None:
    with lull.running():
        assert lull.text("status").splitlines()[1].startswith(("Next: ", "Quiet: "))
        lull.paths.settings.write_text('language = "de"\n')
        follows = ("Als Nächstes: ", "Ruhe: ")
        wait_for(lambda: lull.text("status").splitlines()[1].startswith(follows), "German")
        assert lull.text("status").splitlines()[0] == "Lull läuft."
        assert lull.text("log", "coffee") == "Kaffee notiert, etwa 100 mg Koffein.\n"
        lull.environ[language.VARIABLE] = "fr"
        assert lull.text("log", "tea").startswith("Thé")
        assert lull.text("pause", "tomorrow").startswith("Calme")
        del lull.environ[language.VARIABLE]
        # What the second line gives as the reason is told once.
        told = lull.text("status")
        assert told.splitlines()[1].endswith("Pause bis Mitternacht")
        assert told.count("Mitternacht") == 1
