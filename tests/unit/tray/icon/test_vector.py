"""The icon as SVG: the same picture as the drawn one, and a symbol that a desktop can paint."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from tray.icon.art import draw
from tray.icon.state import IconState
from tray.icon.vector import application_svg, symbolic_svg

SVG = "{http://www.w3.org/2000/svg}"


def rendered(svg: str, size: int) -> Image.Image:
    """What another program makes of the file."""
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    assert renderer.isValid()
    picture = QImage(size, size, QImage.Format.Format_RGBA8888)
    picture.fill(0)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(picture.constBits()))


def on(panel: str, icon: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", icon.size, panel)
    ground.alpha_composite(icon)
    return ground.convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """Of two pictures on the same ground, in levels of 255, on average."""
    pair = (on("#808080", one), on("#808080", other))
    return max(ImageStat.Stat(ImageChops.difference(*pair)).mean)


@pytest.mark.parametrize("size", [48, 128, 256])
def test_the_scalable_icon_is_the_drawn_one(size: int) -> None:
    icon = rendered(application_svg(), size)
    assert difference(icon, draw(IconState.RESTING, size)) < 6
    # Another state, or a tile, is something else by far.
    assert difference(icon, draw(IconState.PAUSED, size)) > 20
    assert difference(icon, draw(IconState.RESTING, size, demo=True)) > 10


def test_the_symbol_is_one_filled_shape_with_the_waves_as_holes() -> None:
    [path] = ET.fromstring(symbolic_svg()).findall(f"{SVG}path")  # noqa: S314 - it is our own
    assert "stroke" not in path.attrib
    holes = len(re.findall("M", path.attrib["d"])) - 1
    alpha = rendered(symbolic_svg(), 160).getchannel("A")
    assert holes == 2
    # The pool reaches the edges, and both waves can be seen through.
    assert alpha.getbbox() == (0, 0, 160, 160)
    assert alpha.getpixel((80, 110)) == 0
    assert alpha.getpixel((80, 60)) == 0
    assert alpha.getpixel((80, 85)) == 255


def test_a_symbol_is_painted_in_the_colour_that_a_desktop_gives_it() -> None:
    painted = rendered(symbolic_svg().replace("#2e3436", "#ff0000"), 64)
    solid = [
        colour
        for count, colour in painted.getcolors(64 * 64) or []
        if isinstance(colour, tuple) and colour[3] == 255 and count
    ]
    assert solid == [(255, 0, 0, 255)]
