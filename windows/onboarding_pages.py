"""The pages of the welcome; each takes what the person chose on it into the answers."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from config.kinds import NudgeKind
from config.language import tr, trp
from tips.questions import options
from windows import onboarding_words as words
from windows.controls import CheckRow
from windows.fields import country_list, labelled, time_list
from windows.onboarding_model import (
    STEPS,
    UNDER_16,
    Answers,
    hours_problem,
    when,
)
from windows.parts import Card, ChoiceGroup, Page, Role, Text, announce
from windows.profile_model import CONDITIONS, MEDICINES
from windows.profile_parts import AgeGroup, PregnancyGroup, ProfileList
from windows.step_header import StepHeader

if TYPE_CHECKING:
    from config.settings import Settings
    from windows.theme import Theme

_DAILY = (NudgeKind.CAFFEINE, NudgeKind.SLEEP, NudgeKind.STRESS, NudgeKind.HYDRATION)


class StepPage(Page):
    """One step.

    Attributes:
        header: Its headline and where it stands.
        first: What gets the keyboard when the step comes up; None for the way on.
    """

    def __init__(self, theme: Theme, step: int, headline: str, lead: str = "") -> None:
        """Begin a page with its header."""
        super().__init__(theme, widest=46 * theme.look.text)
        self.theme = theme
        self.lead = lead
        self.first: QWidget | None = None
        self.header = StepHeader(theme, step, STEPS, headline, lead)
        self.body.addWidget(self.header)

    def spoken(self) -> str:
        """What a screen reader says when the step comes up."""
        headline = self.header.headline
        where = headline.accessibleDescription()
        said = tr("{step}. {headline}.", step=where, headline=headline.text())
        return f"{said} {self.lead}".rstrip()

    def take(self, answers: Answers) -> Answers:
        """The answers with those of this page."""
        return answers

    def problem(self) -> str:
        """What is wrong with what was chosen, as a sentence; empty if nothing is."""
        return ""


class WelcomePage(StepPage):
    """What Lull does and what it does not."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 1, tr("Welcome to Lull"), tr(words.STOP_ANY_TIME))
        for title, sentences, mark in (
            (tr("What it does"), words.DOES, "accent"),
            (tr("What it does not do"), words.DOES_NOT, "notice_line"),
        ):
            card = Card(theme, mark=mark)
            card.body.addWidget(Text(title, theme, Role.HEADING))
            for sentence in sentences:
                card.body.addWidget(Text(tr(sentence), theme))
            self.body.addWidget(card)
        self.body.addStretch(1)

    def spoken(self) -> str:
        """All of it: there is nothing to choose here."""
        return " ".join(
            (
                super().spoken(),
                tr("What it does."),
                *map(tr, words.DOES),
                tr("What it does not do."),
                *map(tr, words.DOES_NOT),
            )
        )


class DayPage(StepPage):
    """Bedtime and active hours."""

    def __init__(self, theme: Theme, answers: Answers, *, several_ranges: bool) -> None:
        super().__init__(theme, 2, tr("Your day"), tr(words.DAY_LEAD))
        self.bedtime = time_list(answers.bedtime, tr("Bedtime"), theme)
        self.start = time_list(answers.active_from, tr("Active hours from"), theme)
        until = answers.active_until
        self.end = time_list(until, tr("Active hours until"), theme, end_of_day=True)
        card = Card(theme)
        labels = (tr("&Bedtime"), tr("Active hours &from"), trp("active hours", "&until"))
        row = QHBoxLayout()
        row.setSpacing(3 * theme.look.gap)
        for label, box in zip(labels, (self.bedtime, self.start, self.end), strict=True):
            row.addWidget(labelled(label, box, theme), 1)
        card.body.addLayout(row)
        self.body.addWidget(card)
        if several_ranges:
            self.body.addWidget(Text(tr(words.SEVERAL_RANGES), theme, Role.HELP))
        self.body.addStretch(1)
        self.first = self.bedtime

    def take(self, answers: Answers) -> Answers:
        """The times."""
        return dataclasses.replace(
            answers,
            bedtime=self.bedtime.currentData(),
            active_from=self.start.currentData(),
            active_until=self.end.currentData(),
        )

    def problem(self) -> str:
        """Two equal times."""
        return hours_problem(self.start.currentData(), self.end.currentData())


