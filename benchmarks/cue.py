"""How surely the audible cue is found: a set of sounds is made, listened to, and counted.

``python benchmarks/cue.py --scale 10`` prints the tables of docs/media.md. A scene is ten seconds: a content of speech or
music, perhaps a label at its start or end, and noise, speech or music under all of it. Nothing is recorded: all is made from
a seed, so that whoever doubts a figure can hear what it stands for (``--save FOLDER``).
"""

from __future__ import annotations

import argparse
import io
import signal
import wave
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product, takewhile
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adjudge.plugins.media.cue.hearing import RATE
from adjudge.plugins.media.cue.listening import Listening
from adjudge.plugins.media.cue.worker import rhythms

Sound = NDArray[np.float64]
SECONDS = 10
SNRS = (20, 10, 5, 0)
RATES = (8_000, 16_000, 22_050, 44_100, 48_000)
"""Samples a second of the files; what is put together has 16,000."""
UNDER = ("white", "pink", "speech", "music")
MORSE = dict(
    zip(
        "abcdefghijkmnopqrstuvwxyz0123456789",  # l is short-long-short-short itself
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. "
        "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.".split(),
        strict=True,
    )
)
WORDS = (
    "a",
    "i",
    "an",
    "r",
    "sos",
    "ia",
    "as",
    "ed",
    "re",
    "tis",
    "paris",
    "ok",
    "mayday",
    "73",
    "cq",
    "aa",
    "ii",
    "ria",
    "ain",
)
CONFIDENT = 60
"""Percent of confidence from which a label counts as heard, as the parameter's default."""


class Scene(NamedTuple):
    """A sound, and the label in it: its begin and end in milliseconds, and whether its letters are apart."""

    name: str
    sound: Sound
    rate: int
    cue: tuple[int, int, bool] | None


# --- sounds: all of about -20 dB, at RATE ---------------------------------------------------------------------------


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE))


def tone(seconds: float, pitch: float, shape: str = "sine") -> Sound:
    """Return a tone, a buzz of odd harmonics, or a burst of noise (``pitch`` seeds it), with edges of 4 ms."""
    t = np.arange(round(seconds * RATE)) / RATE
    if shape == "burst":
        wave_ = np.random.default_rng(int(pitch)).normal(size=len(t)) * 0.7
    elif shape == "buzz":
        wave_ = sum(
            (np.sin(2 * np.pi * pitch * k * t) / k for k in (1, 3, 5, 7) if pitch * k < RATE / 2), np.zeros(len(t))
        )
    else:
        wave_ = np.sin(2 * np.pi * pitch * t)
    ramp = min(64, max(1, len(t) // 4))
    fade = np.ones(len(t))
    fade[:ramp] = np.linspace(0, 1, ramp)
    fade[len(t) - ramp :] = np.linspace(1, 0, ramp)
    return wave_ * fade


def keyed(code: str, unit: float, pitch: float, shape: str = "sine", long: float = 3, between: float = 3) -> Sound:
    """Return Morse code; ``unit`` in seconds, letters apart by a space, words by ``/``."""
    parts: list[Sound] = []
    for sign in code:
        if sign == " ":
            parts.append(silence((between - 1) * unit))
        elif sign == "/":
            parts.append(silence(6 * unit))
        else:
            parts += [tone(unit if sign == "." else long * unit, pitch, shape), silence(unit)]
    return np.concatenate(parts)[: -round(unit * RATE)]


def spelt(word: str) -> str:
    return " ".join(MORSE[letter] for letter in word)


def white(rng: np.random.Generator, seconds: float) -> Sound:
    return rng.normal(size=round(seconds * RATE))


def pink(rng: np.random.Generator, seconds: float) -> Sound:
    spectrum = np.fft.rfft(white(rng, seconds))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 20))
    return np.fft.irfft(spectrum, round(seconds * RATE))


