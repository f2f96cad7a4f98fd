"""The figures of the body map as plain numbers: which shape stands for which place, and where.

The map is 480 units wide and 372 high. It shows a face from near, a body from the front and one
from the back. Shapes are closed curves through a few points, worked out once as polygons, so that
what is drawn and what a click finds are the same. Left and right stand for the same place.
"""

from __future__ import annotations

import dataclasses
import functools
import math
from enum import StrEnum
from typing import Final

WIDTH: Final = 480.0
HEIGHT: Final = 372.0

Point = tuple[float, float]


class View(StrEnum):
    """Which of the figures."""

    FACE = "face"
    FRONT = "front"
    BACK = "back"


@dataclasses.dataclass(frozen=True, slots=True)
class Shape:
    """One part of a figure.

    Attributes:
        site: The place it stands for; empty for a part that only completes the figure.
        view: The figure it belongs to.
        outline: Its polygon, units of the map.
        reach: What a click finds, where that is more than the outline; else the outline itself.
    """

    site: str
    view: View
    outline: tuple[Point, ...]
    reach: tuple[Point, ...]

    @property
    def middle(self) -> Point:
        """The middle of its box."""
        xs, ys = zip(*self.outline, strict=True)
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2

    @property
    def mark(self) -> Point:
        """Where a tick stands: in the middle, or on the forehead, clear of eyes and nose."""
        x, y = self.middle
        forehead = self.view is View.FACE and self.site == "face_other"
        return (x, y - 34) if forehead else (x, y)


# Half a body in its own units: x to the right of its middle line, y from the crown down.
_HEAD: Final = ((0, 3), (11, 6), (16.5, 16), (16.5, 30), (13, 42), (6, 50), (0, 51.5))
_NECK: Final = ((0, 54), (8, 52), (8.6, 58), (11, 62.5), (15, 65), (8, 67), (0, 68))
_CHEST: Final = (
    (0, 70),
    (9, 69),
    (20, 66.5),
    (31, 69),
    (32, 80),
    (29, 97),
    (27.5, 118),
    (26, 128),
    (14, 130),
    (0, 130.5),
)
_ARM: Final = (
    (34.5, 71.5),
    (40, 71),
    (45.5, 76),
    (48, 86),
    (49.5, 100),
    (52, 116),
    (55, 134),
    (49.5, 137.5),
    (44, 136),
    (40.5, 121),
    (35.5, 103),
    (32.3, 94),
    (34.6, 83),
)
_FOREARM: Final = (
    (44.7, 139),
    (50, 140.5),
    (55.6, 137.5),
    (59.5, 152),
    (62, 170),
    (64, 192),
    (60, 194.5),
    (55.5, 193.5),
    (50, 174),
    (46, 157),
)
_HAND: Final = (
    (56, 197),
    (60.5, 198),
    (64.5, 195.5),
    (68, 203),
    (70, 214),
    (68.5, 226),
    (65.5, 234),
    (61.5, 235),
    (58.5, 227),
    (57.5, 218),
    (55, 221),
    (53, 219),
    (53.5, 208),
)
_BELLY: Final = (
    (0, 133.5),
    (13, 133),
    (25.5, 131),
    (25, 142),
    (27, 155),
    (31, 170),
    (27, 180),
    (14, 191),
    (0, 197),
)
_THIGH: Final = (
    (32, 174),
    (35.5, 186),
    (36.5, 204),
    (34.5, 226),
    (31, 246),
    (29, 259),
    (20, 262),
    (11.5, 259),
    (8, 240),
    (4, 218),
    (2, 200.5),
    (15, 193.5),
    (27, 183.5),
)
_CALF: Final = (
    (12, 262),
    (20, 265),
    (29, 262),
    (31.5, 277),
    (30, 296),
    (25.5, 316),
    (24, 331),
    (18, 333),
    (13, 331),
    (12, 314),
    (8.5, 294),
    (9, 275),
)
_FOOT: Final = (
    (13, 334.5),
    (18, 336.5),
    (24.3, 334.5),
    (27, 345),
    (31.5, 354),
    (30, 361),
    (22, 363),
    (14, 361),
    (12, 350),
)
_BACK: Final = (
    (0, 70),
    (9, 69),
    (20, 66.5),
    (31, 69),
    (32, 80),
    (29, 97),
    (26, 118),
    (25, 136),
    (26.5, 150),
    (28, 157),
    (14, 160),
    (0, 164),
)
_SEAT: Final = (
    (2, 167.5),
    (14, 163.5),
    (29, 160.5),
    (33.5, 174),
    (35, 188),
    (28, 196.5),
    (15, 199.5),
    (2, 196.5),
)
_BACK_THIGH: Final = (
    (36, 193),
    (35.5, 212),
    (33.5, 230),
    (30.5, 246),
    (28, 259),
    (20, 261),
    (12.5, 259),
    (8.5, 240),
    (5, 220),
    (3, 200.5),
    (15, 203.5),
    (28, 200.5),
)
_HEEL: Final = (
    (13, 334.5),
    (18, 336.5),
    (24, 334.5),
    (25.5, 345),
    (27, 356),
    (22, 361),
    (15, 361),
    (11.5, 355),
)

