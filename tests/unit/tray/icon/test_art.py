"""The icon: three shapes, every size, seen on every panel."""

from __future__ import annotations

import itertools
import stat
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tray.icon.art import app_icon, draw, write_icon
from tray.icon.state import IconState
from tray.icon.status_notifier.pixmaps import SIZES as ICON_SIZES

if TYPE_CHECKING:
    from pathlib import Path

PANELS = ("#ffffff", "#f0f0f0", "#2b2b2b", "#000000")
WCAG_GRAPHICS_CONTRAST = 3.0


def linear(level: float) -> float:
    share = level / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(pixel: tuple[int, ...]) -> float:
    red, green, blue = (linear(level) for level in pixel[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def pixels(image: Image.Image) -> list[tuple[int, ...]]:
    width, height = image.size
    access = image.load()
    assert access is not None
    found = []
    for y, x in itertools.product(range(height), range(width)):
        pixel = access[x, y]
        assert isinstance(pixel, tuple)
        found.append(pixel)
    return found


def shape(state: IconState, size: int, *, demo: bool = False) -> list[str]:
    """The icon without its colours: nothing, body (any hue) or light."""
    kinds = []
    for pixel in pixels(draw(state, size, demo=demo)):
        if pixel[3] < 128:
            kinds.append("nothing")
        else:
            kinds.append("light" if luminance(pixel) > 0.5 else "body")
    return kinds


@pytest.mark.parametrize("size", ICON_SIZES)
@pytest.mark.parametrize("state", IconState)
def test_an_icon_has_the_size_that_was_asked_for(state: IconState, size: int) -> None:
    image = draw(state, size)
    assert image.size == (size, size)
    assert image.mode == "RGBA"


@pytest.mark.parametrize("size", ICON_SIZES)
@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(IconState, 2)))
def test_two_states_differ_in_shape_without_their_colours(
    one: IconState, other: IconState, size: int
) -> None:
    pairs = zip(shape(one, size), shape(other, size), strict=True)
    differing = sum(a != b for a, b in pairs)
    assert differing >= 0.12 * size * size


@pytest.mark.parametrize("size", ICON_SIZES)
@pytest.mark.parametrize("state", IconState)
def test_the_demo_differs_in_shape_from_the_real_icon(state: IconState, size: int) -> None:
    pairs = zip(shape(state, size), shape(state, size, demo=True), strict=True)
    assert sum(a != b for a, b in pairs) >= 0.05 * size * size


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("size", ICON_SIZES)
@pytest.mark.parametrize("state", IconState)
def test_most_of_the_icon_stands_out_from_the_panel(
    state: IconState, size: int, panel: str
) -> None:
    image = draw(state, size)
    ground = Image.new("RGBA", image.size, panel)
    ground.alpha_composite(image)
    panel_luminance = luminance(pixels(Image.new("RGB", (1, 1), panel))[0])
    seen = sum(
        contrast(luminance(pixel), panel_luminance) >= WCAG_GRAPHICS_CONTRAST
        for pixel in pixels(ground)
    )
    assert seen >= 0.35 * size * size


@pytest.mark.parametrize("size", ICON_SIZES)
@pytest.mark.parametrize("state", IconState)
def test_the_mark_stands_out_from_the_body(state: IconState, size: int) -> None:
    solid = [luminance(p) for p in pixels(draw(state, size)) if p[3] == 255]
    body = sorted(solid)[len(solid) // 2]
    marked = sum(contrast(level, body) >= WCAG_GRAPHICS_CONTRAST for level in solid)
    assert marked >= 0.05 * size * size


@pytest.mark.parametrize("state", IconState)
def test_the_corners_are_clear(state: IconState) -> None:
    image = draw(state, 64)
    corners = [(0, 0), (0, 63), (63, 63), (63, 0)]
    found = [image.getpixel(corner) for corner in corners]
    assert all(isinstance(pixel, tuple) and pixel[3] == 0 for pixel in found)


def test_bars_of_a_pause_lie_on_the_pixel_grid_at_16_pixels() -> None:
    row = [draw(IconState.PAUSED, 16).getpixel((x, 8)) for x in range(16)]
    lit = [x for x, pixel in enumerate(row) if pixel == (255, 255, 255, 255)]
    assert lit == [4, 5, 6, 9, 10, 11]


@pytest.mark.parametrize("state", IconState)
def test_the_same_icon_is_the_same_pixel_for_pixel(state: IconState) -> None:
    assert draw(state, 24).tobytes() == draw(state, 24).tobytes()


def test_sizes_are_drawn_one_by_one_and_not_scaled_from_another() -> None:
    large = draw(IconState.RESTING, 64)
    scaled = large.resize((16, 16), Image.Resampling.LANCZOS)
    assert scaled.tobytes() != draw(IconState.RESTING, 16).tobytes()


def test_the_application_icon_is_large() -> None:
    assert app_icon().size == (256, 256)


def test_the_written_icon_is_a_picture_for_its_owner_alone(tmp_path: Path) -> None:
    path = write_icon(tmp_path / "icons", 48)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    with Image.open(path) as image:
        assert image.size == (48, 48)
        assert image.format == "PNG"


def test_an_older_icon_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "lull.png").write_text("not a picture")
    with Image.open(write_icon(tmp_path)) as image:
        assert image.size == (256, 256)


def test_a_folder_that_is_a_file_is_an_os_error(tmp_path: Path) -> None:
    blocked = tmp_path / "icons"
    blocked.write_text("")
    with pytest.raises(OSError, match="icons"):
        write_icon(blocked)
