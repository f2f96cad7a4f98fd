"""The control socket of the running Lull: whatever is said to it, nothing changes."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import stat
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from program import Program, wait_for

from tray import control, messages

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER_SECONDS = 10.0
CROWD = 1000
STALLING = 60
AN_ID = "0123456789abcdef" * 2

QUITE_WRONG: dict[str, bytes] = {
    "an empty line": b"\n",
    "garbage": b"\x00\x01\x02 garbage \xfe\n",
    "bytes that are no UTF-8": b'{"command":"pause","until":"\xff\xfe"}\n',
    "a lone surrogate": rb'{"command":"pause","until":"\ud800"}' + b"\n",
    "half an object": b'{"command":"sta\n',
    "two objects": b'{"command":"resume"}{"command":"resume"}\n',
    "an array": b"[]\n",
    "a number": b"1\n",
    "null": b"null\n",
    "no command": b"{}\n",
    "an unknown command": b'{"command":"delete_everything"}\n',
    "an unknown command without end": b'{"command":"' + b"x" * 60_000 + b'"}\n',
    "a command that is no text": b'{"command":7}\n',
    "deep nesting": b"[" * 30_000 + b"]" * 30_000 + b"\n",
    "deep nesting in a field": b'{"command":"pause","until":' + b"[" * 30_000 + b"\n",
    "a pause without an end": b'{"command":"pause"}\n',
    "a pause of a number": b'{"command":"pause","until":1e400}\n',
    "a pause into the past": b'{"command":"pause","until":"1999-01-01"}\n',
    "a pause of a century": b'{"command":"pause","until":"2199-01-01"}\n',
    "a pause of many words": b'{"command":"pause","until":"' + b"1" * 101 + b'"}\n',
    "a pause of control characters": rb'{"command":"pause","until":"\u0000\u001b"}' + b"\n",
    "a field that does not exist": b'{"command":"resume","force":true}\n',
    "a kind of nudge that does not exist": b'{"command":"nudge","kind":"twitch"}\n',
    "a log without words": b'{"command":"log","words":[],"id":"' + AN_ID.encode() + b'"}\n',
    "a log without an id": b'{"command":"log","words":["coffee"]}\n',
    "a log with an id of its own": b'{"command":"log","words":["coffee"],"id":"1"}\n',
    "a log with an id and a line break": (
        b'{"command":"log","words":["coffee"],"id":"' + AN_ID.encode() + b'\\n"}\n'
    ),
    "a log from nowhere": (
        b'{"command":"log","words":["coffee"],"id":"' + AN_ID.encode() + b'","source":"menu"}\n'
    ),
    "a log of nothing known": (
        b'{"command":"log","words":["tar"],"id":"' + AN_ID.encode() + b'"}\n'
    ),
    "a log of less than nothing": (
        b'{"command":"log","words":["water","-5"],"id":"' + AN_ID.encode() + b'"}\n'
    ),
    "a log of too much": (
        b'{"command":"log","words":["water","999999999"],"id":"' + AN_ID.encode() + b'"}\n'
    ),
    "a log of tomorrow": (
        b'{"command":"log","words":["coffee"],"at":"2199-01-01T00:00","id":"'
        + AN_ID.encode()
        + b'"}\n'
    ),
}


@pytest.fixture(scope="module")
def lull(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One running Lull for all of them: it has to bear each after the others."""
    program = Program(tmp_path_factory.mktemp("door") / "lull")
    with program.running() as process:
        yield program
        assert process.poll() is None
        # Nothing of all that the tests said stands in the log as a failure.
        assert "Traceback" not in program.log_text()
        assert "ERROR" not in program.log_text()


def connected(lull: Program) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(ANSWER_SECONDS)
    control._connect(connection, lull.paths.control)
    return connection


def said(lull: Program, line: bytes) -> bytes:
    """Everything that comes back until the connection is closed."""
    with connected(lull) as connection:
        # It may have heard enough before everything is said.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(line)
        received = b""
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(65536):
                received += part
    return received


def facts(lull: Program) -> tuple[Any, ...]:
    """What would show a change."""
    requests = (messages.Status(), messages.Today())
    return tuple(json.loads(said(lull, messages.encode(request))) for request in requests)


def check_refused(reply: bytes) -> None:
    lines = reply.splitlines()
    assert len(lines) == 1
    answer = json.loads(lines[0])
    assert answer["ok"] is False
    assert answer["exit_code"] == 2
    for text in (answer["title"], answer["detail"]):
        assert text.strip()
        assert text.isprintable()
        assert len(text) <= 1000


@pytest.mark.parametrize("line", QUITE_WRONG.values(), ids=QUITE_WRONG)
def test_what_makes_no_sense_gets_one_refusal_and_changes_nothing(
    lull: Program, line: bytes
) -> None:
    before = facts(lull)
    check_refused(said(lull, line))
    assert facts(lull) == before


