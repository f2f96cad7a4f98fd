"""Asks Lull's command line something, as a process of its own: windows never import the tray."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Signal

from config.language import VARIABLE, code, tr

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

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._process is not None

    def ask(self, *words: str, typed: str = "") -> None:
        """Begin to ask; returns at once.

        Args:
            words: What is asked.
            typed: What is typed into the command, which ends after it.
        """
        self.stop()
        process = QProcess(self)
        self._process = process
        # Bound methods: the connections end with whoever asks, whom Qt may take with its window.
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._finished)
        # It answers in the language of this window, whatever the settings have come to say.
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert(VARIABLE, code())
        process.setProcessEnvironment(environment)
        # -P keeps the folder in which Lull was started from hiding our modules behind others.
        arguments = ["-P", "-m", "tray", *self._home, *words, "--json"]
        process.start(sys.executable, arguments)
        process.write(typed.encode())
        process.closeWriteChannel()

    def stop(self) -> None:
        """Want no answer any more."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            process.kill()
            # A child that is not waited for would stay as long as the window.
            process.waitForFinished(1000)
            process.deleteLater()

    def _finished(self, *_: object) -> None:
        process, self._process = self._process, None
        if process is None:
            return  # it told of an error before
        told = bytes(process.readAllStandardOutput().data())
        trouble = bytes(process.readAllStandardError().data()).decode(errors="replace").strip()
        good = process.exitStatus() is QProcess.ExitStatus.NormalExit and not process.exitCode()
        process.deleteLater()
        answer = _decoded(told) if good else None
        if answer is None:
            self.failed.emit(trouble.removeprefix("lull: ") or tr("Lull did not answer"))
        else:
            self.answered.emit(answer)


def _decoded(told: bytes) -> Any:  # noqa: ANN401 - JSON of each command
    try:
        return json.loads(told)
    except ValueError:
        return None