# Half a face, x to the right of its middle line, y from the line of the eyes down.
_FACE: Final = (
    (0, -84),
    (27, -79),
    (47, -62),
    (56, -34),
    (56, -6),
    (54, 18),
    (50.5, 39),
    (49, 42.5),
    (25, 40),
    (0, 38.5),
)
_JAW: Final = ((0, 42.5), (25, 44), (48.5, 47), (45, 56), (33, 71), (17, 81), (0, 84))
_FACE_NECK: Final = (
    (0, 89.5),
    (18, 86),
    (32, 77.5),
    (33, 92),
    (37, 103),
    (38, 108),
    (20, 110),
    (0, 110),
)
_EAR: Final = ((58, -14), (63, -17), (66, -9), (64, 6), (59, 15), (56.5, 12))
_EYE: Final = ((8, -2), (16, -9), (25, -11), (34, -8), (41, 0), (33, 5), (25, 7), (16, 5))
_EYE_REACH: Final = ((2, -3), (8, -22), (25, -25), (42, -22), (49, -2), (42, 16), (25, 19), (8, 15))
_MOUTH: Final = ((0, 22), (7, 20), (13, 22), (20, 26.5), (12, 32), (0, 34))
_MOUTH_REACH: Final = ((0, 13), (22, 14), (29, 26), (22, 37), (0, 38))

_FACE_PLACE: Final = (74.0, 172.0, 1.0)
_FRONT_PLACE: Final = (227.0, 2.0, 1.0)
_BACK_PLACE: Final = (395.0, 2.0, 1.0)

_CURVE_STEPS: Final = 6
"""Straight pieces between two points of a curve: more cannot be seen at 200 %."""


