"""Makes and mends the environment in ``.venv`` that ``./run`` and ``./test`` use.

Called as ``python environment.py run|test|desktops`` with any Python 3.11 or newer; the standard
library is all that it needs. Everything it says goes to standard error, since standard output
belongs to the command that is started afterwards (``./run plan --json``).

Two of it in the same instant take turns. One that was interrupted, at any point, leaves a mark
behind and the next one starts afresh; what one finished is stamped last.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import system_packages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Not resolved: the shell's quick look compares the stamp with the path that it passed on.
ROOT = Path(__file__).parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
UNFINISHED = ENVIRONMENT / "lull-unfinished"
"""Present while the environment is being changed, and after a change that did not end."""
STAMPS_OF = {"run": ("run",), "test": ("run", "test")}
"""What is ready after each kind: the pins of the tests hold those of the program too."""


class SetupError(Exception):
    """The environment could not be made; the text is for the person, with output if it helps."""


def say(text: str) -> None:
    """Tell the person one calm line."""
    sys.stderr.write(f"lull: {text}\n")
    sys.stderr.flush()


def stamp(kind: str) -> Path:
    """Return the file that says what the environment was last made from."""
    return ENVIRONMENT / f"lull-{kind}.stamp"


def stamp_bytes(kind: str) -> bytes:
    """Return what the stamp must hold to be current: the place and everything that is installed.

    ``is_current`` in environment.sh puts the same bytes together.
    """
    pins = ROOT / "requirements" / f"{kind}.txt"
    return os.fsencode(ROOT) + b"\n" + (ROOT / "pyproject.toml").read_bytes() + pins.read_bytes()


def is_current(kind: str) -> bool:
    """Return whether the environment was made from what now stands in the checkout."""
    try:
        written = stamp(kind).read_bytes()
    except FileNotFoundError:
        return False
    return written == stamp_bytes(kind) and is_usable()


def is_usable() -> bool:
    """Return whether the environment can be used, or added to, as it is."""
    if UNFINISHED.exists() or not os.access(PYTHON, os.X_OK):
        return False
    wanted = os.environ.get("LULL_PYTHON")
    if wanted and PYTHON.resolve() != Path(sys.executable).resolve():
        return False
    if was_moved():
        return False
    # After an upgrade of the system the same link may lead to another version of Python, for
    # which nothing is installed; pip is then not to be found either.
    question = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return run([PYTHON, "-I", "-c", question]).returncode == 0


def was_moved() -> bool:
    """Return whether the checkout was moved: the environment's commands hold its old path."""
    for path in ENVIRONMENT.glob("lull-*.stamp"):
        with path.open("rb") as file:
            if file.readline() != os.fsencode(ROOT) + b"\n":
                return True
    return False


@contextlib.contextmanager
def our_turn() -> Iterator[int]:
    """Wait until nobody else changes the environment.

    The lock lies on this very file, so it needs no cleaning up, and ends with its holder. The
    holder's children inherit it: an installation whose parent was killed still keeps others away.

    Yields:
        The descriptor that children must inherit.
    """
    with Path(__file__).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another start is making the environment; waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError as error:
            # Some network file systems know no locks. A person there rarely starts it twice.
            say(f"going on without a lock ({error.strerror})")
        yield file.fileno()


