"""What the desktop asks for, and the sizes and the sheet that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from windows.desktop_wishes import ToldByQt, Wishes, decide, read_files
from windows.look import SMALLEST_TARGET_PX, Look
from windows.palettes import CONTRAST_DARK, DARK, LIGHT, PALETTES
from windows.style_sheet import style_sheet

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("environ", "files", "told", "palette"),
    [
        ({}, {}, ToldByQt(), "light"),
        ({}, {}, ToldByQt(dark=True), "dark"),
        ({"LULL_THEME": "light"}, {}, ToldByQt(dark=True), "light"),
        ({"LULL_THEME": "dark"}, {}, ToldByQt(dark=False), "dark"),
        ({"LULL_THEME": "contrast"}, {}, ToldByQt(), "contrast_light"),
        ({"LULL_THEME": "contrast-dark"}, {}, ToldByQt(), "contrast_dark"),
        ({"LULL_THEME": "purple"}, {}, ToldByQt(dark=True), "dark"),
        ({}, {"theme": "Greybird-dark"}, ToldByQt(), "dark"),
        ({}, {"theme": "Greybird-dark"}, ToldByQt(dark=False), "light"),
        ({}, {"prefer_dark": "true"}, ToldByQt(), "dark"),
        ({"GTK_THEME": "Adwaita:dark"}, {"theme": "Adwaita"}, ToldByQt(), "dark"),
        ({}, {"theme": "HighContrast"}, ToldByQt(), "contrast_light"),
        ({}, {"theme": "HighContrastInverse"}, ToldByQt(), "contrast_dark"),
        ({}, {}, ToldByQt(dark=True, high_contrast=True), "contrast_dark"),
    ],
)
def test_the_environment_wins_then_qt_then_the_files(
    environ: dict[str, str], files: dict[str, str], told: ToldByQt, palette: str
) -> None:
    assert decide(environ, files, told).palette_name == palette


@pytest.mark.parametrize(
    ("said", "font", "points", "scale"),
    [
        ("", "", 10.0, 1.0),
        ("", "", 9.0, 1.0),
        ("", "", 15.0, 1.5),
        ("", "Cantarell 11", 9.0, 1.1),
        ("", "Sans Bold 40", 9.0, 2.0),
        ("", "Sans", 12.0, 1.2),
        ("2", "Sans 11", 9.0, 2.0),
        ("150", "", 9.0, 1.5),
        ("125%", "", 9.0, 1.25),
        ("0.5", "", 9.0, 1.0),
        ("much", "", 14.0, 1.4),
    ],
)
def test_text_is_as_large_as_the_desktop_has_it(
    said: str, font: str, points: float, scale: float
) -> None:
    environ = {"LULL_TEXT_SCALE": said} if said else {}
    files = {"font": font} if font else {}
    assert decide(environ, files, ToldByQt(font_points=points)).scale == pytest.approx(scale)


def test_what_gtk_and_xfce_keep_is_read(tmp_path: Path) -> None:
    for version, theme in (("gtk-4.0", "First"), ("gtk-3.0", "Second-dark")):
        folder = tmp_path / version
        folder.mkdir()
        lines = f"[Settings]\ngtk-theme-name = {theme}\n gtk-font-name=Sans 13\n"
        (folder / "settings.ini").write_text(lines)
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert read_files(environ) == {"theme": "First", "font": "Sans 13"}
    with (tmp_path / "gtk-3.0" / "settings.ini").open("a") as file:
        file.write("gtk-application-prefer-dark-theme=1\n")
    assert read_files(environ)["prefer_dark"] == "true"
    xfce = tmp_path / "xfce4" / "xfconf" / "xfce-perchannel-xml"
    xfce.mkdir(parents=True)
    (xfce / "xsettings.xml").write_text(
        '<property name="ThemeName" type="string" value="Xfce-dark"/>'
        '<property name="FontName" type="string" value="Sans 20"/>'
    )
    assert read_files(environ)["theme"] == "First"
    found = read_files({**environ, "XDG_CURRENT_DESKTOP": "XFCE"})
    assert (found["theme"], found["font"]) == ("Xfce-dark", "Sans 20")


def test_a_desktop_that_keeps_nothing_says_nothing(tmp_path: Path) -> None:
    assert read_files({"HOME": str(tmp_path), "XDG_CURRENT_DESKTOP": "XFCE"}) == {}


def test_nothing_wished_is_light_at_full_size() -> None:
    assert Wishes().palette_name == "light"


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_targets_and_check_boxes_grow_with_the_text(scale: float) -> None:
    look = Look(LIGHT, scale)
    assert look.target >= SMALLEST_TARGET_PX
    assert look.target > look.text + look.gap
    assert look.indicator > look.text
    assert look.small < look.text < look.heading < look.title
    assert look.text == round(16 * scale)


def test_high_contrast_has_heavier_outlines() -> None:
    assert Look(CONTRAST_DARK).outline > Look(DARK).outline
    assert Look(CONTRAST_DARK).radius < Look(DARK).radius
    assert "border: 2px solid #ffffff" in style_sheet(Look(CONTRAST_DARK))


@pytest.mark.parametrize("name", PALETTES)
def test_the_sheet_is_filled_in_and_shows_the_focus(name: str) -> None:
    look = Look(PALETTES[name], 1.5)
    sheet = style_sheet(look)
    assert "$" not in sheet
    assert f"border: 3px solid {look.palette.focus}" in sheet


@pytest.mark.parametrize(
    ("environ", "files", "still"),
    [
        ({}, {}, False),
        ({"LULL_MOTION": "reduced"}, {}, True),
        ({"LULL_MOTION": "full"}, {"still": "true"}, False),
        ({"LULL_MOTION": "wild"}, {"still": "true"}, True),
        ({}, {"still": "true"}, True),
    ],
)
def test_less_motion_is_wanted_where_the_desktop_says_so(
    environ: dict[str, str],
    files: dict[str, str],
    still: bool,  # noqa: FBT001 - a case
) -> None:
    assert decide(environ, files, ToldByQt()).still is still


@pytest.mark.parametrize(
    ("name", "text", "still"),
    [
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations = 0\n", True),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0.0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", False),
    ],
)
def test_desktops_files_tell_whether_animations_are_off(
    tmp_path: Path,
    name: str,
    text: str,
    still: bool,  # noqa: FBT001 - a case
) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    assert (read_files({"XDG_CONFIG_HOME": str(tmp_path)}).get("still") == "true") is still
