"""``adjudge label`` as it is typed: what is written, what is refused before anything is written, in both languages."""

from __future__ import annotations

import json
import os
from pathlib import Path

import oddlabels as odd
import pytest
from desk import Desk

from adjudge.lib.errors import UsageError
from adjudge.plugins.media.labelling.value import is_code, label_of

CODE = "001191110102MACQD9K64010000"
OTHER = "001191440300708461136T1XGW3"
WAV = odd.riff(b"RIFF\0\0\0\0WAVE" + odd.chunk(b"fmt ", bytes(16)) + odd.chunk(b"data", bytes(200)))
FIELDS = ["Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder with two WAVs."""
    made = Desk.make(tmp_path)
    for name in ("one.wav", "two.wav"):
        (made.root / name).write_bytes(WAV)
    return made


def fields(file: Path) -> dict[str, str]:
    """Give the label of a WAV."""
    data = file.read_bytes()
    at = data.index(b"AIGC")
    said: dict[str, str] = json.loads(data[at + 8 : at + 8 + int.from_bytes(data[at + 4 : at + 8], "little")])
    return said


def test_the_label_has_the_seven_keys_of_annex_e_and_the_propagator_is_the_producer(desk: Desk) -> None:
    done = desk.adjudge("label", "one.wav", "--producer", CODE, "--id", "p-1")
    assert (done.returncode, done.stdout) == (0, "labelled: one.wav, at RIFF/AIGC\n")
    said = fields(desk.root / "one.wav")
    assert list(said) == FIELDS
    assert list(said.values()) == ["1", CODE, "p-1", "", CODE, "p-1", ""]


def test_a_propagator_of_its_own_has_its_own_number(desk: Desk) -> None:
    more = [
        "--propagator",
        OTHER,
        "--propagate-id",
        "s-{n}",
        "--label",
        "3",
        "--reserved-1",
        '{"a":1}',
        "--reserved-2",
        "x",
    ]
    assert desk.adjudge("label", "one.wav", "--producer", CODE, "--id", "p-1", *more).returncode == 0
    assert list(fields(desk.root / "one.wav").values()) == ["3", CODE, "p-1", '{"a":1}', OTHER, "s-1", "x"]


def test_each_file_gets_its_number_and_a_second_run_says_that_all_is_there(desk: Desk) -> None:
    asked = ("label", "one.wav", "two.wav", "--producer", CODE, "--id", "ep-{name}-{n}")
    assert desk.adjudge(*asked).returncode == 0
    assert fields(desk.root / "one.wav")["ProduceID"] == "ep-one-1"
    assert fields(desk.root / "two.wav")["ProduceID"] == "ep-two-2"
    assert desk.adjudge(*asked).stdout == (
        "labelled already: one.wav, at RIFF/AIGC\nlabelled already: two.wav, at RIFF/AIGC\n"
    )
    assert "标识已存在：one.wav" in desk.adjudge(*asked, "--lang", "zh").stdout


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--id", "same"], "two files would get the number"),
        (["--id", "{n}", "--producer", "doubao"], "is no code of 27"),
        (["--id", "{n}", "--producer", CODE[:26]], "is no code of 27"),
        (["--id", "{n}", "--producer", CODE.replace("K64", "K65")], "has a wrong character or check digit"),
        (["--id", "{n}", "--propagator", CODE.lower()], "is no code of 27"),
        (["--id", "a b{n}"], "has a sign that Annex E does not allow"),
        (["--id", "编号{n}"], "has a sign that Annex E does not allow"),
        (["--id", "{n}", "--propagate-id", '"'], "has a sign that Annex E does not allow"),
        (["--id", "{n}", "--propagate-id", ""], "--propagate-id is empty"),
        (["--id", "{n}", "--reserved-1", "x" * 20_000], "more than 20000 characters"),
    ],
)
def test_a_value_that_cannot_be_is_refused_before_anything_is_written(desk: Desk, more: list[str], said: str) -> None:
    producer = () if "--producer" in more else ("--producer", CODE)
    for language, mark in (("en", "error: "), ("zh", "错误：")):
        done = desk.adjudge("label", "one.wav", "two.wav", *producer, *more, "--lang", language)
        assert done.returncode == 2
        assert done.stderr.startswith(mark)
        assert (said in done.stderr) == (language == "en")
    assert (desk.root / "one.wav").read_bytes() == WAV


