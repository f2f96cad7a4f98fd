"""No network socket is ever opened; the kernel is asked where strace is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from program import COMMAND_SECONDS, LULL, Program

if TYPE_CHECKING:
    from pathlib import Path

# Refuses at the place of the call what opens an internet socket, or asks for a host's name.
AUDITED = """
import sys

def hook(event, arguments):
    if event == "socket.__new__" and arguments[1] not in (-1, 1) or event in {
        "socket.getaddrinfo", "socket.gethostbyname", "socket.connect"
    } and not (event == "socket.connect" and isinstance(arguments[1], (str, bytes))):
        with open(sys.argv[1], "a") as file:
            print(event, arguments, file=file)

sys.addaudithook(hook)
from tray.commands.entry import main
sys.exit(main(sys.argv[2:]))
"""
COMMANDS = (
    ["status"],
    ["log", "coffee"],
    ["today", "--json"],
    ["plan", "--days", "30"],
    ["nudge", "stress"],
    ["about"],
    ["doctor"],
    ["demo", "--seconds", "1"],
)


def test_a_whole_life_opens_no_network_socket(lull: Program, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    program = [sys.executable, "-P", "-c", AUDITED, str(seen)]
    process = subprocess.Popen(
        program,
        env=lull.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with lull.started(process):
        for words in COMMANDS:
            done = subprocess.run(
                [*program, *words],
                env=lull.environ,
                capture_output=True,
                encoding="utf-8",
                timeout=COMMAND_SECONDS,
                check=False,
            )
            assert (done.returncode, done.stderr) == (0, ""), words
        lull.text("quit")
    assert not seen.exists(), seen.read_text()


def test_the_hook_sees_a_network_socket(lull: Program, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    script = AUDITED.replace(
        "from tray.commands.entry import main",
        "import socket; main = lambda words: socket.socket(socket.AF_INET).close()",
    )
    subprocess.run(
        [sys.executable, "-c", script, str(seen)],
        env=lull.environ,
        timeout=COMMAND_SECONDS,
        check=True,
    )
    assert "AF_INET" in seen.read_text() or "2" in seen.read_text()


def test_the_kernel_is_asked_for_no_network_socket(lull: Program, tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        return  # the audit hook above has looked at the same from inside
    calls = tmp_path / "calls"
    process = subprocess.Popen(
        [strace, "-f", "-e", "trace=socket,socketpair", "-o", str(calls), LULL],
        env=lull.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with lull.started(process):
        lull.text("log", "coffee")
        lull.text("nudge", "hydration")
        lull.text("quit")
        process.communicate(timeout=10)
    text = calls.read_text()
    assert "socket(AF_UNIX" in text
    assert "AF_INET" not in text
    assert "AF_NETLINK" not in text
