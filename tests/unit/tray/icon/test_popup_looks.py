"""The popup menu: looks and pictures, without a display."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont
from popup_menus import ANCHOR, LOW, MANY, METRICS, OPEN, ROOT, SCREEN, at

from tray.icon import popup_look
from tray.icon.popup_layout import Box, Panel, Place, lay_out
from tray.icon.popup_look import (
    DARK,
    LIGHT,
    Palette,
    load_font,
    prefers_dark,
    read_gtk_ini,
    read_xsettings,
    text_dpi,
)
from tray.icon.popup_model import (
    Entry,
    Level,
    MenuState,
)
from tray.icon.popup_paint import Look, paint

if TYPE_CHECKING:
    from pathlib import Path

# -- looks


def luminance(colour: str) -> float:
    levels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_text_can_be_read(palette: Palette) -> None:
    assert contrast(palette.text, palette.ground) >= 7
    assert contrast(palette.faint, palette.ground) >= 4.5
    assert contrast(palette.hot_text, palette.hot_ground) >= 4.5
    assert contrast(palette.hot_ground, palette.ground) >= 3


@pytest.mark.parametrize(
    ("resources", "settings", "dpi"),
    [
        ("", {}, 96.0),
        ("Xft.antialias:\t1\nXft.dpi:\t192\n", {}, 192.0),
        ("*dpi: 120", {"Xft/DPI": 192 * 1024}, 120.0),
        ("Xft.dpi: none", {"Xft/DPI": 144 * 1024}, 144.0),
        ("Xft.dpi: -1", {}, 96.0),
        ("", {"Xft/DPI": -1}, 96.0),
        ("", {"Xft/DPI": "large"}, 96.0),
    ],
)
def test_the_text_scale_is_what_the_desktop_says(
    resources: str, settings: dict[str, str | int], dpi: float
) -> None:
    assert text_dpi(resources, settings) == dpi


@pytest.mark.parametrize(
    ("environment", "settings", "ini", "dark"),
    [
        ({}, {}, "", False),
        ({"GTK_THEME": "Adwaita:dark"}, {"Net/ThemeName": "Adwaita"}, "", True),
        ({"GTK_THEME": "Adwaita"}, {"Net/ThemeName": "Arc-Dark"}, "", False),
        ({}, {"Net/ThemeName": "Arc-Dark"}, "", True),
        ({}, {"Net/ThemeName": "Arc"}, "[Settings]\ngtk-theme-name=Arc-Dark", False),
        ({}, {}, "[Settings]\ngtk-theme-name=Arc-Dark", True),
        ({}, {}, "[Settings]\ngtk-application-prefer-dark-theme = 1", True),
        ({}, {}, "[Settings]\ngtk-application-prefer-dark-theme=false", False),
        ({}, {}, "[Other]\nname=dark", False),
        ({}, {}, "not a settings file", False),
        ({}, {}, "[Settings]\ngtk-theme-name=%(odd", False),
    ],
)
def test_a_dark_desktop_is_told_by_its_theme(
    environment: dict[str, str], settings: dict[str, str | int], ini: str, *, dark: bool
) -> None:
    assert prefers_dark(environment, settings, ini) is dark


def test_the_gtk_settings_are_read_from_their_usual_place(tmp_path: Path) -> None:
    folder = tmp_path / ".config" / "gtk-3.0"
    folder.mkdir(parents=True)
    (folder / "settings.ini").write_text("[Settings]\n")
    assert read_gtk_ini({"HOME": str(tmp_path)}) == "[Settings]\n"
    assert read_gtk_ini({"XDG_CONFIG_HOME": str(tmp_path / ".config")}) == "[Settings]\n"
    assert not read_gtk_ini({"HOME": str(tmp_path / "nobody")})


def setting(order: str, kind: int, name: str, value: bytes) -> bytes:
    raw = name.encode()
    padded = raw + bytes(-len(raw) % 4)
    return struct.pack(f"{order}BxH", kind, len(raw)) + padded + bytes(4) + value


def settings_of(order: str, *each: bytes) -> bytes:
    first = bytes([1 if order == ">" else 0, 0, 0, 0])
    return first + struct.pack(f"{order}II", 7, len(each)) + b"".join(each)


@pytest.mark.parametrize("order", ["<", ">"])
def test_xsettings_are_read_in_either_byte_order(order: str) -> None:
    text = b"Arc-Dark"
    data = settings_of(
        order,
        setting(order, 2, "Some/Colour", bytes(8)),
        setting(order, 1, "Net/ThemeName", struct.pack(f"{order}I", len(text)) + text),
        setting(order, 0, "Xft/DPI", struct.pack(f"{order}i", 196608)),
    )
    assert read_xsettings(data) == {"Net/ThemeName": "Arc-Dark", "Xft/DPI": 196608}


def test_what_comes_before_an_unknown_kind_of_setting_counts() -> None:
    known = setting("<", 0, "Xft/DPI", struct.pack("<i", 98304))
    data = settings_of("<", known, setting("<", 9, "New/Kind", b""), known)
    assert read_xsettings(data) == {"Xft/DPI": 98304}


@given(st.binary(max_size=64))
def test_no_bytes_break_the_reading_of_xsettings(data: bytes) -> None:
    assert isinstance(read_xsettings(data), dict)


def test_settings_that_are_cut_short_count_as_far_as_they_go() -> None:
    whole = settings_of("<", setting("<", 0, "Xft/DPI", struct.pack("<i", 98304)))
    assert read_xsettings(whole[:-2]) == {}
    assert read_xsettings(b"") == {}


def test_a_font_is_found_even_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_text("not a font")
    monkeypatch.setenv("PATH", str(tmp_path))
    font = load_font(20, (str(tmp_path / "missing.ttf"), str(broken)))
    assert font.getlength("Quiet") > 20


@pytest.mark.parametrize("script", ["echo -n /nowhere.ttf", "exit 1", "exec /nowhere"])
def test_a_fontconfig_of_no_use_leaves_the_font_that_is_built_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program = tmp_path / "fc-match"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert load_font(20, ()).getlength("Quiet") > 20


def test_a_fontconfig_that_cannot_be_started_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "fc-match"
    program.write_text("#!/nowhere/at/all\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert load_font(20, ()).getlength("Quiet") > 20


def test_the_font_that_fontconfig_names_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []
    monkeypatch.setattr(popup_look, "_matched_font", lambda: "chosen.ttf")
    built_in = ImageFont.load_default(20)

    def truetype(path: str, size: int) -> object:
        used.append((path, size))
        return built_in

    monkeypatch.setattr(ImageFont, "truetype", truetype)
    assert load_font(20, (str(tmp_path / "missing"),)) is built_in
    assert used == [("chosen.ttf", 20)]


# -- pictures


@pytest.fixture(scope="module")
def look() -> Look:
    return Look(METRICS, LIGHT, ImageFont.load_default(METRICS.font))


def picture(
    look: Look, root: tuple[Entry, ...], hot: int | None = None, screen: Box = SCREEN
) -> tuple[Panel, Image.Image]:
    state = at(hot)
    panel = lay_out(root, state, Place(ANCHOR, screen), look.metrics, look.measure)[0]
    return panel, paint(root, panel, hot, look)


def row_picture(look: Look, entry: Entry, hot: int | None = None) -> bytes:
    _, image = picture(look, (entry,), hot)
    return image.tobytes()


def test_a_panel_is_painted_at_its_size(look: Look) -> None:
    panel, image = picture(look, ROOT)
    assert image.size == (panel.box.width, panel.box.height)


def test_every_state_of_a_row_looks_different(look: Look) -> None:
    entries = [
        Entry("Water"),
        Entry("Water", enabled=False),
        Entry("Water", checked=False),
        Entry("Water", checked=True),
        Entry("Water", checked=False, radio=True),
        Entry("Water", checked=True, radio=True),
        Entry("Water", children=(Entry("Glass"),)),
    ]
    pictures = [row_picture(look, entry) for entry in entries]
    pictures.append(row_picture(look, entries[0], 0))
    assert len(set(pictures)) == len(pictures)


def test_the_highlight_lies_behind_its_row_alone(look: Look) -> None:
    panel, plain = picture(look, ROOT)
    _, image = picture(look, ROOT, OPEN)
    row = next(row for row in panel.rows if row.index == OPEN)
    middle = row.top + row.height // 2
    assert image.getpixel((8, middle)) == (0x10, 0x69, 0x7A)
    assert image.getpixel((8, row.top + row.height + 4)) == plain.getpixel((8, 5))


def test_arrows_are_painted_where_rows_are_out_of_sight(look: Look) -> None:
    state = MenuState((Level(first=5),))
    panel = lay_out(MANY, state, Place(ANCHOR, LOW), look.metrics, look.measure)[0]
    image = paint(MANY, panel, None, look)
    strip = look.metrics.edge + look.metrics.separator
    ground = Image.new("RGB", (panel.box.width - 2, strip - 1), LIGHT.ground)
    for top in (1, panel.box.height - strip):
        box = (1, top, panel.box.width - 1, top + strip - 1)
        assert image.crop(box).tobytes() != ground.tobytes()


def test_a_label_that_is_too_wide_stays_within_its_panel(look: Look) -> None:
    panel, image = picture(look, (Entry("W" * 200),))
    assert panel.box.width <= 500
    right = panel.box.width - 2
    column = [image.getpixel((right, y)) for y in range(1, panel.box.height - 1)]
    assert set(column) == {(0xFC, 0xFC, 0xFB)}


def test_a_look_follows_the_resolution() -> None:
    assert Look.of(192, DARK).metrics.scale == 2.0
