"""``./run``, ``./test`` and what they share, tried on a small project."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import environment
import pytest
from small_project import BASE_PYTHON, Project, copy_of, fake, make_project, small_project

PLACES = ("sh", "dirname", "readlink", "cat", "cmp")
"""The programs that ./run needs before it has found a Python."""


Starts = dict[str, list[str]]
"""What the first starts of a project said: each one's standard output and standard error."""


@pytest.fixture(scope="module")
def first_starts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Starts]:
    """Where a project was started, and what that said; several test runners share one.

    It was started twice in one instant, and then where there is no Python but its own.
    """
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    place /= "started"
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = place / "told.json"
        if not told.exists():
            told.write_text(json.dumps(start_thrice(make_project(place / "made"), place)))
            # As it is now, for those that change it; ./test installs in the other one.
            shutil.copytree(place / "made", place / "kept", symlinks=True)
    starts: Starts = json.loads(told.read_text())
    return place, starts


def start_thrice(project: Project, place: Path) -> Starts:
    """Start a project for the first times."""
    hold = pipes(place / "hold")
    with project.start(project.root / "run", "plan", "--json", HOLD=str(hold)) as first:
        (hold / "here").read_bytes()
        with project.start(project.root / "run", "plan") as second:
            assert second.stderr is not None
            # It waits for the other: without this line there is nothing to go on.
            waiting = second.stderr.readline()
            (hold / "go").write_bytes(b"")
            said = {"first": first.communicate(), "second": second.communicate()}
    assert (first.returncode, second.returncode) == (0, 0), said
    alone = project.run("plan", PATH=str(bare(place / "bare")), LULL_PYTHON=None)
    assert alone.returncode == 0, alone.stderr
    return {
        "first": list(said["first"]),
        "second": [said["second"][0], waiting + said["second"][1]],
        "without Python": [alone.stdout, alone.stderr],
    }


@pytest.fixture
def made(first_starts: tuple[Path, Starts]) -> Project:
    """Return a project that was started; a test must not change it."""
    return small_project(first_starts[0] / "made")


@pytest.fixture
def own(first_starts: tuple[Path, Starts], tmp_path: Path) -> Project:
    """Return a project that was started, for a test to change."""
    return copy_of(first_starts[0] / "kept", first_starts[0] / "made", tmp_path)


def pipes(folder: Path) -> Path:
    """Return a folder for $HOLD: its pipe ``here`` opens in mid-installation, ``go`` ends it."""
    folder.mkdir()
    os.mkfifo(folder / "here")
    os.mkfifo(folder / "go")
    return folder


def bare(folder: Path) -> Path:
    """Return a folder for PATH that holds what a shell script needs and no Python."""
    folder.mkdir()
    for name in PLACES:
        (folder / name).symlink_to(shutil.which(name) or "")
    return folder


@pytest.fixture
def no_python(tmp_path: Path) -> Path:
    """Return a folder for PATH without a Python."""
    return bare(tmp_path / "places")


def test_the_first_start_says_what_it_does_and_keeps_standard_output_clean(
    first_starts: tuple[Path, Starts],
) -> None:
    output, errors = first_starts[1]["first"]
    assert json.loads(output)["arguments"] == ["plan", "--json"]
    said = errors.splitlines()
    assert [line.split()[1] for line in said] == ["making", "installing", "ready"]
    assert all(line.startswith("lull: ") for line in said)


def test_two_starts_in_the_same_instant_take_turns(first_starts: tuple[Path, Starts]) -> None:
    output, errors = first_starts[1]["second"]
    assert json.loads(output)["arguments"] == ["plan"]
    [said] = errors.splitlines()
    assert "waiting" in said
    assert small_project(first_starts[0] / "kept").times_built() == 1


def test_the_second_start_starts_no_python_but_lulls_own(
    first_starts: tuple[Path, Starts],
) -> None:
    output, errors = first_starts[1]["without Python"]
    assert json.loads(output)["arguments"] == ["plan"]
    assert errors == ""


def test_lull_is_compiled_before_its_first_start(made: Project) -> None:
    compiled = made.root / "tray" / "__pycache__"
    assert {path.name.split(".")[0] for path in compiled.iterdir()} >= {"__init__", "__main__"}


def test_arguments_and_folder_reach_lull_unchanged(made: Project, tmp_path: Path) -> None:
    arguments = ["two words", "*", "", "--", "-x", "$HOME", "line\nbreak", '"']
    got = json.loads(made.run(*arguments, folder=tmp_path).stdout)
    assert got["arguments"] == arguments
    assert got["folder"] == str(tmp_path)


