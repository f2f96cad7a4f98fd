from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tips.readability import (
    count_sentences,
    count_syllables,
    flesch_kincaid_grade,
    words_of,
)

TWO_SYLLABLES = (
    "apple asleep bedtime being caffeine coffee dishes evening every fluid going hungry little "
    "litre minute muscle nervous people quiet rhythm sample settled settles spasm table tremor "
    "wanted water"
)


@pytest.mark.parametrize("word", TWO_SYLLABLES.split())
def test_two_syllables_are_counted(word: str) -> None:
    assert count_syllables(word) == 2


@pytest.mark.parametrize(
    "word",
    ["bed", "breathe", "cup", "cool", "drink", "eyes", "half", "makes", "shapes", "through", "the"],
)
def test_one_syllable_is_counted(word: str) -> None:
    assert count_syllables(word) == 1


@pytest.mark.parametrize(
    "word",
    [
        "alcohol",
        "another",
        "area",
        "calcium",
        "diary",
        "easier",
        "energy",
        "everything",
        "general",
        "hospital",
        "idea",
        "medicine",
        "radio",
        "tomorrow",
        "video",
    ],
)
def test_three_syllables_are_counted(word: str) -> None:
    assert count_syllables(word) == 3


@pytest.mark.parametrize("word", ["diarrhoea", "information", "magnesium", "potassium"])
def test_four_syllables_are_counted(word: str) -> None:
    assert count_syllables(word) == 4


@pytest.mark.parametrize(
    ("number", "syllables"),
    [
        ("0", 2),
        ("7", 2),
        ("12", 1),
        ("20", 2),
        ("22", 3),
        ("100", 3),
        ("175", 8),
        ("400", 3),
        ("2000", 3),
        ("2013", 5),
        ("10300", 8),
        ("4.5", 3),
        ("1,5", 3),
        ("999", 3),
    ],
)
def test_a_number_counts_as_it_is_said(number: str, syllables: int) -> None:
    assert count_syllables(number) == syllables


def test_capitals_are_spelled_out() -> None:
    assert count_syllables("NHS") == 3
    assert count_syllables("WHO") == 5
    assert count_syllables("I") == 1


def test_units_are_said_in_full() -> None:
    assert count_syllables("mg") == 3
    assert count_syllables("ml") == 4


def test_a_possessive_and_a_short_form_add_nothing() -> None:
    assert count_syllables("arm's") == 1
    assert count_syllables("you\u2019re") == count_syllables("youre")


def test_a_word_without_vowels_is_one_syllable() -> None:
    assert count_syllables("hmm") == 1


def test_sentences_end_at_full_stops_and_questions() -> None:
    assert count_sentences("Thirsty? Have a glass. Then go on.") == 3


def test_a_decimal_point_and_a_title_end_no_sentence() -> None:
    assert count_sentences("Dr. Who drank 1.5 cups at 10 a.m. today") == 1


def test_words_after_the_last_full_stop_are_a_sentence() -> None:
    assert count_sentences("Thirsty? Have a glass") == 2
    assert count_sentences("Thirsty") == 1
    assert count_sentences('He said "go."') == 1


def test_an_empty_text_is_one_sentence_of_grade_0() -> None:
    assert count_sentences("  ") == 1
    assert flesch_kincaid_grade("") == 0.0
    assert flesch_kincaid_grade("... - !") == 0.0


def test_a_hyphen_parts_words_and_an_apostrophe_does_not() -> None:
    assert words_of("a wind-down at arm's length, 1.5 h") == [
        "a",
        "wind",
        "down",
        "at",
        "arm's",
        "length",
        "1.5",
        "h",
    ]


def test_the_grade_is_the_published_formula() -> None:
    # Six words, one sentence, six syllables.
    assert flesch_kincaid_grade("The cat sat on the mat.") == pytest.approx(
        0.39 * 6 + 11.8 * 1 - 15.59
    )


def test_official_prose_is_harder_than_plain_words() -> None:
    plain = flesch_kincaid_grade("Drink when you are thirsty.")
    official = flesch_kincaid_grade("Maintaining adequate hydration facilitates recuperation.")
    assert plain < 6 < official


@given(st.text(max_size=200))
def test_any_text_has_a_grade(text: str) -> None:
    assert isinstance(flesch_kincaid_grade(text), float)
    assert all(count_syllables(word) >= 1 for word in words_of(text))
    assert count_sentences(text) >= 1
