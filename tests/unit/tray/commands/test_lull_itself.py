"""The commands that see to Lull: settings, autostart, doctor, demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tray import demo

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import Commands


def test_the_places_of_the_settings_and_their_health_are_told(lull: Commands) -> None:
    assert lull.text("settings", "path") == f"{lull.paths.settings}\n"
    assert lull.text("settings", "check") == "The settings are valid (the defaults).\n"
    lull.home.mkdir()
    lull.paths.settings.write_text("")
    assert str(lull.paths.settings) in lull.text("settings", "check")
    lull.paths.settings.write_text("limits.nudges_per_day = 99")
    assert "limits.nudges_per_day" in lull.refused("settings", "check")


def test_autostart_is_turned_on_with_the_home_and_off(lull: Commands, own_home: Path) -> None:
    assert lull.text("autostart", "status") == "Autostart is off.\n"
    assert "org.lull.Lull.desktop" in lull.text("autostart", "on")
    assert lull.text("autostart", "status") == "Autostart is on.\n"
    entry = (own_home / "config" / "autostart" / "org.lull.Lull.desktop").read_text()
    assert f'"--home" "{lull.home}"' in entry
    lull.text("autostart", "off")
    assert lull.text("autostart", "status") == "Autostart is off.\n"


def test_autostart_without_a_home_names_none(
    lull: Commands, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LULL_HOME")
    lull.text("autostart", "on")
    assert "--home" not in (own_home / "config" / "autostart" / "org.lull.Lull.desktop").read_text()


def test_the_doctor_exits_with_1_where_something_is_wrong(lull: Commands) -> None:
    assert lull("doctor").status == 0
    lull.home.mkdir()
    lull.paths.settings.write_text("x = 1")
    done = lull("doctor")
    assert done.status == 1
    assert "!!  Settings" in done.output


def test_a_demo_of_a_day_leaves_nothing(lull: Commands) -> None:
    asked = []

    def run(seconds: float) -> int:
        asked.append(seconds)
        return 0

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(demo, "run_demo", run)
        assert lull("demo", "--seconds", "2.5").status == 0
        assert lull("demo").status == 0
    assert asked == [2.5, 60.0]
