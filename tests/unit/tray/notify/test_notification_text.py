from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tray.notify import text
from tray.notify.base import Button


@given(st.text())
def test_no_text_brings_a_control_character_or_too_much(words: str) -> None:
    title, body = text.title(words), text.body(words, text.ANSWER_IN_TRAY)
    assert len(title) <= 120
    assert len(body) <= 500
    assert body.endswith("Answer in the tray menu.")
    for character in title + body.replace("\n", ""):
        assert character.isspace() is (character in " \xa0\u202f")
        assert ord(character) >= 32
        assert not 0x7F <= ord(character) <= 0x9F
    (title + body).encode()


@given(st.text(alphabet=st.sampled_from("ab \n<&"), max_size=60), st.integers(2, 40))
def test_a_shortened_text_is_a_beginning_of_the_text_within_the_limit(
    words: str, size: int
) -> None:
    short = text.shorten(words, size)
    assert len(short) <= size
    assert words.startswith(short.removesuffix("…"))
    assert short.endswith("…") == (len(words) > size)


@pytest.mark.parametrize(
    ("words", "size", "expected"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two three", 8, "one two…"),
        ("one two\nthree", 12, "one two…"),
        ("abcdefghijkl", 6, "abcde…"),
        ("a bcdefghijkl", 8, "a bcdef…"),
    ],
)
def test_a_text_is_cut_at_the_end_of_a_word(words: str, size: int, expected: str) -> None:
    assert text.shorten(words, size) == expected


@pytest.mark.parametrize(
    "words",
    [
        "a\x1b[31;1mb\x1b[0m",
        "a\x1b]0;a new window title\x07b",
        "a\x1b]8;;file:///x\x1b\\b",
        "a\x9b31mb",
        "a\x1bPsome device string\x1b\\b",
        "a\x1b(Bb",
        "a\u202eb",
    ],
)
def test_escape_sequences_vanish_whole(words: str) -> None:
    assert text.title(words) == "ab"


def test_line_breaks_stay_in_a_body_and_not_in_a_title() -> None:
    assert text.body(" one \t two\r\nthree\n") == "one two\nthree"
    assert text.title("one\ntwo\0three") == "one two three"


def test_a_space_at_which_no_line_may_end_stays() -> None:
    """French has one before a colon: a line that began with it would look like a slip."""
    words = "Café\N{NO-BREAK SPACE}: noté, 4\N{NARROW NO-BREAK SPACE}000"
    assert text.title(words) == text.body(f" {words} \n") == words


def test_a_lone_surrogate_becomes_a_space() -> None:
    assert text.title("name\udcff.txt") == "name .txt"


def test_joiners_that_languages_need_are_kept() -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert text.title(persian) == persian


def test_markup_is_written_so_that_it_shows() -> None:
    assert text.escape_markup("<b>1 & 2</b>") == "&lt;b&gt;1 &amp; 2&lt;/b&gt;"


@pytest.mark.parametrize("key", ["", "default"])
def test_a_button_has_a_key_of_its_own(key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        Button(key, "Label")