def test_a_file_that_is_not_there_stops_all_before_anything_is_written(desk: Desk) -> None:
    done = desk.adjudge("label", "one.wav", "none.wav", "--producer", CODE, "--id", "{n}")
    assert (done.returncode, done.stderr) == (2, "error: none.wav: there is no such file. Check the path.\n")
    assert (desk.root / "one.wav").read_bytes() == WAV


@pytest.mark.parametrize("again", ["one.wav", "./one.wav", "link.wav"])
def test_a_file_that_is_named_twice_gets_no_label(desk: Desk, again: str) -> None:
    """Else its second number would replace the first, without a word."""
    (desk.root / "link.wav").symlink_to("one.wav")
    done = desk.adjudge("label", "one.wav", again, "--producer", CODE, "--id", "p-{n}")
    assert (done.returncode, "is named twice" in done.stderr) == (2, True)
    assert (desk.root / "one.wav").read_bytes() == WAV


def test_a_file_that_cannot_be_labelled_does_not_keep_the_others_from_it(desk: Desk) -> None:
    (desk.root / "raw.pcm").write_bytes(bytes(range(1, 255)))
    os.mkfifo(desk.root / "pipe.wav")
    done = desk.adjudge("label", "raw.pcm", "pipe.wav", "one.wav", "--producer", CODE, "--id", "{n}")
    assert done.returncode == 3
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == ["raw.pcm", "pipe.wav"]
    assert done.stdout == "labelled: one.wav, at RIFF/AIGC\n"


def test_a_link_stays_a_link_and_one_that_leaves_the_root_is_refused(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (desk.root / "link.wav").symlink_to("one.wav")
    assert desk.adjudge("label", "link.wav", "--producer", CODE, "--id", "p").returncode == 0
    assert (desk.root / "link.wav").is_symlink()
    assert fields(desk.root / "one.wav")["ProduceID"] == "p"
    outside = tmp_path_factory.mktemp("outside") / "other.wav"
    outside.write_bytes(WAV)
    (desk.root / "out.wav").symlink_to(outside)
    for path in ("out.wav", str(outside)):
        done = desk.adjudge("label", path, "--producer", CODE, "--id", "p")
        assert done.returncode == 2
        assert "outside the root" in done.stderr
    assert outside.read_bytes() == WAV
    assert (
        desk.adjudge("label", str(outside), "--root", str(outside.parent), "--producer", CODE, "--id", "p").returncode
        == 0
    )


@pytest.mark.parametrize(
    "code", [CODE, OTHER, "001191610133596325171T12566", "001191110102MAD55U9H0F10002", "00ECHO000000000000000010001"]
)
def test_real_codes_of_services_are_codes(code: str) -> None:
    assert is_code(code)


@pytest.mark.parametrize(
    "code", ["", CODE[:-1], CODE + "0", CODE.lower(), "01" + CODE[2:], "0011O" + CODE[5:], CODE[:21] + "5" + CODE[22:]]
)
def test_what_only_looks_like_a_code_is_none(code: str) -> None:
    assert not is_code(code)


def test_a_code_of_another_kind_of_subject_has_no_check_digit() -> None:
    assert is_code("0021" + "0" * 23)


def test_the_label_is_json_without_blanks() -> None:
    text = label_of(label="1", producer=CODE, id="p", propagator=CODE, propagate_id="p", reserved_1="", reserved_2="")
    assert " " not in text
    assert list(json.loads(text)) == FIELDS


def test_an_empty_number_is_refused() -> None:
    with pytest.raises(UsageError):
        label_of(label="1", producer=CODE, id="", propagator=CODE, propagate_id="p", reserved_1="", reserved_2="")
