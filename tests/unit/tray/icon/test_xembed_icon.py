"""The XEmbed icon's parts that need no display."""

from __future__ import annotations

from unittest import mock

import pytest
import Xlib.display
from PIL import Image

from config.errors import DesktopError
from tray.icon.popup_model import Entry
from tray.icon.status_notifier.pystray_loader import Menu, MenuItem
from tray.icon.x_connection import open_display
from tray.icon.xembed import XEmbedIcon, entries_of, image_of
from tray.x_name import unix_display_name

RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)


def filled(size: int, colour: tuple[int, int, int, int]) -> Image.Image:
    return Image.new("RGBA", (size, size), colour)


def test_a_picture_that_is_a_function_is_drawn_for_the_size() -> None:
    asked = []

    def drawn(size: int) -> Image.Image:
        asked.append(size)
        return filled(size, RED)

    assert image_of(drawn, 23).size == (23, 23)
    assert asked == [23]


def test_a_picture_by_sizes_is_scaled_down_rather_than_up() -> None:
    pictures = {16: filled(16, RED), 32: filled(32, BLUE)}
    assert image_of(pictures, 24).size == (24, 24)
    assert image_of(pictures, 24).getpixel((12, 12)) == BLUE
    assert image_of(pictures, 16).getpixel((8, 8)) == RED
    assert image_of(pictures, 64).getpixel((8, 8)) == BLUE


def test_one_image_is_scaled_to_every_size() -> None:
    image = image_of(Image.new("RGB", (64, 64), "#ff0000"), 22)
    assert image.size == (22, 22)
    assert image.getpixel((11, 11)) == RED


def test_rows_of_a_menu_are_taken_as_they_are_at_that_moment() -> None:
    marks = iter([True, False])
    item = MenuItem("Automatic", None, checked=lambda _: mark)
    menu = Menu(item)
    mark = next(marks)
    before = entries_of(menu)
    mark = next(marks)
    assert before == (Entry("Automatic", checked=True),)
    assert entries_of(menu) == (Entry("Automatic", checked=False),)


def test_every_kind_of_row_is_carried_over() -> None:
    menu = Menu(
        MenuItem("Off", None, enabled=False),
        Menu.SEPARATOR,
        MenuItem("Group", None, checked=lambda _: False, radio=True),
        MenuItem("Log", Menu(MenuItem("Tea", None))),
        MenuItem("", None),
    )
    rows = entries_of(menu)
    assert rows == (
        Entry("Off", enabled=False),
        Entry(""),
        Entry("Group", checked=False, radio=True),
        Entry("Log", children=(Entry("Tea"),)),
        Entry(" "),
    )
    assert rows[3].children[0].item.text == "Tea"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (":0", "unix/:0"),
        (":12.1", "unix/:12.1"),
        ("unix:0", "unix/:0"),
        ("unix/:0", "unix/:0"),
    ],
)
def test_a_local_display_is_reached_over_its_unix_socket_alone(name: str, expected: str) -> None:
    assert unix_display_name(name) == expected


@pytest.mark.parametrize(
    "name", ["localhost:10.0", "far.example:0", "tcp/localhost:0", "127.0.0.1:0", "0", ":", ":0x"]
)
def test_a_display_elsewhere_is_never_connected_to(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.socket", None)
    with pytest.raises(DesktopError, match="on this computer"):
        open_display(name)


def test_what_the_library_doubts_is_not_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    display = mock.Mock()

    def doubting(_name: str) -> mock.Mock:
        print("Xlib.xauth: warning, no xauthority details available")  # noqa: T201 - as it does
        return display

    monkeypatch.setattr(Xlib.display, "Display", doubting)
    assert open_display(":0") is display
    assert capsys.readouterr().out == ""


def test_no_display_is_an_error_that_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(DesktopError, match="DISPLAY is not set"):
        XEmbedIcon("lull")


# python-xlib 0.33 forgets to close the socket that found nobody.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_display_that_does_not_exist_is_an_error_and_prints_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(DesktopError, match="cannot be used"):
        XEmbedIcon("lull", display_name=":59999")
    assert capfd.readouterr() == ("", "")
