"""The list of signs in each language: nothing said twice, and the usual answer in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from log_driver import opened
from PySide6.QtCore import QPoint

from config.language import LANGUAGES
from tips.questions import shipped_questions
from windows.log_signs import row_help

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme

SMALL = 1280, 736
"""The window on a screen of 1366 x 768 pixels, in pixels."""


def helps_of_rows() -> list[str]:
    asked = shipped_questions()
    questions = [*asked.core, *(question for question, _ in asked.other)]
    return [row_help(question.help) for question in questions]


@pytest.mark.parametrize("name", LANGUAGES)
def test_help_that_stands_above_the_list_is_not_said_again_in_any_language(
    name: str, speak: Callable[[str], None]
) -> None:
    english = helps_of_rows()
    speak(name)
    told = helps_of_rows()
    assert [words.count(". ") for words in told] == [words.count(". ") for words in english]
    assert [not words for words in told] == [not words for words in english]


@pytest.mark.parametrize("name", LANGUAGES)
def test_nobody_has_to_look_for_the_answer_that_most_people_give(
    qtbot: QtBot, theme: Theme, paths: Paths, name: str, speak: Callable[[str], None]
) -> None:
    speak(name)
    driver = opened(qtbot, theme, paths)
    driver.window.resize(*SMALL)
    driver.answer()
    driver.click(driver.window.footer.next_button)
    page = driver.signs()

    def in_sight() -> bool:
        bottom = page.none.mapTo(page.viewport(), QPoint(0, page.none.height())).y()
        return 0 < bottom <= page.viewport().height()

    qtbot.waitUntil(in_sight)
