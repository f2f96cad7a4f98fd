"""Lull's icon, drawn by hand for every size: three settling waves in a round pool.

The three states differ in shape, so that they are told apart without colour: waves that settle
into a flat line (resting), two bars (paused), and a bitten pool with a separate round badge (a
nudge is due). Each size is drawn for itself: strokes are whole pixels, level ones lie on the
pixel grid, and fine detail is left out where there is no room.

The demo's icon stands in a tile instead of a pool, so that nobody takes it for the real one that
may run beside it. Measures and colours are in `tray.icon.shape`.
"""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from tray.icon import shape
from tray.icon.state import IconState

if TYPE_CHECKING:
    from pathlib import Path

APP_ICON_SIZE = 256

_SCALE = 8
"""How many times finer than its pixels an icon is drawn before it is averaged down."""


def draw(state: IconState, size: int, *, demo: bool = False) -> Image.Image:
    """Draw the icon.

    Args:
        state: What the icon says.
        size: Side of the square, in pixels; at least 8.
        demo: Whether it is the demo's.

    Returns:
        An RGBA image; the same for the same arguments, pixel for pixel.
    """
    body = shape.POOL_PAUSED if state is IconState.PAUSED else shape.POOL
    badge = _badge_box(size) if state is IconState.DUE else None
    rim = _body_mask(size, 0.0, demo=demo)
    pool = _body_mask(size, shape.rim_width(size), demo=demo)
    glyph = _canvas(size)
    if state is IconState.PAUSED:
        _draw_bars(glyph, size)
    else:
        for wave in shape.waves(state, size):
            _draw_wave(glyph, size, wave)
    layers = [(shape.RIM, rim), (body, pool), (shape.LIGHT, glyph)]
    if badge is not None:
        gap = max(1.0, round(size / 20))
        for _, mask in layers:
            _ellipse(mask, _grown(badge, gap), 0)
        disc, edge = _canvas(size), _canvas(size)
        _ellipse(edge, badge, 255)
        _ellipse(disc, _grown(badge, -shape.rim_width(size)), 255)
        layers += [(shape.RIM, edge), (shape.BADGE, disc)]
    image = Image.new("RGBA", (size, size))
    for colour, mask in layers:
        image.alpha_composite(_painted(colour, mask.reduce(_SCALE)))
    return image


def app_icon(size: int = APP_ICON_SIZE, *, demo: bool = False) -> Image.Image:
    """Draw the resting icon with all its detail, for notifications and the desktop entry."""
    return draw(IconState.RESTING, size, demo=demo)


def write_icon(folder: Path, size: int = APP_ICON_SIZE, *, demo: bool = False) -> Path:
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
            app_icon(size, demo=demo).save(file, format="PNG")
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)
    return target


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


def _body_mask(size: int, inset: float, *, demo: bool) -> Image.Image:
    """The pool, or the demo's tile, which is smaller by so much that both look equally large."""
    mask = _canvas(size)
    if not demo:
        _ellipse(mask, (inset, inset, size - inset, size - inset), 255)
        return mask
    inset += round(size / 16)
    near, far = inset * _SCALE, (size - inset) * _SCALE - 1
    radius = size * _SCALE * 0.1
    ImageDraw.Draw(mask).rounded_rectangle((near, near, far, far), radius=radius, fill=255)
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


def _draw_wave(mask: Image.Image, size: int, wave: shape.Wave) -> None:
    half = shape.half_length(size, wave)
    draw_on = ImageDraw.Draw(mask)
    steps = max(2, int(2 * half * _SCALE))
    for step in range(steps + 1):
        along = step / steps
        x = size / 2 - half + 2 * half * along
        y = wave.y - wave.amplitude * math.sin(along * 2 * math.pi)
        box = [side * _SCALE for side in _grown((x, y, x, y), wave.stroke / 2)]
        draw_on.ellipse((box[0], box[1], box[2] - 1, box[3] - 1), fill=255)
