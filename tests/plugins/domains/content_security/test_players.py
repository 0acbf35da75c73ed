"""What players show is in one of our readings: ffmpeg draws and converts subtitles, and whatever it shows is found.

libass draws them, as in mpv and VLC. A frame that is drawn as the bare word is proof that a viewer reads the word.
"""

import subprocess
import unicodedata
from pathlib import Path

import imageio_ffmpeg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scripts import found, read

from adjudge.plugins.domains.content_security.keywords import fold

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
WIDTH, HEIGHT = 640, 120
# From the left, so that what takes room but shows nothing moves nothing before it.
STYLE = "Alignment=7\\,Outline=0\\,Shadow=0"
ASS = (
    "[Script Info]\nPlayResX: 640\nPlayResY: 120\nWrapStyle: 2\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, "
    "ScaleX, ScaleY, Alignment\nStyle: Default,DejaVu Sans,24,&H00FFFFFF,100,100,7\nStyle: Clear,DejaVu Sans,24,&HFFFFFFFF,100,100,7\n"
    "Style: Thin,DejaVu Sans,24,&H00FFFFFF,0,100,7\n\n[Events]\nFormat: Start, End, Style, Text\n"
)


def clock(seconds: int, form: str) -> str:
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text[1:]}.00" if form == "ass" else f"{text}{'.' if form == 'vtt' else ','}000"


def script(cues: list[str], form: str) -> str:
    """Write a script that shows each text for a second."""
    if form == "ass":
        return ASS + "".join(
            f"Dialogue: {clock(i, form)},{clock(i + 1, form)},Default,{text}\n" for i, text in enumerate(cues)
        )
    head = "WEBVTT\n\n" if form == "vtt" else ""
    return head + "\n".join(f"{i}\n{clock(i, form)} --> {clock(i + 1, form)}\n{text}\n" for i, text in enumerate(cues))


def ffmpeg(folder: Path, *arguments: str) -> bytes:
    return subprocess.run([FFMPEG, "-v", "error", *arguments], cwd=folder, capture_output=True, check=True).stdout


def frames(folder: Path, cues: list[str], form: str) -> list[bytes]:
    """Draw each cue."""
    (folder / f"drawn.{form}").write_text(script(cues, form), "utf-8")
    size = f"color=black:s={WIDTH}x{HEIGHT}:r=1:d={len(cues)}"
    style = "" if form == "ass" else f":force_style={STYLE}"
    raw = ffmpeg(
        folder,
        "-f",
        "lavfi",
        "-i",
        size,
        "-vf",
        f"subtitles=drawn.{form}{style}",
        "-pix_fmt",
        "gray",
        "-f",
        "rawvideo",
        "-",
    )
    assert len(raw) == len(cues) * WIDTH * HEIGHT
    return [raw[at : at + WIDTH * HEIGHT] for at in range(0, len(raw), WIDTH * HEIGHT)]


BETWEEN = {
    "srt": [
        *(
            "{}",
            "{y:i}",
            "{P:1}",
            "{a comment}",
            "{\\a{b}",
            "{\\an8}",
            "{\\k20}",
            "{x\ny}",
            "<i>",
            "<x>",
            "</zz>",
            "<3>",
            "<b><u>",
        ),
        *('<font color="#ff0000">', "</font>", '<font size="0">x</font>', "{\\fscx0}x{\\fscx100}", "<rt>x</rt>"),
        *(
            "\u00ad",
            "\u200b",
            "\u2060",
            "\ufeff",
            "\u034f",
            "\u180e",
            "\u2061",
            "\u206a",
            "\ufffc",
            "\u17b4",
            "\ufff9",
            "\U000e0041",
        ),
        *("\\{", "&shy;", "<!--x-->", "\\N", "\\h", "\u2800", "x", "{", "}", "<"),
    ],
    "ass": [
        *("{}", "{\\k20}", "{\\kf5\\b1}", "{a comment}", "{\\p1}m 0 0 l 0 0{\\p0}", "{\\p4}m 0 0{\\p0\\b0}"),
        *(
            "{\\fscx0}xyz{\\fscx100}",
            "{\\alpha&HFF&}{\\alpha&H00&}",
            "{\\rThin}xyz{\\r}",
            "{\\r}",
            "{\\fs24}",
            "\u200b",
            "\ufffc",
        ),
        *("{\\p1}hello{\\p0}", "\\N", "\\n", "\\h", "\\{}", "{\\p}x", "x"),
    ],
}


@pytest.mark.parametrize("form", BETWEEN)
def test_what_is_drawn_as_a_word_is_found_as_the_word(form, tmp_path):
    cues = ["forbidden", *(f"for{between}bidden" for between in BETWEEN[form])]
    plain, *drawn = frames(tmp_path, cues, form)
    assert any(plain), "ffmpeg draws nothing: is a font installed?"
    same = [text for text, frame in zip(cues[1:], drawn, strict=True) if frame == plain]
    assert len(same) > 5
    assert [text for text in same if not found(read(script([text], form), f"a.{form}"), "forbidden")] == []