def test_a_line_without_an_end_is_refused(lull: Program) -> None:
    before = facts(lull)
    check_refused(said(lull, b"x" * 1_000_000))
    assert facts(lull) == before


@pytest.mark.parametrize("part", [b"", b'{"command":"resu'])
def test_who_hangs_up_in_the_middle_is_forgotten(lull: Program, part: bytes) -> None:
    before = facts(lull)
    with connected(lull) as connection:
        connection.sendall(part)
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1) == b""
    assert facts(lull) == before


def test_who_leaves_before_the_answer_concerns_nobody(lull: Program) -> None:
    for _ in range(20):
        with connected(lull) as connection:
            connection.sendall(b'{"command":"status"}\n')
    assert facts(lull)[0]["ok"] is True


def test_a_crowd_passes_and_is_forgotten(lull: Program) -> None:
    before = facts(lull)
    for _ in range(CROWD):
        with contextlib.suppress(ConnectionResetError, BrokenPipeError), connected(lull):
            pass
    assert facts(lull) == before


def test_those_who_stall_never_keep_others_out(lull: Program) -> None:
    before = facts(lull)
    with contextlib.ExitStack() as stalling:
        for _ in range(STALLING):
            connection = stalling.enter_context(connected(lull))
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(b"{")
        assert facts(lull) == before
        assert lull.facts("status")["running"] is True


def test_of_several_lines_the_first_alone_is_answered(lull: Program) -> None:
    reply = said(lull, b'{"command":"today"}\n{"command":"pause","until":"2h"}\n')
    assert len(reply.splitlines()) == 1
    assert facts(lull)[0]["result"]["paused_until"] is None


def test_a_log_that_is_repeated_is_kept_once(lull: Program) -> None:
    at = datetime.now(UTC).isoformat()
    line = messages.encode(messages.Log(["cola"], secrets.token_hex(16), at))
    replies = {said(lull, line) for _ in range(3)}
    assert len(replies) == 1
    today = json.loads(said(lull, b'{"command":"today"}\n'))["result"]
    assert 0 < today["caffeine_mg"] < 60
    assert json.loads(said(lull, b'{"command":"undo"}\n'))["ok"] is True


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner),
    max_leaves=10,
)
near_requests = st.fixed_dictionaries(
    {"command": st.sampled_from(["pause", "log", "nudge", "undo", "resume", "status"])},
    optional={
        "until": json_values,
        "words": json_values,
        "id": json_values,
        "kind": json_values,
        "at": json_values,
        "source": json_values,
        "surplus": json_values,
    },
).filter(lambda request: len(request) > 1)


@settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(value=json_values | near_requests)
def test_random_json_is_refused_and_changes_nothing(lull: Program, value: object) -> None:
    line = json.dumps(value).encode() + b"\n"
    before = facts(lull)
    check_refused(said(lull, line))
    assert facts(lull) == before


@settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(line=st.binary(max_size=200).filter(lambda line: b"\n" not in line))
def test_random_bytes_are_refused(lull: Program, line: bytes) -> None:
    check_refused(said(lull, line + b"\n"))


def test_the_socket_and_its_folder_are_for_their_owner_alone(lull: Program) -> None:
    assert stat.S_IMODE(lull.paths.control.stat().st_mode) == 0o600
    assert stat.S_IMODE(lull.paths.control.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(lull.paths.lock.stat().st_mode) == 0o600
    assert wait_for(lull.paths.log.exists, "the log")
    assert stat.S_IMODE(lull.paths.log.stat().st_mode) == 0o600


STRANGER = """
import os, socket, sys
os.chdir(sys.argv[1])
os.setgid(65534)
os.setuid(65534)
connection = socket.socket(socket.AF_UNIX)
connection.settimeout(10)
try:
    connection.connect("control")
    connection.sendall(b'{"command":"status"}\\n')
    print("answer", connection.recv(100))
except OSError as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root alone can")
def test_another_user_comes_neither_to_the_door_nor_through_it(lull: Program) -> None:
    folder = lull.paths.control.parent

    def tried() -> str:
        script = [sys.executable, "-c", STRANGER, str(folder)]
        return subprocess.run(
            script, capture_output=True, encoding="utf-8", timeout=30, check=True
        ).stdout.strip()

    assert tried() == "PermissionError"
    # Were both left open by somebody's mistake, the peer's user id would still be asked for.
    folder.chmod(0o777)
    lull.paths.control.chmod(0o666)
    try:
        assert tried() in {"answer b''", "ConnectionResetError", "BrokenPipeError"}
    finally:
        folder.chmod(0o700)
        lull.paths.control.chmod(0o600)
    assert facts(lull)[0]["ok"] is True
