"""Installs missing packages of a Debian-like system, where that needs no password."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

APT_INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")
QUIET_APT = ("-qq", "-o", "DPkg::Lock::Timeout=300")
"""Another apt that runs at this moment is waited for, up to 300 seconds."""


def install(
    names: Sequence[str],
    purpose: str,
    say: Callable[[str], None],
    *,
    to_start: Sequence[str] = (),
) -> None:
    """Install the packages that are missing, or tell the person the one line that does.

    Args:
        names: Debian's names of the packages.
        purpose: What they are for; ends a sentence.
        say: Tells the person one line.
        to_start: Others, without which nothing starts.
    """
    needs = {"to start": to_start, purpose: names}
    names = [*to_start, *names]
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        # Without Debian's tools there is no telling what is there.
        for why, some in needs.items():
            if some:
                say(f"{why} this system must have (Debian's names): {' '.join(some)}")
        return
    wanted = missing(names)
    if not wanted:
        return
    prefix = privilege()
    if prefix is None:
        tell_the_line(needs, wanted, say)
        return
    purposes = ", and ".join(why for why, some in needs.items() if set(some) & set(wanted))
    say(f"installing with apt {purposes}: {' '.join(wanted)}")
    # The lists may be absent (a fresh container) or name versions that are gone.
    apt(prefix, ("apt-get", "update", *QUIET_APT))
    output = apt(prefix, (*APT_INSTALL, *QUIET_APT, *wanted))
    if missing(wanted):
        # One name that this release does not have must not keep out the others.
        for name in wanted:
            apt(prefix, (*APT_INSTALL, *QUIET_APT, name))
        if left := missing(wanted):
            say(f"apt did not install {' '.join(left)}; going on without. It said:\n{output}")


def tell_the_line(
    needs: Mapping[str, Sequence[str]], wanted: Sequence[str], say: Callable[[str], None]
) -> None:
    """Tell what is missing and what it is for, and the one line that installs all of it."""
    for why, some in needs.items():
        if lacking := [name for name in some if name in wanted]:
            say(f"missing {why}: {' '.join(lacking)}")
    line = f"{' '.join(APT_INSTALL)} {' '.join(wanted)}"
    say("This line installs all of it; if you may not, ask whoever looks after this computer:")
    say(f"    sudo {line}")
    say("Where there is no sudo, this one does, and asks for the password of root:")
    # A login of root, whose PATH has what dpkg calls.
    say(f"    su - -c '{line}'")


def missing(names: Sequence[str]) -> list[str]:
    """Return those of ``names`` that are not installed."""
    done = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    installed = {
        line.removesuffix(" installed")
        for line in done.stdout.splitlines()
        if line.endswith(" installed")
    }
    return [name for name in names if name not in installed]


def privilege() -> list[str] | None:
    """Return what to put before a command that root must run; None if that asks for a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(
        ["sudo", "-n", "true"],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return ["sudo", "-n"] if asked.returncode == 0 else None


def apt(prefix: Sequence[str], command: Sequence[str]) -> str:
    """Run an apt ``command`` that asks nothing and return what it said."""
    done = subprocess.run(
        [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *command],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return done.stdout.strip()
