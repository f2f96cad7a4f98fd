"""What libraries and the system say, in the language of the person."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from hard_coded import hard_coded

from config.foreign_words import (
    _SYSTEM,
    in_our_words,
    place_and_reason_of,
    places_in,
    quoted,
    reason_of,
)
from config.language import PSEUDO, in_english, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def raised(work: Callable[[], object]) -> OSError | ValueError:
    with pytest.raises((OSError, ValueError)) as caught:
        work()
    return caught.value


@pytest.mark.parametrize("number", sorted(_SYSTEM))
def test_a_reason_is_said_in_the_language_and_in_english_as_the_system_says_it(
    number: int, speak: Callable[[str], None]
) -> None:
    error = OSError(number, os.strerror(number))
    assert reason_of(error) == os.strerror(number)
    speak(PSEUDO)
    assert hard_coded(reason_of(error)) == []


def test_a_rare_reason_is_quoted(speak: Callable[[str], None]) -> None:
    error = OSError(errno.EXDEV, os.strerror(errno.EXDEV))
    assert reason_of(error) == f'"{os.strerror(errno.EXDEV)}"'
    speak("de")
    assert reason_of(error) == f"„{os.strerror(errno.EXDEV)}“"


def test_what_lull_raised_itself_stays_as_it_is(speak: Callable[[str], None]) -> None:
    speak("de")
    assert reason_of(PermissionError(errno.EPERM, "ein Link steht dort")) == "ein Link steht dort"
    assert reason_of(PermissionError("gehört jemand anderem")) == "gehört jemand anderem"


def test_a_name_that_no_file_has_is_called_so(tmp_path: Path) -> None:
    for name in ("a\0b", "a\ud800b"):
        with pytest.raises(ValueError, match=r"null|surrogates") as caught:
            (tmp_path / name).read_bytes()
        assert reason_of(caught.value) == "no file can be called so"


def test_what_has_no_number_is_told_all_the_same(speak: Callable[[str], None]) -> None:
    assert reason_of(TimeoutError()) == "Connection timed out"
    assert (
        reason_of(ValueError("I/O operation on closed file.")) == '"I/O operation on closed file."'
    )
    assert reason_of(ValueError()) == '"ValueError"'
    speak(PSEUDO)
    assert hard_coded(reason_of(TimeoutError())) == []


def test_the_file_that_was_asked_for_stands_in_front(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    error = raised(missing.read_bytes)
    assert place_and_reason_of(error) == f"{missing}: No such file or directory"
    assert place_and_reason_of(ValueError("x")) == '"x"'


def test_the_first_form_that_fits_is_said_with_its_places(speak: Callable[[str], None]) -> None:
    forms = ("Illegal character {sign}", "Cannot declare {key} twice")
    assert (
        in_our_words("Cannot declare ('a', 'b') twice", forms) == "Cannot declare ('a', 'b') twice"
    )
    speak("de")
    assert in_our_words("Cannot declare ('a', 'b') twice", forms) == "('a', 'b') steht zweimal da"
    assert in_our_words("Cannot declare it", forms) == quoted("Cannot declare it")


def test_the_first_places_are_the_shortest_that_fit() -> None:
    form = "argument {argument}: {problem}"
    assert places_in("argument --at: there: here", form) == {
        "argument": "--at",
        "problem": "there: here",
    }
    assert places_in("argument", form) is None
    assert places_in("Unclosed array", "Unclosed array") == {}


def test_a_shown_text_knows_its_english(speak: Callable[[str], None]) -> None:
    speak("de")
    told = tr("{field}: {problem}", field="a", problem=tr("a number is too long"))
    assert in_english(told) == "a: a number is too long"
    assert in_english("as it is") == "as it is"
