"""The colours of the windows: plain data, and the contrast that a test holds them to.

Every colour is written ``#rrggbb``. A name says what a colour is for, never what it looks like, so
that a widget reads the same in every palette.
"""

from __future__ import annotations

import dataclasses
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT_CONTRAST: Final = 4.5
"""The least contrast of text with what it stands on (WCAG 2.2, 1.4.3)."""

SHAPE_CONTRAST: Final = 3.0
"""The least contrast of an outline, a tick or a focus ring (WCAG 2.2, 1.4.11)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Palette:
    """What each part of a window is painted with.

    Attributes:
        name: ``light``, ``dark``, ``contrast_light`` or ``contrast_dark``.
        dark: Whether light text stands on a dark page.
        high_contrast: Whether no style sheet may soften it.
        page: The window behind everything.
        surface: Cards, fields and unticked controls.
        raised: A control under the pointer.
        ink: Text.
        quiet: Text of less weight: help, sources.
        accent: The primary button, ticks, headings' marks.
        accent_raised: The primary button under the pointer.
        on_accent: Text and ticks on the accent.
        chosen: What is ticked.
        on_chosen: Text on what is ticked.
        line: The outline of a control.
        hairline: A line that only decorates.
        focus: The ring around what has the keyboard.
        emergency: The ground of the emergency card and its call line.
        on_emergency: Text on it.
        notice: The ground of a gentle note or of something left to answer.
        on_notice: Text on it.
        notice_line: The outline of a note.
        figure: The body's fill.
        figure_line: The body's outline.
        urgent: The mark of "today".
        soon: The mark of "within two weeks".
        routine: The mark of an ordinary appointment.
    """

    name: str
    dark: bool
    high_contrast: bool
    page: str
    surface: str
    raised: str
    ink: str
    quiet: str
    accent: str
    accent_raised: str
    on_accent: str
    chosen: str
    on_chosen: str
    line: str
    hairline: str
    focus: str
    emergency: str
    on_emergency: str
    notice: str
    on_notice: str
    notice_line: str
    figure: str
    figure_line: str
    urgent: str
    soon: str
    routine: str


LIGHT: Final = Palette(
    name="light",
    dark=False,
    high_contrast=False,
    page="#f4f2ec",
    surface="#fffefb",
    raised="#eaf1ee",
    ink="#1d2b2f",
    quiet="#4c5b5c",
    accent="#1f5f5b",
    accent_raised="#174a47",
    on_accent="#ffffff",
    chosen="#d3e8e3",
    on_chosen="#0f3b38",
    line="#6d7d7b",
    hairline="#dcd8cd",
    focus="#a8480c",
    emergency="#9c1c1f",
    on_emergency="#ffffff",
    notice="#fbf0da",
    on_notice="#3b2c0c",
    notice_line="#8f6a1a",
    figure="#e3e5df",
    figure_line="#74827f",
    urgent="#b3401a",
    soon="#8a6412",
    routine="#2d5f93",
)

DARK: Final = Palette(
    name="dark",
    dark=True,
    high_contrast=False,
    page="#14191b",
    surface="#1d2527",
    raised="#283336",
    ink="#e9efed",
    quiet="#b4c2bf",
    accent="#86d3c6",
    accent_raised="#a5e2d8",
    on_accent="#0a2421",
    chosen="#1f4a45",
    on_chosen="#def6f1",
    line="#8b9d9a",
    hairline="#323e40",
    focus="#ffc078",
    emergency="#ffb0a6",
    on_emergency="#35070a",
    notice="#3a3019",
    on_notice="#f8e9c8",
    notice_line="#c9a24e",
    figure="#364245",
    figure_line="#93a5a2",
    urgent="#ff9c78",
    soon="#e5bd62",
    routine="#94c1f2",
)

CONTRAST_LIGHT: Final = Palette(
    name="contrast_light",
    dark=False,
    high_contrast=True,
    page="#ffffff",
    surface="#ffffff",
    raised="#e6e6e6",
    ink="#000000",
    quiet="#000000",
    accent="#000000",
    accent_raised="#333333",
    on_accent="#ffffff",
    chosen="#ffffff",
    on_chosen="#000000",
    line="#000000",
    hairline="#000000",
    focus="#0033cc",
    emergency="#7a0000",
    on_emergency="#ffffff",
    notice="#ffffff",
    on_notice="#000000",
    notice_line="#000000",
    figure="#ffffff",
    figure_line="#000000",
    urgent="#7a0000",
    soon="#000000",
    routine="#0033cc",
)

CONTRAST_DARK: Final = Palette(
    name="contrast_dark",
    dark=True,
    high_contrast=True,
    page="#000000",
    surface="#000000",
    raised="#262626",
    ink="#ffffff",
    quiet="#ffffff",
    accent="#ffe600",
    accent_raised="#fff27a",
    on_accent="#000000",
    chosen="#000000",
    on_chosen="#ffffff",
    line="#ffffff",
    hairline="#ffffff",
    focus="#59e1ff",
    emergency="#ffd2cc",
    on_emergency="#000000",
    notice="#000000",
    on_notice="#ffffff",
    notice_line="#ffffff",
    figure="#000000",
    figure_line="#ffffff",
    urgent="#ffb39b",
    soon="#ffe600",
    routine="#9fd0ff",
)

PALETTES: Final[Mapping[str, Palette]] = MappingProxyType(
    {palette.name: palette for palette in (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)}
)

TEXT_PAIRS: Final = (
    ("ink", "page"),
    ("ink", "surface"),
    ("ink", "raised"),
    ("quiet", "page"),
    ("quiet", "surface"),
    ("quiet", "raised"),
    ("accent", "page"),
    ("accent", "surface"),
    ("accent", "raised"),
    ("on_accent", "accent"),
    ("on_accent", "accent_raised"),
    ("on_chosen", "chosen"),
    ("on_emergency", "emergency"),
    ("emergency", "on_emergency"),
    ("on_notice", "notice"),
    ("ink", "figure"),
    ("urgent", "surface"),
    ("soon", "surface"),
    ("routine", "surface"),
    ("emergency", "surface"),
)
"""Which colour is ever used for text on which ground."""

SHAPE_PAIRS: Final = (
    ("line", "page"),
    ("line", "surface"),
    ("line", "raised"),
    ("accent", "page"),
    ("accent", "surface"),
    ("accent", "chosen"),
    ("accent", "figure"),
    ("focus", "page"),
    ("focus", "surface"),
    ("focus", "chosen"),
    ("focus", "notice"),
    ("focus", "raised"),
    ("focus", "figure"),
    ("notice_line", "page"),
    ("notice_line", "surface"),
    ("figure_line", "figure"),
    ("figure_line", "surface"),
    ("emergency", "page"),
)
"""Which colour is ever used for an outline, a tick or a focus ring beside which ground."""


def _channel(value: int) -> float:
    part = value / 255
    # The sRGB curve as WCAG 2.2 writes it.
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the formula's own figures


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``: 0 for black, 1 for white (WCAG 2.2)."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * _channel(red) + 0.7152 * _channel(green) + 0.0722 * _channel(blue)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours: 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
