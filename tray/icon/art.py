"""Lull's icon, drawn by hand for every size: three settling waves in a round pool.

The three states differ in shape, so that they are told apart without colour: waves that settle
into a flat line (resting), two bars (paused), and a bitten pool with a separate round badge (a
nudge is due). Each size is drawn for itself: strokes are whole pixels, level ones lie on the
pixel grid, and fine detail is left out where there is no room.

Colours: a body with a relative luminance of 0.175 to 0.257 has a contrast of at least 3:1
(WCAG 2.2, 1.4.11) against #ffffff, #f0f0f0, #2b2b2b and #000000 alike. A thin pale rim keeps the
icon apart from a panel of just that middle brightness.
"""

from __future__ import annotations

import dataclasses
import math
import os
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from tray.icon.state import IconState

if TYPE_CHECKING:
    from pathlib import Path

APP_ICON_SIZE = 256

_SCALE = 8
"""How many times finer than its pixels an icon is drawn before it is averaged down."""

_POOL = (24, 127, 143, 255)
_POOL_PAUSED = (106, 124, 142, 255)
_BADGE = (199, 97, 6, 255)
_LIGHT = (255, 255, 255, 255)
_RIM = (255, 255, 255, 190)

_SMALL = 22
"""Below this side, in pixels, detail is left out."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Wave:
    """One wave, in pixels of the finished icon: its middle line, height and thickness."""

    y: float
    amplitude: float
    stroke: float


def draw(state: IconState, size: int) -> Image.Image:
    """Draw the icon.

    Args:
        state: What the icon says.
        size: Side of the square, in pixels; at least 8.

    Returns:
        An RGBA image; the same for the same arguments, pixel for pixel.
    """
    body = _POOL_PAUSED if state is IconState.PAUSED else _POOL
    badge = _badge_box(size) if state is IconState.DUE else None
    rim, pool = _disc_mask(size, 0.0), _disc_mask(size, _rim_width(size))
    glyph = _canvas(size)
    if state is IconState.PAUSED:
        _draw_bars(glyph, size)
    else:
        for wave in _waves(state, size):
            _draw_wave(glyph, size, wave)
    layers = [(_RIM, rim), (body, pool), (_LIGHT, glyph)]
    if badge is not None:
        gap = max(1.0, round(size / 20))
        for _, mask in layers:
            _ellipse(mask, _grown(badge, gap), 0)
        disc, edge = _canvas(size), _canvas(size)
        _ellipse(edge, badge, 255)
        _ellipse(disc, _grown(badge, -_rim_width(size)), 255)
        layers += [(_RIM, edge), (_BADGE, disc)]
    image = Image.new("RGBA", (size, size))
    for colour, mask in layers:
        image.alpha_composite(_painted(colour, mask.reduce(_SCALE)))
    return image


def app_icon(size: int = APP_ICON_SIZE) -> Image.Image:
    """Draw the resting icon with all its detail, for notifications and the desktop entry."""
    return draw(IconState.RESTING, size)


def write_icon(folder: Path, size: int = APP_ICON_SIZE) -> Path:
    """Write the application icon as ``lull.png`` into ``folder``, which is made if it is missing.

    The file is replaced in one step, so that a notification daemon never reads half of it, and is
    readable by its owner alone.

    Returns:
        The path of the file.

    Raises:
        OSError: The file could not be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / "lull.png"
    scratch = folder / f".lull-{os.getpid()}.png"
    try:
        # Left by a process of this number, or a link that somebody put there.
        scratch.unlink(missing_ok=True)
        with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            app_icon(size).save(file, format="PNG")
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)
    return target


# -- measures, in pixels of the finished icon


def _rim_width(size: int) -> float:
    return max(1.0, size / 40)