def speech(rng: np.random.Generator, seconds: float) -> Sound:
    """Return syllables of voiced sounds with formants, hisses and pauses."""
    out = silence(seconds)
    f0, at = rng.uniform(90, 240), 0.0
    while at < seconds:
        if rng.random() < 0.12:
            at += rng.uniform(0.15, 0.6)
        length = rng.uniform(0.09, 0.32)
        n = round(length * RATE)
        t = np.arange(n) / RATE
        glide = f0 * (1 + rng.uniform(-0.15, 0.15) + rng.uniform(-0.25, 0.25) * t / length)
        phase = 2 * np.pi * np.cumsum(glide) / RATE
        formants = rng.uniform((280, 900, 2200, 3200), (850, 2200, 3000, 4000))
        voiced = np.zeros(n)
        for k in range(1, int(5000 / f0)):
            gain = sum(1 / (1 + ((k * f0 - f) / (60 + 0.05 * f)) ** 2) / (i + 1) for i, f in enumerate(formants))
            voiced += (gain + 0.01) / np.sqrt(k) * np.sin(k * phase)
        voiced *= np.sin(np.pi * np.minimum(t / length, 1)) ** rng.uniform(0.3, 1)
        _add(out, voiced, at)
        if rng.random() < 0.4:
            hiss = np.diff(white(rng, rng.uniform(0.05, 0.14)), prepend=0.0)
            _add(out, 0.4 * hiss * np.hanning(len(hiss)), at - 0.05)
        at += length * rng.uniform(0.9, 1.2)
    return out


def music(rng: np.random.Generator, seconds: float) -> Sound:
    """Return chords, a tune and drums; what is plucked fades, what is blown stops at once."""
    out = silence(seconds)
    beat = 60 / rng.uniform(70, 165)
    root = rng.uniform(110, 220)
    scale = root * 2 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12, 14, 16]) / 12)
    for begin in np.arange(0, seconds, 4 * beat):
        for degree in rng.choice(5) + np.array([0, 2, 4]):
            _add(out, 0.3 * _note(4 * beat * 0.95, scale[degree], "organ", rng), begin)
    voice, at = rng.choice(["plucked", "organ", "chip"]), 0.0
    while at < seconds:
        length = beat * rng.choice([0.25, 0.5, 0.5, 1, 1.5])
        if rng.random() < 0.85:
            held = length * rng.choice([0.5, 0.75, 0.95])
            _add(out, 0.7 * _note(held, 2 * rng.choice(scale), voice, rng), at)
        at += length
    for step, begin in enumerate(np.arange(0, seconds, beat / 2)):
        hat = white(rng, 0.12) * np.exp(-np.arange(round(0.12 * RATE)) / RATE * rng.choice([15, 60]))
        _add(out, 0.2 * np.diff(hat, prepend=0.0), begin)
        if step % 2 == 0:
            t = np.arange(round(0.2 * RATE)) / RATE
            _add(out, np.sin(2 * np.pi * (50 * t + 3 * (1 - np.exp(-t * 30)))) * np.exp(-t * 18), begin)
    return out


def _note(seconds: float, pitch: float, voice: str, rng: np.random.Generator) -> Sound:
    t = np.arange(round(seconds * RATE)) / RATE
    if voice == "chip":
        return 0.6 * tone(seconds, pitch, "buzz")
    sound = sum((np.sin(2 * np.pi * pitch * k * t) / k**1.3 for k in range(1, 6)), np.zeros(len(t)))
    fade = np.exp(-t * rng.uniform(3, 9)) if voice == "plucked" else np.minimum(1, np.minimum(t, t[::-1]) / 0.02)
    return np.asarray(sound * fade * np.minimum(1, t / 0.004))


def applause(rng: np.random.Generator, seconds: float) -> Sound:
    out = silence(seconds)
    for at in rng.uniform(0, seconds, round(seconds * rng.uniform(20, 150))):
        clap = white(rng, 0.03) * np.exp(-np.arange(round(0.03 * RATE)) / RATE * 150)
        _add(out, rng.uniform(0.2, 1) * clap, at)
    return out


