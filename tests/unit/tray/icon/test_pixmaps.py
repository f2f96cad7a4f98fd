from __future__ import annotations

import pytest
from PIL import Image

from tray.icon.status_notifier.pixmaps import SIZES, Picture, pixmaps

SEEN = (10, 20, 30, 200)


def test_a_pixel_is_alpha_red_green_blue() -> None:
    image = Image.new("RGBA", (16, 16), SEEN)
    width, height, data = pixmaps(image)[0]
    assert (width, height, len(data)) == (16, 16, 16 * 16 * 4)
    assert tuple(data[:4]) == (200, 10, 20, 30)


def test_one_image_is_scaled_to_every_size() -> None:
    drawn = pixmaps(Image.new("RGB", (40, 40), SEEN[:3]))
    assert [(width, height) for width, height, _ in drawn] == [(size, size) for size in SIZES]
    assert all(tuple(data[:4]) == (255, 10, 20, 30) for _, _, data in drawn)


@pytest.mark.parametrize("as_function", [True, False])
def test_each_size_is_drawn_for_itself(as_function: bool) -> None:  # noqa: FBT001 - a parameter
    def draw(size: int) -> Image.Image:
        return Image.new("RGBA", (size, size), (size, 0, 0, 255))

    picture: Picture = draw if as_function else {size: draw(size) for size in reversed(SIZES)}

    assert [(width, data[1]) for width, _, data in pixmaps(picture)] == [(s, s) for s in SIZES]
