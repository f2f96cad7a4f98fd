"""What is wrong in a settings file, told in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hard_coded import beside, hard_coded
from test_settings import MISTAKES, NOT_TOML, UNKNOWN

from config.errors import SettingsError
from config.kinds import FactorName
from config.language import LANGUAGES
from config.profile import hint
from config.settings import defaults_text, parse
from config.settings_rules import CAFFEINATED_DRINKS, TIMING_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = (
    *(line.partition("=")[0] for line in defaults_text().splitlines() if line[:1] not in {"#", ""}),
    *(
        "language country high_stress hard_exercise_minutes suspected suspected_since",
        "true false monday A-Za-z Z",
    ),
    *(*CAFFEINATED_DRINKS, *TIMING_KEYS, *LANGUAGES, *FactorName),
    *(hint(f"profile.{name}") for name in ("age_band", "pregnant", "conditions", "medicines")),
)
"""Of settings, and of what they take."""


@pytest.mark.parametrize(
    "text",
    [
        *(text for text, *_ in (*MISTAKES, *UNKNOWN, *NOT_TOML)),
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
    assert beside(caught.value.detail, text, *NAMES) == set()
