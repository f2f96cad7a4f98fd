"""A time zone, a locale or a home folder that is broken: Lull runs, or says on one line why not."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from program import LULL, STARTS, Program, one_line_error
from test_broken_places import obeying

if TYPE_CHECKING:
    from collections.abc import Callable

NOTE = "Müde, 水 und 🙂"
LOCALES = {
    "none that there is": {"LC_ALL": "xx_YY.UTF-8", "LANG": "xx_YY.UTF-8"},
    "empty": {"LC_ALL": "", "LANG": "", "LC_CTYPE": ""},
    "ASCII alone": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "another encoding": {
        "LC_ALL": "de_DE.ISO-8859-1",
        "PYTHONUTF8": "0",
        "LULL_LANGUAGE": "en",  # what is told is compared
    },
}
ETC = ("passwd", "group", "nsswitch.conf", "ld.so.cache", "timezone")
"""What a started program may want of the folder, beside the zone."""


def live(lull: Program) -> None:
    """What somebody does on a day; it ends with a restart."""
    with lull.running() as process:
        assert lull.text("log", "coffee").startswith("Coffee noted")
        assert lull.text("pause", "1h").startswith("Quiet: paused until")
        for words in (["status"], ["why"], ["plan"], ["today"], ["look-back"], ["resume"]):
            assert lull.text(*words)
        process.terminate()
        assert process.communicate(timeout=10)[1] == STARTS
    with lull.running():
        assert lull.facts("today")["caffeine_mg"] == 100
    assert "Traceback" not in lull.log_text()


@pytest.mark.parametrize(
    "zone", ["Nowhere/Else", "../../etc/passwd", ":", "\N{WATER WAVE}", "X" * 300, "UTC+24"]
)
def test_a_day_of_somebody_whose_zone_nobody_knows(lull: Program, zone: str) -> None:
    lull.environ["TZ"] = zone
    live(lull)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_note_in_letters_that_the_locale_does_not_have(
    lull: Program, tmp_path: Path, locale: str
) -> None:
    lull.environ |= LOCALES[locale]
    live(lull)
    whole = json.loads(lull.text("export"))
    whole["entries"][0] |= {"id": "a" * 32, "note": NOTE}
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
    lull.text("import", str(file))
    with lull.running():
        assert lull.text("look-back")
        kept = json.loads(lull.text("export"))
    assert NOTE in [entry.get("note") for entry in kept["entries"]]


class Etc:
    """A system's folder of our own in the place of ``/etc``, for one program and its children."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "etc"
        self.folder.mkdir()
        for name in ETC:
            if Path("/etc", name).exists():
                shutil.copy(Path("/etc", name), self.folder)
        self.zone = self.folder / "localtime"
        self.zone.write_bytes(Path("/usr/share/zoneinfo/Europe/Berlin").read_bytes())

    def remove_zone(self) -> None:
        self.zone.unlink(missing_ok=True)
        (self.folder / "timezone").unlink(missing_ok=True)

    def spoil_zone(self) -> None:
        self.zone.write_bytes(b"no zone at all" * 20)
        (self.folder / "timezone").write_text("\0\n")

    def command(self, *words: str) -> list[str]:
        mount = 'mount --bind "$0" /etc && exec "$@"'
        return ["unshare", "-m", "sh", "-c", mount, str(self.folder), str(LULL), *words]


@pytest.fixture
def etc(tmp_path: Path) -> Etc:
    if subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode:
        pytest.skip("needs the right to mount: run the tests as root")
    return Etc(tmp_path)


@pytest.mark.parametrize("spoil", [Etc.remove_zone, Etc.spoil_zone])
def test_what_was_logged_before_the_zone_of_the_system_was_lost(
    lull: Program, etc: Etc, spoil: Callable[[Etc], None]
) -> None:
    del lull.environ["TZ"]

    def run(*words: str) -> str:
        done = subprocess.run(
            etc.command(*words),
            env=lull.environ,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done
        return done.stdout

    for _ in ("a zone that goes", "one that is gone at the start"):
        process = subprocess.Popen(
            etc.command(),
            env=lull.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        with lull.started(process):
            run("log", "coffee")
            spoil(etc)
            run("log", "tea")
            for words in ("status", "plan", "why"):
                assert run(words)
            run("quit")
            assert process.communicate(timeout=10)[1] == STARTS
    assert len(json.loads(run("export"))["entries"]) == 4
    assert "Traceback" not in lull.log_text()


@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_a_home_folder_that_may_not_be_written_is_told_of(lull: Program, mode: int) -> None:
    home = lull.home.parent
    for name in ("LULL_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        del lull.environ[name]
    del lull.environ["XDG_STATE_HOME"]
    before = set(home.rglob("*"))
    home.chmod(mode)
    try:
        for words in ([], ["log", "tea"]):
            assert str(home) in one_line_error(obeying(lull, *words), 1)
        if mode:
            # Who only looks needs no place.
            assert obeying(lull, "today").returncode == 0
    finally:
        home.chmod(0o700)
    assert set(home.rglob("*")) == before
    # With a folder that may be written it needs no other.
    assert obeying(lull, "--home", str(home / "lull"), "log", "tea").returncode == 0
