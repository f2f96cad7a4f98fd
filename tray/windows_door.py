"""Opens windows: each in a process of its own, which alone loads the window toolkit.

A thread waits for what each process writes and for its end, so that nothing polls and nothing
blocks the loop. A process whose window was closed stays for a minute and shows it again when asked.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Protocol

from config.language import VARIABLE, in_english
from tray.qt_trouble import platform_plugin, trouble_of

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Mapping
    from typing import IO

    from config.paths import Paths
    from tray.qt_trouble import Trouble

_log = logging.getLogger(__name__)

TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - it lets a window come to the front
LINGERING = frozenset({"log", "check", "about", "when_to_get_help", "look_back"})
"""Windows that are opened again and again."""
_LONGEST_LINE = 1024
_LAST_ERRORS = 16 * 1024
"""Bytes of standard error that are looked at."""
_JUST_ASKED_SECONDS = 2.0
"""A process that ends so soon after it was asked to show itself was ending already."""


class Guest(Protocol):
    """Who hears of the windows; called on the loop."""

    def heard(self, name: str, words: str) -> None:
        """The window ``name`` says ``painted``, ``saved``, ``changed`` or ``open NAME``."""

    def failed(self, name: str, trouble: Trouble) -> None:
        """The window ``name`` could not open."""


def can_show(environ: Mapping[str, str]) -> bool:
    """Whether there are a desktop for a window and a toolkit for it; loads nothing."""
    if sys.platform == "linux" and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return False
    return all(importlib.util.find_spec(name) is not None for name in ("PySide6", "windows"))


def window_command(name: str, paths: Paths) -> list[str]:
    """The words that start the process of a window."""
    home = ["--home", str(paths.home)] if paths.home else []
    linger = ["--linger"] if name in LINGERING else []
    # -P keeps the folder in which Lull was started from hiding our modules behind others.
    return [sys.executable, "-P", "-m", "windows", name, *home, *linger]


class WindowsDoor:
    """Opens windows, and brings open ones to the front; all methods are called on the loop."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        guest: Guest,
        command: Callable[[str], list[str]],
    ) -> None:
        """Prepare to open windows.

        Args:
            loop: Where ``guest`` is told.
            guest: Who hears of the windows.
            command: Gives the words that start the process of a window.
        """
        self._loop = loop
        self._guest = guest
        self._command = command
        self._children: dict[str, _Child] = {}
        self._outcomes: dict[str, asyncio.Future[Trouble | None]] = {}

    def open(
        self, name: str, token: str = "", language: str = ""
    ) -> asyncio.Future[Trouble | None]:
        """Show a window, a new one or the one that is there.

        Args:
            name: The window.
            token: What lets it come to the front; empty if the click brought none.
            language: What it is to speak, unless it is open already; "" for what Lull speaks.

        Returns:
            None once it was painted, or else why it ended before.
        """
        child = self._children.get(name)
        if child is not None and child.show(self._loop.time(), token, language):
            return self._outcomes[name]
        self._settle(name, None)
        self._outcomes[name] = self._loop.create_future()
        child = _Child(name, self._command(name), token, language, self._post)
        self._children[name] = child
        child.start()
        return self._outcomes[name]

    def _settle(self, name: str, trouble: Trouble | None) -> None:
        outcome = self._outcomes.get(name)
        if outcome is not None and not outcome.done():
            outcome.set_result(trouble)

    def close(self) -> None:
        """Let go of all windows: open ones stay, those that only wait in case end."""
        for child in self._children.values():
            child.let_go()
            self._settle(child.name, None)
        self._children.clear()

    def _post(self, child: _Child, words: str | None, trouble: Trouble | None = None) -> None:
        """Called in the child's thread; ``words`` is None once the process has ended."""
        # After Lull has ended nobody listens.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._hear, child, words, trouble)

    def _hear(self, child: _Child, words: str | None, trouble: Trouble | None) -> None:
        if self._children.get(child.name) is not child:
            return
        if words == "anew":
            # It cannot change its language; the next process speaks the one that is wanted.
            del self._children[child.name]
            self.open(child.name, child.asked_token, child.asked_language)
            return
        if words is not None:
            if words == "painted":
                child.painted = True
                self._settle(child.name, None)
            self._guest.heard(child.name, words)
            return
        del self._children[child.name]
        self._settle(child.name, trouble)
        if trouble is not None and not child.painted:
            _log.warning("a window could not open: %s", in_english(trouble.words))
            self._guest.failed(child.name, trouble)
        elif trouble is not None:
            _log.warning("a window ended by itself: %s", in_english(trouble.words))
        elif self._loop.time() - child.asked_at < _JUST_ASKED_SECONDS:
            self.open(child.name, child.asked_token, child.asked_language)


class _Child:
    """The process of one window and the thread that listens to it."""

    def __init__(
        self,
        name: str,
        command: list[str],
        token: str,
        language: str,
        post: Callable[[_Child, str | None, Trouble | None], None],
    ) -> None:
        self.name = name
        self.painted = False
        self.asked_at = float("-inf")
        self.asked_token = ""
        self.asked_language = language
        self._language = language
        self._command = command
        self._token = token
        self._post = post
        self._input: IO[bytes] | None = None

    def start(self) -> None:
        """Start the process without waiting for it."""
        # A window may outlive Lull, which does not wait for this thread.
        threading.Thread(target=self._run, name=f"window {self.name}", daemon=True).start()

    def show(self, now: float, token: str, language: str) -> bool:
        """Bring the window to the front; False if the process is gone."""
        if self._input is None:
            return True  # it starts at this moment, and shows itself
        # A token is one word; a line that it could break must not be written.
        words = ["show" if language == self._language else "change"]
        if token.isprintable() and len(token.split()) == 1:
            words.append(token)
        try:
            self._input.write(" ".join(words).encode() + b"\n")
            self._input.flush()
        except (OSError, ValueError):
            return False
        self.asked_at, self.asked_token, self.asked_language = now, token, language
        return True

    def let_go(self) -> None:
        """Tell the process that nobody will ask for its window any more."""
        if self._input is not None:
            # The end of the process may have closed it at this moment.
            with contextlib.suppress(OSError, ValueError):
                self._input.close()

    def _run(self) -> None:
        try:
            trouble = self._serve()
        except Exception as error:  # noqa: BLE001 - barrier: the person must hear of it, whatever it is
            _log.warning("a window could not be started: %s", type(error).__name__)
            trouble = trouble_of(None, "")
        self._post(self, None, trouble)

    def _serve(self) -> Trouble | None:
        environ = {key: value for key, value in os.environ.items() if key != TOKEN_VARIABLE}
        if self._token:
            environ[TOKEN_VARIABLE] = self._token
        if self._language:
            environ[VARIABLE] = self._language
        import tempfile  # noqa: PLC0415 - see `config.paths.private_file`

        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(  # noqa: S603 - a list, never a shell
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environ,
                start_new_session=True,
            )
            with process:
                self._input = process.stdin
                self._listen(process)
            if process.returncode == 0:
                return None
            errors.seek(max(0, errors.seek(0, os.SEEK_END) - _LAST_ERRORS))
            told = errors.read().decode(errors="replace")
        return trouble_of(
            process.returncode, told, platform_plugin(bool(environ.get("WAYLAND_DISPLAY")))
        )

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Pass on each line that the process writes, until it writes no more."""
        output: IO[bytes] = process.stdout  # type: ignore[assignment] # it was asked for as a pipe
        while line := output.readline(_LONGEST_LINE):
            self._post(self, line.decode(errors="replace").strip(), None)
