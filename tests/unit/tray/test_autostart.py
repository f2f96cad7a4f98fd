from __future__ import annotations

import contextlib
import os
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import DesktopError
from config.language import ENGLISH, LANGUAGES
from tray import autostart
from tray.share import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = [
    "plain",
    "with spaces",
    'with "quotes"',
    "it's",
    "$HOME",
    "`reboot`",
    "100%",
    "%f %U %%",
    "back\\slash",
    "ends with \\",
    "line\nbreak",
    "carriage\rreturn",
    "tab\tulator",
    "semi;colon & pipe | > <",
    "ünïcödé 水",
    os.fsdecode(b"no text \xff"),
    "",
]
NOT_IN_XML = {"carriage\rreturn", os.fsdecode(b"no text \xff")}


def unescape(value: str) -> str:
    """A string value of a desktop entry as it is meant (Desktop Entry Specification, "Values")."""
    meant = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    letters, result = iter(value), ""
    for letter in letters:
        result += meant[next(letters)] if letter == "\\" else letter
    return result


def arguments(exec_value: str) -> list[str]:
    """The words of an ``Exec`` value, of which each is quoted ("The Exec key")."""
    letters = iter(unescape(exec_value))
    words = []
    for opening in letters:
        assert opening == '"'
        word = ""
        while (letter := next(letters)) != '"':
            if letter == "\\":
                letter = next(letters)
                assert letter in '"`$\\'
            elif letter == "%":
                assert next(letters) == "%"
            else:
                assert letter not in '"`$'
            word += letter
        words.append(word)
        assert next(letters, " ") == " "
    return words


def exec_of(text: str) -> str:
    [line] = [line for line in text.split("\n") if line.startswith("Exec=")]
    return line.removeprefix("Exec=")


@pytest.fixture
def environ(own_home: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(own_home / "config")}


# -- Linux


@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_path_is_one_word_of_the_command(word: str) -> None:
    command = ["/opt/lull", "--home", word]
    text = entry.autostart_entry(command)
    assert arguments(exec_of(text)) == command
    # It begins no line of its own.
    keys = [line.partition("=")[0] for line in text.split("\n")[1:-1]]
    assert [key for key in keys if not key.endswith("]")] == [
        "Type",
        "Name",
        "Comment",
        "Icon",
        "TryExec",
        "Exec",
        "Terminal",
        "X-GNOME-Autostart-enabled",
    ]
    assert "\r" not in text


@given(st.lists(st.text(st.characters(exclude_characters="\0")), min_size=1, max_size=4))
def test_any_command_is_read_back_as_it_was(command: list[str]) -> None:
    assert arguments(entry.exec_line(command)) == command


@pytest.mark.parametrize("word", HOSTILE)
def test_the_entry_is_valid_for_those_who_check_it(tmp_path: Path, word: str) -> None:
    check = shutil.which("desktop-file-validate")
    if check is None:
        return  # the specification itself is checked above
    file = tmp_path / "lull.desktop"
    file.write_bytes(autostart._contents(["/opt/lull", "--home", word]))
    done = subprocess.run([check, file], capture_output=True, text=True, check=False)
    # It takes only UTF-8, which the name of a file need not be.
    if word.isprintable() or word in {"line\nbreak", "tab\tulator"}:
        assert (done.returncode, done.stdout) == (0, "")


def test_it_is_turned_on_and_off(environ: dict[str, str], own_home: Path) -> None:
    assert not autostart.is_on(environ)
    place = autostart.turn_on(["/opt/lull"], environ)
    assert place == str(own_home / "config" / "autostart" / "org.lull.Lull.desktop")
    assert autostart.is_on(environ)
    assert exec_of(Path(place).read_text()) == '"/opt/lull"'
    assert Path(place).stat().st_mode & 0o777 == 0o600
    assert autostart.turn_off(environ) == place
    assert not autostart.is_on(environ)
    autostart.turn_off(environ)


@pytest.mark.parametrize(
    "line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "Hidden = True"]
)
def test_an_entry_that_the_desktop_turned_off_is_off(environ: dict[str, str], line: str) -> None:
    place = Path(autostart.turn_on(["/opt/lull"], environ))
    place.write_text(f"[Desktop Entry]\n{line}\n")
    assert not autostart.is_on(environ)
    autostart.turn_on(["/opt/lull"], environ)
    assert autostart.is_on(environ)


def test_it_says_in_every_language_what_starts_at_login(environ: dict[str, str]) -> None:
    lines = Path(autostart.turn_on(["/opt/lull"], environ)).read_text().splitlines()
    comments = [line.partition("=")[0] for line in lines if line.startswith("Comment")]
    others = [f"Comment[{code}]" for code in LANGUAGES if code != ENGLISH]
    assert comments == ["Comment", *others]


def test_an_entry_with_the_words_of_another_version_starts_the_same(
    environ: dict[str, str],
) -> None:
    place = Path(autostart.turn_on(["/opt/lull", "run"], environ))
    text = re.sub("Comment.*\n", "", place.read_text())
    place.write_text(text)
    assert autostart.starts(["/opt/lull", "run"], environ)


@pytest.mark.parametrize("base", ["", "relative/path"])
def test_without_a_folder_of_its_own_it_is_the_usual_one(own_home: Path, base: str) -> None:
    expected = own_home / ".config" / "autostart" / "org.lull.Lull.desktop"
    assert autostart.entry_path({"XDG_CONFIG_HOME": base}) == expected


