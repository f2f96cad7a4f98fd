"""The disk becomes read-only under the running Lull, as the kernel makes it after an error."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from program import STARTS, Program, one_line_error
from test_full_disk import LINE

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTES = 24


class Disk:
    """A disk in a file, mounted for one test."""

    def __init__(self, folder: Path) -> None:
        self.image = folder / "disk"
        self.folder = folder / "mounted"
        self.folder.mkdir()
        with self.image.open("wb") as file:
            file.truncate(MEGABYTES * 1024 * 1024)
        self.done(["mkfs.ext4", "-q", "-m", "0", str(self.image)])
        self.mount()

    def mount(self) -> None:
        options = "loop,errors=remount-ro"
        self.done(["mount", "-o", options, str(self.image), str(self.folder)])

    def done(self, command: list[str]) -> None:
        ended = subprocess.run(command, check=False, capture_output=True, text=True)
        if ended.returncode:
            pytest.skip(f"needs the right to mount a disk in a file: {ended.stderr.strip()}")

    def fail(self) -> None:
        """Have the kernel find an error, after which it takes no more writes."""
        device = subprocess.run(
            ["findmnt", "-n", "-o", "SOURCE", str(self.folder)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        Path("/sys/fs/ext4", Path(device).name, "trigger_fs_error").write_text("a test\n")

    def mend(self) -> None:
        """Have it take writes again, as somebody does who starts the computer anew."""
        self.leave()
        # 1: errors were found and corrected.
        ended = subprocess.run(["e2fsck", "-p", "-f", str(self.image)], check=False)
        assert ended.returncode in {0, 1}
        self.mount()

    def leave(self) -> None:
        subprocess.run(["umount", str(self.folder)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path)
    yield made
    made.leave()


def test_what_was_noted_before_the_disk_took_no_more_and_what_comes_after(disk: Disk) -> None:
    lull = Program(disk.folder / "home" / "lull")
    with lull.running() as process:
        lull.facts("log", "coffee")
        disk.fail()
        assert "nothing was changed" in one_line_error(lull("log", "tea"), 1)
        for words in (("pause", "1h"), ("undo",), ("backup", "now")):
            one_line_error(lull(*words), 1)
        # What is there is told, and the first row says what is wrong.
        assert lull.facts("today")["caffeine_mg"] == 100
        assert lull.facts("status")["text"].startswith(LINE)
        assert lull.text("quit") == "Lull has ended.\n"
        assert process.communicate(timeout=10)[1] == STARTS
    assert "Read-only file system" in one_line_error(lull(), 1)
    # Without a running Lull too it is told and left as it is.
    assert lull.facts("today")["caffeine_mg"] == 100
    disk.mend()
    with lull.running():
        assert lull.facts("log", "tea")["text"].startswith("Tea noted")
        assert not lull.facts("status")["text"].startswith(LINE)
        assert lull.facts("today")["caffeine_mg"] == 175
    assert "Traceback" not in lull.log_text()
