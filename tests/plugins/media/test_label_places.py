"""``adjudge label`` where labels are already, in whatever place: one is left, and what stood beside them stays."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import footage
import oddlabels as odd
import pytest
from oddlabels import OLD, UUID, XMP

from adjudge.lib.errors import ReadError
from adjudge.plugins.media.containers.recognition import recognise
from adjudge.plugins.media.containers.window import MediaWindow, OpenedMedia
from adjudge.plugins.media.labelling.mp4 import plan_mp4
from adjudge.plugins.media.labelling.value import label_of
from adjudge.plugins.media.labelling.writing import write_label
from adjudge.plugins.media.reading.tags import labels_of

pytestmark = pytest.mark.slow  # an encoder makes what is changed

LABEL = label_of(
    label="1",
    producer=footage.CODE,
    id="new",
    propagator=footage.CODE,
    propagate_id="new",
    reserved_1="",
    reserved_2="",
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The bytes of a file, made when it is first asked for."""
    folder = tmp_path_factory.mktemp("footage")

    def make(name: str) -> bytes:
        return ((folder / name) if (folder / name).exists() else footage.make(name, folder)).read_bytes()

    return make


def found(file: Path) -> list[tuple[str, str | None]]:
    """Give the labels that whoever judges the file sees."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        window = MediaWindow(OpenedMedia(descriptor))
        return [(each.box, each.value) for each in labels_of(window, recognise(window))]
    finally:
        os.close(descriptor)


def labelled(folder: Path, name: str, data: bytes, *, old: int, to_the_end: bool = True) -> bytes:
    """Label a file that had so many labels; give its bytes, once other readers have seen only the new one."""
    (folder / name).write_bytes(data)
    assert len(found(folder / name)) == old
    packets = footage.packets_of(folder / name)
    box = write_label(str(folder / name), LABEL).box
    assert found(folder / name) == [(box, LABEL)]
    assert footage.traced(folder / name) == [LABEL]
    if not name.endswith(".wav"):
        assert footage.tags_of(folder / name)[0] == [LABEL]
    assert not to_the_end or footage.packets_of(folder / name) == packets
    after = (folder / name).read_bytes()
    assert not write_label(str(folder / name), LABEL).is_new
    assert b'"old"' not in after
    return after


def test_wav_loses_second_chunks_items_tags_and_what_lies_behind_its_end(
    base: Callable[[str], bytes], tmp_path: Path
) -> None:
    info = odd.chunk(b"LIST", b"INFO" + odd.chunk(b"ISFT", b"kept") + odd.chunk(b"AIGC", OLD.encode()))
    id3 = odd.chunk(b"id3 ", odd.tag(odd.frame(b"TIT2", b"\3kept too"), odd.text()))
    own = odd.chunk(b"AIGC", OLD.encode())
    data = odd.riff(base("bext.wav"), own, info, own, id3, odd.chunk(b"_PMX", XMP))
    after = labelled(tmp_path, "a.wav", data + own, old=7)
    assert b"ISFT" in after
    assert b"kept too" in after
    assert b"<k>kept</k>" in after
    assert int.from_bytes(after[4:8], "little") == len(after) - 8


def test_wav_gets_a_missing_pad_byte_and_keeps_its_cues(base: Callable[[str], bytes], tmp_path: Path) -> None:
    cue = odd.chunk(b"cue ", struct.pack("<IIIIIII", 1, 1, 100, int.from_bytes(b"data", "little"), 0, 0, 100))
    data = odd.riff(base("plain.wav"), cue, odd.chunk(b"junk", b"odd"))[:-1]
    after = labelled(tmp_path, "a.wav", data, old=0)
    assert cue in after
    assert b"odd\0AIGC" in after


def test_wide_wav_says_its_new_size_in_ds64(base: Callable[[str], bytes], tmp_path: Path) -> None:
    after = labelled(tmp_path, "a.wav", base("wide.wav"), old=0)
    assert after[:4] == b"RF64"
    assert after[4:8] == b"\xff\xff\xff\xff"
    assert int.from_bytes(after[20:28], "little") == len(after) - 8


MUSIC = [
    pytest.param(odd.tag(odd.text(), odd.text(key="aigc"), odd.frame(b"TIT2", b"\3kept")), 2, id="two frames"),
    pytest.param(odd.tag(odd.text()) + odd.tag(odd.text(), odd.frame(b"TIT2", b"\3kept")), 2, id="two tags"),
    pytest.param(
        odd.tag(odd.text(version=3, encoding=1), odd.frame(b"TIT2", b"\0kept", 3), version=3), 1, id="2.3 UTF-16"
    ),
    pytest.param(
        odd.tag(
            odd.frame(b"APIC", b"\0image/png\0\3\0kept\xff\0\xff\xe0\xff\xfb", 3),
            odd.text(version=3, encoding=0),
            version=3,
            flags=0x80,
        ),
        1,
        id="2.3 unsynchronised",
    ),
    pytest.param(
        odd.tag(odd.frame(b"TIT2", b"\3kept"), odd.frame(b"COMM", b"\3engAIGC\0" + OLD.encode())), 1, id="comment"
    ),
    pytest.param(odd.tag(odd.frame(b"PRIV", b"XMP\0" + XMP)), 2, id="XMP"),
    pytest.param(odd.tag(odd.frame(b"TIT2", b"\3kept"), odd.text(), padding=2_000), 1, id="padding"),
    pytest.param(odd.tag(odd.frame(b"TIT2", b"\3kept"), odd.text(), flags=0x10), 1, id="footer"),
    pytest.param(
        odd.tag(odd.frame(b"TIT2", b"\3kept"), odd.text(), flags=0x40, lead=b"\0\0\0\x06\x01\0"),
        1,
        id="2.4 extended header",
    ),
    pytest.param(
        odd.tag(
            odd.frame(b"TIT2", b"\0kept", 3),
            odd.text(version=3, encoding=0),
            version=3,
            flags=0x40,
            lead=struct.pack(">IHI", 6, 0, 0),
        ),
        1,
        id="2.3 extended header",
    ),
]


@pytest.mark.parametrize(("tags", "old"), MUSIC)
def test_mp3_has_one_frame_whatever_its_tags_were(
    tags: bytes, old: int, base: Callable[[str], bytes], tmp_path: Path
) -> None:
    after = labelled(tmp_path, "a.mp3", tags + base("bare.mp3"), old=old)
    assert b"kept" in after
    assert after.endswith(base("bare.mp3"))


def test_mp3_keeps_what_is_stored_unsynchronised_byte_by_byte(base: Callable[[str], bytes], tmp_path: Path) -> None:
    picture = odd.frame(b"APIC", b"\0image/png\0\3\0kept\xff\0\xff\xe0\xff\xfb", 3)
    tag = odd.tag(picture, version=3, flags=0x80)
    after = labelled(tmp_path, "a.mp3", tag + base("bare.mp3"), old=0)
    assert tag[10:] + base("bare.mp3") in after


def test_mp3_with_sizes_as_some_programs_write_them_gets_right_ones(
    base: Callable[[str], bytes], tmp_path: Path
) -> None:
    def title(version: int) -> bytes:
        return odd.frame(b"TIT2", b"\3" + b"kept " * 60, version)

    artist = odd.frame(b"TPE1", b"\3kept too")
    after = labelled(tmp_path, "a.mp3", odd.tag(title(3), artist) + base("bare.mp3"), old=0)
    assert title(4) + artist in after


def test_mp3_of_version_2_2_keeps_its_version(base: Callable[[str], bytes], tmp_path: Path) -> None:
    tag = odd.tag(odd.frame(b"TT2", b"\0kept", 2), odd.text(version=2, encoding=0), version=2)
    file = tmp_path / "a.mp3"
    file.write_bytes(tag + base("bare.mp3"))
    assert write_label(str(file), LABEL).box == "ID3v2/TXX"
    assert footage.traced(file) == [LABEL]
    assert footage.tags_of(file)[0] == [LABEL]
    assert file.read_bytes()[3] == 2
    assert b"kept" in file.read_bytes()


def test_mp3_moves_the_offsets_of_its_chapters(base: Callable[[str], bytes], tmp_path: Path) -> None:
    def chapter(by: int) -> bytes:
        return odd.frame(b"CHAP", b"one\0" + struct.pack(">IIII", 0, 500, 1000 + by, 0xFFFFFFFF))

    data = odd.tag(chapter(0)) + base("bare.mp3")
    after = labelled(tmp_path, "a.mp3", data, old=0)
    assert chapter(len(after) - len(data)) in after


def test_mp3_loses_labels_of_tags_at_its_end_and_keeps_the_rest_of_them(
    base: Callable[[str], bytes], tmp_path: Path
) -> None:
    lyrics = b"LYRICSBEGINLYR00003abc" + b"000022LYRICS200"
    old = b"TAG" + b"x" * 125
    end = (
        odd.tag(odd.text(), odd.frame(b"TIT2", b"\3last"), flags=0x10)
        + odd.ape(("Title", "kept"), ("Aigc", OLD))
        + lyrics
        + old
    )
    after = labelled(tmp_path, "a.mp3", base("bare.mp3") + end, old=2, to_the_end=False)  # FFmpeg takes tags for music
    assert after.endswith(odd.ape(("Title", "kept")) + lyrics + old)
    assert b"last" in after


def test_flac_loses_second_comments_second_blocks_and_a_tag_in_front(
    base: Callable[[str], bytes], tmp_path: Path
) -> None:
    data = base("tight.flac")
    info = data[:42]
    block = odd.comments("TITLE=kept", f"AIGC={OLD}", f"aigc={OLD}")
    twice = b"\x04" + len(block).to_bytes(3, "big") + block
    rest = data[42 + 4 + int.from_bytes(data[43:46], "big") :]
    last = bytes([0x80 | 1]) + (4).to_bytes(3, "big") + bytes(4)
    file = tmp_path / "a.flac"
    file.write_bytes(odd.tag(odd.text()) + info[:4] + bytes([info[4] & 0x7F]) + info[5:] + twice + last + _audio(data))
    assert len(found(file)) == 3
    assert rest is not None
    write_label(str(file), LABEL)
    assert footage.traced(file) == [LABEL]
    assert footage.tags_of(file)[0] == [LABEL]
    assert b"TITLE=kept" in file.read_bytes()


def _audio(flac: bytes) -> bytes:
    """Give the frames of a FLAC."""
    at = 4
    while not flac[at] & 0x80:
        at += 4 + int.from_bytes(flac[at + 1 : at + 4], "big")
    return flac[at + 4 + int.from_bytes(flac[at + 1 : at + 4], "big") :]


def test_flac_without_comments_gets_some(base: Callable[[str], bytes], tmp_path: Path) -> None:
    data = base("tight.flac")
    labelled(tmp_path, "a.flac", data[:4] + bytes([data[4] | 0x80]) + data[5:42] + _audio(data), old=0)


def test_ogg_that_is_chained_is_labelled_once(base: Callable[[str], bytes], tmp_path: Path) -> None:
    for name in ("a.ogg", "a.opus"):
        one = tmp_path / f"one{Path(name).suffix}"
        one.write_bytes(base(f"plain{one.suffix}"))
        write_label(str(one), OLD)
        data = base(f"plain{one.suffix}") + one.read_bytes()
        (tmp_path / name).write_bytes(data)
        assert [text for _, text in found(tmp_path / name)] == [OLD]
        write_label(str(tmp_path / name), LABEL)
        assert [text for _, text in found(tmp_path / name)] == [LABEL]
        assert footage.packets_of(tmp_path / name)


MOVIES = {
    "freeform": (lambda: odd.meta(b"mdir", odd.box(b"ilst", odd.value(b"\xa9nam", "kept"), odd.freeform())), 1),
    "two keys": (
        lambda: odd.meta(
            b"mdta",
            odd.keys(b"AIGC", b"kept", b"aigc"),
            odd.box(b"ilst", odd.value(odd.number(3)), odd.value(odd.number(2), "kept"), odd.value(odd.number(1))),
        ),
        2,
    ),
    "a key without a value": (
        lambda: odd.meta(b"mdta", odd.keys(b"kept", b"AIGC"), odd.box(b"ilst", odd.value(odd.number(1), "kept"))),
        0,
    ),
    "no keys": (
        lambda: odd.meta(b"mdir", odd.box(b"ilst", odd.value(odd.number(1)), odd.value(b"\xa9nam", "kept"))),
        0,
    ),
    "an item of that name": (
        lambda: odd.meta(b"mdir", odd.box(b"ilst", odd.value(b"AIGC"), odd.value(b"\xa9nam", "kept"))),
        1,
    ),
    "QuickTime": (
        lambda: odd.meta(
            b"mdta",
            odd.keys(b"kept", b"AIGC"),
            odd.box(b"ilst", odd.value(odd.number(2)), odd.value(odd.number(1), "kept")),
            version=b"",
        ),
        1,
    ),
    "a box": (lambda: odd.box(b"AIGC", OLD.encode()) + odd.box(b"name", b"kept"), 1),
    "XMP": (lambda: odd.box(b"XMP_", XMP), 2),
}


@pytest.mark.parametrize("case", MOVIES)
def test_mp4_has_one_key_whatever_its_user_data_was(case: str, base: Callable[[str], bytes], tmp_path: Path) -> None:
    make, old = MOVIES[case]
    user = odd.box(b"udta", make(), b"\0\0\0\0" if case == "QuickTime" else b"")
    data = odd.within_moov(base("plain.mp4"), lambda body: odd.without_user_data(body) + user)
    after = labelled(tmp_path, "a.mp4", data, old=old)
    assert b"kept" in after


@pytest.mark.parametrize("version", [b"", bytes(4)])
def test_quicktime_keeps_the_keys_of_its_camera(version: bytes, base: Callable[[str], bytes], tmp_path: Path) -> None:
    items = odd.box(b"ilst", odd.value(odd.number(1), "kept"), odd.value(odd.number(2), "kept too"))
    camera = odd.meta(
        b"mdta", odd.keys(b"com.apple.quicktime.make", b"com.apple.quicktime.model"), items, version=version
    )
    data = odd.within_moov(base("plain.mov"), lambda body: odd.without_user_data(body) + camera)
    labelled(tmp_path, "a.mov", data, old=0)
    told = footage.tags_of(tmp_path / "a.mov")[1]
    assert "'kept'" in str(told)
    assert "'kept too'" in str(told)


def test_mp4_loses_labels_at_the_top_of_the_file_and_of_the_movie(base: Callable[[str], bytes], tmp_path: Path) -> None:
    def change(body: bytes) -> bytes:
        own = odd.meta(b"mdta", odd.keys(b"AIGC"), odd.box(b"ilst", odd.value(odd.number(1))))
        return body + own + odd.box(b"uuid", UUID, XMP)

    data = odd.within_moov(base("plain.mp4"), change)
    ftyp = int.from_bytes(data[:4], "big")
    assert data[ftyp + 4 : ftyp + 8] == b"free"
    top = odd.box(b"uuid", UUID, XMP) + odd.box(b"aigc", OLD.encode())
    top += odd.meta(b"mdir", odd.box(b"ilst", odd.freeform()))
    at = data.rindex(b"moov") - 4
    after = labelled(tmp_path, "a.mp4", data[:at] + top + data[at:], old=7)
    assert after.count(b"<k>kept</k>") == 2


def test_mp4_uses_the_room_behind_moov(base: Callable[[str], bytes], tmp_path: Path) -> None:
    data = base("fast.mp4")
    at = data.index(b"moov") - 4
    end = at + int.from_bytes(data[at : at + 4], "big")
    file = tmp_path / "a.mp4"
    file.write_bytes(data)
    write_label(str(file), LABEL)
    shifted = file.read_bytes()
    room = tmp_path / "b.mp4"
    room.write_bytes(shifted)
    write_label(str(room), LABEL[:-2] + 'x"}')  # one byte more than there was: the rest moves
    assert room.stat().st_size == len(shifted) + 1
    short = LABEL.replace("ReservedCode2", "R2")
    write_label(str(room), short)
    assert footage.traced(room) == [short]
    assert end < len(data)


def test_chunks_beyond_four_gigabytes_get_offsets_of_64_bits(base: Callable[[str], bytes], tmp_path: Path) -> None:
    data = base("fast.m4a")
    at = data.index(b"moov") - 4
    end = at + int.from_bytes(data[at : at + 4], "big")
    gap = (1 << 32) - len(data)
    moov = bytearray(data[at:end])
    old = [int.from_bytes(moov[place : place + 4], "big") + gap for place in _chunks(moov, b"stco", 4)]
    for place, chunk in zip(_chunks(moov, b"stco", 4), old, strict=True):
        moov[place : place + 4] = struct.pack(">I", chunk)
    file = tmp_path / "a.m4a"
    with file.open("wb") as stream:  # all but the ends is a hole, and nobody copies it
        stream.write(data[:at] + bytes(moov) + struct.pack(">I4sQ", 1, b"mdat", gap))
        stream.seek(end + gap)
        stream.write(data[end:])
    descriptor = os.open(file, os.O_RDONLY)
    try:
        plan = plan_mp4(MediaWindow(OpenedMedia(descriptor)), LABEL[:-2] + "x" * 15_000 + '"}')
    finally:
        os.close(descriptor)
    new = bytearray(plan.edits[-1].data)
    by = len(new) - plan.edits[-1].size
    assert old
    assert max(old) + by > 1 << 32
    assert [int.from_bytes(new[place : place + 8], "big") - by for place in _chunks(new, b"co64", 8)] == old
    assert b"stco" not in new


def _chunks(moov: bytearray, kind: bytes, width: int) -> list[int]:
    """Give where the offsets of chunks stand."""
    at = moov.find(kind)
    if at < 0:
        return []
    return [at + 12 + width * each for each in range(int.from_bytes(moov[at + 8 : at + 12], "big"))]


MATROSKA = {
    "two tags": (odd.element(0x7373, odd.element(0x63C0), odd.simple(), odd.simple("KEPT", "kept")) * 2, 2),
    "of a track": (
        odd.element(0x7373, odd.element(0x63C0, odd.element(0x63C5, b"\1")), odd.simple(), odd.simple("KEPT", "kept")),
        1,
    ),
    "nested": (odd.element(0x7373, odd.element(0x63C0), odd.simple("KEPT", "kept", odd.simple())), 1),
    "binary": (
        odd.element(
            0x7373,
            odd.element(0x67C8, odd.element(0x45A3, b"AIGC"), odd.element(0x4485, OLD.encode())),
            odd.simple("KEPT", "kept"),
        ),
        1,
    ),
    "empty": (odd.element(0x7373, odd.element(0x67C8, odd.element(0x45A3, b"aigc")), odd.simple("KEPT", "kept")), 1),
}


@pytest.mark.parametrize("case", MATROSKA)
@pytest.mark.parametrize("name", ["plain.mkv", "live.webm", "piped.mkv"])
def test_matroska_has_one_tag_whatever_its_tags_were(
    case: str, name: str, base: Callable[[str], bytes], tmp_path: Path
) -> None:
    tags, old = MATROSKA[case]
    data = base(name) + odd.element(0x1254C367, odd.checked(tags))
    at = data.index(b"\x18\x53\x80\x67") + 4
    if data[at : at + 8] != b"\x01" + b"\xff" * 7:
        assert data[at] == 1
        data = data[:at] + (1 << 56 | len(data) - at - 8).to_bytes(8, "big") + data[at + 8 :]
    after = labelled(tmp_path, f"a{Path(name).suffix}", data, old=old)
    assert b"kept" in after


def crowded(data: bytes) -> bytes:
    """Give a Matroska whose index has no entry for tags, and no room for one."""
    void = data.index(b"\xec", data.index(b"\x11\x4d\x9b\x74"))
    info = data.index(b"\x15\x49\xa9\x66", void)
    filler = odd.element(
        0x1941A469, b"\xec" + (1 << 56 | info - void - 21).to_bytes(8, "big") + bytes(info - void - 21)
    )
    head = data[:void].replace(b"\x12\x54\xc3\x67", b"\x10\x43\xa7\x70")
    at = head.find(b"\xbf\x84", head.index(b"\x11\x4d\x9b\x74"))
    if at > 0:  # WebM has no checksums
        head = head[: at + 2] + zlib.crc32(head[at + 6 :]).to_bytes(4, "little") + head[at + 6 :]
    assert len(head + filler) == info
    return head + filler + data[info:]


@pytest.mark.parametrize("name", ["plain.mkv", "plain.webm"])
def test_matroska_without_room_in_its_index_moves_its_clusters(
    name: str, base: Callable[[str], bytes], tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(crowded(base(name)))
    before = footage.sought(file)
    after = labelled(tmp_path, name, file.read_bytes(), old=0)
    assert after.index(b"AIGC") < after.index(b"\x1f\x43\xb6\x75")
    assert footage.sought(file) == before != []


def refused(folder: Path, name: str, data: bytes, said: str) -> None:
    """See that a file is refused with these words, and stays."""
    (folder / name).write_bytes(data)
    with pytest.raises(ReadError) as caught:
        write_label(str(folder / name), LABEL)
    assert caught.value.code == said
    assert (folder / name).read_bytes() == data


def test_sound_without_a_container_has_no_place_for_a_label(tmp_path: Path) -> None:
    frame = b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9)
    refused(tmp_path, "a.aac", frame * 9, "labelling.adts")


def test_a_part_that_is_more_than_anybody_holds_is_refused(tmp_path: Path) -> None:
    size = 0x0800_0000
    file = tmp_path / "a.wav"
    with file.open("wb") as stream:
        stream.write(b"RIFF" + struct.pack("<I", size - 8) + b"WAVELIST" + struct.pack("<I", size - 20) + b"INFO")
        stream.truncate(size)
    with pytest.raises(ReadError) as caught:
        write_label(str(file), LABEL)
    assert caught.value.code == "media.big"


def test_an_index_that_a_label_would_make_wrong_is_no_reason_to_guess(
    base: Callable[[str], bytes], tmp_path: Path
) -> None:
    skeleton = b"OggS\0\2" + bytes(8) + b"skel" + bytes(8) + b"\1\x0a" + b"fishead\0\4\0"
    refused(tmp_path, "a.ogg", base("plain.ogg") + skeleton, "labelling.no_room")
    items = odd.meta(b"pict", odd.box(b"iloc", bytes(8)))
    data = base("fast.mp4")
    refused(tmp_path, "b.mp4", data + items, "labelling.no_room")


def test_flv_with_two_scripts_keeps_one_label(base: Callable[[str], bytes], tmp_path: Path) -> None:
    data = base("plain.flv")
    size = int.from_bytes(data[14:17], "big")
    script = data[13 : 13 + 15 + size]
    once = tmp_path / "once.flv"
    once.write_bytes(data)
    write_label(str(once), OLD)
    second = once.read_bytes()
    longer = second[13 : 13 + 15 + int.from_bytes(second[14:17], "big")]
    after = labelled(tmp_path, "a.flv", data[:13] + longer + longer + data[13 + len(script) :], old=2)
    assert int.from_bytes(after[13 + 11 + 14 : 13 + 11 + 18], "big") > 1


def test_flv_loses_a_label_in_a_script_of_another_name(base: Callable[[str], bytes], tmp_path: Path) -> None:
    data = base("plain.flv")
    body = b"\2\0\x05other\x08\0\0\0\1\0\4AIGC\2" + struct.pack(">H", len(OLD)) + OLD.encode() + b"\0\0\x09"
    other = b"\x12" + len(body).to_bytes(3, "big") + bytes(7) + body + struct.pack(">I", len(body) + 11)
    after = labelled(tmp_path, "a.flv", data[:13] + other + data[13:], old=1, to_the_end=False)  # a packet, to PyAV
    assert b"\2\0\x05other" in after
    refused(tmp_path, "b.flv", data.replace(b"\2\0\x0aonMetaData", b"\2\0\4AIGC\2\0\2{}"), "media.cut")


def test_flv_without_a_script_gets_one(base: Callable[[str], bytes], tmp_path: Path) -> None:
    data = base("plain.flv")
    labelled(tmp_path, "a.flv", data[:13] + data[13 + 15 + int.from_bytes(data[14:17], "big") :], old=0)


def test_avi_moves_indexes_that_count_from_the_beginning(base: Callable[[str], bytes], tmp_path: Path) -> None:
    data = bytearray(base("tight.avi"))
    junk = data.find(b"JUNK", data.index(b"INFO"))
    movi, index = data.index(b"movi"), data.rindex(b"idx1")
    assert junk < 0 or junk > movi
    count = int.from_bytes(data[index + 4 : index + 8], "little") // 16
    for entry in range(count):
        at = index + 8 + 16 * entry + 8
        data[at : at + 4] = struct.pack("<I", int.from_bytes(data[at : at + 4], "little") + movi)
    after = labelled(tmp_path, "a.avi", bytes(data), old=0)
    index = after.rindex(b"idx1")
    for entry in range(count):
        name = after[index + 8 + 16 * entry : index + 12 + 16 * entry]
        place = int.from_bytes(after[index + 16 + 16 * entry : index + 20 + 16 * entry], "little")
        assert after[place : place + 4] == name


def test_avi_moves_the_indexes_of_opendml(base: Callable[[str], bytes], tmp_path: Path) -> None:
    data = base("tight.avi")
    strl = data.index(b"strl") - 8
    room = data.index(b"JUNK", strl)
    size = int.from_bytes(data[room + 4 : room + 8], "little")
    assert size > 60
    movi = data.index(b"movi")
    part = odd.chunk(b"ix00", struct.pack("<HBBI4sQI", 2, 0, 1, 0, b"00dc", movi, 0))
    index = data.rindex(b"idx1")
    entry = struct.pack("<QII", index, len(part), 1)
    super_index = struct.pack("<HBBI4s12x", 4, 0, 0, 1, b"00dc") + entry
    data = (
        data[:room]
        + b"indx"
        + data[room + 4 : room + 8]
        + super_index
        + bytes(size - len(super_index))
        + data[room + 8 + size :]
    )
    after = labelled(tmp_path, "a.avi", odd.riff(data[:index] + part + data[index:]), old=0)
    at = after.index(b"indx") + 8 + 24
    place = int.from_bytes(after[at : at + 8], "little")
    assert after[place : place + 4] == b"ix00"
    assert int.from_bytes(after[place + 20 : place + 28], "little") == after.index(b"movi")


def test_avi_loses_labels_beside_its_list(base: Callable[[str], bytes], tmp_path: Path) -> None:
    late = odd.chunk(b"LIST", b"INFO" + odd.chunk(b"ICMT", b"kept") + odd.chunk(b"AIGC", OLD.encode()))
    after = labelled(tmp_path, "a.avi", odd.riff(base("plain.avi"), late, odd.chunk(b"AIGC", OLD.encode())), old=2)
    assert b"ICMT" in after


@pytest.mark.parametrize("name", ["aac.aac", "samples.pcm", "movie.ts"])
def test_what_has_no_place_for_a_label_is_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    samples = {
        "aac.aac": b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(64),
        "samples.pcm": b"\1\2" * 999,
        "movie.ts": b"\x47" + bytes(187),
    }
    (tmp_path / name).write_bytes(samples[name])
    with pytest.raises(ReadError) as caught:
        write_label(str(tmp_path / name), LABEL)
    assert "ffmpeg" in (caught.value.hint or "")