def test_the_later_cue_is_drawn_above(tmp_path):
    """That is why cues at once are read from the last to the first as well."""
    text = "".join(f"1\n00:00:00,000 --> 00:00:01,000\n{one}\n\n" for one in ("Wide words below", "i"))
    (tmp_path / "drawn.srt").write_text(text, "utf-8")
    raw = ffmpeg(
        *(tmp_path, "-f", "lavfi", "-i", f"color=black:s={WIDTH}x{HEIGHT}:r=1:d=1"),
        *("-vf", "subtitles=drawn.srt", "-pix_fmt", "gray", "-f", "rawvideo", "-"),
    )
    rows = [sum(raw[at : at + WIDTH]) for at in range(0, len(raw), WIDTH)]
    drawn = [row for row in rows if row]
    assert sum(drawn[: len(drawn) // 2]) < sum(drawn[len(drawn) // 2 :]) / 3


@pytest.mark.slow
def test_no_character_is_drawn_as_nothing_that_is_not_folded(tmp_path):
    """Every character that is neither a letter of a cased script nor a Chinese one is drawn behind a letter."""
    ranges = (
        (0x80, 0x3400),
        (0xA4D0, 0xAC00),
        (0xFE00, 0x10000),
        (0x13400, 0x13460),
        (0x1BCA0, 0x1BCA4),
        (0x1D000, 0x1D200),
    )
    kept = [
        chr(code)
        for begin, end in (*ranges, (0x16FE0, 0x17000), (0xE0000, 0xE0200))
        for code in range(begin, end)
        if unicodedata.category(chr(code)) not in {"Lu", "Ll", "Nd", "Cn", "Cs", "Co"} and fold(chr(code))
    ]
    plain, *drawn = frames(tmp_path, ["a", *(f"a{character}" for character in kept)], "srt")
    assert [hex(ord(one)) for one, frame in zip(kept, drawn, strict=True) if frame == plain] == []


COMMON = [
    *"{}<>\\&;:/xi",
    "{}",
    "y:i",
    "br",
    "rt",
    "amp;",
    "\u200b",
    "\ufffc",
    "\\N",
    "\\h",
    "\\an8",
    "\\k5",
    "{\\",
    "{\\i1}",
]
PIECES = {
    "srt": [*COMMON, "<i>", "</i>", "<b>", "<font size=0>", "{y:i}", "<c.a>", "{\\alpha&HFF&}", "{\\alpha&H00&}", "\n"],
    "vtt": [*COMMON, "<i>", "</i>", "<b>", "<c.a>", "</c>", "<v a>", "<00:01.000>", "&lt;", "&zwnj;", "\n"],
    "ass": [*COMMON, "{\\p1}", "{\\p0}", "m 0 0", "{\\fscx0}", "{\\r}", "{\\rThin}", "\\p1", "\\n"],
}


@settings(
    max_examples=max(settings.default.max_examples // 12, 1), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(st.data())
@pytest.mark.parametrize("form", PIECES)
def test_what_is_drawn_or_converted_as_a_word_is_found(form, tmp_path, data):
    """A hundred cues at a time: those that libass draws as the word, and those whose text ffmpeg says is the word."""
    noise = st.lists(st.sampled_from(PIECES[form]), max_size=6).map("".join)
    drawn = data.draw(st.lists(st.tuples(noise, noise).map("{0[0]}bid{0[1]}".format), min_size=100, max_size=100))
    cues = [
        cue
        for cue in (f"for{middle}den" for middle in drawn)
        if all(map(str.strip, cue.split("\n"))) and "-->" not in cue
    ]
    words = ["forbidden", "for bidden", "forbid den", "for\\Nbidden" if form == "ass" else "for\nbidden"]
    both = frames(tmp_path, words + cues, form)
    plain, others = set(both[: len(words)]), both[len(words) :]
    told = texts(tmp_path, len(words), len(cues), form)
    for cue, frame, text in zip(cues, others, told, strict=True):
        if frame in plain or "forbidden" in fold(text):
            assert found(read(script([cue], form), f"a.{form}"), "forbidden"), (cue, text)


def texts(folder: Path, begin: int, count: int, form: str) -> list[str]:
    """Ask ffmpeg for the text of the cues that were drawn, without their markup."""
    said = ffmpeg(folder, "-i", f"drawn.{form}", "-c:s", "text", "-f", "srt", "-").decode()
    lines = [block.split("\n", 2) for block in said.split("\n\n") if block.count("\n") > 1]
    by_time = {times.partition(" ")[0]: text for _, times, text in lines}
    return [by_time.get(clock(number, "srt"), "") for number in range(begin, begin + count)]
