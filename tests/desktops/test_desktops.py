from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from tests.desktops import __main__ as whole_desktops
from tests.desktops.page import Seen, page, table
from tests.desktops.trial import Cell, mark_moved


def menu(*marks: tuple[int, int, int, int]) -> Image.Image:
    picture = Image.new("RGB", (300, 200), "white")
    drawn = ImageDraw.Draw(picture)
    for mark in marks:
        drawn.rectangle(mark, fill="black")
    return picture


def test_a_mark_that_goes_from_one_row_to_another_is_seen() -> None:
    assert mark_moved(menu((10, 40, 18, 48)), menu((10, 65, 18, 73)))


@pytest.mark.parametrize(
    "later",
    [
        menu((10, 40, 18, 48)),
        menu(),
        menu((10, 40, 18, 48), (120, 5, 128, 15)),
        menu((60, 65, 68, 73)),
        menu((10, 65, 200, 73)),
    ],
    ids=["nothing changed", "it only went", "the time changed", "aside", "a whole row"],
)
def test_anything_else_that_changes_is_no_mark_that_moved(later: Image.Image) -> None:
    assert not mark_moved(menu((10, 40, 18, 48)), later)


def test_the_table_says_of_each_column_what_was_seen() -> None:
    cells = {"icon": Cell("yes", "drawn"), "menu": Cell("no", "it did not come")}
    text = table([Seen("plasma", "Plasma", "plasma 5", cells, "")])
    line = text.splitlines()[-1]
    assert (
        line == "| Plasma | yes | no | not tried | not tried | not tried | not tried | not tried |"
    )


def test_a_desktop_that_did_not_come_up_stands_on_the_page_with_the_reason() -> None:
    text = page([Seen("gnome", "GNOME", "gnome-shell 43", {}, "It did not come up: no display")])
    assert "It did not come up: no display." in text
    assert "gnome.png" not in text


def test_the_page_tells_of_every_desktop_and_each_picture_is_there() -> None:
    written = whole_desktops.PAGE.read_text("utf-8")
    for key, kind in whole_desktops.DESKS.items():
        assert f"\n## {kind.title}\n" in written
        picture = f"screenshots/desktops/{key}.png"
        assert (picture in written) is (whole_desktops.PAGE.parent / picture).exists()
