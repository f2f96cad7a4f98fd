"""The application's icon as SVG: the resting icon, in colour and in one colour.

It is the drawing of `tray.icon.art` at a size at which nothing is left out.
"""

from __future__ import annotations

import math

from tray.icon import shape
from tray.icon.state import IconState

_SIDE = 128
"""Of the drawing in colour, in its own units; whoever shows it scales it."""
_SYMBOL_SIDE = 16
"""Symbolic icons are drawn for this size (freedesktop.org's icon theme and GNOME's guidelines)."""
_SLOPE = 4 / (3 * math.pi)
"""Of half a period, how far in the handles lie with which a Bezier curve follows a sine."""
_PEAK = 4 / 3
"""And how high, in amplitudes; the curve is then nowhere off by more than 0.02 of them."""
_STEPS = 24
"""In so many pieces is the outline of a wave cut."""


def application_svg() -> str:
    """The icon in colour, scalable."""
    side, rim = _SIDE, shape.rim_width(_SIDE)
    middle = side / 2
    lines = "\n".join(
        f'    <path d="{_sine(side, wave)}" stroke-width="{_number(wave.stroke)}"/>'
        for wave in shape.waves(IconState.RESTING, side)
    )
    *_, alpha = shape.RIM
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}">
  <title>Lull</title>
  <circle cx="{_number(middle)}" cy="{_number(middle)}" r="{_number(middle)}" \
fill="{_hex(shape.RIM)}" fill-opacity="{alpha / 255:.3f}"/>
  <circle cx="{_number(middle)}" cy="{_number(middle)}" r="{_number(middle - rim)}" \
fill="{_hex(shape.POOL)}"/>
  <g fill="none" stroke="{_hex(shape.LIGHT)}" stroke-linecap="round">
{lines}
  </g>
</svg>
"""


def symbolic_svg() -> str:
    """The icon in one colour, which the desktop chooses.

    A single filled shape: desktops paint whatever is filled, and nothing that is only stroked. The
    waves are holes in the pool.
    """
    side = _SYMBOL_SIDE
    turn = f"a{side / 2:g} {side / 2:g} 0 1 1"
    disc = f"M0 {side / 2:g}{turn} {side} 0{turn}-{side} 0z"
    waves = shape.waves(IconState.RESTING, side)
    holes = "".join(f" {_band(side, wave)}" for wave in waves)
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}">
  <title>Lull</title>
  <path fill="#2e3436" fill-rule="evenodd" d="{disc}{holes}"/>
</svg>
"""


def _sine(side: int, wave: shape.Wave) -> str:
    """The middle line of a wave."""
    half = shape.half_length(side, wave)
    return f"M{_number(side / 2 - half)} {_number(wave.y)}{_along(half, wave.amplitude)}"


def _band(side: int, wave: shape.Wave) -> str:
    """The outline of a wave with its thickness and round ends."""
    half, end = shape.half_length(side, wave), wave.stroke / 2
    upper, lower = [], []
    for step in range(_STEPS + 1):
        turn = math.pi * (2 * step / _STEPS - 1)
        x, y = half * turn / math.pi, wave.amplitude * math.sin(turn)
        slope = math.atan(math.pi / half * wave.amplitude * math.cos(turn))
        across = (end * math.sin(slope), -end * math.cos(slope))
        upper.append((side / 2 + x + across[0], wave.y + y + across[1]))
        lower.append((side / 2 + x - across[0], wave.y + y - across[1]))
    bend = f"A{_number(end)} {_number(end)} 0 0 1 "
    there, back = (" ".join(map(_point, edge)) for edge in (upper, lower[::-1]))
    return f"M{there}{bend}{_point(lower[-1])}L{back}{bend}{_point(upper[0])}z"


def _along(half: float, amplitude: float) -> str:
    """A sine in two curves, each as far as ``half`` along; the first goes up by ``amplitude``."""
    if not amplitude:
        return f"h{_number(2 * half)}"
    near, far = half * _SLOPE, half * (1 - _SLOPE)
    curves = (
        (near, height * _PEAK, far, height * _PEAK, half, 0.0) for height in (-amplitude, amplitude)
    )
    return "".join(f"c{' '.join(map(_number, points))}" for points in curves)


def _point(at: tuple[float, float]) -> str:
    return f"{_number(at[0])},{_number(at[1])}"


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _hex(colour: tuple[int, int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour[:3])
