"""Real media for tests, made by a real encoder while they run, and what other readers see in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import warnings
from pathlib import Path
from xml.etree import ElementTree

CODE = "001191110102MACQD9K64010000"
TONE = "-f lavfi -i sine=frequency=440:duration=1:sample_rate=48000"
PICTURES = "-f lavfi -i testsrc=size=64x48:rate=10:duration=1"
BOTH = f"{PICTURES} {TONE}"
STILL = "-f lavfi -i testsrc=size=64x48:rate=10:duration=0.1"
COVER = "-map 0 -map 1 -c:v png -disposition:v attached_pic"
TAGS = "-metadata title=Title -metadata artist=Artist -metadata album=Album"
X264 = "-c:v libx264 -c:a aac"
CHAPTERS = """;FFMETADATA1
title=Title
[CHAPTER]
TIMEBASE=1/1000
START=0
END=500
title=One
[CHAPTER]
TIMEBASE=1/1000
START=500
END=1000
title=Two
"""

RECIPES = {
    "plain.wav": f"{TONE} -c:a pcm_s16le",
    "bext.wav": f"{TONE} -c:a pcm_s16le {TAGS} -write_bext 1 -metadata description=Scene -metadata time_reference=4711",
    "wide.wav": f"{TONE} -c:a pcm_s16le -rf64 always",
    "odd.wav": "-f lavfi -i sine=frequency=440:duration=0.111125:sample_rate=8000 -c:a pcm_u8",
    "plain.mp3": f"{TONE} -c:a libmp3lame",
    "v23.mp3": f"{TONE} {TAGS} -c:a libmp3lame -id3v2_version 3 -write_id3v1 1",
    "bare.mp3": f"{TONE} -c:a libmp3lame -id3v2_version 0 -write_xing 0",
    "ape.mp3": f"{TONE} {TAGS} -c:a libmp3lame -write_apetag 1 -write_id3v1 1",
    "rich.mp3": f"{TONE} {STILL} -i CHAPTERS -map_metadata 2 -map_chapters 2 {COVER} -c:a libmp3lame",
    "plain.flac": f"{TONE} -c:a flac",
    "rich.flac": f"{TONE} {STILL} {COVER} {TAGS} -c:a flac",
    "tight.flac": f"{TONE} -c:a flac {TAGS} -metadata_header_padding 0",
    "plain.ogg": f"{TONE} {TAGS} -c:a libvorbis",
    "big.ogg": f"{TONE} {TAGS} -c:a libvorbis -metadata NOTE=LONG",
    "plain.opus": f"{TONE} {TAGS} -c:a libopus",
    "big.opus": f"{TONE} {TAGS} -c:a libopus -metadata NOTE=LONG -page_duration 20000",
    "plain.m4a": f"{TONE} -c:a aac",
    "rich.m4a": f"{TONE} {STILL} -i CHAPTERS -map_metadata 2 -map_chapters 2 {COVER} -c:a aac",
    "fast.m4a": f"{TONE} {TAGS} -c:a aac -movflags faststart",
    "keys.m4a": f"{TONE} {TAGS} -c:a aac -movflags use_metadata_tags+faststart",
    "plain.mp4": f"{BOTH} {X264}",
    "fast.mp4": f"{BOTH} {X264} {TAGS} -movflags faststart",
    "fragments.mp4": f"{BOTH} {X264} -g 5 -movflags frag_keyframe+empty_moov",
    "based.mp4": f"{BOTH} {X264} -g 5 -movflags frag_keyframe+empty_moov+default_base_moof",
    "hybrid.mp4": f"{BOTH} {X264} -g 5 -movflags frag_keyframe+empty_moov+default_base_moof+global_sidx",
    "plain.mov": f"{BOTH} {X264} {TAGS}",
    "fast.mov": f"{BOTH} {X264} -movflags faststart+use_metadata_tags -metadata com.apple.quicktime.make=Maker",
    "plain.mkv": f"{BOTH} {X264}",
    "rich.mkv": f"{BOTH} -i CHAPTERS -map_metadata 2 -map_chapters 2 -attach CHAPTERS -metadata:s:t mimetype=text/plain {X264}",
    "front.mkv": f"{BOTH} {X264} {TAGS} -cues_to_front 1 -g 5",
    "live.mkv": f"{BOTH} {X264} -live 1",
    "plain.webm": f"{BOTH} -c:v libvpx -c:a libopus",
    "live.webm": f"{BOTH} -c:v libvpx -c:a libopus -live 1",
    "plain.avi": f"{BOTH} -c:v mpeg4 -c:a libmp3lame {TAGS}",
    "tight.avi": f"{BOTH} -c:v mpeg4 -c:a libmp3lame -metadata_header_padding 0",
    "plain.flv": f"{BOTH} -c:v flv -c:a libmp3lame -ar 44100 {TAGS}",
    "keys.flv": f"{BOTH} -c:v flv -c:a libmp3lame -ar 44100 -g 5 -flvflags add_keyframe_index",
}
"""How each is made: simple ones, and what is rich or odd in a way that a writer can break."""
PIPED = {"piped.wav": f"{TONE} -c:a pcm_s16le -f wav", "piped.mkv": f"{BOTH} {X264} -f matroska"}
"""Written into a pipe, so that nobody could go back and write the sizes."""


_ENCODED = tuple(base64.b64encode(each).decode()[:8] for each in (b'{"Label"', b'AIGC={"Label"'))


def make(name: str, folder: Path) -> Path:
    """Return a file of that name, made in the folder."""
    import imageio_ffmpeg

    chapters = folder / "chapters.txt"
    chapters.write_text(CHAPTERS, encoding="utf-8")
    recipe = (RECIPES | PIPED)[name]
    words = [
        {"CHAPTERS": str(chapters), "NOTE=LONG": "NOTE=" + "long " * 20_000}.get(each, each) for each in recipe.split()
    ]
    file = folder / name
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-bitexact", *words]
    if name in PIPED:
        file.write_bytes(
            subprocess.run([*command, "-"], stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout
        )
    else:
        subprocess.run([*command, str(file)], stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return file


def traced(file: Path) -> list[str]:
    """Return every label that MediaInfo's trace shows: its text, or that of the bytes to which it points."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pymediainfo import MediaInfo

        told = MediaInfo.parse(str(file), output="XML", mediainfo_options={"Details": "1"})
    data, found = file.read_bytes(), []
    for each in ElementTree.fromstring(told).iter():
        text = each.text or ""
        if text.startswith(_ENCODED):  # MediaInfo encodes what is not ASCII, and does not say so
            text = base64.b64decode(text).decode()
        if each.tag.endswith("data") and "ContentProducer" in text:
            found.append(text.removeprefix("AIGC="))
        elif (
            each.tag.endswith("block")
            and each.get("name") == "AIGC"
            and "ContentProducer" not in "".join(each.itertext())
        ):
            at, size = int(each.get("offset", "0")), int(each.get("size", "0"))
            found.append(
                data[at + 8 : at + 8 + int.from_bytes(data[at + 4 : at + 8], "little")].decode() if size else ""
            )
    return found