def test_the_callers_python_variables_do_not_reach_lull(made: Project, tmp_path: Path) -> None:
    stranger = tmp_path / "tray"
    stranger.mkdir()
    (stranger / "__init__.py").write_text("raise SystemExit('a stranger')")
    done = made.run(
        "x", PYTHONPATH=str(tmp_path), PYTHONDONTWRITEBYTECODE="1", PYTHONHOME="/nowhere"
    )
    assert json.loads(done.stdout)["variables"] == []


def test_a_link_to_run_starts_the_same(made: Project, tmp_path: Path) -> None:
    (tmp_path / "absolute").symlink_to(made.root / "run")
    (tmp_path / "bin").mkdir()
    relative = tmp_path / "bin" / "lull"
    relative.symlink_to("../absolute")
    done = subprocess.run(
        ["bin/lull", "x"], cwd=tmp_path, env=made.environ, capture_output=True, check=True
    )
    assert json.loads(done.stdout)["arguments"] == ["x"]


def test_run_becomes_lull_so_that_signals_and_status_pass(made: Project) -> None:
    assert made.run("exit", "7").returncode == 7
    with made.start(made.root / "run", "wait") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "waiting\n"
        child.send_signal(signal.SIGTERM)
        assert child.wait() == -signal.SIGTERM
    with made.start(made.root / "run", "x") as child:
        assert json.loads(child.communicate()[0])["pid"] == child.pid


def test_test_passes_its_arguments_and_returns_the_status_of_pytest(
    made: Project, tmp_path: Path
) -> None:
    done = made.run("tests/unit", "-k", "a or b", command="test", folder=tmp_path)
    assert json.loads(done.stdout) == {
        "pytest": ["tests/unit", "-k", "a or b"],
        "folder": str(made.root),
    }
    assert done.returncode == 5


def test_the_quick_test_leaves_out_what_starts_other_programs(made: Project) -> None:
    done = made.run("quick", "-x", command="test")
    words = json.loads(done.stdout)["pytest"]
    named = [word for word in words if word.startswith("tests/")]
    assert named == ["tests/unit", "tests/advice", "tests/docs", "tests/test_architecture.py"]
    assert words[-1] == "-x"
    assert done.returncode == 5


def test_whole_desktops_are_tried_by_their_names(made: Project) -> None:
    done = made.run("--desktops", "plasma", "sway", command="test")
    assert json.loads(done.stdout) == ["plasma", "sway"]
    assert done.returncode == 0


def test_test_without_arguments_runs_everything_and_keeps_the_status(made: Project) -> None:
    done = made.run(command="test")
    words = json.loads(done.stdout)["pytest"]
    assert not [word for word in words if word.startswith("tests")]
    assert done.returncode == 5


def test_everything_can_be_measured_and_keeps_the_status(made: Project) -> None:
    done = made.run("--coverage", command="test")
    steps = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("coverage ")]
    assert steps == ["erase", "run", "combine", "report"]
    assert done.returncode == 4


COMPILER = """
import pathlib, sys
root = pathlib.Path(__file__).resolve().parent.parent
with (root / "compiled.log").open("a") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
for source in (root / "config" / "languages").glob("*.po"):
    source.with_suffix(".mo").touch()
"""


def test_a_changed_catalogue_is_compiled_before_the_start(own: Project) -> None:
    languages = own.root / "config" / "languages"
    languages.mkdir(parents=True)
    (own.root / "scripts" / "catalogues.py").write_text(COMPILER)
    compiled = own.root / "compiled.log"

    def start() -> list[str]:
        assert own.run("plan").returncode == 0
        return compiled.read_text().splitlines() if compiled.exists() else []

    assert start() == []
    source = languages / "de.po"
    source.touch()
    assert start() == ["compile"]
    assert start() == ["compile"]
    later = source.with_suffix(".mo").stat().st_mtime_ns + 1_000_000_000
    os.utime(source, ns=(later, later))
    assert start() == ["compile", "compile"]