class NudgesPage(StepPage):
    """Which nudges."""

    def __init__(self, theme: Theme, answers: Answers, settings: Settings) -> None:
        lead = tr(words.NUDGES_LEAD, most=settings.limits.nudges_per_day)
        super().__init__(theme, 3, tr("Which nudges would you like?"), lead)
        others = tuple(kind for kind in NudgeKind if kind not in _DAILY)
        self.groups = [
            ChoiceGroup(
                theme,
                title,
                [
                    (kind.value, tr(words.NUDGES[kind]), when(settings.nudge(kind)))
                    for kind in kinds
                ],
                several=True,
                rows=2,
            )
            for title, kinds in (
                (tr("On to begin with"), _DAILY),
                (tr("More, if you like"), others),
            )
        ]
        for group in self.groups:
            group.choose(kind.value for kind in answers.nudges)
            self.body.addWidget(group)
        self.body.addStretch(1)
        self.first = self.groups[0].button(_DAILY[0].value)

    def take(self, answers: Answers) -> Answers:
        """The kinds that are ticked."""
        chosen = frozenset(NudgeKind(value) for group in self.groups for value in group.chosen)
        return dataclasses.replace(answers, nudges=chosen)


class AboutYouPage(StepPage):
    """Age, country, pregnancy, fluids."""

    def __init__(self, theme: Theme, answers: Answers) -> None:
        super().__init__(theme, 4, tr("About you"), tr(words.ABOUT_LEAD))
        self.age = AgeGroup(theme)
        self.age.choose([answers.age_band or ""])
        self.young = Card(theme, "notice", "notice_line")
        self.young.body.addWidget(Text(tr(words.YOUNG), theme, Role.BODY, "on_notice"))
        self.young.setVisible(answers.age_band == UNDER_16)
        self.age.changed.connect(self._look_at_age)
        self.country = country_list(answers.country, tr(words.COUNTRY_HELP), theme)
        self.pregnant = PregnancyGroup(theme)
        self.pregnant.choose([answers.pregnant or ""])
        self.fluids = CheckRow(tr("I was told to limit how much I drink"), theme, tr(words.FLUIDS))
        self.fluids.setChecked(answers.limit_fluids)
        country = labelled(tr("&Country"), self.country, theme, tr(words.COUNTRY_HELP))
        for part in (self.age, self.young, country, self.pregnant, self.fluids):
            self.body.addWidget(part)
        self.body.addStretch(1)
        # The ring of the keyboard around an age would look like an answer.
        self.header.headline.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.first = self.header.headline

    def take(self, answers: Answers) -> Answers:
        """What was said; nothing chosen is not known."""
        return dataclasses.replace(
            answers,
            age_band=self.age.told,
            country=self.country.currentData() or None,
            pregnant=self.pregnant.told,
            limit_fluids=self.fluids.isChecked(),
        )

    def _look_at_age(self) -> None:
        young = self.age.chosen == (UNDER_16,)
        if young and self.young.isHidden():
            announce(self.age, tr(words.YOUNG))
        self.young.setVisible(young)


class HealthPage(StepPage):
    """Conditions and medicines."""

    def __init__(self, theme: Theme, answers: Answers) -> None:
        super().__init__(theme, 5, tr("Conditions and medicines"), tr(words.HEALTH_LEAD))
        self.conditions = ProfileList(theme, "conditions", tr(CONDITIONS), answers.conditions)
        self.medicines = ProfileList(theme, "medicines", tr(MEDICINES), answers.medicines)
        self.body.addWidget(self.conditions)
        self.body.addWidget(self.medicines)
        self.body.addStretch(1)
        self.first = self.conditions.button(options("conditions")[0].value)

    def take(self, answers: Answers) -> Answers:
        """What was ticked; nothing ticked is not known."""
        return dataclasses.replace(
            answers,
            conditions=self.conditions.told,
            medicines=self.medicines.told,
        )


class ReadyPage(StepPage):
    """How to go on, and whether Lull starts by itself."""

    def __init__(self, theme: Theme, *, autostart: bool | None) -> None:
        super().__init__(theme, 6, tr("You are ready"))
        card = Card(theme, mark="accent")
        for sentence in words.READY:
            card.body.addWidget(Text(tr(sentence), theme))
        self.body.addWidget(card)
        self.autostart = CheckRow(tr(words.AUTOSTART), theme, tr(words.AUTOSTART_HELP))
        self.autostart.setChecked(bool(autostart))
        self._known = autostart is not None
        if self._known:
            self.body.addWidget(self.autostart)
            self.first = self.autostart
        else:
            self.body.addWidget(Text(tr(words.AUTOSTART_UNKNOWN), theme))
        self.body.addStretch(1)

    @property
    def starts_at_login(self) -> bool | None:
        """Whether Lull is to start at login; None where that was not asked."""
        return self.autostart.isChecked() if self._known else None

    def spoken(self) -> str:
        """The headline and what to know."""
        return " ".join((super().spoken(), *map(tr, words.READY)))
