"""Settings where a mistake in the file must not stand in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config.paths import Paths, resolve
from config.usable import language_setting, usable_settings

if TYPE_CHECKING:
    from pathlib import Path

EARLY = 'day.bedtime = "21:00"'
LATE = 'day.bedtime = "23:45"'
BROKEN = "nor this ["


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    found = resolve(str(tmp_path / "lull"), {})
    for path in (found.settings, found.last_good_settings):
        path.parent.mkdir(parents=True, exist_ok=True)
    return found


@pytest.mark.parametrize(
    ("file", "last_good", "bedtime"),
    [
        (EARLY, LATE, "21:00"),
        (EARLY, BROKEN, "21:00"),
        (BROKEN, LATE, "23:45"),
        (None, LATE, "22:30"),
        (BROKEN, None, "22:30"),
    ],
)
def test_the_file_goes_before_the_last_good_one(
    paths: Paths, file: str | None, last_good: str | None, bedtime: str
) -> None:
    for path, text in ((paths.settings, file), (paths.last_good_settings, last_good)):
        if text is not None:
            path.write_text(text)
    found = usable_settings(paths)
    assert found is not None
    assert str(found.day.bedtime) == bedtime


def test_there_may_be_none(paths: Paths) -> None:
    paths.settings.write_text(BROKEN)
    paths.last_good_settings.write_text(BROKEN)
    assert usable_settings(paths) is None


@pytest.mark.parametrize(
    ("file", "last_good", "name"),
    [
        ('language = "de"', 'language = "fr"', "de"),
        ('language = "de"\nday.bedtime = 7', None, "de"),
        (BROKEN, 'language = "fr"', "fr"),
        ("a = " + "[" * 5000, 'language = "fr"', "fr"),
        (None, 'language = "fr"', ""),
        ("", None, ""),
        ("language = 7", None, ""),
        (BROKEN, BROKEN, ""),
    ],
)
def test_the_language_is_known_whatever_else_is_wrong_in_the_file(
    paths: Paths, file: str | None, last_good: str | None, name: str
) -> None:
    for path, text in ((paths.settings, file), (paths.last_good_settings, last_good)):
        if text is not None:
            path.write_text(text)
    assert language_setting(paths) == name