def tags_of(file: Path) -> tuple[list[str], dict[str, object]]:
    """Return the labels that PyAV sees, and what else there is: tags, streams, chapters, attachments."""
    import av

    labels, rest = [], []
    with av.open(str(file)) as container:
        streams = [
            (stream.type, stream.codec_context.name if stream.codec_context else None) for stream in container.streams
        ]
        for owner in (container, *container.streams):
            labels += [value for key, value in owner.metadata.items() if key.upper() == "AIGC"]
            rest.append({key: value for key, value in owner.metadata.items() if key.upper() != "AIGC"})
        chapters = [json.dumps(each, default=str) for each in container.chapters()]
        return labels, {"tags": rest, "streams": streams, "chapters": chapters, "duration": container.duration}


def packets_of(file: Path) -> list[tuple[int, int | None, int | None, str]]:
    """Return stream, times and digest of each packet."""
    import av

    with av.open(str(file)) as container:
        return [
            (each.stream.index, each.pts, each.dts, hashlib.sha256(bytes(each)).hexdigest())
            for each in container.demux()
            if each.size
        ]


def decoded(file: Path) -> tuple[int, list[str]]:
    """Return what FFmpeg says, with its exit code, when it decodes all of a file and stops at the first mistake."""
    import imageio_ffmpeg

    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "warning", "-xerror", "-i", str(file), "-f", "null", "-"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return done.returncode, sorted(re.sub("0x[0-9a-f]+", "", line) for line in done.stderr.splitlines())


def sought(file: Path) -> list[tuple[int | None, str]]:
    """Return the first packet of the pictures, else of the sound, after going to each quarter of a second."""
    import av

    found = []
    with av.open(str(file)) as container:
        stream = (container.streams.video or container.streams.audio)[0]
        for quarter in range(4):
            container.seek(quarter * 250_000, backward=True)
            packet = next(each for each in container.demux(stream) if each.size)
            found.append((packet.pts, hashlib.sha256(bytes(packet)).hexdigest()))
    return found


def without(rest: dict[str, object], names: frozenset[str]) -> dict[str, object]:
    """Return what :func:`tags_of` tells without tags of these names."""
    tags = [{key: value for key, value in each.items() if key not in names} for each in rest["tags"]]  # type: ignore[attr-defined]
    return rest | {"tags": tags}
