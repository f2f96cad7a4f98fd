"""Patterns in the look-back window: what is compared, its picture, and what is suspected."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from asking_section import TODAY, At
from look_back_home import NOW, coffee
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from config.kinds import FactorName
from config.patterns import PatternSettings
from config.settings import load
from journal import pattern_words as words
from journal.patterns import Count, Missing, Pattern, Verdict
from windows import patterns_model as model
from windows import patterns_page
from windows.pair_model import LEGEND, Pair, pair_of
from windows.pair_picture import PairPicture
from windows.patterns_page import PatternsSection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme

NOTHING = Missing(0, 0, 0, 0)
CLEAR = Pattern(
    FactorName.SHORT_SLEEP,
    0,
    Count(9, 6),
    Count(21, 4),
    NOTHING,
    (0.1, 0.9),
    0.02,
    Verdict.PATTERN,
)
CHANCE = Pattern(
    FactorName.ALCOHOL,
    1,
    Count(10, 3),
    Count(20, 5),
    NOTHING,
    (-0.4, 0.3),
    0.7,
    Verdict.NO_PATTERN,
)
TOO_FEW = Pattern(
    FactorName.HIGH_STRESS,
    0,
    Count(2, 1),
    Count(4, 1),
    Missing(8, 0, 0, 0),
    None,
    None,
    Verdict.NOT_ENOUGH_DAYS,
)
ROWS = [words.facts_of(one) for one in (CLEAR, CHANCE, TOO_FEW)]


class AtSection(At):
    """Somebody at the section."""

    @property
    def page(self) -> PatternsSection:
        """The section."""
        return self.shown(PatternsSection)


@pytest.fixture
def at(qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> AtSection:
    return AtSection(qtbot, theme, paths, monkeypatch, patterns_page, "patterns")


def test_it_says_that_it_works_until_the_days_are_compared(at: AtSection) -> None:
    assert at.asked == [("patterns",)]
    assert patterns_page.WORKING in at.words()
    at.answer(ROWS)
    said = at.words()
    assert patterns_page.WORKING not in said
    for line in (words.text_of(CLEAR), words.gap_of(CLEAR), words.text_of(CHANCE), LEGEND):
        assert line in said
    assert said.index("Stands out") < said.index("Could be chance")
    assert said.index("Could be chance") < said.index("Not enough days yet")
    assert "There is too little to compare yet: few known days." in said
    assert "days of high stress" in said
    assert said[-1].startswith("Sources of the figures: American Academy")


def test_without_enough_days_there_is_no_picture_and_no_legend(at: AtSection) -> None:
    at.answer(ROWS[2:])
    said = at.words()
    assert "Stands out" not in said
    assert LEGEND not in said
    assert words.KNOWN_DAYS in said
    assert at.page.findChildren(PairPicture) == []


def test_the_same_answer_leaves_the_page_as_it_is_and_another_replaces_it(
    at: AtSection, qtbot: QtBot
) -> None:
    at.answer(ROWS)
    pictures = at.page.findChildren(PairPicture)
    assert len(pictures) == 2
    at.answer(list(ROWS))
    assert at.page.findChildren(PairPicture) == pictures
    at.answer(ROWS[1:])
    qtbot.waitUntil(lambda: len(at.page.findChildren(PairPicture)) == 1)


def test_it_compares_again_only_where_something_was_logged_or_a_day_is_over(
    at: AtSection, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.answer(ROWS)
    at.page.look_again()
    assert len(at.asked) == 1
    coffee(paths, NOW)
    at.page.look_again()
    assert at.asked == [("patterns",)] * 2
    at.page.look_again()
    assert len(at.asked) == 2
    monkeypatch.setattr(patterns_page, "local_now", lambda: NOW + dt.timedelta(days=1))
    at.page.look_again()
    assert len(at.asked) == 3


def test_what_went_wrong_is_told(at: AtSection) -> None:
    at.refuse("The journal is damaged: page 3")
    assert "The journal is damaged: page 3" in at.words()


def test_one_factor_is_named_from_today_on_and_that_can_be_taken_back(
    at: AtSection, paths: Paths
) -> None:
    assert at.page.day.isHidden()
    assert not at.page.can_undo
    at.page.factor.button("short_sleep").click()
    assert load(paths.settings).patterns == PatternSettings(
        high_stress=7,
        hard_exercise_minutes=60,
        suspected=FactorName.SHORT_SLEEP,
        suspected_since=TODAY,
    )
    assert at.told == ["changed"]
    assert at.window.said.text() == patterns_page.NAMED
    assert "Named on 10 March 2026. Only days from then on count for it." in at.words()
    at.page.day.button("1").click()
    assert load(paths.settings).patterns.suspected_lag_days == 1
    assert at.asked == [("patterns",)] * 3
    at.window.undo.click()
    assert load(paths.settings).patterns.suspected_lag_days is None
    assert at.page.day.chosen == ("either",)
    at.window.undo.click()
    assert load(paths.settings).patterns.suspected is None
    assert at.page.factor.chosen == (model.NOTHING,)
    assert at.window.said.text() == patterns_page.UNDONE
    assert at.window.undo.isHidden()


def test_nothing_can_be_named_again(at: AtSection, paths: Paths) -> None:
    at.page.factor.button("alcohol").click()
    at.page.factor.button(model.NOTHING).click()
    assert load(paths.settings).patterns.suspected is None
    assert load(paths.settings).patterns.suspected_since is None
    assert at.window.said.text() == patterns_page.NOT_NAMED


def test_pressed_once_more_a_choice_stays_and_its_date_too(at: AtSection, paths: Paths) -> None:
    paths.settings.parent.mkdir(parents=True)
    paths.settings.write_text(
        '[patterns]\nsuspected = "alcohol"\nsuspected_since = 2026-01-05\nsuspected_lag_days = 0\n'
    )
    at.page.look_again()
    assert at.page.factor.chosen == ("alcohol",)
    assert at.page.day.chosen == ("0",)
    before = paths.settings.read_text()
    at.page.day.button("0").click()
    at.page.day.button("0").click()
    at.page.factor.button("alcohol").click()
    assert paths.settings.read_text() != before  # the day was given back: either
    at.page.factor.button("alcohol").click()
    assert at.page.factor.chosen == ("alcohol",)


def test_what_holds_already_is_not_named_anew(at: AtSection, paths: Paths) -> None:
    at.page.factor.button(model.NOTHING).click()
    assert at.page.factor.chosen == (model.NOTHING,)
    assert at.told == []
    assert not paths.settings.exists()


def test_settings_that_cannot_be_changed_are_told_of(at: AtSection, paths: Paths) -> None:
    paths.settings.parent.mkdir(parents=True)
    paths.settings.write_text("[patterns\n")
    at.page.factor.button("alcohol").click()
    assert at.window.trouble.isVisible()
    assert at.page.factor.chosen == (model.NOTHING,)
    assert at.told == []


def test_a_change_from_elsewhere_is_not_overwritten_by_undo(at: AtSection, paths: Paths) -> None:
    at.page.factor.button("alcohol").click()
    text = paths.settings.read_text()
    paths.settings.write_text(text + "# mine\n")
    at.window.undo.click()
    assert paths.settings.read_text() == text + "# mine\n"
    assert at.window.trouble.isVisible()


def test_the_section_is_walked_by_keyboard(at: AtSection) -> None:
    at.answer(ROWS)
    at.page.factor.button(model.NOTHING).setFocus()
    QTest.keyClick(at.page.factor.button(model.NOTHING), Qt.Key.Key_Right)
    assert at.page.factor.chosen == ("short_sleep",)


# -- without Qt


def test_every_choice_is_a_factor_that_days_are_asked_about() -> None:
    factors = {value for value, _ in model.SUSPECTS} - {model.NOTHING}
    assert factors == {factor.value for factor in FactorName} - {FactorName.COLD.value}


def test_a_picture_shows_both_shares_and_where_the_first_may_lie() -> None:
    counts = {"days": 10, "twitch_days": 6}, {"days": 20, "twitch_days": 4}
    pair = pair_of("days after", counts[0], "The other days", counts[1], {"low": 0.05, "high": 0.9})
    assert pair == Pair("Days after: 6 of 10", 0.6, "The other days: 4 of 20", 0.2, 0.25, 1.0)
    assert pair.told == "Days after: 6 of 10. The other days: 4 of 20."


@pytest.mark.parametrize(
    "pair",
    [
        Pair("a", 0.0, "b", 1.0, 0.0, 1.0),
        Pair("a", 0.5, "b", 0.0, 0.4, 0.6),
    ],
)
def test_the_picture_tells_its_bars_apart_without_colour(
    qtbot: QtBot, theme: Theme, pair: Pair
) -> None:
    picture = PairPicture(theme, pair)
    qtbot.addWidget(picture)
    assert picture.accessibleName() == pair.told
    assert picture.minimumSizeHint().width() < picture.sizeHint().width()
    picture.resize(400, picture.sizeHint().height())
    grey = (
        picture.grab().toImage().convertToFormat(picture.grab().toImage().Format.Format_Grayscale8)
    )
    shades = {
        grey.pixelColor(x, y).lightness() for x in range(4, 396) for y in range(grey.height())
    }
    assert max(shades) - min(shades) > 120
