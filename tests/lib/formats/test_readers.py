"""What holds for every format."""

from __future__ import annotations

import subprocess
import sys

import pytest

from adjudge.lib.errors import ReadError
from adjudge.lib.formats import CORE_SUFFIXES, RECORD_SUFFIXES, read_core

HEAVY = {
    "json": {"yaml", "csv", "tomllib"},
    "jsonl": {"yaml", "csv", "tomllib"},
    "yaml": {"csv", "tomllib"},
    "toml": {"yaml", "csv"},
    "csv": {"yaml", "tomllib"},
}


@pytest.mark.parametrize("suffix", CORE_SUFFIXES)
def test_reading_one_format_imports_no_other(suffix):
    program = (
        "import sys\nfrom pathlib import Path\nbefore = set(sys.modules)\nfrom adjudge.lib.documents import Source\n"
        "from adjudge.lib.formats import read_core\n"
        "data = {'.csv': b'a\\n1', '.toml': b'a = 1'}.get(sys.argv[1], b'{\"a\": 1}')\n"
        "source = Source(path='a', real=Path('a'), data=data, sha256='')\n"
        "(document,) = read_core(source, sys.argv[1])\nassert document.value\n"
        "print(*(set(sys.modules) - before))"
    )
    command = [sys.executable, "-c", program, suffix]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert not set(loaded) & HEAVY[CORE_SUFFIXES[suffix]]


def test_nothing_is_read_before_it_is_asked_for(source_of):
    unread = read_core(source_of("[", "a.json"), ".json")
    with pytest.raises(ReadError):
        next(unread)


def test_an_unknown_suffix_is_an_error(source_of):
    with pytest.raises(ReadError, match=r"no core reader knows \.mp3"):
        next(read_core(source_of("", "a.mp3"), ".mp3"))


def test_the_formats_of_records_are_formats_of_the_core():
    assert set(CORE_SUFFIXES) >= RECORD_SUFFIXES


BYTES = [
    (b"\xff\xfea\x00b\x00", (1, 1), "the text is UTF-16, not UTF-8"),
    (b"a: \x00\x01", (1, 4), "holds a NUL byte, so it is not text"),
    (b"a\x00b\x00", (1, 1), "the text looks like UTF-16, not UTF-8"),
    (b"\x89PNG\r\n\x1a\n\x00", (1, 1), "byte 0x89 is not UTF-8"),
    ("中文\r\n😀".encode() + b"\xed\xa0\x80", (2, 2), "byte 0xed is not UTF-8"),
    ("a\r中文".encode("gb18030"), (2, 1), "the text looks like GBK, not UTF-8"),
    (b"a: 1\n\xe4\xb8", (2, 1), "byte 0xe4 is not UTF-8"),
]


@pytest.mark.parametrize("suffix", [suffix for suffix in CORE_SUFFIXES if suffix != ".jsonl"])
@pytest.mark.parametrize(("data", "at", "message"), BYTES)
def test_bytes_that_are_no_utf_8_text_are_refused_at_their_place(refused, suffix, data, at, message):
    assert refused(data, suffix) == (*at, message)


@pytest.mark.parametrize(
    "deep",
    [
        (".json", "[" * 101 + "]" * 101),
        (".jsonl", "[" * 101 + "]" * 101),
        (".yaml", "[" * 101 + "]" * 101),
        (".toml", "a = " + "[" * 100 + "]" * 100),
        (".csv", "a" + ".a" * 100 + "\n1"),
    ],
)
def test_a_hundred_and_one_levels_are_too_many_in_every_format(refused, deep):
    suffix, data = deep
    assert refused(data, suffix)[2] == "nested more than 100 levels deep"


def test_any_hint_of_the_readers_is_a_sentence(source_of):
    with pytest.raises(ReadError) as caught:
        next(read_core(source_of("a: 1_0", "a.yaml"), ".yaml"))
    assert str(caught.value) == 'a.yaml:1:4: not all read "1_0" as the same. Quote it or write it in decimal.'
