"""Notes in a real terminal with job control."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from pathlib import Path

from harness import wait_for

ROOT = Path(__file__).resolve().parents[2]
JOB_CONTROL = """
import asyncio, os, time
from tray.notify.base import Button, Note
from tray.notify.console import ConsoleNotifier

async def notes():
    done = asyncio.Event()
    def answered(note, key):
        print("ANSWER", key, flush=True)
        done.set()
    notifier = ConsoleNotifier(answered, lambda note, how: None)
    await notifier.show(Note("nudge", "1", "Water", "", (Button("a", "One"), Button("b", "Two"))))
    await done.wait()

child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    asyncio.run(notes())
    os._exit(0)
print("HEARD", input(), flush=True)
time.sleep(0.3)
print("STOPPED" if os.waitpid(child, os.WNOHANG | os.WUNTRACED)[0] else "RUNS", flush=True)
os.tcsetpgrp(0, child)
os.waitpid(child, 0)
"""
"""A shell in small: a Lull in its background, which it then brings to the front."""


def test_a_terminal_in_the_background_does_not_stop_the_program() -> None:
    keyboard, terminal = pty.openpty()
    argv = ["setsid", "--ctty", "--wait", sys.executable, "-c", JOB_CONTROL]
    shell = subprocess.Popen(argv, stdin=terminal, stdout=terminal, stderr=terminal, cwd=ROOT)
    os.close(terminal)
    os.set_blocking(keyboard, False)
    said = bytearray()

    def hears(words: bytes) -> bool:
        with contextlib.suppress(BlockingIOError, OSError):
            said.extend(os.read(keyboard, 4096))
        return words in said

    try:
        wait_for(lambda: hears(b"[1] One  [2] Two"), what="the note")
        os.write(keyboard, b"for the shell\n")
        wait_for(lambda: hears(b"HEARD for the shell"), what="the shell's line")
        wait_for(lambda: hears(b"RUNS") or hears(b"STOPPED"), what="the look at the child")
        assert b"STOPPED" not in said
        os.write(keyboard, b"2\n")
        wait_for(lambda: hears(b"ANSWER b"), what="the answer")
        assert shell.wait(10) == 0
    finally:
        shell.kill()
        shell.wait()
        os.close(keyboard)
