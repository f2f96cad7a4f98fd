"""The icon's measures and colours, for the pictures of the tray and for the application's icon.

Everything is in pixels of the finished picture.

Colours: a body with a relative luminance of 0.175 to 0.257 has a contrast of at least 3:1
(WCAG 2.2, 1.4.11) against #ffffff, #f0f0f0, #2b2b2b and #000000 alike. A thin pale rim keeps the
icon apart from a panel of just that middle brightness.
"""

from __future__ import annotations

import dataclasses
import math

from tray.icon.state import IconState

POOL = (24, 127, 143, 255)
POOL_PAUSED = (106, 124, 142, 255)
BADGE = (199, 97, 6, 255)
LIGHT = (255, 255, 255, 255)
RIM = (255, 255, 255, 190)

_SMALL = 22
"""Below this side detail is left out."""


@dataclasses.dataclass(frozen=True, slots=True)
class Wave:
    """One wave: a whole period of a sine that goes up first, or a level line.

    Attributes:
        y: The height of its middle line, from the top.
        amplitude: How far it goes up and down; 0 for a level one.
        stroke: Its thickness.
    """

    y: float
    amplitude: float
    stroke: float


def rim_width(size: int) -> float:
    """How much of the body's edge is rim."""
    return max(1.0, size / 40)


def waves(state: IconState, size: int) -> tuple[Wave, ...]:
    """Waves that settle from the top to the bottom: high, lower, flat.

    The badge of a due nudge takes the place of the highest one. Below 22 pixels there is no room
    for the one in the middle.
    """
    stroke = float(max(2, round(size * 0.08)))
    flat = Wave(y=_level(size * 0.73, stroke), amplitude=0.0, stroke=stroke)
    if size < _SMALL:
        flat = dataclasses.replace(flat, y=_level(size * 0.69, stroke))
        if state is IconState.DUE:
            return (flat,)
        return (Wave(y=size * 0.375, amplitude=size * 0.095, stroke=stroke), flat)
    if state is IconState.DUE:
        flat = dataclasses.replace(flat, y=_level(size * 0.76, stroke))
        return (Wave(y=size * 0.58, amplitude=size * 0.035, stroke=stroke), flat)
    return (
        Wave(y=size * 0.305, amplitude=size * 0.075, stroke=stroke),
        Wave(y=size * 0.525, amplitude=size * 0.045, stroke=stroke),
        flat,
    )


def half_length(size: int, wave: Wave) -> float:
    """Half of a wave without its round ends: as long as the pool is wide there, less a margin."""
    margin = rim_width(size) + max(1.5, size * 0.11) + wave.stroke / 2
    radius = size / 2 - margin
    return math.sqrt(max(radius * radius - (wave.y - size / 2) ** 2, 1.0))


def _level(y: float, stroke: float) -> float:
    """The middle line nearest to ``y`` at which both edges of a level stroke meet the grid."""
    return round(y - stroke / 2) + stroke / 2
