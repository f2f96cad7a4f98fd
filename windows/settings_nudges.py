"""The section of the nudges: which come, when, and on which days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from config.clock import Weekday
from config.kinds import NudgeKind
from config.language import N_, tr, trp
from config.settings_rules import TIMING_KEYS
from windows import settings_values as values
from windows import settings_words as words
from windows.controls import Button, CheckRow
from windows.onboarding_model import timing_words
from windows.onboarding_words import NUDGES
from windows.parts import Card, ChoiceGroup, Disclosure, Role, Text
from windows.settings_file import problem
from windows.settings_sections import Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from windows.settings_fields import TextField
    from windows.settings_file import SettingsFile
    from windows.settings_sections import Keep
    from windows.theme import Theme

_TIMING_NAMES: Final = (N_("At fixed times"), N_("Again and again"), N_("Before bedtime"))


class NudgesSection(Section):
    """All kinds, each on a card of its own."""

    come_as_before = Signal(str)
    """A kind that comes half as often is to come as before."""

    def __init__(self, theme: Theme, file: SettingsFile, keep: Keep) -> None:
        super().__init__(theme, file, keep, tr("Nudges"))
        self.body.addWidget(Text(tr(words.NUDGES_LEAD), theme, Role.BODY, "quiet"))
        self.cards = {kind: NudgeCard(self, kind) for kind in NudgeKind}
        for card in self.cards.values():
            self.body.addWidget(card)
        self.body.addStretch(1)

    def show_eased(self, kinds: Iterable[str]) -> None:
        """Mark the kinds that come half as often."""
        for kind, card in self.cards.items():
            card.eased.setVisible(kind in set(kinds))


class NudgeCard(Card):
    """One kind: whether, when, on which days."""

    def __init__(self, section: NudgesSection, kind: NudgeKind) -> None:
        """Make the card; what is rarely wanted is made when it is first wanted."""
        super().__init__(section.theme)
        self._section = section
        self._kind = kind
        theme = section.theme
        self.on = CheckRow(tr(NUDGES[kind]), theme, self._when())
        self.on.setChecked(section.settings.nudge(kind).on)
        self.on.clicked.connect(self._switch)
        self.eased = QWidget()
        eased = QVBoxLayout(self.eased)
        eased.setContentsMargins(0, 0, 0, 0)
        eased.addWidget(Text(tr(words.EASED), theme, Role.BODY))
        before = Button(tr("Come as before"), theme)
        before.setAccessibleName(tr("{nudge}: come as before", nudge=tr(NUDGES[kind])))
        before.clicked.connect(lambda: section.come_as_before.emit(kind.value))
        eased.addWidget(before)
        self.eased.hide()
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.look.gap)
        self.more = Disclosure(theme, tr("Change when"), tr("Hide when"), self._content)
        self.more.button.setAccessibleName(tr("{nudge}: change when", nudge=tr(NUDGES[kind])))
        self.more.opened.connect(self._open)
        row = QHBoxLayout()
        row.setSpacing(theme.look.gap)
        row.addWidget(self.on, 1)
        row.addWidget(self.more.button)  # beside the switch, where there is room for it
        self.body.addLayout(row)
        self.body.addWidget(self.eased)
        self.body.addWidget(self._content)

    def _when(self) -> str:
        nudge = self._section.settings.nudge(self._kind)
        days = values.days_text(nudge.weekdays)
        return tr("{when}, {days}.", when=timing_words(nudge), days=days)

    def _switch(self) -> None:
        if self._section.keep({f"nudges.{self._kind}.on": self.on.isChecked()}) is not None:
            self.on.setChecked(not self.on.isChecked())  # the window says why

    def _open(self) -> None:
        if self._column.count() == 0:
            self._make_times()
        self._section.reveal(self)

    def _make_times(self) -> None:
        """Make what stands under "Change when"."""
        section, kind, theme = self._section, self._kind, self._section.theme
        self.timing = ChoiceGroup(
            theme, tr("When?"), list(zip(TIMING_KEYS, map(tr, _TIMING_NAMES), strict=True))
        )
        self.values: dict[str, TextField] = {
            "at": section.field(values.fixed_times(kind), tr("Times"), tr(words.TIMES_HELP)),
            "every_minutes": section.stepper(
                values.every_minutes(kind),
                tr("Every"),
                words.QUARTERS_LESS,
                unit=trp("unit of a field", "minutes"),
            ),
            "before_bedtime_minutes": section.stepper(
                values.before_bedtime(kind),
                tr("Before bedtime"),
                words.QUARTERS_LESS,
                unit=trp("unit of a field", "minutes"),
            ),
        }
        self.days = ChoiceGroup(
            theme,
            tr("On which days?"),
            [(day.value, values.day_name(day)) for day in Weekday],
            several=True,
        )
        self.days.choose(section.settings.nudge(kind).weekdays)
        self.timing.changed.connect(self._choose_timing)
        self.days.changed.connect(self._choose_days)
        for field in self.values.values():
            field.changed.connect(self._refresh)
            field.back.connect(self._refresh)
        for part in (self.timing, *self.values.values(), self.days):
            self._column.addWidget(part)
        self._refresh()

    def _refresh(self) -> None:
        """Show the timing that holds, and say it."""
        chosen = values.timing(self._section.settings, self._kind)
        self.timing.choose([chosen])
        for name, field in self.values.items():
            field.setVisible(name == chosen)
        self.on.set_help(self._when())

    def _choose_timing(self) -> None:
        chosen = next(iter(self.timing.chosen), None)
        if chosen is not None:
            error = self._section.keep(values.with_timing(self._kind, chosen))
            if error is not None:
                self.timing.show_problem(error.detail)
        settings = self._section.settings
        now = values.timing(settings, self._kind)
        setting = {
            "at": values.fixed_times,
            "every_minutes": values.every_minutes,
            "before_bedtime_minutes": values.before_bedtime,
        }[now](self._kind)
        self.values[now].show_text(setting.read(settings))
        self._refresh()

    def _choose_days(self) -> None:
        name = f"nudges.{self._kind}.weekdays"
        error = self._section.keep({name: list(self.days.chosen)})
        if error is not None:
            self.days.show_problem(problem(error, (name,), tr(words.A_DAY)))
        self._refresh()
