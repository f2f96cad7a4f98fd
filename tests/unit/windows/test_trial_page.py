"""The self-test in the look-back window: planned, marked, stopped, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from asking_section import TODAY, At
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from windows import trial_form, trial_page
from windows import trial_model as model
from windows.controls import CheckRow
from windows.pair_picture import PairPicture
from windows.settings_words import ONE_MOMENT
from windows.trial_page import TrialSection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from config.paths import Paths
    from windows.theme import Theme

CHOICES = [
    {
        "habit": "caffeine_after_noon",
        "name": "No caffeine after noon",
        "changed": "without caffeine after noon",
        "adds": False,
        "what": "Decaf from noon on.",
        "care": "Go down step by step.",
        "sources": [],
    },
    {
        "habit": "daily_walk",
        "name": "A short walk each day",
        "changed": "with a short walk a day",
        "adds": True,
        "what": "Walk or wheel.",
        "care": "",
        "sources": [],
    },
]
RESULT = {
    "changed": {"days": 14, "twitch_days": 2},
    "as_usual": {"days": 13, "twitch_days": 8},
    "off_days": 0,
    "difference": {"share": -0.47, "low": -0.7, "high": -0.1},
    "p": 0.03,
    "verdict": "pattern",
    "text": "In the two weeks ... This is unlikely to be chance alone.",
    "gap": "Gap: -47 days in 100 (from -70 to -10)",
}


def trial(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return {
        "habit": "caffeine_after_noon",
        "name": "No caffeine after noon",
        "changed": "without caffeine after noon",
        "what": "Decaf from noon on.",
        "stage": "first",
        "phase": "changed",
        "day": 3,
        "days": 14,
        "drawn": True,
        "phases": [
            {
                "phase": "changed",
                "name": "without caffeine after noon",
                "from": "2026-03-08",
                "to": "2026-03-21",
                "text": "Sunday 8 March to Saturday 21 March: without caffeine after noon",
            },
            {
                "phase": "as_usual",
                "name": "as usual",
                "from": "2026-03-22",
                "to": "2026-04-04",
                "text": "Sunday 22 March to Saturday 4 April: as usual",
            },
        ],
        "marked": [],
        "off_days": [],
        "result": None,
        "text": "Day 3 of 14 without caffeine after noon.",
        **changes,
    }


def facts(last: dict[str, Any] | None = None, *earlier: dict[str, Any]) -> dict[str, Any]:
    return {"trial": last, "earlier": list(earlier), "choices": CHOICES}


OVER = trial(stage="finished", phase=None, day=None, result=RESULT, text="They are over.")


class AtSection(At):
    """Somebody at the section."""

    @property
    def page(self) -> TrialSection:
        """The section."""
        return self.shown(TrialSection)

    def button(self, text: str) -> QPushButton:
        found = self.page.findChildren(QPushButton)
        return next(one for one in found if one.text() == text and one.isVisible())

    def row(self, text: str) -> CheckRow:
        rows = self.page.findChildren(CheckRow)
        return next(one for one in rows if one.text() == text and one.isVisible())


@pytest.fixture
def at(qtbot: QtBot, theme: Theme, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> AtSection:
    return AtSection(qtbot, theme, paths, monkeypatch, trial_page, "trial")


def test_a_test_is_planned_with_three_answers(at: AtSection) -> None:
    assert at.asked == [("trial",)]
    assert trial_page.WORKING in at.words()
    at.answer(facts())
    assert trial_page.WORKING not in at.words()
    form = at.page.form
    assert form is not None
    assert form.first is None
    form.habit.button("caffeine_after_noon").click()
    assert form.first is not None
    assert form.first.chosen == ("drawn",)
    assert "Wednesday 11 March 2026" in at.words()
    form.start.more.click()
    assert form.start.text == "2026-03-12"
    assert "Thursday 12 March 2026" in at.words()
    at.button(trial_form.PLAN).click()
    wanted = ("trial", "plan", "caffeine_after_noon", "--start", "2026-03-12")
    assert at.asked[-1] == wanted
    at.answer(facts(trial(stage="planned", phase=None, day=None, text="It begins soon.")))
    assert at.told == ["changed"]
    assert at.window.said.text() == "It is planned. It begins soon."
    assert at.page.form is None
    assert at.page.headline.hasFocus()


def test_the_order_is_asked_in_the_words_of_the_habit_and_kept_where_it_can_be(
    at: AtSection,
) -> None:
    at.answer(facts())
    form = at.page.form
    assert form is not None
    form.habit.button("caffeine_after_noon").click()
    assert form.first is not None
    form.first.button("without").click()
    form.habit.button("daily_walk").click()
    assert form.first.chosen == ("drawn",)
    form.first.button("as-usual").click()
    form.habit.button("caffeine_after_noon").click()
    assert form.first.chosen == ("as-usual",)
    form.habit.button("daily_walk").click()
    form.first.button("with").click()
    at.button(trial_form.PLAN).click()
    assert at.asked[-1][-2:] == ("--first", "with")


def test_an_order_that_was_given_back_is_drawn_by_lot(at: AtSection) -> None:
    at.answer(facts())
    form = at.page.form
    assert form is not None
    form.habit.button("daily_walk").click()
    assert form.first is not None
    form.first.button("drawn").click()
    assert form.first.chosen == ()
    at.button(trial_form.PLAN).click()
    assert "--first" not in at.asked[-1]


def test_what_is_missing_or_wrong_is_said_before_anything_is_asked(at: AtSection) -> None:
    at.answer(facts())
    form = at.page.form
    assert form is not None
    at.button(trial_form.PLAN).click()
    assert trial_form.CHOOSE in at.words()
    form.habit.button("daily_walk").click()
    form.start.edit.setText("soon")
    at.button(trial_form.PLAN).click()
    assert any("write it as 2026-03-29" in line for line in at.words())
    assert form.start.edit.hasFocus()
    assert at.asked == [("trial",)]


def test_what_is_missing_comes_into_view_with_the_keyboard(at: AtSection, qtbot: QtBot) -> None:
    at.window.resize(at.window.width(), 400)
    at.answer(facts())
    form = at.page.form
    assert form is not None
    bar = at.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    first = form.habit.button("caffeine_after_noon")
    assert first.visibleRegion().isEmpty()
    form.plan.click()
    qtbot.waitUntil(lambda: not first.visibleRegion().isEmpty())
    assert first.hasFocus()
    first.click()
    form.start.edit.setText("soon")
    bar.setValue(0)
    qtbot.waitUntil(lambda: form.start.edit.visibleRegion().isEmpty())
    form.plan.click()
    qtbot.waitUntil(lambda: not form.start.edit.visibleRegion().isEmpty())


def test_the_answers_come_next_after_the_question_whether_to_stop(
    at: AtSection, qtbot: QtBot
) -> None:
    at.window.resize(at.window.width(), 400)
    at.answer(facts(trial()))
    bar = at.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert at.button(trial_page.STOP).visibleRegion().isEmpty()
    at.button(trial_page.STOP).click()
    no = at.button(trial_page.NO)
    qtbot.waitUntil(lambda: no.visibleRegion().boundingRect() == no.rect())
    for words in (trial_page.YES, trial_page.NO):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert at.button(words).hasFocus()


def test_a_plan_that_is_on_its_way_is_asked_for_once_and_not_cut_off(at: AtSection) -> None:
    at.answer(facts())
    form = at.page.form
    assert form is not None
    form.habit.button("daily_walk").click()
    for _ in range(2):
        at.button(trial_form.PLAN).click()
    assert not at.window.close()
    assert at.window.said.text() == ONE_MOMENT
    at.answer(facts(trial(stage="planned", phase=None, day=None, text="It begins soon.")))
    assert len(at.asked) == 2
    assert at.window.close()


def test_a_refusal_is_told_and_the_page_stays(at: AtSection) -> None:
    at.answer(facts())
    form = at.page.form
    assert form is not None
    form.habit.button("daily_walk").click()
    at.button(trial_form.PLAN).click()
    at.refuse("That cannot be planned: one at a time")
    assert at.window.trouble.isVisible()
    assert at.page.form is form
    assert at.told == []


def test_a_journal_that_cannot_be_read_is_told_of_at_once(at: AtSection) -> None:
    at.refuse("The journal is damaged: page 3")
    assert "The journal is damaged: page 3" in at.words()
    assert not at.window.trouble.isVisible()


def test_where_it_stands_and_days_that_went_another_way(at: AtSection) -> None:
    at.answer(facts(trial(off_days=["2026-03-09"])))
    said = at.words()
    assert "Day 3 of 14 without caffeine after noon." in said
    assert "Sunday 22 March to Saturday 4 April: as usual" in said
    assert any(line.startswith("Did not go as planned: Monday 9 March. That is") for line in said)
    assert at.page.form is None
    today, yesterday = (
        at.row("Today did not go as planned"),
        at.row("Yesterday did not go as planned"),
    )
    today.click()
    yesterday.click()
    # One after the other, so that neither is lost.
    assert at.asked[1:] == [("trial", "mark", "2026-03-10")]
    at.window.page().look_again()
    assert len(at.asked) == 2
    marked = trial(marked=["2026-03-10"], off_days=["2026-03-10"])
    at.answer(facts(marked))
    assert at.asked[2:] == [("trial", "mark", "2026-03-09")]
    at.answer(facts(marked))
    assert at.told == ["changed"] * 2
    at.row("Today did not go as planned").click()
    assert at.asked[-1] == ("trial", "mark", "2026-03-10", "--undo")


def test_it_is_stopped_after_one_question(at: AtSection) -> None:
    at.answer(facts(trial()))
    at.button(trial_page.STOP).click()
    assert trial_page.SURE in at.words()
    at.button(trial_page.NO).click()
    assert trial_page.SURE not in at.words()
    at.button(trial_page.STOP).click()
    at.button(trial_page.YES).click()
    assert at.asked[-1] == ("trial", "stop")
    at.answer(facts())
    assert at.window.said.text() == "It is stopped."
    assert at.page.form is not None


def test_a_result_is_shown_with_its_uncertainty_and_another_can_be_planned(at: AtSection) -> None:
    poor = {**RESULT, "difference": None, "gap": "", "text": "Not enough days."}
    at.answer(facts(OVER, trial(stage="stopped", phase=None, result=poor, text="Stopped.")))
    said = at.words()
    for line in (RESULT["text"], RESULT["gap"], "Earlier", "Not enough days.", "Plan a test"):
        assert line in said
    assert len(at.page.findChildren(PairPicture)) == 1


def test_the_same_answer_leaves_the_page_as_it_is(at: AtSection) -> None:
    at.answer(facts())
    form = at.page.form
    at.page.look_again()
    at.answer(facts())
    assert at.page.form is form


# -- without Qt


def test_only_days_of_the_trial_can_be_marked() -> None:
    first_day = trial(phases=[{"from": "2026-03-10"}, {"from": "2026-03-24"}])
    assert [day for day, *_ in model.marks(first_day, TODAY)] == ["2026-03-10"]
    assert model.marks(trial(phase=None), TODAY) == ()
    assert model.marks(trial(marked=["2026-03-09"]), TODAY)[1] == (
        "2026-03-09",
        "Yesterday did not go as planned",
        True,
    )


@pytest.mark.parametrize(
    ("text", "by", "after"),
    [
        ("2026-03-12", 1, "2026-03-13"),
        ("2026-03-11", -1, "2026-03-11"),
        ("2026-05-09", 1, "2026-05-09"),
        ("1999-01-01", 1, "2026-03-12"),
        ("9999-12-31", -1, "2026-05-08"),
        ("soon", 1, "2026-03-11"),
    ],
)
def test_steps_stay_in_range(text: str, by: int, after: str) -> None:
    assert model.stepped(text, by, TODAY) == after
    assert model.start_problem(after, TODAY) == ""


@pytest.mark.parametrize("text", ["", "2026-03-10", "2026-05-10", "soon"])
def test_a_first_day_out_of_range_is_a_problem(text: str) -> None:
    assert model.start_problem(text, TODAY)
    assert model.start_text(text, TODAY) == ""


def test_the_picture_has_the_changed_days_first() -> None:
    pair = model.picture(OVER)
    assert pair is not None
    assert pair.told == "Days without caffeine after noon: 2 of 14. Days as usual: 8 of 13."
    assert model.picture(trial()) is None
    assert not model.is_open(None)
