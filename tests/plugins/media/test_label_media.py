"""``adjudge label`` on real media: one label afterwards, as other readers see it, and everything else as it was."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import footage
import pytest

from adjudge.plugins.media.labelling.value import label_of
from adjudge.plugins.media.labelling.writing import write_label

pytestmark = pytest.mark.slow  # an encoder makes every file

NAMES = [*footage.RECIPES, *footage.PIPED]
OFFSETS = frozenset(("filesize", "lastkeyframelocation"))
"""What says where something is, or how big all is, so that it must change."""


def label(number: str, **more: str) -> str:
    given = {"reserved_1": "", "reserved_2": "", **more}
    return label_of(label="1", producer=footage.CODE, id=number, propagator=footage.CODE, propagate_id=number, **given)


FIRST, SECOND = label("p-1"), label("p-0000002")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Make a file when it is first asked for."""
    folder = tmp_path_factory.mktemp("footage")

    def make(name: str) -> Path:
        return folder / name if (folder / name).exists() else footage.make(name, folder)

    return make


@pytest.fixture
def copied(made: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Path]:
    """Make a file, to do with as one likes."""

    def copy(name: str) -> Path:
        return Path(shutil.copy(made(name), tmp_path))

    return copy


@pytest.mark.parametrize("name", NAMES)
def test_the_label_is_the_only_one_to_other_readers_and_all_else_is_as_it_was(
    name: str, made: Callable[[str], Path], copied: Callable[[str], Path]
) -> None:
    before, file = made(name), copied(name)
    assert write_label(str(file), FIRST).is_new
    assert footage.traced(file) == [FIRST]
    labels, rest = footage.tags_of(file)
    assert labels == ([] if name.endswith(".wav") else [FIRST])  # FFmpeg does not know the chunk
    assert footage.without(rest, OFFSETS) == footage.without(footage.tags_of(before)[1], OFFSETS)
    assert footage.packets_of(file) == footage.packets_of(before)


