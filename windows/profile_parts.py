"""What Lull knows about the person, on the first page of the log window: a line, and a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from config.language import tr
from tips.questions import MAY_BE_PREGNANT, options
from windows.controls import Button, Weight
from windows.layouts import FlowLayout
from windows.parts import Card, ChoiceGroup, Role, Text
from windows.profile_model import (
    AGE,
    CONDITIONS,
    KEPT,
    LEAD,
    MEDICINES,
    MEDICINES_HELP,
    NONE,
    PREGNANT,
    agreeing,
    from_choices,
    summary,
    to_choices,
)

if TYPE_CHECKING:
    from windows.log_flow import LogFlow
    from windows.theme import Theme


class AgeGroup(ChoiceGroup):
    """The age bands, of which one can be taken."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr(AGE), [(o.value, o.label, o.help) for o in options("age_bands")])

    @property
    def told(self) -> str | None:
        """What was chosen; None for nothing."""
        return next(iter(self.chosen), None)


class PregnancyGroup(ChoiceGroup):
    """Whether the person is pregnant or gave birth not long ago."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, tr(PREGNANT), [(o.value, o.label, o.help) for o in options("pregnant")]
        )

    @property
    def told(self) -> str | None:
        """What was chosen; None for nothing."""
        return next(iter(self.chosen), None)


class ProfileList(ChoiceGroup):
    """A list of which several may be ticked, or "None of these", which excludes the others."""

    def __init__(
        self, theme: Theme, name: str, question: str, known: tuple[str, ...] | None
    ) -> None:
        """Make the list with what is known ticked.

        Args:
            theme: What to paint with.
            name: The field of the profile, and the list of options.
            question: What is asked.
            known: What the profile says; None for nothing.
        """
        offered = [(o.value, o.label, o.help) for o in options(name)]
        super().__init__(
            theme,
            question,
            [*offered, (NONE, tr("None of these"), "")],
            several=True,
            rows=2,
            help_text=tr(MEDICINES_HELP) if name == "medicines" else "",
        )
        self._ticked = to_choices(known)
        self.choose(self._ticked)

    @property
    def told(self) -> tuple[str, ...] | None:
        """What was ticked, empty for "none of these"; None where nothing was."""
        return from_choices(self.chosen)

    def _tell(self) -> None:
        # Before anybody hears of it, so that they find the ticks in agreement.
        self._ticked = agreeing(self.chosen, self._ticked)
        self.choose(self._ticked)
        super()._tell()


class ProfileLine(QWidget):
    """What is known in one line, and the way to change it."""

    def __init__(self, theme: Theme, flow: LogFlow) -> None:
        """Make the line for the profile of ``flow``."""
        super().__init__()
        self._flow = flow
        self.text = Text("", theme, Role.HELP)
        self.button = Button(tr("C&hange"), theme, Weight.QUIET)
        self.button.setAccessibleName(tr("Change what Lull knows about you"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.look.gap)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.refresh()

    def refresh(self) -> None:
        """Say what is known now."""
        words = summary(self._flow.profile)
        self.text.setText(words)
        self.button.setAccessibleDescription(words)


class ProfilePanel(Card):
    """The questions about the person; the answers count at once."""

    changed = Signal()
    """The person answered something, or took an answer back."""

    closed = Signal()
    """The person is done."""

    def __init__(self, theme: Theme, flow: LogFlow) -> None:
        """Make the panel with what the profile of ``flow`` says."""
        super().__init__(theme)
        self._flow = flow
        profile = flow.profile
        self.heading = Text(tr("About you"), theme, Role.HEADING)
        self.kept = Text(tr(KEPT), theme)
        self.kept.hide()
        self.age = AgeGroup(theme)
        self.age.choose([profile.age_band or ""])
        self.pregnant = PregnancyGroup(theme)
        self.pregnant.choose([profile.pregnant or ""])
        self.conditions = ProfileList(theme, "conditions", tr(CONDITIONS), profile.conditions)
        self.medicines = ProfileList(theme, "medicines", tr(MEDICINES), profile.medicines)
        done = Button(tr("&Done"), theme)
        done.clicked.connect(self.closed)
        holder = QWidget()
        buttons = FlowLayout(holder, theme.look.gap)
        buttons.addWidget(done)
        for widget in (self.heading, self.kept, Text(tr(LEAD), theme, Role.HELP)):
            self.body.addWidget(widget)
        for group in (self.age, self.pregnant, self.conditions, self.medicines):
            group.changed.connect(self._take)
            self.body.addWidget(group)
        self._ask_what_matters()
        self.body.addWidget(holder)

    def focus_first(self, *, kept: bool) -> None:
        """Give the keyboard to the heading, so that reading starts there.

        Args:
            kept: Whether to say that the answers given before stay.
        """
        self.kept.setVisible(kept)
        self.heading.setAccessibleDescription(tr(KEPT) if kept else "")
        self.heading.announce()

    def _ask_what_matters(self) -> None:
        # What was answered stays to be seen, whatever the age.
        asked = self.age.told in MAY_BE_PREGNANT or self.pregnant.told is not None
        self.pregnant.setVisible(asked)

    def _take(self) -> None:
        self._ask_what_matters()
        self._flow.profile = msgspec.structs.replace(
            self._flow.profile,
            age_band=self.age.told,
            pregnant=self.pregnant.told,
            conditions=self.conditions.told,
            medicines=self.medicines.told,
        )
        self.changed.emit()
