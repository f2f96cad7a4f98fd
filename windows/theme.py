"""The look of every window: Lull's own palettes, following what the desktop asks for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette

from windows.desktop_wishes import ToldByQt, decide, read_files
from windows.look import Look
from windows.palettes import PALETTES
from windows.style_sheet import style_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication

    from windows.palettes import Palette

PIXELS_PER_POINT: Final = 96 / 72
"""At the resolution that text sizes are told for."""


class Theme(QObject):
    """What is painted how, now; it tells when the desktop wants something else.

    Attributes:
        changed: Emitted after `look` changed and was applied.
        look: The colours and sizes to paint with.
    """

    changed = Signal()

    def __init__(self, application: QApplication, environ: Mapping[str, str] | None = None) -> None:
        """Take over the application's palette, font and style sheet.

        Args:
            application: The one application.
            environ: The environment; that of the process by default.
        """
        super().__init__(application)
        self._application = application
        self._environ = os.environ if environ is None else environ
        self._font = QFont(application.font())
        if not application.styleSheet():
            # Fusion paints with the palette that it is given; a desktop's own style may not.
            application.setStyle("Fusion")
        self.look = self._wanted()
        self._apply()
        application.styleHints().colorSchemeChanged.connect(self.follow)

    @property
    def colours(self) -> Palette:
        """The palette of the look."""
        return self.look.palette

    def follow(self) -> None:
        """Ask the desktop again, and repaint if it wants something else."""
        wanted = self._wanted()
        if wanted != self.look:
            self.look = wanted
            self._apply()
            self.changed.emit()

    def font(self, pixels: int, *, bold: bool = False) -> QFont:
        """The desktop's font at a size of the look."""
        font = QFont(self._font)
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def _wanted(self) -> Look:
        wishes = decide(self._environ, read_files(self._environ), self._told())
        return Look(PALETTES[wishes.palette_name], wishes.scale, wishes.still)

    def _told(self) -> ToldByQt:
        hints = self._application.styleHints()
        scheme = hints.colorScheme()
        dark = None if scheme is Qt.ColorScheme.Unknown else scheme is Qt.ColorScheme.Dark
        points = self._font.pointSizeF()
        return ToldByQt(
            dark=dark,
            high_contrast=_more_contrast(hints),
            # A font that was set in pixels has no size in points.
            font_points=points if points > 0 else self._font.pixelSize() / PIXELS_PER_POINT,
        )

    def _apply(self) -> None:
        self._application.setPalette(qt_palette(self.colours))
        self._application.setFont(self.font(self.look.text))
        sheet = style_sheet(self.look)
        # Setting it looks at every widget anew, which takes longest of all.
        if sheet != self._application.styleSheet():
            self._application.setStyleSheet(sheet)


def _more_contrast(hints: QObject) -> bool:
    # Qt 6.10 and newer know it of GNOME, of Windows and of macOS.
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is None:
        return False
    preference = accessibility().contrastPreference()
    return bool(preference == Qt.ContrastPreference.HighContrast)


def qt_palette(colours: Palette) -> QPalette:
    """Lull's colours as Qt's roles."""
    role = QPalette.ColorRole
    roles = {
        role.Window: colours.page,
        role.WindowText: colours.ink,
        role.Base: colours.surface,
        role.AlternateBase: colours.raised,
        role.Text: colours.ink,
        role.PlaceholderText: colours.quiet,
        role.Button: colours.surface,
        role.ButtonText: colours.ink,
        role.BrightText: colours.emergency,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.ink,
        role.ToolTipText: colours.surface,
        role.Light: colours.raised,
        role.Midlight: colours.hairline,
        role.Mid: colours.line,
        role.Dark: colours.line,
        role.Shadow: colours.line,
    }
    palette = QPalette()
    for each, colour in roles.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.quiet))
    return palette
