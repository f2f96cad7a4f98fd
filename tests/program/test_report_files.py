"""``lull report --out`` as a process of its own, where there is no desktop at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

PAGE = re.compile(rb"/Type /Page\b")


def test_a_pdf_is_made_without_a_desktop_also_of_an_empty_journal(
    lull: Program, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    assert lull.text("report", "--out", str(path)).startswith(f"Written to {path}.")
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(PAGE.findall(path.read_bytes())) == 1
    assert b"595" in path.read_bytes()
    done = lull("report", "--out", str(path), "--force", environ={"LC_ALL": "en_US.UTF-8"})
    assert (done.returncode, done.stderr) == (0, "")
    assert b"612" in path.read_bytes()
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ""] == ["report.pdf"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("No module named 'PySide6'", "The Python package PySide6-Essentials is missing."),
        ("libEGL.so.1: cannot open shared object file: gone", "sudo apt install libegl1"),
    ],
)
def test_where_the_toolkit_is_missing_it_is_named_and_the_text_works(
    lull: Program, tmp_path: Path, broken: str, said: str
) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "PySide6.py").write_text(f"raise ImportError({broken!r})\n", "utf-8")
    environ = {"PYTHONPATH": str(hidden)}
    pdf, text = tmp_path / "report.pdf", tmp_path / "report.txt"
    done = lull("report", "--out", str(pdf), environ=environ)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("lull: The PDF could not be made: ")
    assert said in done.stderr
    assert done.stderr.endswith("name a file that ends in .txt\n")
    assert len(done.stderr.splitlines()) == 1
    assert not pdf.exists()
    assert lull("report", "--out", str(text), environ=environ).returncode == 0
    assert text.exists()
