"""A panel of a popup menu as a picture: text drawn at its size, marks drawn finer and averaged."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from tray.icon.popup_layout import Metrics, Panel, PlacedRow, fitted
from tray.icon.popup_look import Palette, load_font

if TYPE_CHECKING:
    from PIL import ImageFont

    from tray.icon.popup_model import Entry

_SCALE = 4
"""How many times finer than its pixels a mark is drawn."""
_MARK = 16
"""Side of the square of a mark, at 100 %."""
_Point = tuple[float, float]
_TICK: tuple[_Point, ...] = ((3.0, 8.6), (6.6, 12.0), (13.0, 4.6))
_ARROW_RIGHT: tuple[_Point, ...] = ((6.0, 3.8), (10.2, 8.0), (6.0, 12.2))
_ARROW_UP: tuple[_Point, ...] = ((3.8, 10.0), (8.0, 5.8), (12.2, 10.0))
_ARROW_DOWN: tuple[_Point, ...] = ((3.8, 6.0), (8.0, 10.2), (12.2, 6.0))


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """Everything that painting needs to know of the desktop.

    Attributes:
        metrics: Sizes at its text scale.
        palette: Its colours.
        font: The font of the labels.
    """

    metrics: Metrics
    palette: Palette
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont

    @classmethod
    def of(cls, dpi: float, palette: Palette) -> Look:
        """The look for a text resolution in dots per inch."""
        metrics = Metrics.for_dpi(dpi)
        return cls(metrics, palette, load_font(metrics.font))

    def measure(self, text: str) -> float:
        """Width of a text in pixels."""
        return float(self.font.getlength(text))


def paint(rows: tuple[Entry, ...], panel: Panel, hot: int | None, look: Look) -> Image.Image:
    """Draw a panel.

    Args:
        rows: All rows of the panel; the panel tells which of them are shown.
        panel: Where they stand.
        hot: Index of the highlighted row.
        look: Sizes, colours and font.

    Returns:
        An RGB image of the panel's size.
    """
    width, height = panel.box.width, panel.box.height
    image = Image.new("RGB", (width, height), look.palette.ground)
    line = look.metrics.px(1)
    edge = ImageDraw.Draw(image)
    edge.rectangle((0, 0, width - 1, height - 1), outline=look.palette.border, width=line)
    for row in panel.rows:
        _paint_row(image, rows[row.index], row, look, hot=row.index == hot)
    strip = look.metrics.separator
    if panel.more_above:
        _paint_scroll_arrow(image, look, _ARROW_UP, look.metrics.edge + strip // 2)
    if panel.more_below:
        _paint_scroll_arrow(image, look, _ARROW_DOWN, height - look.metrics.edge - strip // 2)
    return image


def _paint_row(image: Image.Image, entry: Entry, row: PlacedRow, look: Look, *, hot: bool) -> None:
    metrics, palette = look.metrics, look.palette
    draw = ImageDraw.Draw(image)
    middle = row.top + row.height // 2
    if not entry.label:
        left, thick = metrics.px(10), metrics.px(1)
        box = (left, middle, image.width - left - 1, middle + thick - 1)
        draw.rectangle(box, fill=palette.line)
        return
    colour = palette.text if entry.enabled else palette.faint
    if hot:
        colour = palette.hot_text
        _paint_highlight(image, row, look)
    room = image.width - metrics.before_text - metrics.after_text
    text = fitted(entry.label, room, look.measure)
    # "lm": the label's line is centred, so that rows with and without descenders stand level.
    draw.text((metrics.before_text, middle), text, font=look.font, fill=colour, anchor="lm")
    if entry.checked is not None:
        _paint_check(image, entry, (metrics.px(10), middle), look, colour)
    if entry.children:
        right = image.width - metrics.px(10) - metrics.px(_MARK)
        _paint_stroke(image, _ARROW_RIGHT, (right, middle), look, colour)


def _paint_highlight(image: Image.Image, row: PlacedRow, look: Look) -> None:
    inset = look.metrics.px(4)
    size = (image.width - 2 * inset, row.height)
    mask = Image.new("L", (size[0] * _SCALE, size[1] * _SCALE))
    box = (0, 0, mask.width - 1, mask.height - 1)
    radius = look.metrics.px(5) * _SCALE
    ImageDraw.Draw(mask).rounded_rectangle(box, radius=radius, fill=255)
    image.paste(look.palette.hot_ground, (inset, row.top), mask.reduce(_SCALE))


def _paint_check(
    image: Image.Image, entry: Entry, at: tuple[int, int], look: Look, colour: str
) -> None:
    """A box or ring that is always there, and a tick or dot in it when it is set."""
    fine = look.metrics.px(_MARK) * _SCALE
    unit = fine / _MARK
    mask = Image.new("L", (fine, fine))
    draw = ImageDraw.Draw(mask)
    frame = [0.75 * unit, 0.75 * unit, fine - 0.75 * unit, fine - 0.75 * unit]
    thick = round(1.5 * unit)
    if entry.radio:
        draw.ellipse(frame, outline=255, width=thick)
        if entry.checked:
            draw.ellipse((4.5 * unit, 4.5 * unit, 11.5 * unit, 11.5 * unit), fill=255)
    else:
        draw.rounded_rectangle(frame, radius=3 * unit, outline=255, width=thick)
        if entry.checked:
            _stroke(draw, _TICK, unit, 2.2)
    _put_mask(image, mask, at, colour)


def _paint_stroke(
    image: Image.Image, points: tuple[_Point, ...], at: tuple[int, int], look: Look, colour: str
) -> None:
    fine = look.metrics.px(_MARK) * _SCALE
    mask = Image.new("L", (fine, fine))
    _stroke(ImageDraw.Draw(mask), points, fine / _MARK, 1.8)
    _put_mask(image, mask, at, colour)


def _paint_scroll_arrow(
    image: Image.Image, look: Look, points: tuple[_Point, ...], middle: int
) -> None:
    left = (image.width - look.metrics.px(_MARK)) // 2
    _paint_stroke(image, points, (left, middle), look, look.palette.text)


def _stroke(
    draw: ImageDraw.ImageDraw, points: tuple[_Point, ...], unit: float, thick: float
) -> None:
    """A line through ``points`` with round ends and corners."""
    placed = [(x * unit, y * unit) for x, y in points]
    draw.line(placed, fill=255, width=round(thick * unit), joint="curve")
    radius = thick * unit / 2
    for x, y in (placed[0], placed[-1]):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)


def _put_mask(image: Image.Image, mask: Image.Image, at: tuple[int, int], colour: str) -> None:
    """Paint ``colour`` through ``mask``; ``at`` is its left edge and its middle line."""
    small = mask.reduce(_SCALE)
    left, middle = at
    image.paste(colour, (left, middle - small.height // 2), small)