def test_a_killed_installation_is_waited_for_and_then_made_anew(
    own: Project, tmp_path: Path
) -> None:
    hold = pipes(tmp_path / "hold")
    with (own.root / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    setup = own.root / "scripts" / "environment.py"
    with own.start(BASE_PYTHON, setup, "run", HOLD=str(hold)) as first:
        (hold / "here").read_bytes()
        # Only the parent dies: its pip goes on writing and must not be disturbed.
        first.kill()
        first.wait()
        # The killed one's children still hold its output, so it is not read to its end.
        with own.start() as second:
            assert second.stderr is not None
            assert "waiting" in second.stderr.readline()
            (hold / "go").write_bytes(b"")
            said = second.stderr.read()
            assert second.stdout is not None
            assert json.loads(second.stdout.read())["arguments"] == []
    assert "making an environment" in said
    assert second.returncode == 0
    assert own.times_built() == 1 + 2


def test_a_moved_checkout_is_made_anew_and_a_changed_one_only_brought_up_to_date(
    own: Project,
) -> None:
    with (own.root / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    said = own.run("x").stderr
    assert "making" not in said
    assert "ready" in said

    own.root = own.root.rename(own.root.with_name("moved"))
    done = own.run("x")
    assert "making an environment" in done.stderr
    assert json.loads(done.stdout)["arguments"] == ["x"]


def test_a_failed_installation_shows_what_pip_said_and_keeps_what_works(own: Project) -> None:
    pins = own.root / "requirements" / "run.txt"
    good = pins.read_text()
    pins.write_text("absent==1 --hash=sha256:" + "0" * 64 + "\n")
    failed = own.run("x")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "No matching distribution found for absent" in failed.stderr
    assert "Traceback" not in failed.stderr

    wheels = Path(own.environ["PIP_FIND_LINKS"])
    shutil.copy(wheels / "tools-1-py3-none-any.whl", wheels / "tools-2-py3-none-any.whl")
    pins.write_text("tools==2 --hash=sha256:" + "0" * 64 + "\n")
    failed = own.run("x")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "DO NOT MATCH THE HASHES" in failed.stderr
    assert own.times_built() == 1

    pins.write_text(good)
    mended = own.run("x")
    assert "making an environment" not in mended.stderr
    assert mended.returncode == 0


def test_an_environment_whose_python_went_away_is_not_used(
    made: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "ROOT", made.root)
    monkeypatch.setattr(environment, "ENVIRONMENT", made.root / ".venv")
    monkeypatch.setattr(environment, "UNFINISHED", made.root / ".venv" / "lull-unfinished")
    monkeypatch.setattr(environment, "PYTHON", made.root / ".venv" / "bin" / "python")
    assert environment.is_usable()
    # As after an upgrade of the system: the link leads nowhere, or to a Python without packages.
    gone = tmp_path / "gone"
    gone.symlink_to("/nowhere/python3.11")
    monkeypatch.setattr(environment, "PYTHON", gone)
    assert not environment.is_usable()
    monkeypatch.setattr(environment, "PYTHON", fake(tmp_path, "other", "exit 1"))
    assert not environment.is_usable()


def chosen(project: Project, *folders: Path) -> str:
    """Return what ./run says when the set-up only tells which Python it was started by."""
    path = os.pathsep.join(map(str, folders))
    return project.run("x", PATH=path, LULL_PYTHON=None).stderr


@pytest.fixture
def telling(tmp_path: Path) -> Project:
    """Return a project whose set-up tells who started it, and ends."""
    project = make_project(tmp_path / "telling")
    (project.root / "scripts" / "environment.py").write_text(
        "import os, sys\nsys.exit('by ' + os.environ['CHOSEN'])\n"
    )
    return project


def test_the_newest_python_that_starts_is_chosen(
    telling: Project, no_python: Path, tmp_path: Path
) -> None:
    fakes = tmp_path / "fakes"
    fake(fakes, "python3.14", "exit 127")
    fake(fakes, "python3.13", f'CHOSEN=3.13 exec "{BASE_PYTHON}" "$@"')
    fake(fakes, "python3.12", f'CHOSEN=3.12 exec "{BASE_PYTHON}" "$@"')
    assert chosen(telling, fakes, no_python) == "by 3.13\n"


def test_a_python_that_can_make_environments_comes_first(
    telling: Project, no_python: Path, tmp_path: Path
) -> None:
    fakes = tmp_path / "fakes"
    unable = f'[ "$1" = -c ] && exit 3; CHOSEN=unable exec "{BASE_PYTHON}" "$@"'
    fake(fakes, "python3.12", unable)
    assert chosen(telling, fakes, no_python) == "by unable\n"
    fake(fakes, "python3", f'CHOSEN=able exec "{BASE_PYTHON}" "$@"')
    assert chosen(telling, fakes, no_python) == "by able\n"


def test_no_python_at_all_ends_with_a_sentence(telling: Project, no_python: Path) -> None:
    done = telling.run("x", PATH=str(no_python), LULL_PYTHON=None)
    assert done.returncode == 1
    assert done.stderr.startswith("lull: no Python 3.11 or newer was found")


def test_a_named_python_that_does_not_start_ends_with_a_sentence(telling: Project) -> None:
    done = telling.run("x", LULL_PYTHON="/nowhere/python3")
    assert done.returncode == 1
    assert done.stderr.startswith("lull: LULL_PYTHON=/nowhere/python3 is not a Python 3.11")