def test_in_a_flatpak_it_says_who_can(environ: dict[str, str]) -> None:
    with pytest.raises(DesktopError, match="a Flatpak cannot"):
        autostart.turn_on(["/app/bin/lull"], environ | {"FLATPAK_ID": "org.lull.Lull"})
    assert not autostart.is_on(environ)


def test_a_path_that_is_no_text_is_written_as_its_bytes(environ: dict[str, str]) -> None:
    place = autostart.turn_on([os.fsdecode(b"/opt/\xff/lull")], environ)
    assert b'Exec="/opt/\xff/lull"\n' in Path(place).read_bytes()


def test_what_cannot_be_written_is_told_of(environ: dict[str, str], own_home: Path) -> None:
    (own_home / "config").mkdir()
    (own_home / "config" / "autostart").write_text("a file")
    with pytest.raises(DesktopError, match="Autostart could not be changed"):
        autostart.turn_on(["/opt/lull"], environ)
    with pytest.raises(DesktopError, match="Autostart could not be changed"):
        autostart.turn_off(environ)
    assert not autostart.is_on(environ)


# -- macOS


@pytest.mark.parametrize("word", [word for word in HOSTILE if word not in NOT_IN_XML])
def test_a_launch_agent_starts_it_on_macos(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    place = Path(autostart.turn_on(["/opt/lull", "--home", word], {}))
    assert place.parent == own_home / "Library" / "LaunchAgents"
    agent = plistlib.loads(place.read_bytes())
    assert agent["ProgramArguments"] == ["/opt/lull", "--home", word]
    assert agent["RunAtLoad"] is True
    assert agent["Label"] == place.stem
    assert autostart.is_on({})
    autostart.turn_off({})
    assert not autostart.is_on({})


def test_a_path_that_a_launch_agent_cannot_hold_is_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(DesktopError, match="Autostart could not be changed"):
        autostart.turn_on(["/opt/\x1b/lull"], {})
    assert not autostart.is_on({})


# -- Windows


class Registry:
    """The part of winreg that is used, over a dictionary."""

    HKEY_CURRENT_USER = "HKCU"
    KEY_SET_VALUE = 2
    REG_SZ = 1

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self.values: dict[str, str] = {}

    @contextlib.contextmanager
    def OpenKey(self, root: str, key: str, *_: int) -> Iterator[str]:  # noqa: N802 - its name there
        if not self.there:
            raise FileNotFoundError(key)
        assert root == self.HKEY_CURRENT_USER
        yield key

    def QueryValueEx(self, _key: str, name: str) -> tuple[str, int]:  # noqa: N802 - its name there
        if name not in self.values:
            raise FileNotFoundError(name)
        return self.values[name], self.REG_SZ

    def SetValueEx(self, _key: str, name: str, _: int, kind: int, value: str) -> None:  # noqa: N802 - its name there
        assert kind == self.REG_SZ
        self.values[name] = value

    def DeleteValue(self, _key: str, name: str) -> None:  # noqa: N802 - its name there
        del self.values[name]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    fake = Registry()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", fake)
    return fake


def test_the_registry_starts_it_on_windows(registry: Registry) -> None:
    assert not autostart.is_on({})
    place = autostart.turn_on([r"C:\Program Files\lull.exe", "--home", 'a "b"'], {})
    assert place.endswith(r"\CurrentVersion\Run\Lull")
    assert registry.values == {"Lull": r'"C:\Program Files\lull.exe" --home "a \"b\""'}
    assert autostart.is_on({})
    assert autostart.turn_off({}) == place
    assert registry.values == {}
    autostart.turn_off({})
    assert not autostart.is_on({})


def test_a_registry_that_refuses_is_told_of(registry: Registry) -> None:
    registry.there = False
    with pytest.raises(DesktopError, match="Autostart could not be changed"):
        autostart.turn_on(["lull"], {})
    with pytest.raises(DesktopError, match="Autostart could not be changed"):
        autostart.turn_off({})
    assert not autostart.is_on({})


# -- everywhere


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_it_is_known_whether_what_starts_has_a_home_of_its_own(
    own_home: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    assert registry.there
    monkeypatch.setattr(sys, "platform", platform)
    environ = {"XDG_CONFIG_HOME": str(own_home / "config")}
    assert not autostart.names_a_home(environ)
    autostart.turn_on(["/opt/the --home of/lull", "run"], environ)
    assert autostart.names_a_home(environ) is (platform == "win32")  # rather one that stays
    autostart.turn_on(["/opt/lull", "--home", "/other", "run"], environ)
    assert autostart.names_a_home(environ)
    autostart.turn_off(environ)
    assert not autostart.names_a_home(environ)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_what_starts_is_known_by_its_command(
    own_home: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    assert registry.there
    monkeypatch.setattr(sys, "platform", platform)
    environ = {"XDG_CONFIG_HOME": str(own_home / "config")}
    command = ["/opt/lull", "--home", "/my home", "run"]
    assert not autostart.starts(command, environ)
    autostart.turn_on(command, environ)
    assert autostart.starts(command, environ)
    assert not autostart.starts(["/opt/lull", "run"], environ)
    autostart.turn_off(environ)
    assert not autostart.starts(command, environ)


def test_a_command_that_a_launch_agent_cannot_hold_is_not_what_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    autostart.turn_on(["/opt/lull"], {})
    assert not autostart.starts(["/opt/\x1b/lull"], {})