def _add(out: Sound, what: Sound, at: float) -> None:
    begin = max(0, round(at * RATE))
    room = max(0, min(len(out) - begin, len(what)))
    out[begin : begin + room] += what[:room]


# --- near misses ------------------------------------------------------------------------------------------------------


def morse(rng: np.random.Generator) -> Sound:
    word = rng.choice(WORDS) if rng.random() < 0.5 else "".join(rng.choice(list(MORSE), rng.integers(1, 6)))
    return keyed(spelt("q" if word == "ai" else str(word)), _unit(rng), _pitch(rng))


def prosign(rng: np.random.Generator) -> Sound:
    """Return what has the label in it, and goes on."""
    codes = (
        ".-...",
        ".-..-",
        "..-..",
        "-.-..",
        ".-.. .-..",
        ".-.. .",
        ". .-..",
        ".-. .",
        ". -..",
        ".- .. -",
        ".-.. -",
        ".--..",
        ".-.-",
        ".-..-.",
    )
    return keyed(str(rng.choice(codes)), _unit(rng), _pitch(rng))


def sos(rng: np.random.Generator) -> Sound:
    return keyed(str(rng.choice(["... --- ...", "...---..."])), _unit(rng), _pitch(rng))


def bell(rng: np.random.Generator) -> Sound:
    out, at, pitch = silence(4), 0.0, rng.uniform(500, 900)
    for ratio in rng.choice([1, 0.8, 0.75, 0.67], rng.integers(2, 5)):
        t = np.arange(round(1.2 * RATE)) / RATE
        _add(out, np.sin(2 * np.pi * pitch * ratio * t) * np.exp(-t * rng.uniform(3, 8)), at)
        at += rng.choice([0.2, 0.4, 0.4, 0.8])
    return out


def metronome(rng: np.random.Generator) -> Sound:
    out, period = silence(8), 60 / rng.uniform(60, 220)
    for i in range(int(8 / period)):
        _add(out, tone(rng.choice([0.01, 0.03, 0.06]), 1500 if i % 4 == 0 else 1000), i * period)
    return out


def dtmf(rng: np.random.Generator) -> Sound:
    length, pause = rng.uniform(0.06, 0.2), rng.uniform(0.05, 0.2)
    parts: list[Sound] = []
    for _ in range(rng.integers(3, 12)):
        held = length * (rng.choice([1, 1, 1, 2, 3]) if rng.random() < 0.3 else 1)
        low, high = rng.choice([697, 770, 852, 941]), rng.choice([1209, 1336, 1477])
        parts += [tone(held, low) + tone(held, high), silence(pause)]
    return np.concatenate(parts)


def ringing(rng: np.random.Generator) -> Sound:
    on_off = (
        (0.4, 0.2, 0.4, 2.0),
        (1.0, 4.0),
        (2.0, 4.0),
        (0.5, 0.5, 0.5, 0.5),
        (0.25, 0.25, 0.25, 0.25),
        (0.1, 0.1, 0.1, 0.1),
        (0.2, 0.2, 0.2, 0.6),
    )
    pattern = on_off[rng.integers(len(on_off))]
    parts: list[Sound] = []
    while sum(map(len, parts)) < 8 * RATE:
        for on, off in zip(pattern[::2], pattern[1::2], strict=True):
            parts += [tone(on, 440) + tone(on, 480), silence(off)]
    return np.concatenate(parts)


def beeps(rng: np.random.Generator) -> Sound:
    """Return beeps of the label's number or lengths, in another order or time."""
    unit = _unit(rng)
    code = str(
        rng.choice(["....", "----", "-.-.", "..-.", "-...", ".--.", "...-", "--..", ".-.", ".-", "..", ".-.-", ".. .-"])
    )
    return keyed(code, unit, _pitch(rng), "buzz" if rng.random() < 0.3 else "sine", between=rng.uniform(1, 4))


def reversing(rng: np.random.Generator) -> Sound:
    return keyed("." * 12, rng.uniform(0.06, 0.5), rng.uniform(900, 2500))


