"""Two people with one computer: neither meets the other's Lull, whatever they try."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from program import COMMAND_SECONDS, DESKTOP, end, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "tips", "journal", "tray")
FIRST, SECOND = 61_234, 61_235
"""Ids of users; nobody has to know their names."""
MAY = hasattr(os, "geteuid") and os.geteuid() == 0
pytestmark = pytest.mark.skipif(not MAY, reason="only root can be two other users")

ENTER = """
mount --bind "$1" "$4/python" && mount --bind "$2" "$4/packages" || exit 99
user=$3; shift 4
exec setpriv --reuid="$user" --regid="$user" --clear-groups "$@"
"""
"""Shows Python and its packages where others may read them, to one process and its children."""

REACH = """
import os, socket, sys
with socket.socket(socket.AF_UNIX) as connection:
    connection.settimeout(10)
    try:
        connection.connect(sys.argv[1])
        connection.sendall(b'{"command":"status"}\\n')
        print("answer", connection.recv(100))
    except OSError as error:
        print(type(error).__name__)
"""


class User:
    """Somebody with a home, a folder for sockets, and a Lull."""

    def __init__(self, place: Path, number: int) -> None:
        self.place = place
        self.number = number
        self.home = place / f"home-{number}"
        self.runtime = place / f"runtime-{number}"
        for folder in (self.home, self.runtime):
            folder.mkdir(mode=0o700)
            os.chown(folder, number, number)
        self.shared = place / "tmp"
        self.python = str(place / "python" / "bin" / f"python3.{sys.version_info[1]}")
        base = {key: value for key, value in os.environ.items() if key not in DESKTOP}
        for name in [name for name in base if name.startswith(("XDG_", "LULL_", "COV", "PYTHON"))]:
            del base[name]
        self.environ = base | {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "TMPDIR": str(self.shared),
            "PYTHONPATH": f"{place / 'rooms'}:{place / 'packages'}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONWARNINGS": "error",
        }

    def command(self, *words: str) -> list[str]:
        """What has Python do something as this user."""
        known = (sys.base_prefix, sysconfig.get_path("purelib"), str(self.number), str(self.place))
        return ["unshare", "-m", "sh", "-c", ENTER, "sh", *known, self.python, *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Have Python do something as this user."""
        return subprocess.run(
            self.command(*words),
            env=self.environ,
            cwd=self.place,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=COMMAND_SECONDS,
            check=False,
        )

    def lull(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One command to its end."""
        return self.run("-P", "-m", "tray", *words)

    def facts(self, *words: str) -> Any:  # noqa: ANN401 - JSON of each command
        """What a command prints that works."""
        done = self.lull(*words, "--json")
        assert (done.returncode, done.stderr) == (0, ""), done
        return json.loads(done.stdout)

    def refused(self, *words: str) -> str:
        """What a command says in one line that does not work."""
        done = self.lull(*words)
        assert done.returncode in {1, 2}, done
        assert done.stdout == ""
        assert done.stderr.startswith("lull: ")
        assert len(done.stderr.splitlines()) == 1
        return done.stderr

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Their Lull runs as long as the block."""
        process = subprocess.Popen(
            self.command("-P", "-m", "tray"),
            env=self.environ,
            cwd=self.place,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        try:

            def up() -> bool:
                assert process.poll() is None, process.communicate()
                return bool(self.facts("status")["running"])

            wait_for(up, "the running Lull", 30.0)
            yield
        finally:
            end(process)

    @property
    def socket(self) -> Path:
        """Where their Lull listens."""
        return self.runtime / "lull" / "control"


@pytest.fixture
def two() -> Iterator[tuple[User, User]]:
    # The folders of a test are for whoever runs it alone.
    place = Path(tempfile.mkdtemp(prefix="lull-two-users-"))
    try:
        place.chmod(0o755)
        (place / "tmp").mkdir()
        (place / "tmp").chmod(0o1777)
        for name in ("python", "packages"):
            (place / name).mkdir()
        for room in ROOMS:
            shutil.copytree(
                ROOT / room, place / "rooms" / room, ignore=shutil.ignore_patterns("__pycache__")
            )
        # Whatever the umask, which another test may have changed.
        subprocess.run(["chmod", "-R", "a+rX", place / "rooms"], check=True)
        yield User(place, FIRST), User(place, SECOND)
    finally:
        shutil.rmtree(place)


def test_two_users_have_a_lull_each_and_neither_hears_of_the_other(two: tuple[User, User]) -> None:
    first, second = two
    with first.running():
        first.facts("log", "coffee")
        assert second.facts("status")["running"] is False
        assert second.facts("today")["caffeine_mg"] == 0
        with second.running():
            second.facts("log", "water")
            second.facts("pause", "1h")
            assert first.facts("status")["paused_until"] is None
            assert first.facts("today")["caffeine_mg"] == 100
            assert second.facts("today")["caffeine_mg"] == 0
            assert second.lull("quit").returncode == 0
        # The end of one is not that of the other.
        assert first.facts("status")["running"] is True
    for user in two:
        for path in user.home.rglob("*"):
            assert path.stat().st_uid == user.number, path


def test_a_user_who_knows_where_the_other_s_lull_is_comes_no_nearer(
    two: tuple[User, User],
) -> None:
    first, second = two
    with first.running():
        first.facts("log", "coffee")
        assert first.socket.is_socket()
        assert second.run("-c", REACH, str(first.socket)).stdout == "PermissionError\n"
        [journal] = first.home.rglob("journal.sqlite3")
        look = "import os, sys; print(os.listdir(sys.argv[1]))"
        read = "import sys; print(open(sys.argv[1], 'rb').read(1))"
        for script, path in ((look, first.home), (look, journal.parent), (read, journal)):
            assert "PermissionError" in second.run("-c", script, str(path)).stderr
        before = journal.read_bytes()
        for words in ([], ["status"], ["log", "tea"], ["backup", "restore"], ["export"]):
            second.refused("--home", str(first.home / "lull"), *words)
        # A session that was taken over (su) still names the sockets of whoever began it.
        second.environ["XDG_RUNTIME_DIR"] = str(first.runtime)
        assert second.facts("status")["running"] is False
        second.refused("quit")
        assert journal.read_bytes() == before
        assert first.facts("status")["running"] is True
        assert first.facts("today")["caffeine_mg"] == 100


LISTEN = """
import hashlib, os, socket, sys
folder, home = sys.argv[1:]
os.mkdir(folder, 0o777)
os.chmod(folder, 0o777)
digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
listening = socket.socket(socket.AF_UNIX)
listening.bind(f"{folder}/control-{digest}")
os.chmod(f"{folder}/control-{digest}", 0o666)
listening.listen()
print("listens", flush=True)
while True:
    connection, _ = listening.accept()
    print("heard", connection.recv(1000), flush=True)
    try:
        connection.sendall(b'{"ok":true,"result":{"text":"noted","id":"x"}}\\n')
    except BrokenPipeError:
        pass
    connection.close()
"""
"""Takes the name of somebody else's door, where everybody may write, and says yes to everything."""


def test_an_entry_that_went_to_somebody_who_listened_in_lulls_place(
    two: tuple[User, User],
) -> None:
    first, second = two
    # So long a name that the socket has to stand where everybody may write.
    home = first.home / ("x" * 60) / ("y" * 60)
    del first.environ["XDG_RUNTIME_DIR"]
    for folder in (f"runtime-{first.number}", f"lull-{first.number}"):
        taken = first.shared / folder
        done = second.run("-c", "import os, sys; os.mkdir(sys.argv[1], 0o777)", str(taken))
        assert done.returncode == 0
    taken.rmdir()
    with subprocess.Popen(
        second.command("-c", LISTEN, str(taken), str(home)),
        env=second.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as listener:
        assert listener.stdout is not None
        assert listener.stdout.readline() == "listens\n"
        try:
            for words in (["log", "coffee"], []):
                said = first.refused("--home", str(home), *words)
                assert f"{taken} belongs to another user" in said
        finally:
            listener.terminate()
        heard = listener.stdout.read()
    assert "coffee" not in heard
    assert set(heard.splitlines()) <= {"heard b''"}
