"""What is wrong in a settings file, told in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hard_coded import hard_coded

from config.errors import SettingsError
from config.settings import parse

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    "text",
    [
        "language = 'tlh'",
        "zzz = 1",
        "limit = 1",
        "[day]\nbedtime = 7",
        "[day]\nbedtime = '25:00'",
        "[day]\nbedtime = 'late'",
        "[day]\nactive_hours = ['08:00']",
        "[day]\nactive_hours = ['08:00-08:00']",
        "[day]\nactive_hours = ['08:00-12:00', '11:00-13:00']",
        "[day]\nactive_hours = ['08:00-12:00', '22:00-09:00']",
        "[nudges.stress]\nat = []",
        "[nudges.stress]\nat = ['08:00', '08:00']",
        "[nudges.stress]\nat = ['08:00']\nevery_minutes = 20",
        "[notifications]\nstay_seconds = 2",
        "[caffeine]\nusual_drink = 'water'",
        "[patterns]\nsuspected = 'alcohol'",
        "[patterns]\nsuspected_lag_days = 1",
    ],
)
def test_a_mistake_is_told_in_the_language(text: str, speak: Callable[[str], None]) -> None:
    speak("en_XA")
    with pytest.raises(SettingsError) as caught:
        parse(text)
    assert hard_coded(caught.value.title) == []
    # Names of settings and of what they take stay as they are written.
    assert "⟦" in caught.value.detail
