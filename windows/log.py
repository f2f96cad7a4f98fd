"""The log window: three steps from a place on the body to what to do next."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from config.errors import LullError
from config.language import tr
from windows import log_offers
from windows.layouts import set_reading_order
from windows.log_answers import where_again
from windows.log_book import LogBook
from windows.log_draft import DraftKeeper
from windows.log_flow import LogFlow, PageName
from windows.log_footer import LogFooter
from windows.log_saved import SavedPage
from windows.log_signs import SignsPage, signs_page
from windows.log_where import WherePage
from windows.parts import Page, announce
from windows.profile_model import REMEMBERED, changes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from config.paths import Paths
    from journal.draft import Draft
    from journal.twitches import TwitchRecord
    from tips.advice import Advice
    from tips.report import Report
    from windows.log_book import Kept
    from windows.parts import Card
    from windows.theme import Theme

_log = logging.getLogger(__name__)


class LogWindow(QWidget):
    """Where and what; anything else; what to do."""

    told = Signal(str)
    """A line for whoever opened the window: ``saved``, ``changed`` or ``open NAME``."""

    def __init__(self, theme: Theme, paths: Paths, *, checking: bool = False) -> None:
        """Make the window, on its first page.

        Args:
            theme: What to paint with.
            paths: Where the journal, the settings and the draft are.
            checking: Whether nothing is kept, not even a draft.
        """
        super().__init__()
        self._theme = theme
        self.book = LogBook(paths)
        self.pages = QStackedWidget()
        self.flow = LogFlow(self.book.profile, self._advise)
        self.draft = DraftKeeper(self, self.book, self.flow, keeps=not checking)
        self.draft.failed.connect(self._complain)
        self.footer = LogFooter(theme)
        for button, act in (
            (self.footer.close_button, self.close),
            (self.footer.check_button, self._check_instead),
            (self.footer.discard_button, self._discard),
            (self.footer.back_button, self.go_back),
            (self.footer.next_button, self.go_on),
        ):
            button.clicked.connect(act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(self.footer)
        self._show_first()
        text = theme.look.text
        room = self.screen().availableGeometry()
        # High enough for all signs at once; the frame around it belongs on the screen too.
        wide, high = room.width() - text, room.height() - 2 * text
        self.resize(min(80 * text, wide), min(47 * text, high))

    # -- beginning

    @property
    def done(self) -> bool:
        """Whether there is nothing more to ask or to show but that it was saved."""
        return self.flow.page is PageName.SAVED

    @property
    def checking(self) -> bool:
        """Whether nothing is kept, not even a draft."""
        return not self.draft.keeps

    def begin_again(self) -> None:
        """Forget what is on the screen and begin at the first page, as a new window would."""
        self.book = LogBook(self.book.paths, self.book.now)
        self.flow = LogFlow(self.book.profile, self._advise)
        self.draft.begin(self.book, self.flow)
        self._show_first()

    def _show_first(self) -> None:
        self._kept: Kept | None = None
        while (page := self.pages.currentWidget()) is not None:
            self._drop(page)
        self.where = WherePage(self._theme, self.flow)
        self.where.edited.connect(self.draft.soon)
        self.where.edited.connect(self._offer_to_remember)
        self.where.profile_closed.connect(self._profile_told)
        self.footer.remember.setChecked(not self.checking)
        self.pages.addWidget(self.where)
        self._show_notes(self._offers())
        self._show_page(focus=False)
        self.where.headline.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.where.headline.setFocus()

    def _advise(self, report: Report) -> Advice:
        # Not before it is needed: the first page is painted without the rules.
        from tips.advice import advise  # noqa: PLC0415 - see above

        return advise(report, self.flow.profile, self.book.today())

    def _drop(self, page: QWidget) -> None:
        self.pages.removeWidget(page)
        page.hide()
        page.deleteLater()

    # -- what is offered at the top of the first page

    def _offers(self) -> list[Card]:
        if self.checking:
            return [log_offers.check_note(self._theme)]
        cards = []
        earlier = self.book.earlier()
        if earlier.break_end is not None:
            cards.append(log_offers.break_note(self._theme, earlier.break_end))
        left = self.draft.left()
        if left is not None:
            cards.append(self._offer_draft(left))
        elif (last := earlier.last) is not None:
            theme, take = self._theme, lambda: self._take_before(last)
            if earlier.again:
                cards.append(log_offers.again_offer(theme, last, lambda: self._count(last), take))
            else:
                cards.append(log_offers.before_offer(theme, last, take))
        return cards

    def _show_notes(self, cards: Sequence[Card]) -> None:
        self.where.show_notes(cards)
        set_reading_order(self)

    def _offer_draft(self, draft: Draft) -> Card:
        def go_on() -> None:
            if not self.draft.go_on_with(draft):
                return
            self._show_notes(())
            self.where.show_profile_anew()
            self.where.show_answers()
            self._show_page()

        def start_new() -> None:
            self.book.forget_draft(draft.id)
            self._show_notes(self._offers())
            self.where.map.setFocus()

        return log_offers.draft_offer(self._theme, draft, self.book.now(), go_on, start_new)

    def _count(self, record: TwitchRecord) -> None:
        self._keep(lambda: self.book.count_again(record.id, self.draft.twitch_id))

    def _take_before(self, record: TwitchRecord) -> None:
        now = self.book.now()
        passed = (now.date() - record.at.astimezone(now.tzinfo).date()).days
        self.flow.answers = where_again(record.report, passed)
        self._show_notes(())
        self.where.show_answers()
        self.draft.soon()
        self.where.groups["kind"].question.announce()

    # -- going on and back

    def go_on(self) -> None:
        """Do what the primary button does."""
        if self.flow.page is PageName.SAVED:
            self.close()
        elif self.flow.page is PageName.ADVICE:
            self._finish()
        elif self.flow.look_again() or (problem := self.flow.go_on()) is None:
            self._moved()
        elif isinstance(page := self.pages.currentWidget(), (WherePage, SignsPage)):
            page.show_problem(problem)

    def go_back(self) -> None:
        """Go to the page before."""
        if self.flow.go_back():
            self._moved()

    def _moved(self) -> None:
        self.keep_draft()
        self.where.hide_profile()
        self._show_page()
        self._remember()

    def _show_page(self, *, focus: bool = True) -> None:
        old = self.pages.currentWidget()
        page = self._make_page()
        if page is not old:
            if self.pages.indexOf(page) < 0:
                self.pages.addWidget(page)
            self.pages.setCurrentWidget(page)
            if old is not None and old is not self.where:
                self._drop(old)
        self._show_footer()
        set_reading_order(self)
        # The title stands in task lists and recordings of the screen: it says nothing private.
        self.setWindowTitle("Lull")
        if focus:
            self._announce(page)

    def _show_footer(self) -> None:
        page, advice = self.flow.page, self.flow.advice
        signs = page in {PageName.CORE, PageName.OTHERS} and not self.flow.none_said
        waits = page is PageName.ADVICE and advice is not None and advice.waits_for_answers
        # "None of these" and "Answer now" stand out where they are the usual way on.
        self.footer.show_for(page, checking=self.checking, stands_out=not (signs or waits))
        self._offer_to_remember()

    def _offer_to_remember(self) -> None:
        told = bool(changes(self.book.profile, self.flow.profile))
        self.footer.remember.setVisible(told and self.flow.page is PageName.WHERE)

    def _make_page(self) -> Page:
        match self.flow.page:
            case PageName.CORE | PageName.OTHERS:
                return self._signs_page()
            case PageName.ADVICE if self.flow.advice is not None:
                from tips.advice import not_told  # noqa: PLC0415 - as in _advise
                from windows.log_advice import AdvicePage  # noqa: PLC0415 - as in _advise

                page = AdvicePage(
                    self._theme,
                    self.flow.advice,
                    checking=self.checking,
                    open_questions=not_told(self.flow.profile),
                )
                page.answer_now.connect(self._answer_about_person)
                return page
            case PageName.SAVED if self._kept is not None:
                return self._saved_page(self._kept)
            case _:
                return self.where

    def _saved_page(self, kept: Kept) -> Page:
        page = SavedPage(self._theme, kept, self.flow.advice or self.book.advice_of(kept.record))
        page.undo.connect(lambda: self._undo(page))
        page.look_back.connect(lambda: self.told.emit("open look_back"))
        page.begin_again.connect(self.begin_again)
        page.take_break.connect(lambda: self._take_break(page))
        page.read_on.connect(lambda: self.told.emit("open when_to_get_help"))
        return page

    def _answer_about_person(self) -> None:
        self.flow.ask_about_person()
        self._show_page(focus=False)
        self.where.open_profile(kept=True)

    def _profile_told(self) -> None:
        if self.flow.look_again():
            self._moved()
        else:
            self._remember()

    def _signs_page(self) -> SignsPage:
        page = signs_page(self._theme, self.flow)
        page.edited.connect(self.draft.soon)
        page.edited.connect(self._show_footer)
        page.moved.connect(self._moved)
        return page

    def _announce(self, page: Page) -> None:
        if isinstance(page, SignsPage):
            page.focus_first()
        else:
            page.headline.announce()

    # -- keeping

    def _finish(self) -> None:
        if self.checking or self.flow.advice is None:
            self.close()
            return
        advice, answers, twitch_id = self.flow.advice, self.flow.answers, self.draft.twitch_id
        self._keep(lambda: self.book.save(answers.report_data(), advice, twitch_id, answers.note))

    def _keep(self, keep: Callable[[], Kept]) -> None:
        try:
            self._kept = keep()
        except LullError as error:
            # The answers stay on the screen and in the draft: pressing again tries again.
            self._complain(error.told)
            return
        self.draft.forget()
        self.flow.page = PageName.SAVED
        self._show_page()
        self.told.emit("saved")

    def _undo(self, page: SavedPage) -> None:
        try:
            self.book.undo(self.draft.twitch_id)
        except LullError as error:
            self._complain(error.told)
            return
        self.footer.problem.hide()
        page.show_undone()
        self.told.emit("changed")

    def _remember(self) -> None:
        """Keep what was told about the person, if they want that, in the settings."""
        if not self.footer.remember.isChecked():
            return
        try:
            remembered = self.book.remember(self.flow.profile)
        except LullError as error:
            self._complain(error.told)
            return
        if remembered:
            self._offer_to_remember()
            announce(self, tr(REMEMBERED), polite=True)
            self.told.emit("changed")

    def keep_draft(self) -> None:
        """Keep the answers so far, at once; asked for where the process is told to end."""
        self.draft.keep()

    def _take_break(self, page: SavedPage) -> None:
        try:
            self.book.take_break()
        except LullError as error:
            self._complain(error.told)
            return
        self.footer.problem.hide()
        page.show_break(tr("Your break has begun. Lull still opens whenever you need it."))

    def _complain(self, words: str) -> None:
        _log.warning("something did not work")  # the words may quote what the person told
        self.footer.complain(words)

    # -- the ways out

    def _check_instead(self) -> None:
        self.draft.drop()
        self.footer.remember.setChecked(False)
        self._show_notes(self._offers())
        self._show_footer()
        announce(self, tr("Nothing you answer here is saved."))

    def _discard(self) -> None:
        self.draft.drop()
        self.close()

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, and the draft stays; Return goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_on()
        elif self.flow.page is PageName.WHERE and event.text().isalpha():
            # A word that is typed anywhere is a place; it must press no button by its space.
            self.where.take_letter(event.text())
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the draft first."""
        self.keep_draft()
        super().closeEvent(event)
