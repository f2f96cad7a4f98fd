"""What the desktop asks of every window: light or dark, contrast, the size of text, motion.

Qt tells some of it, depending on the desktop; the rest stands in files of GTK, Xfce and Plasma.
Reading them costs less than a millisecond; no program is started and no bus is asked.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SMALLEST_SCALE: Final = 1.0
LARGEST_SCALE: Final = 2.0
PLAIN_FONT_POINTS: Final = 10.0
"""The size of text that counts as 100 %: KDE's default; GNOME has 11, Qt by itself 9."""

_LONGEST_FILE_BYTES = 256 * 1024
_INI_LINE = re.compile(r"^\s*(gtk-[a-z-]+)\s*=\s*(.*?)\s*$", re.MULTILINE)
_PLASMA_INSTANT = re.compile(r"^AnimationDurationFactor\s*=\s*0(?:\.0*)?\s*$", re.MULTILINE)
_XFCE_PROPERTY = re.compile(r'<property name="(\w+)" type="\w+" value="([^"]*)"')
_FONT_SIZE = re.compile(r"(?:^|[\s,])(\d+(?:\.\d+)?)\s*$")
_DARK_NAME = re.compile(r"dark|black|noir|night|inverse", re.IGNORECASE)
_CONTRAST_NAME = re.compile(r"high.?contrast|contrast.?high|a11y", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted.

    Attributes:
        dark: Whether windows are dark.
        high_contrast: Whether contrast comes before looks.
        scale: The size of text, 1.0 to 2.0.
        still: Whether less motion is wanted.
    """

    dark: bool = False
    high_contrast: bool = False
    scale: float = 1.0
    still: bool = False

    @property
    def palette_name(self) -> str:
        """The name of the palette in `windows.palettes.PALETTES`."""
        plain = "dark" if self.dark else "light"
        return f"contrast_{plain}" if self.high_contrast else plain


@dataclasses.dataclass(frozen=True, slots=True)
class ToldByQt:
    """What Qt knows of the desktop.

    Attributes:
        dark: Its colour scheme; None where it does not know.
        high_contrast: Whether it was asked for more contrast; False where it does not know.
        font_points: The size of the desktop's font, points.
    """

    dark: bool | None = None
    high_contrast: bool = False
    font_points: float = PLAIN_FONT_POINTS


def decide(environ: Mapping[str, str], files: Mapping[str, str], told: ToldByQt) -> Wishes:
    """Weigh what is known; the environment wins, then Qt, then the desktop's files.

    Args:
        environ: ``LULL_THEME`` (``light``, ``dark``, ``contrast``, ``contrast-dark``) and
            ``LULL_TEXT_SCALE`` (1 to 2, or 100 to 200) say it outright, and ``LULL_MOTION``
            (``reduced`` or ``full``).
        files: What `read_files` found.
        told: What Qt knows.
    """
    chosen = environ.get("LULL_THEME", "").strip().lower()
    theme = environ.get("GTK_THEME") or files.get("theme", "")
    if chosen in {"light", "dark", "contrast", "contrast-dark"}:
        dark, contrast = chosen.endswith("dark"), chosen.startswith("contrast")
    else:
        named_dark = bool(_DARK_NAME.search(theme)) or files.get("prefer_dark") == "true"
        dark = named_dark if told.dark is None else told.dark
        contrast = told.high_contrast or bool(_CONTRAST_NAME.search(theme))
    motion = environ.get("LULL_MOTION", "").strip().lower()
    still = motion == "reduced" or (motion != "full" and files.get("still") == "true")
    return Wishes(dark, contrast, _scale(environ, files, told), still)


def _scale(environ: Mapping[str, str], files: Mapping[str, str], told: ToldByQt) -> float:
    try:
        wanted = float(environ.get("LULL_TEXT_SCALE", "").strip().rstrip("%"))
    except ValueError:
        in_file = _FONT_SIZE.search(files.get("font", ""))
        points = max(told.font_points, float(in_file[1]) if in_file else 0.0)
        wanted = points / PLAIN_FONT_POINTS
    if wanted > 10:  # noqa: PLR2004 - as 150 is per cent and nobody means fifteen hundred times
        wanted /= 100
    return min(max(wanted, SMALLEST_SCALE), LARGEST_SCALE)


def read_files(environ: Mapping[str, str]) -> dict[str, str]:
    """What the desktop's files say: ``theme``, ``font``, ``prefer_dark``, ``still``, where known.

    A file that is missing, too large or not text says nothing.
    """
    folder = Path(environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME", "/")) / ".config")
    found: dict[str, str] = {}
    for name in ("gtk-4.0/settings.ini", "gtk-3.0/settings.ini"):
        lines = dict(_INI_LINE.findall(_text(folder / name)))
        _add(found, "theme", lines.get("gtk-theme-name"))
        _add(found, "font", lines.get("gtk-font-name"))
        if lines.get("gtk-application-prefer-dark-theme", "").lower() in {"1", "true"}:
            _add(found, "prefer_dark", "true")
        if lines.get("gtk-enable-animations", "").lower() in {"0", "false"}:
            _add(found, "still", "true")
    # Plasma's "instant" animations, which also Plasma's own way to ask for less motion sets.
    if _PLASMA_INSTANT.search(_text(folder / "kdeglobals")):
        _add(found, "still", "true")
    if "xfce" in environ.get("XDG_CURRENT_DESKTOP", "").lower():
        xml = _text(folder / "xfce4/xfconf/xfce-perchannel-xml/xsettings.xml")
        properties = dict(_XFCE_PROPERTY.findall(xml))
        # Xfce 4.18 does not read GTK's file where its own settings daemon runs.
        for key, name in (("theme", "ThemeName"), ("font", "FontName")):
            if properties.get(name):
                found[key] = properties[name]
    return found


def _add(found: dict[str, str], key: str, value: str | None) -> None:
    if value:
        found.setdefault(key, value)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_FILE_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
