"""What Qt itself shows and does, in the person's language: its own texts, and the direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator

from config import language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def speak(application: QApplication) -> None:
    """Have Qt write as the language is written, and say what it says by itself in it.

    That is what stands in the menu of a field and in the dialogs for files. Where Qt has no
    translation it says so in English.
    """
    mirrored = language.right_to_left()
    direction = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    application.setLayoutDirection(direction)
    spoken = language.code()
    if spoken == language.ENGLISH:
        return
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(spoken), "qtbase", "_", folder):
        application.installTranslator(translator)
