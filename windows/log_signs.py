"""The second step of the log window: warning signs as one calm list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from config.language import N_, in_english, review_note, tr
from windows.controls import Button, CheckRow, Weight
from windows.layouts import Columns, FlowLayout, set_margins
from windows.log_answers import SignAnswer
from windows.log_flow import PageName
from windows.parts import Card, ChoiceGroup, Page, Role, Text, announce
from windows.step_header import StepHeader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tips.questions import Question
    from windows.log_flow import LogFlow, Problem
    from windows.theme import Theme

CORE_LEAD: Final = N_(
    "Tick what is new or worse than your usual, even if it has gone again. "
    "Not sure about one? Tick it too, and say so."
)
OTHERS_LEAD: Final = N_(
    "They depend on where it is and on what you told. Tick what is new or worse than your usual."
)

_SAID_ABOVE: Final = ("New, or worse than your usual", "It counts if it is new or worse")
"""How sentences of help begin that the page says once for all, above the list."""

_MAIN: Final = ("yes", "unsure", "long_standing")
"""The answers that a ticked sign can have; an unticked one is no answer until it is denied."""


def row_help(help_text: str) -> str:
    """The help of a question without what stands above the list already."""
    english = in_english(help_text)
    if not any(said in english for said in _SAID_ABOVE):
        return help_text
    told, plain = _sentences(help_text), _sentences(english)
    if len(told) != len(plain):  # a translation that is cut into other sentences is told whole
        return help_text
    kept = [one for one, said in zip(told, plain, strict=True) if not said.startswith(_SAID_ABOVE)]
    return " ".join(kept)


def _sentences(text: str) -> list[str]:
    return re.findall(r"\S.*?[.](?= |$)", text)


class SignRow(QWidget):
    """One sign; what follows from a tick is asked right below it."""

    answered = Signal()
    """The person ticked it, took the tick away, or answered what follows."""

    def __init__(self, theme: Theme, question: Question) -> None:
        super().__init__()
        self.question = question
        self.check = CheckRow(question.text, theme, row_help(question.help))
        self.check.setAccessibleDescription(question.help)
        self.check.clicked.connect(self._tick)
        labels = dict(question.answers)
        self.main = ChoiceGroup(theme, tr("Which fits best?"), [(v, labels[v]) for v in _MAIN])
        self.main.changed.connect(self._take_main)
        self._follow: dict[str, ChoiceGroup] = {}
        self._below = QWidget()
        inner = QVBoxLayout(self._below)
        set_margins(inner, theme.look.indicator + 2 * theme.look.gap, 0, 0, theme.look.gap)
        inner.setSpacing(theme.look.gap)
        inner.addWidget(self.main)
        for value, asked in (
            ("yes", question.follow_up),
            ("unsure", question.unsure_follow_up),
        ):
            if asked is not None:
                group = ChoiceGroup(theme, asked.text, asked.answers)
                group.changed.connect(self.answered)
                self._follow[value] = group
                inner.addWidget(group)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.check)
        column.addWidget(self._below)
        self.show_answer(None)

    @property
    def answer(self) -> SignAnswer | None:
        """What was answered; None for a sign that is not ticked."""
        if not self.check.isChecked():
            return None
        main = next(iter(self.main.chosen), "yes")
        group = self._follow.get(main)
        return SignAnswer(main, next(iter(group.chosen), "") if group else "")

    def show_answer(self, answer: SignAnswer | None) -> None:
        """Show an answer, and what follows from it."""
        self.check.setChecked(answer is not None)
        self._below.setVisible(answer is not None)
        main = answer.main if answer else ""
        self.main.choose([main])
        for value, group in self._follow.items():
            group.setVisible(value == main)
            if value == main and answer is not None:
                group.choose([answer.final])

    def _tick(self) -> None:
        self.show_answer(SignAnswer("yes") if self.check.isChecked() else None)
        if self.check.isChecked():
            asked = self._follow.get("yes")
            words = asked.accessibleName() if asked else self.main.accessibleName()
            announce(self.check, tr("Ticked. Below it: {words}", words=words))
        self.answered.emit()

    def _take_main(self) -> None:
        main = next(iter(self.main.chosen), "yes")
        self.show_answer(SignAnswer(main))
        if main in self._follow:
            announce(self.main, self._follow[main].accessibleName())
        self.answered.emit()


class SignsPage(Page):
    """A list of signs with an explicit "None of these" at its end, never chosen beforehand."""

    edited = Signal()
    """An answer changed."""

    moved = Signal()
    """The person said that it is none of these, or left them open."""

    def __init__(
        self,
        theme: Theme,
        flow: LogFlow,
        questions: Sequence[Question],
        *,
        headline: str,
        lead: str,
    ) -> None:
        """Make the page for ``questions``, with what was answered already."""
        super().__init__(theme)
        self._flow = flow
        gap = theme.look.gap
        self.header = StepHeader(theme, 2, 3, headline, lead)
        self.headline = self.header.headline
        self.body.addWidget(self.header)
        if note := review_note():
            self.body.addWidget(Text(note, theme, Role.HELP))
        # All of the list, and what says "none" of it, is to be seen at once on a small screen.
        self.body.setSpacing(gap)
        self.body.setContentsMargins(3 * gap, gap // 2, 3 * gap, 0)
        self._problem = Card(theme, fill="notice", outline="notice_line")
        self._problem_words = Text("", theme, Role.BODY, "on_notice")
        self._problem.body.addWidget(self._problem_words)
        leave_open = Button(tr("&Leave them open"), theme)
        leave_open.setAccessibleDescription(tr("What is left open never makes the advice calmer."))
        leave_open.clicked.connect(self._leave_open)
        self._problem_none = Button("", theme, Weight.PRIMARY)
        self._problem_none.clicked.connect(self._none)
        holder = QWidget()
        buttons = FlowLayout(holder, gap)
        buttons.addWidget(self._problem_none)
        buttons.addWidget(leave_open)
        self._problem.body.addWidget(holder)
        self._problem.hide()
        self.rows = {question.key: SignRow(theme, question) for question in questions}
        for key, row in self.rows.items():
            row.show_answer(flow.answers.signs.get(key))
            row.answered.connect(lambda key=key: self._take(key))
        rows = tuple(self.rows.values())
        self.body.addWidget(Columns(rows, 24 * theme.look.text, 2, gap // 8))
        self.none = Button("", theme, Weight.PRIMARY)
        self.none.clicked.connect(self._none)
        line = QHBoxLayout()
        line.addWidget(self.none)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self._problem)
        self.body.addStretch(1)
        self._name_none()

    def show_problem(self, problem: Problem) -> None:
        """Tell what is wanted, at the end of the list, with both ways on beside it."""
        self._problem_words.setText(problem.words)
        # The card has the same button: one of it is enough.
        self.none.hide()
        self._problem.show()
        self._problem_words.announce()
        self.reveal(self._problem)

    def _take(self, key: str) -> None:
        self._flow.answers = self._flow.answers.with_sign(key, self.rows[key].answer)
        self._problem.hide()
        self.none.show()
        self._name_none()
        # What follows from a tick is asked below it, which may be out of view.
        self.reveal(self.rows[key])
        self.edited.emit()

    def _name_none(self) -> None:
        ticked = any(key in self._flow.answers.signs for key in self.rows)
        words = tr("N&one of the others") if ticked else tr("N&one of these")
        self.none.setText(words)
        said = self._flow.none_said
        self.none.weight = Weight.CHOSEN if said else Weight.PRIMARY
        self.none.setAccessibleDescription(tr("Chosen") if said else "")
        self.none.updateGeometry()
        self.none.update()
        self._problem_none.setText(words)

    def _none(self) -> None:
        self._flow.none_of_these()
        self.moved.emit()

    def _leave_open(self) -> None:
        self._flow.go_on(leave_open=True)
        self.moved.emit()

    def focus_first(self) -> None:
        """Give the keyboard to the headline, so that reading starts there."""
        self.headline.announce()
        self.verticalScrollBar().setValue(0)


def signs_page(theme: Theme, flow: LogFlow) -> SignsPage:
    """The page for the signs that ``flow`` asks about now."""
    core = flow.page is PageName.CORE
    lead = tr(CORE_LEAD if core else OTHERS_LEAD)
    if core and flow.signs_again:
        lead = f"{tr('You changed something, so these are asked again.')} {lead}"
    questions, headline = (
        (flow.core, tr("Anything else?")) if core else (flow.asked, tr("A few more"))
    )
    if flow.none_said:
        # The boxes look the same as before the answer, and the button may be out of view.
        ticked = any(question.key in flow.answers.signs for question in questions)
        answered = (
            tr("You answered: none of the others.")
            if ticked
            else tr("You answered: none of these.")
        )
        lead = f"{answered} {lead}"
    return SignsPage(theme, flow, questions, headline=headline, lead=lead)
