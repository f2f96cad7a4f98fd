"""The first step of the log window: where it is, what it is like, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from config.language import N_, tr
from tips.free_text import known_in_english_alone
from tips.questions import options
from windows.body_map import BodyMap
from windows.controls import Button
from windows.layouts import Columns, FlowLayout, set_reading_order
from windows.parts import Card, ChoiceGroup, Disclosure, Page, Role, Text, announce
from windows.profile_parts import ProfileLine, ProfilePanel
from windows.site_search import find_sites
from windows.step_header import StepHeader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from windows.log_flow import LogFlow, Problem
    from windows.theme import Theme

_QUESTIONS: Final = {
    "kind": ("kinds", N_("What is it like?")),
    "since_days": ("since", N_("When did it begin?")),
    "spread": ("spread", N_("Is it in one place?")),
    "bout": ("bout", N_("How long does it last at a time?")),
    "frequency": ("frequency", N_("How often does it come?")),
    "trend": ("trend", N_("Does it change?")),
    "checked_by_doctor": ("checked_by_doctor", N_("Has a doctor looked at this?")),
    "medicine_change": ("medicine_change", N_("Did your medicines change in the last four weeks?")),
    "ms_relapse": ("ms_relapse", N_("Do you think that this is an MS relapse?")),
}
_FEELINGS: Final = (
    ("troublesome", N_("It bothers me")),
    ("untroubled", N_("It does not bother me")),
    ("worry_high", N_("I worry about it a lot")),
)
"""The second is the answer "no" to what the first says."""
_LONGEST_NOTE: Final = 2000


class SearchField(QLineEdit):
    """A field whose Return chooses what was found; empty, it leaves Return to the window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Return while there is text."""
        returned = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        had_text = bool(self.text().strip())
        super().keyPressEvent(event)
        event.setAccepted(had_text if returned else event.isAccepted())


class WherePage(Page):
    """Where, what, since when; then, for who wants to tell it, everything else."""

    edited = Signal()
    """An answer changed."""

    profile_closed = Signal()
    """The person is done with what they tell about themselves."""

    def __init__(self, theme: Theme, flow: LogFlow) -> None:
        """Make the page for the answers of ``flow``."""
        super().__init__(theme)
        self._theme = theme
        self._flow = flow
        self.header = StepHeader(theme, 1, 3, tr("Where is it, and what is it like?"))
        self.headline = self.header.headline
        self.notes = QVBoxLayout()
        self.notes.setSpacing(theme.look.gap)
        self.groups: dict[str, ChoiceGroup] = {}
        self.profile_line = ProfileLine(theme, flow)
        self.profile_line.button.clicked.connect(self._toggle_profile)
        self.profile_panel: ProfilePanel | None = None
        self._profile_place = QVBoxLayout()
        top = (self.header, self.profile_line)
        self.body.addWidget(Columns(top, 25 * theme.look.text, 2, 2 * theme.look.gap))
        self.body.addLayout(self._profile_place)
        self.body.addLayout(self.notes)
        must = (self._places(), self._stacked("since_days", "kind"))
        self.body.addWidget(Columns(must, 25 * theme.look.text, 2, 2 * theme.look.gap))
        self.body.addWidget(self._triggers())
        for field in ("spread", "bout", "medicine_change", "ms_relapse", "checked_by_doctor"):
            self.body.addWidget(self._group(field))
        self._more = self._more_answers()
        self.body.addWidget(self._more)
        self.body.addStretch(1)
        self.show_answers()

    # -- what it is made of

    def _places(self) -> QWidget:
        gap = self._theme.look.gap
        sites = options("sites")
        names = {site.value: site.label for site in sites}
        self.map = BodyMap(self._theme, names)
        self.map.place_pressed.connect(self._toggle_site)
        self.search = SearchField()
        self.search.setPlaceholderText(tr("Type a place, such as calf"))
        self.search.setAccessibleName(tr("Type a place"))
        self.search.setAccessibleDescription(tr("Return chooses the first place that fits."))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._take_first)
        self.sites = ChoiceGroup(
            self._theme,
            tr("Where is it?"),
            [(site.value, site.label, site.help) for site in sites],
            several=True,
            help_text=tr("On the body or in the list. Left and right are one place."),
            before_choices=(self.map, self.search),
        )
        self.sites.changed.connect(self._take_sites)
        self.groups["sites"] = self.sites
        self.sites.setContentsMargins(0, 0, 0, gap)
        return self.sites

    def _stacked(self, *fields: str) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(1.5 * self._theme.look.gap))
        for field in fields:
            column.addWidget(self._group(field, rows=1 if field == "kind" else 0))
        return widget

    def _group(self, field: str, rows: int = 0) -> ChoiceGroup:
        name, question = _QUESTIONS[field]
        choices = [(option.value, option.label, option.help) for option in options(name)]
        group = ChoiceGroup(self._theme, tr(question), choices, rows=rows)
        group.changed.connect(lambda: self._take_word(field))
        self.groups[field] = group
        return group

    def _triggers(self) -> ChoiceGroup:
        group = ChoiceGroup(
            self._theme,
            tr("Did any of these come before it?"),
            [(option.value, option.label, option.help) for option in options("triggers")],
            several=True,
            help_text=tr("Choose any that fit, or none. They help to fit the advice to you."),
        )
        group.changed.connect(self._take_triggers)
        self.groups["triggers"] = group
        return group

    def _more_answers(self) -> Disclosure:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(1.5 * self._theme.look.gap))
        for field in ("frequency", "trend"):
            column.addWidget(self._group(field))
        choices = [(name, tr(words)) for name, words in _FEELINGS]
        feelings = ChoiceGroup(self._theme, tr("How is it for you?"), choices, several=True)
        feelings.changed.connect(self._take_feelings)
        self.groups["feelings"] = feelings
        column.addWidget(feelings)
        label = Text(tr("N&ote, in your own words"), self._theme)
        label.setFont(self._theme.font(self._theme.look.text, bold=True))
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(tr("Note, in your own words"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(5 * self._theme.look.text + 4 * self._theme.look.gap)
        self.note.textChanged.connect(self._take_note)
        label.setBuddy(self.note)
        column.addWidget(label)
        if limit := known_in_english_alone():
            column.addWidget(Text(limit, self._theme, Role.HELP))
            self.note.setAccessibleDescription(limit)
        column.addWidget(self.note)
        more = Disclosure(self._theme, tr("&Tell more (optional)"), tr("&Tell less"), content)
        more.opened.connect(lambda: self.reveal(more))
        return more

    # -- what is known about the person

    def open_profile(self, *, kept: bool = False) -> None:
        """Show the questions about the person, made when they are first wanted.

        Args:
            kept: Whether to say that the answers given before stay, to who comes from the advice.
        """
        if self.profile_panel is None:
            self.profile_panel = ProfilePanel(self._theme, self._flow)
            self.profile_panel.changed.connect(self._take_profile)
            self.profile_panel.closed.connect(self._close_profile)
            self._profile_place.addWidget(self.profile_panel)
            set_reading_order(self.window())
        self.profile_panel.show()
        self.profile_panel.focus_first(kept=kept)
        self.verticalScrollBar().setValue(0)

    def hide_profile(self) -> None:
        """Put the questions about the person away; their answers stay."""
        if self.profile_panel is not None:
            self.profile_panel.hide()

    def take_letter(self, letter: str) -> None:
        """Take a letter that was typed on no field of its own as the beginning of a place."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letter)

    def _toggle_profile(self) -> None:
        if self.profile_panel is None or self.profile_panel.isHidden():
            self.open_profile()
        else:
            self._close_profile()

    def _close_profile(self) -> None:
        self.hide_profile()
        self.verticalScrollBar().setValue(0)
        self.profile_line.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.profile_closed.emit()

    def show_profile_anew(self) -> None:
        """Show what is known about the person after it came from elsewhere, such as a draft."""
        self.profile_line.refresh()
        panel, self.profile_panel = self.profile_panel, None
        if panel is not None:
            # It holds the answers that it was made with.
            self._profile_place.removeWidget(panel)
            panel.hide()
            panel.deleteLater()

    def _take_profile(self) -> None:
        self.profile_line.refresh()
        self._change()

    # -- what the person does

    def _change(self) -> None:
        self.show_answers()
        self.edited.emit()

    def _toggle_site(self, site: str) -> None:
        self._flow.answers = self._flow.answers.toggled_site(site)
        self._change()

    def _take_sites(self) -> None:
        before = set(self._flow.answers.list_of("sites"))
        for site in set(self.sites.chosen) ^ before:
            self._flow.answers = self._flow.answers.toggled_site(site)
        self._change()

    def _take_word(self, field: str) -> None:
        value = next(iter(self.groups[field].chosen), "")
        if field == "since_days":
            self._flow.answers = self._flow.answers.with_since(int(value) if value else None)
        else:
            self._flow.answers = self._flow.answers.with_word(field, value)
        self._change()

    def _take_triggers(self) -> None:
        chosen = self.groups["triggers"].chosen
        self._flow.answers = self._flow.answers.with_list("triggers", chosen)
        self._change()

    def _take_feelings(self) -> None:
        chosen = set(self.groups["feelings"].chosen)
        answers = self._flow.answers
        if chosen >= {"troublesome", "untroubled"}:
            # The newer of two that do not agree counts.
            chosen.remove("troublesome" if answers.where.get("troublesome") else "untroubled")
        bothers = True if "troublesome" in chosen else False if "untroubled" in chosen else None
        answers = answers.with_feeling("troublesome", said=bothers)
        self._flow.answers = answers.with_feeling("worry_high", said="worry_high" in chosen or None)
        self._change()

    def _take_note(self) -> None:
        self._flow.answers = self._flow.answers.with_note(self.note.toPlainText()[:_LONGEST_NOTE])
        self.edited.emit()

    def _filter(self, text: str) -> None:
        found = find_sites(text, options("sites"))
        for site in options("sites"):
            chosen = site.value in self._flow.answers.list_of("sites")
            self.sites.button(site.value).setVisible(chosen or site.value in found)
        if text.strip():
            fits = tr("{place} fits", place=self.map_name(found[0])) if found else ""
            announce(self.search, fits or tr("Nothing fits"))

    def map_name(self, site: str) -> str:
        """What a place is called."""
        return next(option.label for option in options("sites") if option.value == site)

    def _take_first(self) -> None:
        found = find_sites(self.search.text(), options("sites"))
        if self.search.text().strip() and found:
            self.search.clear()
            self._toggle_site(found[0])
            taken = found[0] in self._flow.answers.list_of("sites")
            place = self.map_name(found[0])
            announce(
                self.search,
                tr("{place}, chosen", place=place)
                if taken
                else tr("{place}, not chosen any more", place=place),
            )

    # -- what is shown

    def show_answers(self) -> None:
        """Show the answers of the flow, and only the questions that matter after them."""
        answers = self._flow.answers
        sites = answers.list_of("sites")
        self.map.choose(sites)
        self.sites.choose(sites)
        for field in _QUESTIONS:
            word = answers.word(field)
            if field == "since_days" and answers.since_days is not None:
                word = nearest_since(answers.since_days, [o.value for o in options("since")])
            self.groups[field].choose([word] if word else [])
        self.groups["triggers"].choose(answers.list_of("triggers"))
        feelings = [name for name in ("troublesome", "worry_high") if answers.where.get(name)]
        calm = answers.where.get("troublesome") is False
        self.groups["feelings"].choose([*feelings, *(["untroubled"] if calm else [])])
        if self.note.toPlainText()[:_LONGEST_NOTE] != answers.note:
            self.note.setPlainText(answers.note)
        # Long screen time is a matter of eyelids alone (knowledge, section 12).
        screen = "eyelid" in sites or "screen" in answers.list_of("triggers")
        self.groups["triggers"].button("screen").setVisible(screen)
        context = self._flow.context()
        for field, matters in (
            ("spread", self._flow.several_places),
            ("bout", self._flow.bout_matters),
            *((name, name in context) for name in ("medicine_change", "ms_relapse")),
            ("checked_by_doctor", "checked_by_doctor" in context),
        ):
            self.groups[field].setVisible(matters or bool(answers.word(field)))

    def show_notes(self, cards: Sequence[Card]) -> None:
        """Show what is offered above the questions; earlier offers go."""
        while (item := self.notes.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for card in cards:
            self.notes.addWidget(card)
            card.show()

    def show_problem(self, problem: Problem) -> None:
        """Bring the question that a problem is about into view, and tell what is wanted."""
        group = self.groups[problem.field]
        group.show_problem(problem.words)
        self.ensureWidgetVisible(group.question)


def nearest_since(days: int, values: Sequence[str]) -> str:
    """The choice that stands for ``days``: the shortest that is not too short, else the longest."""
    return next((value for value in values if int(value) >= days), values[-1])


def offer(
    theme: Theme, words: str, buttons: Sequence[tuple[str, Callable[[], None]]], *, detail: str = ""
) -> Card:
    """A card that offers something: words and a few buttons."""
    card = Card(theme, fill="notice", outline="notice_line")
    card.body.addWidget(Text(words, theme, Role.BODY, "on_notice"))
    if detail:
        card.body.addWidget(Text(detail, theme, Role.HELP, "on_notice"))
    holder = QWidget()
    flow = FlowLayout(holder, theme.look.gap // 2)
    for label, act in buttons:
        button = Button(label, theme)
        button.clicked.connect(act)
        flow.addWidget(button)
    row = QHBoxLayout()
    row.addWidget(holder, 1)
    card.body.addLayout(row)
    return card
