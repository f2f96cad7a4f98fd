"""Texts that are filled in or changed after they were translated, and figures and rows of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config.language import changed, fill, tr
from config.local_format import capital, in_a_row, whole

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_text_is_filled_in_after_it_was_translated(speak: Callable[[str], None]) -> None:
    assert fill("Call {call}.", call="112", other="x") == "Call 112."
    speak("en_XA")
    open_text = tr("Call {call}.")
    filled = fill(open_text, call="112", other="x")
    assert filled.startswith("⟦")
    assert "112" in filled
    # What was said already is not said again.
    assert tr(open_text, call="112") == filled
    assert tr(open_text) == open_text


def test_a_text_without_a_translation_is_filled_in_in_english(speak: Callable[[str], None]) -> None:
    speak("en_XA")
    assert fill("Call {call}.", call="112") == "Call 112."


@pytest.mark.parametrize("name", ["en", "en_XA"])
def test_the_letters_of_a_text_can_be_changed(speak: Callable[[str], None], name: str) -> None:
    speak(name)
    text = tr("short nights")
    assert changed(text, str.upper) == str(text).upper()
    assert capital("short nights") == "Short nights"


def test_figures_and_rows_are_written_as_in_english() -> None:
    assert whole(1200.4) == "1,200"
    assert in_a_row([]) == ""
    assert in_a_row(["a", "b", "c"]) == "a, b, c"
