from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config.errors import CatalogError
from tips.report import CORE_SIGNS, OTHER_SIGNS, SIGNS
from tips.report_words import REPORT_WORDS_FILE, load_report_words, report_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_every_sign_and_every_answer_has_a_word() -> None:
    words = report_words()
    assert list(words["core"]) == list(CORE_SIGNS)
    assert set(words["other"]) == set(OTHER_SIGNS)
    for sign, answers in SIGNS.items():
        assert all(answer in {**words["answers"], **words[f"answers.{sign}"]} for answer in answers)


def test_a_sign_says_an_answer_in_its_own_way_where_the_question_was_another() -> None:
    assert report_words()["answers.numbness"]["sudden"] == "yes, within minutes and on one side"
    assert report_words()["answers.wasting"] == {}


def test_the_lists_have_the_labels_that_were_chosen_from() -> None:
    assert report_words()["sites"]["eyelid"] == "Eyelid"
    assert report_words()["bout"]["constant"] == "It does not stop"


def test_names_are_short_and_speak_of_no_one() -> None:
    words = report_words()
    for name in (*words["core"].values(), *words["other"].values()):
        assert len(name) <= 60
        assert not {"you", "your"} & set(name.lower().split())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[answers]", "[answers", "not TOML"),
        (
            'wasting = { name = "A muscle clearly smaller" }\n',
            "",
            "core: not what is known: wasting",
        ),
        ("[other]", '[other]\nitch = { name = "Itch" }', "other: not what is known: itch"),
        ('cannot = "cannot swallow"\n', "", "answers: not what is known: cannot"),
        ('wasting = { name = "A', 'wasting = { called = "A', "core.wasting: a name"),
        (
            'cramps = { name = "Cramps"',
            'cramps = { name = "C", weeks = "x"',
            "other.cramps: a name",
        ),
        ('no = "no"', 'no = ""', "length >= 1"),
    ],
)
def test_a_damaged_file_is_named_with_its_place(
    data: Path, spoil: Callable[[str, str, str], None], old: str, new: str, said: str
) -> None:
    spoil(REPORT_WORDS_FILE, old, new)
    with pytest.raises(CatalogError, match=REPORT_WORDS_FILE) as caught:
        load_report_words(data)
    assert said in caught.value.detail


def test_the_order_is_that_of_the_questions(
    data: Path, spoil: Callable[[str, str, str], None]
) -> None:
    first = 'weakness = { name = "Muscles cannot do something that they could before" }\n'
    second = 'drops_or_trips = { name = "Drops things, or a foot catches or drags" }\n'
    spoil(REPORT_WORDS_FILE, first + second, second + first)
    with pytest.raises(CatalogError, match="the order differs"):
        load_report_words(data)
