"""The settings window: sections side by side, every change counts at once and can be taken back."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QFileSystemWatcher, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget, QWidget

from config.errors import SettingsError
from config.language import N_, tr
from config.local_time import local_now
from windows import settings_words as words
from windows.asking import Asking
from windows.controls import Button, Weight
from windows.layouts import foot_row, frame_pages, open_at, page_keys, set_reading_order
from windows.parts import ChoiceGroup, Page, Role, Text, Trouble, announce
from windows.settings_broken import BrokenPage
from windows.settings_data import DataSection, GonePage
from windows.settings_file import SettingsFile
from windows.settings_lull import LullSection, TomorrowSection
from windows.settings_nudges import NudgesSection
from windows.settings_sections import (
    AboutYouSection,
    CaffeineSection,
    DaySection,
    OftenSection,
    Section,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QCloseEvent

    from config.paths import Paths
    from windows.theme import Theme

_log = logging.getLogger(__name__)

_WINDOW_EMS: Final = 70
_TALL_EMS: Final = 46
_SETTLE_MILLISECONDS: Final = 400
"""A file that is being saved by another program may be seen half done for a moment."""
_TAKEN_UP_MILLISECONDS: Final = 700
"""So long after a change the running Lull has read it, and its answers go by it."""

SECTIONS: Final = (
    ("nudges", N_("Nudges")),
    ("day", N_("Your day")),
    ("often", N_("How often")),
    ("about", N_("About you")),
    ("caffeine", N_("Caffeine")),
    ("tomorrow", N_("Tomorrow")),
    ("data", N_("Your data")),
    ("lull", N_("Lull itself")),
)
_SIMPLE: Final = {
    "nudges": NudgesSection,
    "day": DaySection,
    "often": OftenSection,
    "about": AboutYouSection,
    "caffeine": CaffeineSection,
    "tomorrow": TomorrowSection,
}


class SettingsWindow(QWidget):
    """All settings.

    Attributes:
        told: Emitted with a line for whoever started the window: ``changed`` after settings or the
            journal were written, ``autostart on`` or ``autostart off`` if that was asked for.
    """

    told = Signal(str)

    def __init__(self, theme: Theme, paths: Paths, *, autostart: bool | None = None) -> None:
        """Show the settings of ``paths``.

        Args:
            theme: What to paint with.
            paths: Where the files are.
            autostart: Whether Lull starts at login; None if that is not known.
        """
        super().__init__()
        self._theme = theme
        self._autostart = autostart
        self._paths = paths
        self._forgetting = False
        self._one_moment = False
        self.file = SettingsFile(paths)
        self._pages: dict[str, Page] = {}
        self.setWindowTitle(tr("Settings - Lull"))
        self.status = Text("", theme, Role.BODY, "quiet")
        self.nav = ChoiceGroup(
            theme, tr("Settings"), [(name, tr(label)) for name, label in SECTIONS]
        )
        self.nav.question.hide()
        self.nav.choose([SECTIONS[0][0]])
        self.nav.changed.connect(self._navigate)
        self.stack = QStackedWidget()
        self.trouble = Trouble(theme)
        self.said = Text(tr(words.LEAD), theme, Role.HELP)
        self.undo = Button(tr("&Undo"), theme)
        self.undo.clicked.connect(self._undo)
        leave = Button(tr("&Close"), theme, Weight.PRIMARY)
        leave.clicked.connect(self.close)
        self._lay_out(leave)
        self._asking_status = Asking(paths, self)
        self._asking_status.answered.connect(self._show_status)
        self._asking_status.failed.connect(self.status.setText)
        self._asking_eased = Asking(paths, self)
        self._asking_eased.answered.connect(self._show_eased)
        self._asking_eased.failed.connect(self._complain)
        self._asking_plan = Asking(paths, self)
        self._asking_plan.answered.connect(self._show_plan)
        self._asking_plan.failed.connect(self._show_no_plan)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self._look)
        self._soon = QTimer(self, singleShot=True, interval=_TAKEN_UP_MILLISECONDS)
        self._soon.timeout.connect(self._ask)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._settle.start())
        self._watcher.fileChanged.connect(lambda _: self._settle.start())
        page_keys(self, self._page)
        open_at(self, _WINDOW_EMS * theme.look.text, _TALL_EMS * theme.look.text)
        self._watch()
        self._show()
        self._to_navigation()

    def begin_again(self) -> None:
        """Show what holds by now, as a new window would."""
        self.file.look()
        self._rebuild()
        self._to_navigation()

    def _lay_out(self, leave: Button) -> None:
        gap = self._theme.look.gap
        row = foot_row(self.said, (self.undo, leave), gap)
        frame_pages(self, (self.status, self.nav), self.stack, (self.trouble, row), gap)

    # -- the pages

    @property
    def section(self) -> str:
        """The section that is shown, one of `SECTIONS`."""
        return next(iter(self.nav.chosen), SECTIONS[0][0])

    def _page(self) -> Page:
        page = self.stack.currentWidget()
        if not isinstance(page, Page):
            raise TypeError(page)
        return page

    def _navigate(self) -> None:
        if not self.nav.chosen:
            # Pressed once more, a chip gives its choice back; a section is always shown.
            self.nav.choose([self._shown])
            return
        self._show()
        announce(self, self._page().headline.text(), polite=True)

    def _show(self) -> None:
        """Show the chosen section, made when it is first wanted."""
        self._shown = name = self.section
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = self._make(name)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.trouble.hide()
        self.undo.setVisible(self.file.can_undo)
        set_reading_order(self)
        self._ask()

    def _make(self, name: str) -> Page:
        if name == "data":
            return self._make_data()
        if self.file.error is not None:
            broken = BrokenPage(self._theme, self.file, self.file.error)
            broken.open_file.connect(self._open_file)
            broken.restore.connect(self._restore)
            return broken
        if name == "lull":
            page = LullSection(self._theme, self.file, self._keep, autostart=self._autostart)
            page.autostart.connect(self._start_at_login)
            page.open_file.connect(self._open_file)
            return page
        section: Section = _SIMPLE[name](self._theme, self.file, self._keep)
        if isinstance(section, NudgesSection):
            section.come_as_before.connect(self._come_as_before)
        return section

    def _make_data(self) -> Page:
        page = DataSection(self._theme, self._paths)
        page.begun.connect(self._begin)
        page.said.connect(self._done)
        page.failed.connect(self._complain)
        page.changed.connect(lambda: self.told.emit("changed"))
        page.forgetting.connect(self._hold_still)
        page.gone.connect(self._end)
        return page

    def _rebuild(self) -> None:
        """Make the pages anew: something changed that they did not change themselves."""
        for name, page in list(self._pages.items()):
            # This one shows no settings, and may have something running.
            if not isinstance(page, DataSection):
                self.stack.removeWidget(page)
                page.deleteLater()
                del self._pages[name]
        self._show()

    def event(self, event: QEvent) -> bool:
        """Look at the file whenever the person comes back to the window."""
        if event.type() is QEvent.Type.WindowActivate:
            self._settle.start()
        return super().event(event)

    # -- changes

    def _keep(self, values: Mapping[str, object]) -> SettingsError | None:
        """Write values; gives what is wrong with them, which the field then shows."""
        try:
            self.file.change(values)
        except SettingsError as error:
            _log.info("a setting was not kept: %s", error.title_for_log)
            if not error.field.startswith(tuple(values)):
                self._complain(error.told)
            return error
        self.trouble.hide()
        self._say(tr(words.SAVED))
        self.undo.setVisible(self.file.can_undo)
        self._watch()
        self.told.emit("changed")
        self._soon.start()
        return None

    def _undo(self) -> None:
        try:
            self.file.undo()
        except SettingsError as error:
            self._complain(error.told)
        else:
            self.told.emit("changed")
            self._say(tr(words.UNDONE))
            self._soon.start()
        self._rebuild()
        self._to_navigation()

    def _to_navigation(self) -> None:
        """Give the keyboard to the section that is shown, from which all else follows."""
        self.nav.button(self.section).setFocus(Qt.FocusReason.OtherFocusReason)

    def _restore(self) -> None:
        try:
            aside = self.file.restore(local_now())
        except SettingsError as error:
            self._complain(error.told)
            return
        self.told.emit("changed")
        self._rebuild()
        self._say(tr(words.RESTORED, name=aside.name))

    def _open_file(self) -> None:
        try:
            self.file.ensure()
        except SettingsError as error:
            self._complain(error.told)
            return
        self._watch()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file.path))):
            self._complain(tr("No program could be started for {path}", path=self.file.path))

    def _start_at_login(self, wanted: bool) -> None:  # noqa: FBT001 - the signal's one value
        self._autostart = wanted
        self.told.emit(f"autostart {'on' if wanted else 'off'}")
        self._say(tr(words.SAVED))

    def _come_as_before(self, kind: str) -> None:
        self._asking_eased.ask("ease", "--undo", kind)
        self._say(tr(words.SAVED))

    def _done(self, sentence: str) -> None:
        self.trouble.hide()
        self._say(sentence)

    # -- the end of everything

    def _hold_still(self, still: bool) -> None:  # noqa: FBT001 - the signal's one value
        """Neither look nor ask while everything is removed, which would make some of it anew."""
        self._forgetting = still
        if still:
            for asking in (self._asking_status, self._asking_eased, self._asking_plan):
                asking.stop()
            self.trouble.hide()
        else:
            self.said.setText(tr(words.LEAD))

    def _end(self, others: list[str]) -> None:
        """Everything is gone; all that is left is to say so."""
        page = GonePage(self._theme, others)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        for part in (self.nav, self.status, self.undo, self.said):
            part.hide()
        page.headline.announce()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while something runs that must not be cut off."""
        page = self._pages.get("data")
        if isinstance(page, DataSection) and page.busy:
            self._begin()
            event.ignore()
            return
        self._settle.stop()
        self._soon.stop()
        for asking in self.findChildren(Asking):
            asking.stop()

    # -- what others tell

    def _watch(self) -> None:
        """Hear of a change by others, to the file or, where there is none yet, to its folder."""
        wanted = [str(path) for path in (self.file.path, self.file.path.parent) if path.exists()]
        # A file that is replaced as a whole is watched no more.
        new = set(wanted) - {*self._watcher.files(), *self._watcher.directories()}
        if new:
            self._watcher.addPaths(sorted(new))

    def _look(self) -> None:
        if self._forgetting:
            return
        self._watch()
        if self.file.look():
            self._rebuild()
            self._say(tr(words.CHANGED_ELSEWHERE))

    def _ask(self) -> None:
        """Ask for what hangs on the settings."""
        if self._forgetting:
            return
        self._asking_status.ask("status")
        if self.section == "nudges":
            self._asking_eased.ask("ease")
        elif self.section == "tomorrow":
            self._tomorrow = local_now().date() + timedelta(days=1)
            self._asking_plan.ask("plan", "--from", self._tomorrow.isoformat(), "--days", "1")
        elif isinstance(page := self._pages.get(self.section), DataSection):
            page.refresh()

    def _show_status(self, answer: dict[str, Any]) -> None:
        self.status.setText(answer["text"])
        self._watch()  # whoever was asked may have made the folders

    def _show_eased(self, answer: dict[str, Any]) -> None:
        page = self._pages.get("nudges")
        if isinstance(page, NudgesSection):
            page.show_eased(answer["eased"])

    def _show_plan(self, rows: list[dict[str, Any]]) -> None:
        page = self._pages.get("tomorrow")
        if isinstance(page, TomorrowSection):
            page.show_plan(self._tomorrow, rows)

    def _show_no_plan(self, sentence: str) -> None:
        page = self._pages.get("tomorrow")
        if isinstance(page, TomorrowSection):
            page.show_trouble(sentence)

    def _begin(self) -> None:
        self.trouble.hide()
        self._say(tr(words.ONE_MOMENT))
        self._one_moment = True

    def _say(self, sentence: str) -> None:
        self._one_moment = False
        self.said.setText(sentence)
        announce(self, sentence, polite=True)

    def _complain(self, sentence: str) -> None:
        if self._one_moment:
            self._one_moment = False
            self.said.setText(tr(words.LEAD))
        self.trouble.tell(sentence)
        announce(self, sentence)
