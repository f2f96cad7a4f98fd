"""A program in a real terminal, and the other side of that terminal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import termios
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


def _make_controlling() -> None:
    """In the child: the terminal on standard input is the one it hangs on."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextlib.contextmanager
def in_terminal(
    argv: Sequence[str | Path], env: Mapping[str, str] | None = None, folder: Path | None = None
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Start a program in a terminal of its own; it is killed with the block if it still runs.

    Yields:
        A descriptor of the other side, which the block may close, and the process.
    """
    ours, its = os.openpty()
    process = subprocess.Popen(
        argv,
        env=env,
        cwd=folder,
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
        preexec_fn=_make_controlling,  # noqa: PLW1509 - this process has no other threads
    )
    os.close(its)
    try:
        yield ours, process
    finally:
        process.kill()
        process.wait(10)
        with contextlib.suppress(OSError):
            os.close(ours)
