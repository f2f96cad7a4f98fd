"""System packages are installed where that needs no password, and named where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import system_packages
from small_project import fake

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Debian:
    """Stand-ins for Debian's tools: what is installed is a file, what was asked a log."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.installed = place / "installed"
        self.log = place / "log"
        self.installed.write_text("bash\n")
        self.log.write_text("")
        self.tools = place / "tools"
        self.said: list[str] = []
        fake(self.tools, "dpkg-query", f"sed 's/$/ installed/' '{self.installed}'; exit 1")
        # As apt does, it installs nothing if one name is unknown.
        fake(
            self.tools,
            "apt-get",
            f"""echo "apt-get $*" >>'{self.log}'
            [ "$1" = install ] || exit 0
            names=
            for word in "$@"; do
                case $word in
                    unknown) echo "E: Unable to locate package unknown"; exit 100 ;;
                    install | -* | DPkg*) ;;
                    *) names="$names $word" ;;
                esac
            done
            for name in $names; do echo "$name" >>'{self.installed}'; done""",
        )
        monkeypatch.setenv("PATH", f"{self.tools}:/usr/bin:/bin")

    def install(self, *names: str, to_start: Sequence[str] = ()) -> None:
        system_packages.install(names, "to try it", self.said.append, to_start=to_start)


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Debian:
    return Debian(tmp_path, monkeypatch)


def become(monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)


def test_root_installs_what_is_missing_and_says_which(
    debian: Debian, monkeypatch: pytest.MonkeyPatch
) -> None:
    become(monkeypatch, 0)
    debian.install("bash", "xvfb", "dunst")
    assert debian.said == ["installing with apt to try it: xvfb dunst"]
    assert debian.installed.read_text().split() == ["bash", "xvfb", "dunst"]


def test_nothing_is_said_or_asked_where_all_is_there(
    debian: Debian, monkeypatch: pytest.MonkeyPatch
) -> None:
    become(monkeypatch, 0)
    debian.install("bash")
    assert (debian.said, debian.log.read_text()) == ([], "")


def test_an_unknown_package_does_not_keep_out_the_others(
    debian: Debian, monkeypatch: pytest.MonkeyPatch
) -> None:
    become(monkeypatch, 0)
    debian.install("xvfb", "unknown", "dunst")
    assert debian.installed.read_text().split() == ["bash", "xvfb", "dunst"]
    assert "apt did not install unknown; going on without" in debian.said[-1]
    assert "Unable to locate package unknown" in debian.said[-1]


def test_sudo_without_a_password_is_used(debian: Debian, monkeypatch: pytest.MonkeyPatch) -> None:
    become(monkeypatch, 1000)
    fake(
        debian.tools, "sudo", f'echo "sudo $*" >>"{debian.log}"; [ "$1" = -n ] && shift; exec "$@"'
    )
    debian.install("xvfb")
    assert "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install" in debian.log.read_text()
    assert "xvfb" in debian.installed.read_text()


def test_without_privilege_the_one_line_is_told(
    debian: Debian, monkeypatch: pytest.MonkeyPatch
) -> None:
    become(monkeypatch, 1000)
    fake(debian.tools, "sudo", "exit 1")
    debian.install("bash", "xvfb", "dunst")
    line = "apt-get install -y --no-install-recommends xvfb dunst"
    assert debian.said[0] == "missing to try it: xvfb dunst"
    assert [said.strip() for said in debian.said[2::2]] == [f"sudo {line}", f"su - -c '{line}'"]
    assert debian.log.read_text() == ""


def test_what_keeps_it_from_starting_is_told_apart_and_installed_by_the_same_line(
    debian: Debian, monkeypatch: pytest.MonkeyPatch
) -> None:
    become(monkeypatch, 1000)
    fake(debian.tools, "sudo", "exit 1")
    debian.install("bash", "xvfb", to_start=["python3-venv"])
    assert debian.said[:2] == ["missing to start: python3-venv", "missing to try it: xvfb"]
    assert debian.said[3].endswith(" python3-venv xvfb")
    become(monkeypatch, 0)
    debian.install("bash", to_start=["python3-venv"])
    assert debian.said[-1] == "installing with apt to start: python3-venv"
    debian.installed.write_text("bash\n")
    debian.install("bash", "xvfb", to_start=["python3-venv"])
    assert debian.said[-1] == "installing with apt to start, and to try it: python3-venv xvfb"


def test_another_system_is_told_what_it_must_have(
    debian: Debian, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    debian.install("xvfb")
    assert debian.said == ["to try it this system must have (Debian's names): xvfb"]
    debian.install("xvfb", to_start=["python3-venv"])
    assert debian.said[1] == "to start this system must have (Debian's names): python3-venv"