def _curve(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A closed curve through ``points``, as a polygon."""
    curve: list[Point] = []
    count = len(points)
    for at in range(count):
        before, here, after, beyond = (points[(at + step) % count] for step in (-1, 0, 1, 2))
        for step in range(_CURVE_STEPS):
            t = step / _CURVE_STEPS
            curve.append(
                (
                    _spline(before[0], here[0], after[0], beyond[0], t),
                    _spline(before[1], here[1], after[1], beyond[1], t),
                )
            )
    return tuple(curve)


def _spline(before: float, here: float, after: float, beyond: float, t: float) -> float:
    """A Catmull-Rom piece from ``here`` (t = 0) to ``after`` (t = 1), tighter than usual."""
    tight = 0.42
    start, end = tight * (after - before), tight * (beyond - here)
    a = 2 * here - 2 * after + start + end
    b = -3 * here + 3 * after - 2 * start - end
    return ((a * t + b) * t + start) * t + here


def _placed(points: tuple[Point, ...], place: tuple[float, float, float]) -> tuple[Point, ...]:
    x, y, scale = place
    return tuple((x + scale * px, y + scale * py) for px, py in points)


def _mirrored(half: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple((-x, y) for x, y in reversed(half))


def _across(half: tuple[Point, ...]) -> tuple[Point, ...]:
    """A part on the middle line, from its right half; points on the line are not doubled."""
    return half + tuple(point for point in _mirrored(half) if point[0] != 0)


@functools.cache
def shapes() -> tuple[Shape, ...]:
    """Every shape, those in front last."""
    parts: list[Shape] = []

    def one(site: str, view: View, half: tuple[Point, ...], reach: tuple[Point, ...] = ()) -> None:
        _add(parts, site, view, _across(half), _across(reach) if reach else ())

    def both(site: str, view: View, side: tuple[Point, ...], reach: tuple[Point, ...] = ()) -> None:
        # The viewer's left first: the keyboard goes through them as the eye does.
        _add(parts, site, view, _mirrored(side), _mirrored(reach))
        _add(parts, site, view, side, reach)

    both("", View.FACE, _EAR)
    one("jaw_neck", View.FACE, _FACE_NECK)
    one("face_other", View.FACE, _FACE)
    one("jaw_neck", View.FACE, _JAW)
    one("tongue", View.FACE, _MOUTH, _MOUTH_REACH)
    both("eyelid", View.FACE, _EYE, _EYE_REACH)
    for view in (View.FRONT, View.BACK):
        one("face_other" if view is View.FRONT else "", view, _HEAD)
        one("jaw_neck", view, _NECK)
        one("chest_back", view, _CHEST if view is View.FRONT else _BACK)
        both("shoulder_arm", view, _ARM)
        both("forearm", view, _FOREARM)
        both("hand", view, _HAND)
        if view is View.FRONT:
            one("abdomen", view, _BELLY)
            both("thigh", view, _THIGH)
        else:
            both("thigh", view, _SEAT)
            both("thigh", view, _BACK_THIGH)
        both("calf", view, _CALF)
        both("foot", view, _FOOT if view is View.FRONT else _HEEL)
    return tuple(parts)


def _add(
    parts: list[Shape], site: str, view: View, points: tuple[Point, ...], reach: tuple[Point, ...]
) -> None:
    place = {View.FACE: _FACE_PLACE, View.FRONT: _FRONT_PLACE, View.BACK: _BACK_PLACE}[view]
    outline = _placed(_curve(points), place)
    parts.append(Shape(site, view, outline, _placed(reach, place) if reach else outline))


def inside(point: Point, polygon: tuple[Point, ...]) -> bool:
    """Whether ``point`` lies in ``polygon`` (even-odd rule)."""
    x, y = point
    found = False
    for (x1, y1), (x2, y2) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            found = not found
    return found


NEAR: Final = 7.0
"""How far beside a shape a click still finds it, units: shaky hands, and the gaps between parts."""


def shape_at(point: Point) -> int | None:
    """The number of the shape at ``point``, in units of the map; None beside the figures.

    What lies in front wins; a click just beside a shape finds the nearest.
    """
    found = [
        number for number, shape in enumerate(shapes()) if shape.site and inside(point, shape.reach)
    ]
    if found:
        return found[-1]
    near = [(_distance(point, shape.outline), n) for n, shape in enumerate(shapes()) if shape.site]
    distance, number = min(near)
    return number if distance <= NEAR else None


def _distance(point: Point, polygon: tuple[Point, ...]) -> float:
    return min(math.dist(point, corner) for corner in polygon)


def first_shape(site: str) -> int | None:
    """The first shape of a place; None for a place that has none, such as all over."""
    return next((n for n, shape in enumerate(shapes()) if site and shape.site == site), None)
