from __future__ import annotations

import ctypes
import gc
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from unmeasured import unmeasured

from tray import footprint

if TYPE_CHECKING:
    import pytest


def told_by(code: str) -> str:
    """What a Python of its own prints."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=unmeasured(os.environ),
    )
    return done.stdout


def test_openssl_is_kept_out_of_the_core() -> None:
    code = (
        "import sys, tray.__main__, tray.living, tray.app;"
        "print(sys.modules['ssl'], sys.modules['_hashlib']);"
        "print('libcrypto' in open('/proc/self/maps').read())"
    )

    assert told_by(code).split() == ["None", "None", "False"]


def test_a_module_that_is_loaded_already_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    import ssl  # noqa: PLC0415 - loaded before, as by a test runner

    for name in ("_hashlib", "bz2", "lzma", "typing_extensions"):
        monkeypatch.setitem(sys.modules, name, sys.modules.get(name))

    footprint.load_less()

    assert sys.modules["ssl"] is ssl


def test_what_is_hardly_used_is_loaded_when_it_is_used() -> None:
    code = (
        "import sys, tray.__main__, tray.living, inspect, urllib.parse;"
        "print({'ast', 'ipaddress'} & set(sys.modules));"
        "print(inspect.ast.parse('1').body[0].lineno, urllib.parse.urlsplit('x://[::1]/').hostname);"
        "print({'ast', 'ipaddress'} <= set(sys.modules))"
    )

    assert told_by(code).splitlines() == ["set()", "1 ::1", "True"]


def test_neither_icon_nor_core_load_what_nobody_asks_of_them() -> None:
    code = (
        "import sys, tray.__main__; from tray import footprint;"
        "footprint.load_less_for_the_icon(); footprint.load_less_for_the_loop();"
        "footprint.load_less_for_the_core();"
        "import tray.living, tray.icon.linux_tray;"
        "print(sorted({'six', 'decimal', 'uuid', 'random', 'calendar', 'locale', 'sysconfig',"
        " 'msgspec.inspect', 'tzlocal.windows_tz', 'asyncio.sslproto', 'tempfile', 'email'}"
        " & set(sys.modules)));"
        "import subprocess, zoneinfo, msgspec, apscheduler.job, tzlocal.utils;"
        "print(subprocess.run(['echo', 'word'], text=True, stdout=-1).stdout.strip());"
        "zoneinfo.reset_tzpath(); print(len(zoneinfo.TZPATH) > 0);"
        "print(msgspec.inspect.type_info(int)); print(len(apscheduler.job.uuid4().hex));"
        "from tray.apscheduler_loader import _timegm; import calendar, time; now = time.gmtime();"
        "print(_timegm(now) == calendar.timegm(now), tzlocal.utils.windows_tz.win_tz['UTC'])"
    )

    told = told_by(code).splitlines()
    assert told == ["[]", "word", "True", told[3], "32", "True Etc/UTC"]
    assert told[3].startswith("IntType")


def test_giving_back_freezes_what_stays() -> None:
    gc.unfreeze()

    footprint.give_back()

    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_where_there_is_no_glibc_nothing_is_asked_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    footprint.give_back()
    footprint.share_one_heap()
    monkeypatch.setattr(sys, "platform", "win32")
    footprint.give_back()
    gc.unfreeze()
