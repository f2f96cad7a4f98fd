"""The third step of the log window: what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from config.language import N_, NP_, tr, trp
from tips.advice import explain
from tips.emergency import numbers_for
from windows.controls import Button, Weight
from windows.log_flow import EMERGENCY
from windows.parts import Card, Disclosure, Page, Role, Text, announce
from windows.step_header import StepHeader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tips.advice import Advice
    from windows.theme import Theme

MARKS: Final = {
    "urgent_same_day": ("urgent", NP_("how soon to get help", "Today")),
    "soon_within_2_weeks": ("soon", NP_("how soon to get help", "In the next 1 to 3 days")),
    "routine_see_doctor": ("routine", NP_("how soon to get help", "In the next few weeks")),
    "self_care": ("accent", NP_("how soon to get help", "At home")),
}
"""The colour and the word of each level; an emergency has a card of its own."""

ROUTINE: Final = "routine_see_doctor"
OPEN_WORDS: Final = N_("Not told yet: {open}. You can answer that now and look again.")
RULE_NAMES: Final = N_("To look it up, the names of these points in Lull's open list: {rules}.")
_NUMBER: Final = re.compile(r"[0-9][0-9 -]*[0-9]")
_MOST_BUTTONS: Final = 2


def how_soon(advice: Advice) -> str:
    """When to do what the advice says, in a few words; not for an emergency."""
    return trp("how soon to get help", MARKS[str(advice.level)][1])


def call_numbers(words: str | None) -> tuple[str, ...]:
    """The numbers to call, each for a call line of its own: "999 or 112" is two.

    Empty where the country is not known: a person then needs the words, and their own number.
    """
    if not words or words == numbers_for(None).call:
        return ()
    found = tuple(_NUMBER.findall(words))
    return found if len(found) <= _MOST_BUTTONS else ()


class AdvicePage(Page):
    """What to do first, then why, what to watch for, habits, and on request where it comes from."""

    answer_now = Signal()
    """The person wants to answer what is open about themselves."""

    def __init__(
        self, theme: Theme, advice: Advice, *, checking: bool, open_questions: str = ""
    ) -> None:
        """Make the page for one advice.

        Args:
            theme: What to paint with.
            advice: What to show.
            checking: Whether nothing will be saved.
            open_questions: What about the person is not told, as words; told, it might make an
                ordinary visit unnecessary.
        """
        super().__init__(theme, widest=52 * theme.look.text)
        self._theme = theme
        self._advice = advice
        emergency = advice.level == EMERGENCY
        self.header = StepHeader(theme, 3, 3, "" if emergency else tr("What to do"))
        self.header.headline.setVisible(not emergency)
        self.body.addWidget(self.header)
        self.headline = self._emergency() if emergency else self._next_step()
        if open_questions and str(advice.level) == ROUTINE and not advice.waits_for_answers:
            self._offer_to_answer(open_questions)
        self._list(tr("Why"), advice.why)
        self._list(tr("What to watch for"), advice.come_back_if)
        self._list(tr("For the worry"), advice.offers)
        if advice.habits and not emergency:
            self._habits()
        self._notice(checking=checking)
        sources = self._sources()
        sources.opened.connect(lambda: self.reveal(sources))
        self.body.addWidget(sources)
        self.body.addStretch(1)

    def _emergency(self) -> Text:
        theme, advice = self._theme, self._advice
        card = Card(theme, fill="emergency", outline="emergency")
        headline = Text(advice.headline, theme, Role.TITLE, "on_emergency")
        card.body.addWidget(headline)
        numbers = call_numbers(advice.emergency_number)
        self.calls = []
        for number in numbers:
            call = Button(
                tr("&Call {number}", number=number)
                if number == numbers[0]
                else tr("Call {number}", number=number),
                theme,
                Weight.CALL,
            )
            call.setAccessibleDescription(tr("Copies the number."))
            call.clicked.connect(lambda _=False, number=number: self._copy(number))
            card.body.addWidget(call)
            self.calls.append(call)
        if not numbers and advice.emergency_number:
            card.body.addWidget(
                Text(
                    tr("Call {number}", number=advice.emergency_number),
                    theme,
                    Role.TITLE,
                    "on_emergency",
                )
            )
        self._copied = Text("", theme, Role.BODY, "on_emergency")
        self._copied.hide()
        card.body.addWidget(self._copied)
        for words in advice.what_to_do:
            card.body.addWidget(Text(words, theme, Role.HEADING, "on_emergency"))
        self.body.addWidget(card)
        return headline

    def _copy(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self._copied.setText(tr("{number} is copied. Call it from a phone.", number=number))
        self._copied.show()
        announce(self._copied, self._copied.text())

    def _next_step(self) -> Text:
        theme, advice = self._theme, self._advice
        colour, _ = MARKS[str(advice.level)]
        card = Card(theme, mark=colour)
        card.body.addWidget(Text(how_soon(advice), theme, Role.HEADING, colour))
        headline = Text(advice.headline, theme, Role.TITLE)
        card.body.addWidget(headline)
        steps = advice.what_to_do
        if advice.waits_for_answers:
            # What is missing comes first, and the way to tell it; what holds until then follows.
            card.body.addWidget(Text(steps[0], theme))
            card.body.addLayout(self._answer_button(Weight.PRIMARY))
            steps = steps[1:]
        for words in steps:
            card.body.addWidget(bullet(words, theme))
        self.body.addWidget(card)
        return headline

    def _offer_to_answer(self, open_questions: str) -> None:
        card = Card(self._theme, fill="notice", outline="notice_line")
        words = tr(OPEN_WORDS, open=open_questions)
        card.body.addWidget(Text(words, self._theme, Role.BODY, "on_notice"))
        card.body.addLayout(self._answer_button(Weight.SECONDARY))
        self.body.addWidget(card)

    def _answer_button(self, weight: Weight) -> QHBoxLayout:
        button = Button(tr("&Answer now"), self._theme, weight)
        button.clicked.connect(self.answer_now)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        return row

    def _list(self, heading: str, lines: Sequence[str]) -> None:
        if not lines:
            return
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.look.gap // 2)
        column.addWidget(Text(heading, self._theme, Role.HEADING))
        for words in lines:
            column.addWidget(bullet(words, self._theme))
        self.body.addWidget(part)

    def _habits(self) -> None:
        card = Card(self._theme)
        card.body.addWidget(Text(tr("Habits to try today"), self._theme, Role.HEADING))
        for habit in self._advice.habits:
            card.body.addWidget(bullet(habit.text, self._theme))
            card.body.addWidget(
                bullet(
                    tr("Source: {source}", source=habit.source),
                    self._theme,
                    Role.HELP,
                    marked=False,
                )
            )
        self.body.addWidget(card)

    def _notice(self, *, checking: bool) -> None:
        self.body.addWidget(Text(self._advice.notice, self._theme, Role.HELP))
        if checking:
            self.body.addWidget(Text(tr("Nothing of this check is saved."), self._theme, Role.HELP))

    def _sources(self) -> Disclosure:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        rules = explain(self._advice)
        for rule in rules:
            column.addWidget(bullet(rule.reason, self._theme, Role.HELP))
        column.addSpacing(self._theme.look.gap)
        column.addWidget(Text(tr("Where this comes from"), self._theme, Role.HEADING))
        for source in self._advice.sources:
            column.addWidget(bullet(source, self._theme, Role.HELP))
        # Whoever wants to look it up needs the names; nobody else has to read past them.
        names = tr(RULE_NAMES, rules=", ".join(rule.id for rule in rules))
        column.addWidget(Text(names, self._theme, Role.HELP))
        return Disclosure(
            self._theme, tr("&Why am I seeing this?"), tr("Hide &where this comes from"), content
        )


def bullet(words: str, theme: Theme, role: Role = Role.BODY, *, marked: bool = True) -> QWidget:
    """One line of a list; the mark is no part of the text that is read out."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    mark = Text("\u2022" if marked else "", theme, role, "accent")
    mark.setWordWrap(False)
    mark.setAccessibleName(" ")
    mark.setFixedWidth(round(theme.look.text * 1.4))
    row.addWidget(mark)
    text = Text(words, theme, role)
    row.addWidget(text, 1)
    top = text.alignment()
    mark.setAlignment(top.AlignTop | top.AlignLeading)
    return holder
