"""The error family: one readable line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import errors
from config.errors import InputError, JournalError, LullError, SettingsError, WrongValueError
from config.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable


@settings(deadline=None)
@given(st.text(), st.text())
def test_an_error_is_one_printable_line_whatever_it_quotes(title: str, detail: str) -> None:
    text = str(LullError(title, detail))
    assert text.isprintable()
    assert len(text.splitlines()) <= 1


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_so_is_one_in_a_language_that_has_marks_of_its_own(
    speak: Callable[[str], None], language: str
) -> None:
    speak(language)
    text = LullError("Titre", "\u200ea\u200f\u2028b\u202ec\x1b[2J\xa0: d").detail
    assert text == "\u200ea\u200f b\ufffdc\ufffd[2J\xa0: d"


def test_a_quoted_terminal_escape_does_not_reach_the_terminal() -> None:
    error = SettingsError("Not valid", "a\x1b[2Jb\r\nc\ud800")
    assert error.detail == "a\ufffd[2Jb c\ufffd"


def test_an_endless_detail_is_cut_and_a_long_one_is_not() -> None:
    assert LullError("Title", "x" * 1000).detail == "x" * 1000
    cut = LullError("Title", "x" * 100_000).detail
    assert len(cut) == 1000
    assert cut.endswith("...")


def test_bad_input_exits_with_two_and_everything_else_with_one() -> None:
    family = [value for value in vars(errors).values() if isinstance(value, type)]
    twos = {kind for kind in family if issubclass(kind, LullError) and kind.exit_code == 2}
    assert twos == {InputError, SettingsError, WrongValueError}


def test_what_a_person_wrote_stays_out_of_the_log() -> None:
    assert JournalError("Not kept", "the disk is full").for_log == "Not kept: the disk is full"
    for kind in (InputError, SettingsError):
        assert kind("Not valid", "profile.conditions[0]: 'migraine'").for_log == "Not valid"


def test_both_texts_stand_on_one_line_as_the_language_writes_them(
    speak: Callable[[str], None],
) -> None:
    speak("fr")
    assert InputError("Titre", "détail").told == "Titre\N{NO-BREAK SPACE}: détail"
    named = InputError.of_field("Titre", "champ", "détail")
    assert named.detail == "champ\N{NO-BREAK SPACE}: détail"


def test_the_marks_around_a_path_stay_in_arabic(speak: Callable[[str], None]) -> None:
    speak("ar")
    error = InputError("a", tr("{path} is a folder; name a file", path="/x"))
    assert error.detail.startswith("\N{LEFT-TO-RIGHT MARK}/x ")


def test_the_log_is_in_english(speak: Callable[[str], None]) -> None:
    speak("de")
    error = JournalError(tr("The journal cannot be used"), tr("a number is too long"))
    assert str(error) == "Das Journal kann nicht benutzt werden: eine Zahl ist zu lang"
    assert error.for_log == "The journal cannot be used: a number is too long"
    refused = InputError.of_field(tr("Not a date"), "at", tr("a number is too long"))
    assert (refused.title_for_log, refused.for_log) == ("Not a date", "Not a date")
    assert refused.detail == "at: eine Zahl ist zu lang"


def test_the_whole_family_can_be_caught_as_one() -> None:
    for name in ("InputError", "SettingsError", "CatalogError", "JournalError", "DesktopError"):
        with pytest.raises(LullError, match="Title: detail"):
            raise getattr(errors, name)("Title", "detail")
