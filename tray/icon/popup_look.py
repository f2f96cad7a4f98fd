"""How the desktop wants a popup menu to look: text scale, light or dark, and a font."""

from __future__ import annotations

import configparser
import dataclasses
import os
import shutil
import struct
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

from tray.icon.popup_layout import NORMAL_DPI

if TYPE_CHECKING:
    from collections.abc import Mapping

FONT_PLACES = (
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/google-noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu/DejaVuSans.ttf",
)
"""Where Debian, Fedora, Arch and Alpine keep them."""
FONT_SEARCH_SECONDS = 3.0
_XSETTINGS_DPI_UNITS = 1024
_INTEGER, _STRING, _COLOUR = 0, 1, 2


@dataclasses.dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a menu; every text has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3).

    Attributes:
        ground: Behind the rows.
        text: Labels.
        faint: Labels of rows that are off; still to be read, since one of them tells the state.
        border: The edge of a panel.
        line: Separators.
        hot_ground: Behind the highlighted row.
        hot_text: Its label.
    """

    ground: str
    text: str
    faint: str
    border: str
    line: str
    hot_ground: str
    hot_text: str


LIGHT = Palette("#fcfcfb", "#1c2226", "#59636b", "#a9b1b6", "#d8dcde", "#10697a", "#ffffff")
DARK = Palette("#24282c", "#f0f2f3", "#a9b3ba", "#5a646c", "#454d54", "#8fdbe6", "#0e1a1d")


def text_dpi(resources: str, settings: Mapping[str, str | int]) -> float:
    """Dots per inch for text, which carry the desktop's text scale.

    Args:
        resources: The X resources (``RESOURCE_MANAGER``); ``Xft.dpi`` in them counts first.
        settings: The desktop's XSETTINGS; their ``Xft/DPI`` counts next, in 1024ths.

    Returns:
        The resolution as stated, or 96 where nothing usable is.
    """
    for line in resources.splitlines():
        name, _, value = line.partition(":")
        if name.strip() in {"Xft.dpi", "*dpi", "Xft*dpi"}:
            try:
                found = float(value)
            except ValueError:
                continue
            if found > 0:
                return found
    scaled = settings.get("Xft/DPI")
    if isinstance(scaled, int) and scaled > 0:
        return scaled / _XSETTINGS_DPI_UNITS
    return NORMAL_DPI


def read_xsettings(data: bytes) -> dict[str, str | int]:
    """Texts and whole numbers out of the value of ``_XSETTINGS_SETTINGS``.

    Specification: freedesktop.org XSETTINGS 0.5. What is cut short or of an unknown type ends the
    reading; what came before it counts.
    """
    found: dict[str, str | int] = {}
    if not data:
        return found
    order = ">" if data[0] == 1 else "<"
    try:
        (count,) = struct.unpack_from(f"{order}I", data, 8)
        at = 12
        for _ in range(count):
            kind, name_length = struct.unpack_from(f"{order}BxH", data, at)
            name = data[at + 4 : at + 4 + name_length].decode("latin-1")
            at += 4 + _padded(name_length) + 4
            if kind == _INTEGER:
                (found[name],) = struct.unpack_from(f"{order}i", data, at)
                at += 4
            elif kind == _STRING:
                (length,) = struct.unpack_from(f"{order}I", data, at)
                found[name] = data[at + 4 : at + 4 + length].decode("utf-8", "replace")
                at += 4 + _padded(length)
            elif kind == _COLOUR:
                at += 8
            else:
                break
    except struct.error:
        return found
    return found


def prefers_dark(
    environment: Mapping[str, str], settings: Mapping[str, str | int], ini: str
) -> bool:
    """Whether the desktop is dark, by the name of its GTK theme.

    Args:
        environment: ``GTK_THEME`` in it overrides everything, as it does in GTK.
        settings: The desktop's XSETTINGS; their ``Net/ThemeName`` is what is in force now.
        ini: Text of GTK 3's ``settings.ini``; asked where nobody keeps XSETTINGS.
    """
    theme = environment.get("GTK_THEME") or settings.get("Net/ThemeName")
    if theme:
        return "dark" in str(theme).casefold()
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(ini)
    except configparser.Error:
        return False
    section = parser["Settings"] if parser.has_section("Settings") else {}
    wished = section.get("gtk-application-prefer-dark-theme", "").strip().casefold()
    name = section.get("gtk-theme-name", "").casefold()
    return wished in {"1", "true", "yes", "on"} or "dark" in name


def read_gtk_ini(environment: Mapping[str, str]) -> str:
    """Text of the person's GTK 3 settings, or nothing where there are none to be read."""
    home = environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", "/"), ".config")
    try:
        return Path(home, "gtk-3.0", "settings.ini").read_text("utf-8", "replace")
    except OSError:
        return ""


def load_font(
    size: int, places: tuple[str, ...] = FONT_PLACES
) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A readable sans-serif font: from the usual places, else by fontconfig, else Pillow's own.

    Args:
        size: Height of the text in pixels.
        places: Files to try first.
    """
    for path in places:
        if Path(path).exists():
            try:
                return ImageFont.truetype(path, size)
            except OSError:
                continue
    matched = _matched_font()
    if matched:
        try:
            return ImageFont.truetype(matched, size)
        except OSError:
            pass
    return ImageFont.load_default(size)


def _matched_font() -> str:
    program = shutil.which("fc-match")
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - the program that PATH names, with fixed arguments
            [program, "--format=%{file}", "sans-serif"],
            capture_output=True,
            timeout=FONT_SEARCH_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return os.fsdecode(done.stdout)


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4