@pytest.mark.parametrize("name", NAMES)
def test_a_second_label_replaces_the_first_and_the_same_one_changes_nothing(
    name: str, made: Callable[[str], Path], copied: Callable[[str], Path]
) -> None:
    file = copied(name)
    write_label(str(file), FIRST)
    once = file.read_bytes(), file.stat()
    assert not write_label(str(file), FIRST).is_new
    assert (file.read_bytes(), file.stat()) == once
    assert write_label(str(file), SECOND).is_new
    assert write_label(str(file), FIRST).is_new
    assert footage.traced(file) == [FIRST]
    assert SECOND.encode() not in file.read_bytes()
    assert footage.packets_of(file) == footage.packets_of(made(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_label_of_many_characters_is_written_whole(
    name: str, made: Callable[[str], Path], copied: Callable[[str], Path]
) -> None:
    long, file = label("p", reserved_1="x" * 19_000), copied(name)
    write_label(str(file), long)
    assert long.encode() in _joined(file, name)
    assert footage.packets_of(file) == footage.packets_of(made(name))
    write_label(str(file), FIRST)
    assert footage.traced(file) == [FIRST]
    assert footage.packets_of(file) == footage.packets_of(made(name))


def _joined(file: Path, name: str) -> bytes:
    """Give the bytes of a file, those of Ogg without the heads of the pages."""
    if not name.endswith((".ogg", ".opus")):
        return file.read_bytes()
    import os

    from adjudge.plugins.media.containers.ogg import pages
    from adjudge.plugins.media.containers.window import MediaWindow, OpenedMedia

    descriptor = os.open(file, os.O_RDONLY)
    try:
        window = MediaWindow(OpenedMedia(descriptor))
        return b"".join(window.peek(page.body, page.end - page.body) for page in pages(window))
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("name", ["plain.ogg", "big.ogg", "plain.opus", "big.opus"])
def test_pages_of_ogg_are_counted_on_and_their_checksums_are_right(name: str, copied: Callable[[str], Path]) -> None:
    from adjudge.plugins.media.labelling.ogg import checksum_of

    file = copied(name)
    write_label(str(file), label("p", reserved_1="x" * 19_000 if name.startswith("big") else ""))
    data = file.read_bytes()
    at, numbers = 0, []
    while at < len(data):
        lacing = data[at + 27 : at + 27 + data[at + 26]]
        end = at + 27 + len(lacing) + sum(lacing)
        page = data[at:end]
        assert checksum_of(page[:22] + bytes(4) + page[26:]) == int.from_bytes(page[22:26], "little")
        numbers.append(int.from_bytes(page[18:22], "little"))
        at = end
    assert numbers == [*range(len(numbers))]


@pytest.mark.parametrize("name", NAMES)
def test_ffmpeg_decodes_what_was_labelled_as_before(
    name: str, made: Callable[[str], Path], copied: Callable[[str], Path]
) -> None:
    file = copied(name)
    write_label(str(file), FIRST)
    assert footage.decoded(file) == footage.decoded(made(name))
    assert footage.decoded(file)[0] == 0 or name == "piped.wav"  # which is said to go on for ever, before and after


@pytest.mark.parametrize(
    "name",
    [
        "plain.mkv",
        "front.mkv",
        "rich.mkv",
        "plain.webm",
        "fast.mp4",
        "based.mp4",
        "hybrid.mp4",
        "plain.avi",
        "tight.avi",
    ],
)
def test_a_labelled_file_is_sought_in_as_before(
    name: str, made: Callable[[str], Path], copied: Callable[[str], Path]
) -> None:
    file = copied(name)
    write_label(str(file), FIRST)
    assert footage.sought(file) == footage.sought(made(name)) != []


@pytest.mark.parametrize("name", ["fast.m4a", "rich.m4a", "plain.m4a"])
def test_the_list_of_music_players_stays_byte_by_byte(
    name: str, made: Callable[[str], Path], copied: Callable[[str], Path]
) -> None:
    file = copied(name)
    write_label(str(file), FIRST)
    before, after = made(name).read_bytes(), file.read_bytes()
    at = before.index(b"ilst") - 4
    music = before[at : at + int.from_bytes(before[at : at + 4], "big")]
    assert after.index(music) < after.index(b"mdta")


def test_attachments_and_bext_stay_byte_by_byte(made: Callable[[str], Path], copied: Callable[[str], Path]) -> None:
    file = copied("rich.mkv")
    write_label(str(file), FIRST)
    assert footage.CHAPTERS.encode() in file.read_bytes()
    file = copied("bext.wav")
    write_label(str(file), FIRST)
    before, after = made("bext.wav").read_bytes(), file.read_bytes()
    at = before.index(b"bext")
    chunk = before[at : at + 8 + int.from_bytes(before[at + 4 : at + 8], "little")]
    assert chunk in after
    assert after[:4] + after[8 : len(before)] == before[:4] + before[8:]  # the size alone is another one


def test_the_key_frames_of_flv_are_where_the_script_says(copied: Callable[[str], Path]) -> None:
    file = copied("keys.flv")
    write_label(str(file), FIRST)
    data = file.read_bytes()
    at = data.index(b"filepositions") + len("filepositions")
    count = int.from_bytes(data[at + 1 : at + 5], "big")
    places = [int(struct.unpack_from(">d", data, at + 6 + 9 * each)[0]) for each in range(count)]
    assert len(places) > 1
    assert {data[place] for place in places} == {9}
    at = data.index(b"filesize") + len("filesize")
    assert struct.unpack_from(">d", data, at + 1) == (len(data),)


def test_padding_of_flac_gives_the_room(made: Callable[[str], Path], copied: Callable[[str], Path]) -> None:
    file = copied("rich.flac")
    write_label(str(file), FIRST)
    assert file.stat().st_size == made("rich.flac").stat().st_size


def test_junk_of_avi_gives_the_room(made: Callable[[str], Path], copied: Callable[[str], Path]) -> None:
    file = copied("plain.avi")
    write_label(str(file), FIRST)
    assert file.stat().st_size == made("plain.avi").stat().st_size
