from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_home import WORDS

from journal import report_phrases as say
from journal.report_facts import Began

MARCH = dt.date(2026, 3, 3)


def days(*texts: str) -> list[dt.date]:
    return [dt.date.fromisoformat(text) for text in texts]


def test_a_span_names_the_year_once_where_it_is_the_same() -> None:
    assert say.span(MARCH, dt.date(2026, 4, 9)) == "3 Mar to 9 Apr 2026"
    assert say.span(dt.date(2025, 12, 30), MARCH) == "30 Dec 2025 to 3 Mar 2026"
    assert say.span(MARCH, MARCH) == "3 Mar 2026"


def test_days_in_a_row_name_each_year_once() -> None:
    found = days("2025-12-01", "2025-12-30", "2026-03-03", "2026-04-09")
    assert say.days_in_a_row(found) == "1 Dec, 30 Dec 2025, 3 Mar, 9 Apr 2026"


def test_days_are_named_one_by_one_while_they_are_few() -> None:
    found = days("2026-03-03", "2026-03-03", "2026-03-09")
    assert say.when(found, 2) == "3 times (3 Mar, 9 Mar 2026)"
    assert say.when(found, 1) == "3 times (3 Mar to 9 Mar 2026)"
    assert say.when(found, 0) == "3, last on 9 Mar 2026"
    assert say.when(found[:1], 2) == "3 Mar 2026"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (0, "on 3 Mar 2026"),
        (1, "on 2 Mar 2026"),
        (7, "at most 7 days before 3 Mar 2026"),
        (999, "at most 999 days before 3 Mar 2026"),
        (1000, "more than a year before 3 Mar 2026"),
        (36_525, "more than a year before 3 Mar 2026"),
    ],
)
def test_a_beginning_is_told_no_more_exactly_than_it_was_said(told: int, words: str) -> None:
    assert say.began(Began(MARCH, told)) == words


def test_counts_are_told_with_what_was_not_said() -> None:
    counts = (("flicker", 1200), ("", 3), ("jerk", 1))
    assert say.counted(counts, WORDS, "kinds") == "Flicker (1,200), jerk (1), not said (3)"
    assert say.counted(counts, WORDS, "kinds", 1) == "Flicker (1,200), 1 more, not said (3)"
    assert say.counted((("", 3),), WORDS, "kinds") == "Not told"
    assert say.counted((), WORDS, "kinds") == "Not told"
    assert say.counted((("ms", 1), ("x", 2)), WORDS, "conditions") == "MS (1), x (2)"


def test_a_value_that_is_not_known_is_told_as_it_stands() -> None:
    assert say.label(WORDS, "sites", "left_big_toe") == "left big toe"
    assert say.label(WORDS, "sites", "x" * 99) == "x" * 40
    assert say.label(WORDS, "sites", "\0") == "-"


def test_more_than_a_few_names_are_counted() -> None:
    assert say.listed(["A", "B", "C"], 3) == "A; B; C"
    assert say.listed(["A", "B", "C"], 1) == "A; and 2 more"


def test_numbers_have_no_figure_too_many() -> None:
    assert (say.number(7.0), say.number(6.75), say.number(1250)) == ("7", "6.8", "1,250")
    assert (say.days(1), say.days(1200)) == ("1 day", "1,200 days")


def test_sentences_are_joined_without_the_empty_ones() -> None:
    assert say.joined(["One.", "", "Two."]) == "One. Two."


FAMILY = "\U0001f468\N{ZERO WIDTH JOINER}\U0001f469\N{ZERO WIDTH JOINER}\U0001f467"


def test_a_picture_stays_whole_and_what_turns_the_text_round_goes() -> None:
    assert say.plain(f"we {FAMILY}") == f"we {FAMILY}"
    # Right-to-left override, a bell, a terminal's escape, a line break, and no letter at all.
    assert say.plain("a\u202eb\x07c\x1b[31md\ne\0f") == "a b c [31md e f"
    assert say.plain("\u05e9\u05dc\u05d5\u05dd") == "\u05e9\u05dc\u05d5\u05dd"


@given(st.text())
def test_whatever_was_written_becomes_one_line_that_can_be_shown(text: str) -> None:
    line = say.plain(text)
    assert line.replace("\N{ZERO WIDTH JOINER}", "").isprintable()
    assert line == " ".join(line.split())


def test_a_long_text_is_cut_and_says_how_much_is_missing() -> None:
    assert say.cut("short", 5) == "\u201cshort\u201d"
    assert say.cut("too long by far", 8) == "\u201ctoo long...\u201d (7 more letters in Lull)"