def _waves(state: IconState, size: int) -> tuple[_Wave, ...]:
    """Waves that settle from the top to the bottom: high, lower, flat.

    The badge of a due nudge takes the place of the highest one. Below 22 pixels there is no room
    for the one in the middle.
    """
    stroke = float(max(2, round(size * 0.08)))
    flat = _Wave(y=_level(size * 0.73, stroke), amplitude=0.0, stroke=stroke)
    if size < _SMALL:
        flat = dataclasses.replace(flat, y=_level(size * 0.69, stroke))
        if state is IconState.DUE:
            return (flat,)
        return (_Wave(y=size * 0.375, amplitude=size * 0.095, stroke=stroke), flat)
    if state is IconState.DUE:
        flat = dataclasses.replace(flat, y=_level(size * 0.76, stroke))
        return (_Wave(y=size * 0.58, amplitude=size * 0.035, stroke=stroke), flat)
    return (
        _Wave(y=size * 0.305, amplitude=size * 0.075, stroke=stroke),
        _Wave(y=size * 0.525, amplitude=size * 0.045, stroke=stroke),
        flat,
    )


def _level(y: float, stroke: float) -> float:
    """The middle line nearest to ``y`` at which both edges of a level stroke meet the grid."""
    return round(y - stroke / 2) + stroke / 2


def _badge_box(size: int) -> tuple[float, float, float, float]:
    side = float(round(size * 0.5))
    return (size - side, 0.0, float(size), side)


# -- drawing, on a canvas that is finer than the pixels


def _canvas(size: int) -> Image.Image:
    return Image.new("L", (size * _SCALE, size * _SCALE))


def _painted(colour: tuple[int, int, int, int], mask: Image.Image) -> Image.Image:
    *_, alpha = colour
    layer = Image.new("RGBA", mask.size, colour)
    layer.putalpha(mask.point([level * alpha // 255 for level in range(256)]))
    return layer


def _ellipse(mask: Image.Image, box: tuple[float, float, float, float], value: int) -> None:
    left, top, right, bottom = (side * _SCALE for side in box)
    ImageDraw.Draw(mask).ellipse((left, top, right - 1, bottom - 1), fill=value)


def _grown(box: tuple[float, float, float, float], by: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return (left - by, top - by, right + by, bottom + by)


def _disc_mask(size: int, inset: float) -> Image.Image:
    mask = _canvas(size)
    _ellipse(mask, (inset, inset, size - inset, size - inset), 255)
    return mask


def _draw_bars(mask: Image.Image, size: int) -> None:
    """Two upright bars with round ends, whole pixels wide and the same distance from the middle."""
    width = max(2, round(size * 0.16))
    gap = max(2, round(size * 0.13))
    gap += (size - gap) % 2  # both edges on the grid
    height = round(size * 0.46)
    height += (size - height) % 2
    top = (size - height) / 2
    draw_on = ImageDraw.Draw(mask)
    for left in ((size - gap) / 2 - width, (size + gap) / 2):
        box = [side * _SCALE for side in (left, top, left + width, top + height)]
        box[2] -= 1
        box[3] -= 1
        draw_on.rounded_rectangle(box, radius=width * _SCALE * 0.35, fill=255)


def _draw_wave(mask: Image.Image, size: int, wave: _Wave) -> None:
    """A wave as long as the pool is wide at its height, less a margin, with round ends."""
    margin = _rim_width(size) + max(1.5, size * 0.11) + wave.stroke / 2
    radius = size / 2 - margin
    half = math.sqrt(max(radius * radius - (wave.y - size / 2) ** 2, 1.0))
    draw_on = ImageDraw.Draw(mask)
    steps = max(2, int(2 * half * _SCALE))
    for step in range(steps + 1):
        along = step / steps
        x = size / 2 - half + 2 * half * along
        y = wave.y - wave.amplitude * math.sin(along * 2 * math.pi)
        box = [side * _SCALE for side in _grown((x, y, x, y), wave.stroke / 2)]
        draw_on.ellipse((box[0], box[1], box[2] - 1, box[3] - 1), fill=255)
