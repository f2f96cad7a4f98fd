"""The figures: every place can be found by a click and reached with the arrow keys."""

from __future__ import annotations

import pytest

from tips.questions import options
from windows.body_shapes import HEIGHT, NEAR, WIDTH, View, first_shape, inside, shape_at, shapes
from windows.body_steps import Direction, neighbour

ON_THE_MAP = {site.value for site in options("sites")} - {"all_over"}


def test_every_place_has_a_shape_and_every_shape_a_place() -> None:
    assert {shape.site for shape in shapes() if shape.site} == ON_THE_MAP
    assert {shape.view for shape in shapes()} == set(View)


def test_nothing_is_drawn_beside_the_map() -> None:
    for shape in shapes():
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in shape.outline)


def test_left_and_right_stand_for_the_same_place() -> None:
    sides: dict[tuple[str, str], int] = {}
    for shape in shapes():
        sides[shape.site, shape.view] = sides.get((shape.site, shape.view), 0) + 1
    assert sides["hand", "front"] == sides["eyelid", "face"] == sides["calf", "back"] == 2
    assert sides["thigh", "back"] == 4


@pytest.mark.parametrize("number", [n for n, shape in enumerate(shapes()) if shape.site])
def test_a_click_in_the_middle_of_a_shape_finds_its_place(number: int) -> None:
    shape = shapes()[number]
    found = shape_at(shape.mark)
    assert found is not None
    assert shapes()[found].site == shape.site


@pytest.mark.parametrize(
    ("point", "site"),
    [
        ((49, 171), "eyelid"),
        ((99, 171), "eyelid"),
        ((74, 200), "tongue"),
        ((74, 110), "face_other"),
        ((74, 235), "jaw_neck"),
        ((227, 30), "face_other"),
        ((227, 100), "chest_back"),
        ((227, 165), "abdomen"),
        ((395, 120), "chest_back"),
        ((395, 62), "jaw_neck"),
    ],
)
def test_a_click_finds_what_lies_in_front(point: tuple[float, float], site: str) -> None:
    found = shape_at(point)
    assert found is not None
    assert shapes()[found].site == site


def test_the_places_of_the_face_are_large_enough_for_a_shaky_hand() -> None:
    for site in ("eyelid", "tongue"):
        number = first_shape(site)
        assert number is not None
        xs, ys = zip(*shapes()[number].reach, strict=True)
        assert max(xs) - min(xs) >= 44
        assert max(ys) - min(ys) >= 25


def test_a_click_just_beside_a_shape_still_finds_it_and_one_far_away_nothing() -> None:
    right = max(x for shape in shapes() if shape.view is View.BACK for x, _ in shape.outline)
    y = next(y for shape in shapes() for x, y in shape.outline if x == right)
    found = shape_at((right + NEAR - 1, y))
    assert found is not None
    assert shapes()[found].site == "hand"
    assert shape_at((right + NEAR + 1, y)) is None
    assert shape_at((150, 20)) is None


def test_the_back_of_the_head_stands_for_no_place() -> None:
    assert shape_at((395, 15)) is None


def test_a_point_is_inside_a_polygon_or_not() -> None:
    square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    assert inside((5, 5), square)
    assert not inside((15, 5), square)
    assert not inside((5, -1), square)


def test_every_place_can_be_reached_with_the_arrow_keys() -> None:
    start = first_shape("eyelid")
    assert start is not None
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for direction in Direction:
            there = neighbour(here, direction)
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    assert {shapes()[number].site for number in reached} == ON_THE_MAP


def test_an_arrow_goes_the_way_it_points_and_stops_at_the_rim() -> None:
    start = first_shape("eyelid")
    assert start is not None
    right = neighbour(start, Direction.RIGHT)
    assert shapes()[right].site == "eyelid"
    assert shapes()[right].middle[0] > shapes()[start].middle[0]
    assert neighbour(right, Direction.LEFT) == start
    assert shapes()[neighbour(start, Direction.DOWN)].middle[1] > shapes()[start].middle[1]
    for direction in Direction:
        here = start
        for _ in shapes():
            here = neighbour(here, direction)
        assert neighbour(here, direction) == here


def test_a_place_without_a_shape_has_no_first_one() -> None:
    assert first_shape("all_over") is None
    assert first_shape("") is None
