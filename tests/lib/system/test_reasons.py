"""What the system refuses is told in the language of whoever reads it."""

from __future__ import annotations

import errno
import os

import pytest

from adjudge.lib.errors import JudgeError
from adjudge.lib.system import reason, stopped

SAID = {
    errno.ENOENT: ("No such file or directory", "没有该文件或文件夹"),
    errno.EACCES: ("Permission denied", "没有权限"),
    errno.ENOSPC: ("No space left on device", "磁盘空间不足"),
    errno.EIO: ("Input/output error", "读写出错"),
    errno.EMFILE: ("Too many open files", "打开的文件过多"),
    errno.ENFILE: ("Too many open files", "打开的文件过多"),
    errno.ENOMEM: ("Out of memory", "内存不足"),
    errno.EFBIG: ("File too large", "文件过大"),
}


@pytest.mark.parametrize("code", SAID, ids=errno.errorcode.get)
def test_a_refusal_of_the_system_is_told_in_each_language(code):
    refused = OSError(code, os.strerror(code), "file.yaml")
    english, chinese = SAID[code]
    why = reason(refused)
    assert (why["en"], why["zh"]) == (english, chinese)
    error = stopped(refused, is_told=True)
    assert isinstance(error, JudgeError)
    assert error.told("en").startswith(f"file.yaml: the system did not let adjudge go on: {english}")
    assert chinese in error.told("zh")


def test_a_machine_without_memory_is_told_as_the_systems_refusal():
    error = stopped(MemoryError())
    assert error is not None
    assert "Out of memory" in error.told("en")
    assert "内存不足" in error.told("zh")


def test_a_mistake_of_ours_is_no_refusal_of_the_system():
    assert stopped(ValueError("x")) is None