def run(command: Sequence[str | Path], lock: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run a quiet ``command``; its output is kept for the case that it fails."""
    # pip's options for other kinds of installation make no sense in an environment.
    scrapped = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}
    environ = {name: value for name, value in os.environ.items() if name not in scrapped}
    return subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=() if lock is None else (lock,),
        env=environ | {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )


def run_or_tell(command: Sequence[str | Path], lock: int, failure: str) -> None:
    """Run ``command``, which changes the environment.

    Raises:
        SetupError: It failed; the text is ``failure`` and its output.
    """
    UNFINISHED.touch()
    done = run(command, lock)
    if done.returncode >= 0:
        # What ends by itself, such as pip without a network, leaves no half-written package;
        # what a signal ends may, and then the next start makes everything anew.
        UNFINISHED.unlink()
    if done.returncode != 0:
        raise SetupError(f"{failure}\n\n{done.stdout.strip()}")


def create(lock: int) -> None:
    """Make a new, empty environment in the place of whatever stands there.

    Raises:
        SetupError: This Python cannot make one, or it failed.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    # The link in the environment then leads to one version of Python and breaks with it, instead
    # of leading to another one after an upgrade.
    base = Path(sys.executable).resolve()
    for module in ("sqlite3", "ssl"):
        if importlib.util.find_spec(f"_{module}") is None:
            raise SetupError(f"{base} was built without {module}; name another with LULL_PYTHON=")
    if venv_package():
        raise SetupError(f"{base} cannot make an environment without {' '.join(venv_package())}")
    say(f"making an environment with Python {version} in {ENVIRONMENT}, once; a minute at most")
    if ENVIRONMENT.is_symlink():
        ENVIRONMENT.unlink()
    elif ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    ENVIRONMENT.mkdir()
    run_or_tell([base, "-I", "-m", "venv", ENVIRONMENT], lock, "the environment was not made:")


def install(kind: str, lock: int) -> None:
    """Install the pinned packages of ``kind`` and Lull itself, and stamp what is ready.

    Raises:
        SetupError: pip failed; the text holds what it said.
    """
    pip: list[str | Path] = [PYTHON, "-I", "-m", "pip", "install", "--no-deps"]
    pins = ROOT / "requirements" / f"{kind}.txt"
    what = "Lull needs" if kind == "run" else "Lull and its tests need"
    say(f"installing what {what}")
    run_or_tell([*pip, "--require-hashes", "-r", pins], lock, "the packages were not installed:")
    # A link to the checkout, so that a change in it counts at the next start.
    ours: list[str | Path] = ["--no-index", "--no-build-isolation", "--editable", ROOT]
    run_or_tell([*pip, *ours], lock, "Lull was not installed:")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    folders = {name.split(".")[0] for name in settings["tool"]["setuptools"]["packages"]}
    sources = [ROOT / name for name in sorted(folders)]
    run_or_tell([PYTHON, "-I", "-m", "compileall", "-q", *sources], lock, "Lull did not compile:")
    for name in STAMPS_OF[kind]:
        half = stamp(name).with_suffix(".half")
        half.write_bytes(stamp_bytes(name))
        half.replace(stamp(name))


def venv_package() -> list[str]:
    """Return the system package that this Python lacks to make an environment, if it does."""
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is not None:
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def install_system() -> None:
    """Install what the program takes from the system, or tell the one line that does."""
    purpose = "for the windows, without which Lull starts and asks in the terminal"
    system_packages.install(debian_names("run"), purpose, say, to_start=venv_package())


def debian_names(kind: str) -> list[str]:
    """Return the system packages that ``kind`` wants, by Debian's names."""
    listed = (ROOT / "requirements" / f"debian-{kind}.txt").read_text("utf-8")
    return [line for line in listed.split("\n") if line and not line.startswith("#")]


def prepare(kind: str) -> None:
    """Make, mend or bring up to date what ``kind`` needs; nothing if all is there.

    Raises:
        SetupError: It could not be done.
        OSError: A file or folder could not be written.
    """
    if kind == "desktops":
        system_packages.install(debian_names(kind), "for the tests on whole desktops", say)
        return
    if kind == "test":
        system_packages.install(debian_names("test"), "for the tests on a real desktop", say)
        install_system()
    with our_turn() as lock:
        if is_current(kind):
            return
        if kind == "run" and sys.platform == "linux":
            # Only when something is installed anyway: without them Lull runs, and says at the
            # first window what is missing.
            install_system()
        if not is_usable():
            create(lock)
        install(kind, lock)
        say("ready")


def main(arguments: Sequence[str]) -> int:
    """Prepare for ``run``, ``test`` or ``desktops`` and return the exit status."""
    try:
        (kind,) = arguments
        prepare(kind)
    except (SetupError, OSError) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("interrupted; the next start begins this again")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
