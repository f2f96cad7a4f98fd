"""Starts Lull at login, in the way of each system, and takes that back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.errors import DesktopError
from config.foreign_words import place_and_reason_of
from config.identity import APP_ID
from config.language import N_, tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from config.paths import Paths

_NOT_CHANGED = N_("Autostart could not be changed")
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


def login_command(paths: Paths) -> list[str]:
    """What is started at login: this Lull, with the home that it has now."""
    from tray.opener import lull_command  # noqa: PLC0415 - who only asks for the state needs it not

    home = ["--home", str(paths.home)] if paths.home else []
    return [*lull_command(), *home, "run", "--autostart"]


def entry_path(environ: Mapping[str, str]) -> Path:
    """Where the autostart entry of a Linux desktop stands (Autostart Specification 0.5)."""
    base = environ.get("XDG_CONFIG_HOME") or ""
    folder = Path(base) if Path(base).is_absolute() else Path.home() / ".config"
    return folder / "autostart" / f"{APP_ID}.desktop"


def is_on(environ: Mapping[str, str]) -> bool:
    """Whether Lull starts at login."""
    if sys.platform == "win32":
        return _windows_value() is not None
    try:
        contents = _file(environ).read_bytes()
    except OSError:
        return False
    # Desktops turn an entry off by these: the first is the specification's, the second GNOME's.
    lines = contents.lower().replace(b" ", b"").split(b"\n")
    return not {b"hidden=true", b"x-gnome-autostart-enabled=false"} & set(lines)


def starts(command: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether it is just ``command`` that starts at login, and not a Lull of other folders."""
    if not is_on(environ):
        return False
    if sys.platform == "win32":
        import subprocess  # noqa: PLC0415 - for its quoting, on Windows alone

        return _windows_value() == subprocess.list2cmdline(list(command))
    try:
        contents = _file(environ).read_bytes()
        if sys.platform == "darwin":
            return contents == _contents(command)
    except (OSError, ValueError):
        return False
    from tray.share.entry import has_command  # noqa: PLC0415 - see `_contents`

    return has_command(contents, command)


def names_a_home(environ: Mapping[str, str]) -> bool:
    """Whether what stands there, turned off or not, starts a Lull with a ``--home`` of its own."""
    if sys.platform == "win32":
        return " --home " in (_windows_value() or "")
    try:
        contents = _file(environ).read_bytes()
    except OSError:
        return False
    # As a word of the command, in a desktop entry and in a property list.
    return b'"--home"' in contents or b"<string>--home</string>" in contents


def turn_on(command: Sequence[str], environ: Mapping[str, str]) -> str:
    """Start ``command`` at every login from now on; returns where that is kept.

    Raises:
        DesktopError: It could not be written.
    """
    if environ.get("FLATPAK_ID"):
        detail = tr("a Flatpak cannot; add Lull where your desktop keeps what starts at login")
        raise DesktopError(tr(_NOT_CHANGED), detail)
    # A build writes desktop entries too, with none of the packages that Lull runs on.
    from config.paths import write_private  # noqa: PLC0415 - see above

    try:
        if sys.platform == "win32":
            return _windows_set(command)
        path = _file(environ)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_private(path, _contents(command))
    # The latter for a path that a property list cannot hold.
    except (OSError, ValueError) as error:
        raise DesktopError(tr(_NOT_CHANGED), place_and_reason_of(error)) from error
    return str(path)


def turn_off(environ: Mapping[str, str]) -> str:
    """Do not start at login any more; returns where that was kept.

    Raises:
        DesktopError: It could not be taken away.
    """
    try:
        if sys.platform == "win32":
            return _windows_set(None)
        path = _file(environ)
        path.unlink(missing_ok=True)
    except OSError as error:
        raise DesktopError(tr(_NOT_CHANGED), place_and_reason_of(error)) from error
    return str(path)


def _file(environ: Mapping[str, str]) -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{APP_ID}.plist"
    return entry_path(environ)


def _contents(command: Sequence[str]) -> bytes:
    if sys.platform == "darwin":
        import plistlib  # noqa: PLC0415 - needed here alone

        agent = {
            "Label": APP_ID,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        return plistlib.dumps(agent)
    # Loaded with the words of every language, which nobody needs who does not turn it on.
    from tray.share.entry import autostart_entry, entry_bytes  # noqa: PLC0415 - see above

    return entry_bytes(autostart_entry(command))


def _windows_value() -> str | None:
    import winreg  # noqa: PLC0415 - exists on Windows alone

    registry: Any = winreg
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, _RUN_KEY) as key:
            value: str = registry.QueryValueEx(key, "Lull")[0]
    except OSError:
        return None
    return value


def _windows_set(command: Sequence[str] | None) -> str:
    import subprocess  # noqa: PLC0415 - for its quoting, on Windows alone
    import winreg  # noqa: PLC0415 - exists on Windows alone

    registry: Any = winreg
    access = registry.KEY_SET_VALUE
    root = registry.HKEY_CURRENT_USER
    with registry.OpenKey(root, _RUN_KEY, 0, access) as key:
        if command is not None:
            line = subprocess.list2cmdline(list(command))
            registry.SetValueEx(key, "Lull", 0, registry.REG_SZ, line)
        elif _windows_value() is not None:
            registry.DeleteValue(key, "Lull")
    return rf"HKEY_CURRENT_USER\{_RUN_KEY}\Lull"
