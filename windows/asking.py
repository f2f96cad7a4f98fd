"""Asks Lull's command line something, as a process of its own: windows never import the tray."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal

if TYPE_CHECKING:
    from config.paths import Paths


class Asking(QObject):
    """One question at a time; a newer one takes the place of one that is not answered yet.

    Attributes:
        answered: Emitted with what ``lull WORDS --json`` printed, decoded.
        failed: Emitted with the sentence that it printed instead.
    """

    answered = Signal(object)
    failed = Signal(str)

    def __init__(self, paths: Paths, parent: QObject) -> None:
        """Ask the Lull of ``paths``."""
        super().__init__(parent)
        self._home = ["--home", str(paths.home)] if paths.home else []
        self._process: QProcess | None = None
        # A process that is taken away with its window would still tell of its end, to nobody.
        parent.destroyed.connect(self.stop)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def ask(self, *words: str) -> None:
        """Begin to ask; returns at once."""
        self.stop()
        process = QProcess(self)
        self._process = process
        process.finished.connect(lambda: self._finished(process))
        process.errorOccurred.connect(lambda: self._finished(process))
        # -P keeps the folder in which Lull was started from hiding our modules behind others.
        arguments = ["-P", "-m", "tray", *self._home, *words, "--json"]
        process.start(sys.executable, arguments)

    def stop(self) -> None:
        """Want no answer any more."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            # A child that is not waited for would stay as long as the window.
            process.waitForFinished(1000)
            process.deleteLater()

    def _finished(self, process: QProcess) -> None:
        if process is not self._process:
            return
        self._process = None
        told = bytes(process.readAllStandardOutput().data())
        trouble = bytes(process.readAllStandardError().data()).decode(errors="replace").strip()
        good = process.exitStatus() is QProcess.ExitStatus.NormalExit and not process.exitCode()
        process.deleteLater()
        answer = _decoded(told) if good else None
        if answer is None:
            self.failed.emit(trouble.removeprefix("lull: ") or "Lull did not answer")
        else:
            self.answered.emit(answer)


def _decoded(told: bytes) -> Any:  # noqa: ANN401 - JSON of each command
    try:
        return json.loads(told)
    except ValueError:
        return None
