"""Manifests and accounts to judge: made from a seed, so that every run measures the same files."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TRACKS = 20
BROKEN_FINDINGS = 156
"""What is wrong with each broken manifest: seven things with every track, an eighth with 16."""

FLAWED_ACCOUNTS = 50
"""One account in so many breaks a rule."""

LANGUAGES = ["en", "de", "zh-Hans"]
AS_OF = "2026-11-01"


def manifest(number: int, *, broken: bool = False) -> dict[str, Any]:
    """Return a manifest with 20 tracks (4 KB of YAML) that satisfies the schema; ``broken`` gives it 156 findings."""
    chance = random.Random(number)
    return {
        "title": f"Release {number}",
        "released": True,
        "recorded": "2026-02-01",
        "release": "2026-11-20",
        "engineer": "engineer-1",
        "reviewers": ["reviewer-1", "reviewer-2"],
        "languages": LANGUAGES,
        "territories": ["CN", "DE"],
        "voices": [
            {
                "id": f"v{voice}",
                "origin": "person",
                "consent": f"consents/v{voice}.yaml",
                "until": "2029-12-31",
                "credit": f"Voice {voice}",
                "languages": LANGUAGES,
            }
            for voice in range(1, 4)
        ],
        "tracks": [_track(index, chance, broken=broken) for index in range(TRACKS)],
    }


def _track(index: int, chance: random.Random, *, broken: bool) -> dict[str, Any]:
    track: dict[str, Any] = {
        "id": f"t{index + 1}",
        "file": f"audio/t{index + 1}-{chance.randrange(1000)}.wav",
        "language": LANGUAGES[index % len(LANGUAGES)],
        "voice": f"v{chance.randint(1, 3)}",
        "label": "spoken",
        "at": "start",
        "loudness": -23,
        "rate": 48000,
        "reviewed": "2026-02-03",
        "reviewer": f"reviewer-{chance.randint(1, 2)}",
    }
    if broken:
        track |= {
            "label": "sticker",
            "at": "cover",
            "loudness": -14,
            "rate": 22050,
            "reviewed": "2026-01-20",
            "reviewer": "engineer-1",
        }
        if index < BROKEN_FINDINGS - 7 * TRACKS:
            track["voice"] = "v9"
    return track


def write_manifests(folder: Path, count: int, form: str, *, broken: bool = False) -> Path:
    """Write ``count`` manifests as ``form`` (yaml or json) into ``folder`` and give it."""
    folder.mkdir(parents=True)
    for number in range(count):
        document = manifest(number, broken=broken)
        text = as_yaml(document) if form == "yaml" else json.dumps(document, indent=2) + "\n"
        (folder / f"release-{number:04}.manifest.{form}").write_text(text, "utf-8")
    return folder


def as_yaml(value: Any, indent: int = 0) -> str:
    """Write block YAML as people do. Strings that hold only letters, digits and ``/._ -`` and begin with a letter."""
    pad = "  " * indent
    lines = []
    for key, item in value.items():
        if isinstance(item, dict):
            lines.append(f"{pad}{key}:\n{as_yaml(item, indent + 1)}")
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            entries = (as_yaml(entry, indent + 2) for entry in item)
            lines.append(f"{pad}{key}:\n" + "".join(f"{pad}  - {entry.lstrip()}" for entry in entries))
        elif isinstance(item, list):
            lines.append(f"{pad}{key}: [{', '.join(map(_scalar, item))}]\n")
        else:
            lines.append(f"{pad}{key}: {_scalar(item)}\n")
    return "".join(lines)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return value if value[:1].isalpha() and not value.isdigit() else json.dumps(value)
    return json.dumps(value)


def accounts(count: int) -> Iterator[dict[str, Any]]:
    """Yield account records; one in fifty breaks a rule."""
    chance = random.Random(count)
    for number in range(1, count + 1):
        record: dict[str, Any] = {
            "id": f"u-{number:07}",
            "status": chance.choice(["active", "active", "active", "restricted"]),
            "published": True,
            "method": chance.choice(["mobile_number", "id_number", "network_id"]),
            "verified_at": f"2026-0{chance.randint(1, 4)}-{chance.randint(10, 28)}T08:{chance.randint(10, 59)}:00Z",
            "published_at": f"2026-0{chance.randint(5, 9)}-{chance.randint(10, 28)}T09:{chance.randint(10, 59)}:00Z",
            "quota": str(chance.randint(1, 500)),
            "contact": f"user{number}@example.org",
            "stored": chance.choice([[], ["address"], ["address", "other"]]),
        }
        if number % FLAWED_ACCOUNTS == 0:
            record |= chance.choice(
                [{"method": "none"}, {"quota": "900"}, {"contact": "nowhere"}, {"stored": ["name"]}]
            )
        yield record


def write_jsonl(file: Path, count: int, *, failing: int | None = None) -> Path:
    """Write accounts as JSON Lines; in record ``failing`` one rule fails: its quota is no number."""
    with file.open("w", encoding="utf-8") as stream:
        for number, record in enumerate(accounts(count), 1):
            if number == failing:
                record["quota"] = "many"
            stream.write(json.dumps(record) + "\n")
    return file


def write_array(file: Path, count: int) -> Path:
    """Write accounts as one JSON array."""
    with file.open("w", encoding="utf-8") as stream:
        for number, record in enumerate(accounts(count)):
            stream.write(f"{',' if number else '['}\n{json.dumps(record)}")
        stream.write("\n]\n")
    return file


def write_csv(file: Path, count: int) -> Path:
    """Write accounts as CSV; lists are JSON in their cells."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for number, record in enumerate(accounts(count)):
            if not number:
                writer.writerow(record)
            writer.writerow([cell if isinstance(cell, str) else json.dumps(cell) for cell in record.values()])
    return file


def write_library(file: Path, count: int) -> Path:
    """Write a keyword library: some risks have too few keywords, some keywords stand there twice, some risks are none."""
    chance = random.Random(count)
    risks = [f"A.{part}.{number}" for part in range(1, 6) for number in range(1, 9)]
    entries = [
        {
            "term": f"示例词 {chance.randrange(count * 4)}",
            "risk": chance.choice(risks),
            "category": f"I{1 + number % 11}",
        }
        for number in range(count)
    ]
    file.write_text(json.dumps({"updated": "2026-10-01T08:00:00Z", "entries": entries}, ensure_ascii=False), "utf-8")
    return file
