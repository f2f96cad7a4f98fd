"""The form of a self-test: what to try, which two weeks come first, and from when on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from config.language import N_, tr
from windows import trial_model as model
from windows.controls import Button, Weight
from windows.layouts import set_reading_order
from windows.parts import Card, ChoiceGroup, Role, Text, bring_into_view
from windows.settings_fields import Stepper

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from windows.theme import Theme

TITLE: Final = N_("Plan a test")
WHAT: Final = N_("What would you like to try?")
FIRST: Final = N_("Which two weeks come first?")
FIRST_HELP: Final = N_("Drawn by lot, nothing but chance decides: that is the fairest.")
START: Final = N_("&First day")
START_HELP: Final = N_("Write it as 2026-03-29, or use the buttons.")
PLAN: Final = N_("&Plan it")
CHOOSE: Final = N_("Choose one of these first.")


class TrialForm(Card):
    """Three answers and a button.

    Attributes:
        planned: Emitted with what to ask the command line for.
    """

    planned = Signal(tuple)

    def __init__(self, theme: Theme, choices: Sequence[Mapping[str, Any]], today: dt.date) -> None:
        """Offer ``choices``, as ``lull trial --json`` lists them; ``today`` is the local date."""
        super().__init__(theme)
        self._theme = theme
        self._today = today
        self._choices = {one["habit"]: one for one in choices}
        rows = [(key, one["name"], _help(one)) for key, one in self._choices.items()]
        self.habit = ChoiceGroup(theme, tr(WHAT), rows, rows=1)
        self.habit.changed.connect(self._offer_orders)
        self.first: ChoiceGroup | None = None
        self.start = Stepper(
            theme,
            tr(START),
            model.tomorrow(today),
            lambda text, by: model.stepped(text, by, today),
            (N_("a day earlier"), N_("a day later")),
            tr(START_HELP),
        )
        self.start.edit.setMaximumWidth(9 * theme.look.text)
        self.start.changed.connect(self._say_day)
        self.day = Text("", theme, Role.BODY, "quiet")
        self.plan = Button(tr(PLAN), theme, Weight.PRIMARY)
        self.plan.clicked.connect(self._plan)
        buttons = QHBoxLayout()
        buttons.addWidget(self.plan)
        buttons.addStretch(1)
        self.body.addWidget(Text(tr(TITLE), theme, Role.HEADING))
        self.body.addWidget(self.habit)
        self._place = self.body.count()
        self.body.addWidget(self.start)
        self.body.addWidget(self.day)
        self.body.addLayout(buttons)
        self._say_day()

    def _offer_orders(self) -> None:
        """Ask for the order in the words of the habit."""
        before = (model.DRAWN,) if self.first is None else self.first.chosen
        if self.first is not None:
            self.first.hide()
            self.first.deleteLater()
        orders = model.orders(self._choices[self.habit.chosen[0]])
        known = {key for key, _ in orders}
        self.first = ChoiceGroup(self._theme, tr(FIRST), orders, help_text=tr(FIRST_HELP))
        self.first.choose([key for key in before if key in known] or [model.DRAWN])
        self.body.insertWidget(self._place, self.first)
        self.first.show()
        set_reading_order(self.window())

    def _say_day(self) -> None:
        self.start.show_problem(model.start_problem(self.start.text, self._today))
        self.day.setText(model.start_text(self.start.text, self._today))

    def _plan(self) -> None:
        if self.first is None:
            self.habit.show_problem(tr(CHOOSE))
            return
        if model.start_problem(self.start.text, self._today):
            self._say_day()
            self.start.edit.setFocus()
            bring_into_view(self.start)
            return
        first = next(iter(self.first.chosen), model.DRAWN)
        self.planned.emit(model.plan_words(self.habit.chosen[0], first, self.start.text))


def _help(choice: Mapping[str, Any]) -> str:
    return " ".join(part for part in (choice["what"], choice["care"]) if part)
