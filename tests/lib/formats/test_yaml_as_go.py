"""YAML as programs in Go read it: words and numbers of YAML 1.1, keys and tags of any sort."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from adjudge.lib.documents import Json, Source
from adjudge.lib.errors import ReadError
from adjudge.lib.formats.yaml import read_yaml
from adjudge.lib.formats.yaml_as_go import AS_GO


def read(text: str) -> Json:
    data = text.encode()
    source = Source(path="a.yaml", real=Path("a.yaml"), data=data, sha256=sha256(data).hexdigest())
    (document,) = read_yaml(source, AS_GO)
    return document.value


SCALARS: dict[str, Json] = {
    "+1_0": 10,
    "-0x1F": -31,
    "0": 0,
    "00": 0,
    "012": 10,
    "08": 8.0,
    "0b11": 3,
    "0o17": 15,
    "1.5e3": 1500.0,
    "1:30": "1:30",
    "2026-01-01": "2026-01-01",
    "No": False,
    "Y": True,
    "off": False,
    "yes": True,
    "~": None,
}


@pytest.mark.parametrize(("text", "value"), sorted(SCALARS.items()))
def test_a_plain_scalar_is_what_go_reads(text: str, value: Json):
    found = read(f"a: {text}\n")["a"]
    assert (found, type(found)) == (value, type(value))


def test_a_quoted_scalar_is_a_text():
    assert read("a: ['yes', \"012\"]\n") == {"a": ["yes", "012"]}


def test_a_key_may_be_any_scalar():
    assert read("on: 1\n80: 2\n1.5: 3\n'x': 4\n") == {"true": 1, "80": 2, "1.5": 3, "x": 4}


def test_a_tag_of_nobodys_schema_is_left_aside():
    assert read("a: !Ref b\nc: !Sub [d]\ne: !If {f: 1}\n") == {"a": "b", "c": ["d"], "e": {"f": 1}}


@pytest.mark.parametrize(
    "text", ["a: .inf", "a: 99999999999999999999999", "? [a]\n: 1", "a: 1\na: 2", "true: 1\non: 2"]
)
def test_what_no_engine_takes_is_refused(text: str):
    with pytest.raises(ReadError):
        read(f"{text}\n")