NEAR: dict[str, Callable[[np.random.Generator], Sound]] = {
    "other Morse letters": morse,
    "short-long-short-short that goes on": prosign,
    "SOS": sos,
    "door bells": bell,
    "metronome": metronome,
    "DTMF": dtmf,
    "ringing tones": ringing,
    "beeps in another order": beeps,
    "reversing beeper": reversing,
    "applause": lambda rng: applause(rng, 8),
    "speech": lambda rng: speech(rng, 8),
    "music": lambda rng: music(rng, 8),
    "noise": lambda rng: white(rng, 8),
}


def _unit(rng: np.random.Generator) -> float:
    return float(rng.uniform(0.06, 0.2))


def _pitch(rng: np.random.Generator, highest: float = 5000) -> float:
    return float(np.exp(rng.uniform(np.log(300), np.log(highest))))


# --- scenes -----------------------------------------------------------------------------------------------------------


def _under(kind: str, rng: np.random.Generator, seconds: float) -> Sound:
    makers = {"white": white, "pink": pink, "speech": speech, "music": music}
    sound = makers[kind](rng, seconds)
    return sound / _power(sound)


def _power(sound: Sound) -> float:
    """Return the effective value while something sounds."""
    loud = np.abs(sound) > 0.02 * np.abs(sound).max()
    return float(np.sqrt(np.mean(sound[loud] ** 2)))


def labelled(rng: np.random.Generator, snr: float, under: str, place: str | None = None) -> Scene:
    """Return ten seconds with a label, ``snr`` decibels over what is under it."""
    gap, unit, rate = bool(rng.random() < 0.5), _unit(rng), int(rng.choice(RATES))
    shape = str(rng.choice(["sine", "sine", "sine", "buzz", "burst"]))
    cue = keyed(
        ".- .." if gap else ".-..",
        unit,
        _pitch(rng, min(5000, 0.4 * rate)),
        shape,
        between=rng.choice([2.5, 3, 3, 3]) if gap else 3,
    )
    cue /= _power(cue)
    place = place or str(rng.choice(["start", "end"]))
    room = rng.uniform(0, 1)
    at = room if place == "start" else SECONDS - room - len(cue) / RATE
    out = silence(SECONDS)
    _add(out, cue, at)
    out += 10 ** (-snr / 20) * _under(under, rng, SECONDS)
    content = _under(str(rng.choice(["speech", "music"])), rng, SECONDS - 1.5 - len(cue) / RATE)
    pause = rng.uniform(0.1, 0.5)
    begin = at + len(cue) / RATE + pause if place == "start" else 0.0
    _add(out, content[: max(0, round((at - pause) * RATE))] if place == "end" else content, begin)
    shown = (round(at * 1000), round((at + len(cue) / RATE) * 1000), gap)
    return Scene(f"{snr} dB over {under}", _levelled(out, rng), rate, shown)


def near(rng: np.random.Generator, name: str, snr: float, under: str) -> Scene:
    """Return ten seconds without a label, but with something that may be taken for one."""
    sound = NEAR[name](rng)[: SECONDS * RATE]
    out = silence(SECONDS)
    _add(out, sound / _power(sound), rng.uniform(0, max(0.01, SECONDS - len(sound) / RATE)))
    out += 10 ** (-snr / 20) * _under(under, rng, SECONDS)
    return Scene(name, _levelled(out, rng), int(rng.choice(RATES)), None)


def _levelled(sound: Sound, rng: np.random.Generator) -> Sound:
    """Return a sound with a peak between -30 and -1 dB."""
    return np.asarray(sound / np.abs(sound).max() * 10 ** (rng.uniform(-30, -1) / 20))


