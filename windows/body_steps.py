"""From place to place on the body map with the arrow keys."""

from __future__ import annotations

import math
from enum import StrEnum

from windows.body_shapes import shapes


class Direction(StrEnum):
    """Where an arrow key points."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"


def neighbour(number: int, direction: Direction) -> int:
    """The shape that an arrow key leads to from shape ``number``; itself at the rim.

    The nearest one that way; what lies off to the side counts as farther away.
    """
    here = shapes()[number].middle
    best, best_cost = number, math.inf
    for other, shape in enumerate(shapes()):
        if not shape.site or other == number:
            continue
        dx, dy = shape.middle[0] - here[0], shape.middle[1] - here[1]
        if direction in {Direction.UP, Direction.DOWN}:
            dx, dy = dy, dx
        forward = dx if direction in {Direction.RIGHT, Direction.DOWN} else -dx
        if forward <= 1:
            continue
        cost = forward + 2.5 * abs(dy)
        if cost < best_cost:
            best, best_cost = other, cost
    return best
