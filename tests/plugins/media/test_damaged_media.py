"""Real files of each container, damaged: read or refused; labelled once, or refused and left alone. ``tox -e fuzz`` takes many."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from damage import Damage, damaged, damages
from desk import Desk
from hypothesis import given
from media_bytes import FIELDS, LABEL, OTHER, RECIPES, avi, freeform, id3, in_moov, meta, txxx, wav
from samples import share

from adjudge import ReadError
from adjudge.lib.files import Tree
from adjudge.plugins.media.reading import streams
from adjudge.plugins.media.reading.document import read_media

SECONDS = streams.SECONDS + 20
"""MediaInfo may take that long before it is given up; everything else far less, and what does not end takes for ever."""
SCHEMA = json.loads(files("adjudge.schemas").joinpath("dubbing/media.json").read_text("utf-8"))
CARRIERS = sorted(set(RECIPES) - {"aac", "pcm"})
WRITTEN = LABEL.replace("p-0001", "written")
MORE: dict[str, Callable[[bytes], bytes]] = {
    "plain.wav": lambda data: wav(data, LABEL, OTHER),
    "plain.avi": lambda data: avi(data, LABEL),
    "plain.m4a": lambda data: in_moov(data, meta(freeform(LABEL))),
    "mp3": lambda data: id3(txxx("AIGC", OTHER)) + data,
}
"""Labels that the encoder does not write."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    return Desk.make(tmp_path_factory.mktemp("damaged"))


@pytest.fixture(scope="module")
def seen(desk) -> Callable[[str], dict[str, Any] | None]:
    """Return what the document of a file says; None where the file is refused, with words."""
    validator = jsonschema_rs.Draft202012Validator(SCHEMA)

    def seen(name: str) -> dict[str, Any] | None:
        try:
            (document,) = read_media(Tree(root=desk.root).pieces(name))
        except ReadError as error:
            assert error.message
            assert error.hint
            return None
        value = document.value
        validator.validate(value)
        assert all(0 <= each["offset"] <= each["offset"] + each["size"] <= value["size"] for each in value["labels"])
        return value

    return seen


@pytest.fixture(scope="module")
def whole(made) -> Callable[[str], bytes]:
    """Return a file with a label, or with two."""
    return lambda name: MORE.get(name, bytes)(made[name])


@pytest.mark.parametrize("name", sorted(RECIPES))
@share(0.2)
@given(damage=damages())
def test_a_damaged_file_is_read_or_refused(name: str, damage: list[Damage], whole, desk, seen) -> None:
    (desk.root / name).write_bytes(damaged(whole(name), damage))
    began = time.monotonic()
    seen(name)
    assert time.monotonic() - began < SECONDS
    (desk.root / name).unlink()


@pytest.mark.parametrize("name", CARRIERS)
@share(0.1)
@given(damage=damages())
def test_a_damaged_file_gets_one_label_and_keeps_its_tags_or_stays_as_it_was(
    name: str, damage: list[Damage], whole, desk, seen
) -> None:
    file: Path = desk.root / name
    data = damaged(whole(name), damage)
    file.write_bytes(data)
    before = seen(name)
    began = time.monotonic()
    done = desk.adjudge("label", name, "--producer", FIELDS["ContentProducer"], "--id", "written")
    assert time.monotonic() - began < SECONDS
    assert [each.name for each in desk.root.iterdir()] == [name]
    if done.returncode:
        assert done.returncode in {2, 3}
        assert "error" in done.stderr
        assert file.read_bytes() == data
    else:
        after = seen(name)
        assert before is None or after is not None
        if after is not None:
            assert [each["text"] for each in _looked_into(name, after)] == [WRITTEN]
        if before is not None and after is not None:
            assert not _tags(before) - _tags(after)
        new = file.read_bytes()
        again = desk.adjudge("label", name, "--producer", FIELDS["ContentProducer"], "--id", "written")
        assert (again.returncode, file.read_bytes() == new) == (0, True)
    file.unlink()


def _looked_into(name: str, value: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the labels that the writer knows of: in MP3 not those of a tag behind junk or sound, which a verdict denies."""
    labels: list[dict[str, Any]] = value["labels"]
    return labels[:1] if name.endswith("mp3") else labels


def _tags(value: dict[str, Any]) -> Counter[tuple[str, str]]:
    """Return the tags but those that say a label under another name, which damage has made of labels."""
    named = ((each["name"], each["value"]) for each in value["tags"])
    return Counter((name, text) for name, text in named if "ContentProducer" not in text)