def scenes(scale: int, seed: int = 13, snrs: tuple[int, ...] = SNRS) -> Iterator[tuple[int, Scene]]:
    """Yield scenes by their signal-to-noise ratio: ``scale`` with a label for each background, as many near misses."""
    others = -(-len(UNDER) * scale // len(NEAR))
    for i, snr in product(range(scale), snrs):
        for under in UNDER:
            yield snr, labelled(np.random.default_rng([seed, snr, UNDER.index(under), i]), snr, under)
        for n, name in enumerate(NEAR):
            if i * others // scale != (i + 1) * others // scale:
                yield snr, near(np.random.default_rng([seed, snr, 99, n, i]), name, snr, UNDER[(n + i) % len(UNDER)])


def right(scene: Scene, percent: int = CONFIDENT) -> tuple[int, int, int]:
    """Listen, and return what was found rightly, wrongly, and missed. Times may be off by 30 ms and a twentieth."""
    found = rhythms(io.BytesIO(as_file(scene)), Listening(seconds=SECONDS)) or []
    heard = [each for each in found if each.confidence >= percent]
    if scene.cue is None:
        return 0, len(heard), 0
    begin, end, gap = scene.cue
    slack = 30 + (end - begin) / 20
    good = [e for e in heard if abs(e.start - begin) <= slack and abs(e.end - end) <= slack and e.gap == gap]
    return len(good[:1]), len(heard) - len(good[:1]), 1 - len(good[:1])


def as_file(scene: Scene) -> bytes:
    """Return a scene as WAV of its rate, with the peak that it has."""
    spectrum, length = np.fft.rfft(scene.sound), round(len(scene.sound) * scene.rate / RATE)
    bins = length // 2 + 1
    fitted = np.pad(spectrum, (0, max(0, bins - len(spectrum))))[:bins]
    sound = np.fft.irfft(fitted, length) * length / len(scene.sound)
    out = io.BytesIO()
    with wave.open(out, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(scene.rate)
        writer.writeframes(np.clip(np.round(sound * 32767), -32768, 32767).astype("<i2").tobytes())
    return out.getvalue()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=2)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--snr", type=int, nargs="*", default=SNRS)
    parser.add_argument("--percent", type=int, default=CONFIDENT)
    parser.add_argument("--save", type=Path, help="write the sounds that were not understood as WAV")
    asked = parser.parse_args()
    by_snr: dict[int, Counter[str]] = {snr: Counter() for snr in asked.snr}
    by_name: dict[str, Counter[str]] = {}
    for number, (snr, scene) in _until_stopped(scenes(asked.scale, asked.seed, tuple(asked.snr))):
        found = dict(zip(("found", "wrong", "missed"), right(scene, asked.percent), strict=True))
        kind = "labels" if scene.cue else "others"
        by_snr[snr].update(found | {kind: 1})
        by_name.setdefault(scene.name, Counter()).update(found | {kind: 1})
        if asked.save and (found["wrong"] or found["missed"]):
            asked.save.mkdir(parents=True, exist_ok=True)
            name = f"{number:05}-{snr}-{scene.name.replace(' ', '-')}.wav"
            (asked.save / name).write_bytes(as_file(scene))
    print("| signal to noise | labels | other sounds | recall | precision |\n|---|---|---|---|---|")
    for snr, count in by_snr.items():
        precision = count["found"] / max(1, count["found"] + count["wrong"])
        recall = count["found"] / max(1, count["labels"])
        print(f"| {snr} dB | {count['labels']} | {count['others']} | {recall:.3f} | {precision:.3f} |")
    print("\n| scene | scenes | found | missed | taken for a label |\n|---|---|---|---|---|")
    for name, count in by_name.items():
        print(
            f"| {name} | {count['labels'] + count['others']} | {count['found']} | {count['missed']} | {count['wrong']} |"
        )


def _until_stopped(made: Iterator[tuple[int, Scene]]) -> Iterator[tuple[int, tuple[int, Scene]]]:
    """Number what is made; whoever stops it gets the tables of what was heard so far."""
    stopped: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: stopped.append(number))
    yield from takewhile(lambda _: not stopped, enumerate(made))


if __name__ == "__main__":
    main()
