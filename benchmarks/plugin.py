"""Third-party plugins, made and installed as their users would: a wheel, ``pip install``, an entry point."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import rules

_HOOKS = '''\
"""A plugin that was made for measuring."""

from adjudge import Domain, Kind, hookimpl


@hookimpl
def adjudge_domains():
    document, records = {document!r}, {records!r}
    yield Domain(
        name="{domain}",
        title={{"en": "{domain}", "zh": "{domain}"}},
        kinds=(
            *(Kind(name=f"{domain}.{{kind}}", files=(f"*.{{kind}}.yaml", f"*.{{kind}}.json")) for kind in document),
            *(Kind(name=f"{domain}.{{kind}}", files=(f"*.{{kind}}.jsonl", f"*.{{kind}}.csv"), shape="records")
              for kind in records),
        ),
        policies="{package}.policies",
        schemas="{package}.schemas",
    )
'''
_INSTRUMENTS = """

@hookimpl
def adjudge_instruments():
    return "{package}.instruments"
"""
_INSTRUMENT = {
    "id": "studio-code",
    "kind": "technical_document",
    "title": {"en": "Studio code", "zh": "录音棚规范"},
    "issuer": {"en": "A studio", "zh": "某录音棚"},
    "number": None,
    "issued": "2025-01-01",
    "effective": "2025-09-01",
    "zone": "Asia/Shanghai",
    "url": "https://example.org/studio-code",
    "read": "full",
    "summary": {"en": "What a release has to satisfy.", "zh": "发布应当满足的要求。"},
    "clauses": [{"number": "3", "checkable": True, "summary": {"en": "Every track.", "zh": "每条音轨。"}}],
    "succession": [],
}
_TEXT = {"type": "string", "minLength": 1}
_TIME = {"type": "string", "format": "date-time"}


def studio() -> dict[str, str]:
    """Return the files of the plugin ``studio``, which brings all 110 rules."""
    package = "adjudge_studio"
    document = (rules.MANIFEST, *rules.CARRIED)
    files = _skeleton(package, rules.DOMAIN, document, (rules.ACCOUNT,))
    files[f"{package}/hooks.py"] += _INSTRUMENTS.format(package=package)
    home = f"{package}/policies/{rules.DOMAIN}"
    for rule in rules.all_rules():
        files[f"{home}/{rule.kind}/{rule.name}/{rule.name}.rego"] = rules.as_adjudge(rule)
    files[f"{home}/lib/tracks/tracks.rego"] = rules.LIB
    files[f"{home}/data.yaml"] = json.dumps({"params": rules.PARAMS}, indent=2)
    files[f"{package}/instruments/__init__.py"] = ""
    files[f"{package}/instruments/studio-code/data.yaml"] = json.dumps(_INSTRUMENT, indent=2)
    schemas = {
        "params": _params_schema(),
        rules.ACCOUNT: _account_schema(),
        **dict.fromkeys(document, _manifest_schema()),
    }
    for name, schema in schemas.items():
        files[f"{package}/schemas/{rules.DOMAIN}/{name}.json"] = json.dumps(schema, indent=2)
    return files


def other(number: int) -> dict[str, str]:
    """Return the files of a plugin of the usual size that has nothing to do with what is measured."""
    domain, package = f"other{number}", f"adjudge_other{number}"
    files = _skeleton(package, domain, ("thing", "part"), ("entry",))
    for kind in ("thing", "part", "entry"):
        files[f"{package}/schemas/{domain}/{kind}.json"] = json.dumps({"title": kind, "type": "object"})
    return files


def _skeleton(package: str, domain: str, document: tuple[str, ...], records: tuple[str, ...]) -> dict[str, str]:
    return {
        f"{package}/__init__.py": "",
        f"{package}/hooks.py": _HOOKS.format(package=package, domain=domain, document=document, records=records),
        f"{package}/policies/__init__.py": "",
        f"{package}/schemas/__init__.py": "",
    }


def install(target: Path, *plugins: Mapping[str, str]) -> Path:
    """Install plugins into the folder ``target``, which then belongs on PYTHONPATH; give it."""
    wheels = target.with_name(f"{target.name}-wheels")
    wheels.mkdir(parents=True)
    made = [str(_wheel(wheels, files)) for files in plugins]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([*pip, "--disable-pip-version-check", *made], check=True)
    return target


def environment(target: Path) -> dict[str, str]:
    """Return the environment in which the plugins of ``target`` are installed, and nothing else configures adjudge."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ADJUDGE_", "PYTHON"))}
    return {**own, "PYTHONPATH": str(target)}


def _wheel(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a pure wheel (PEP 427) with one entry point in the group ``adjudge``."""
    package = next(iter(files)).partition("/")[0]
    info = f"{package}-1.0.dist-info"
    contents = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {package.replace('_', '-')}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: benchmarks\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[adjudge]\n{package.removeprefix('adjudge_')} = {package}.hooks\n",
    }
    record = "".join(f"{name},sha256={_digest(text)},{len(text.encode())}\n" for name, text in contents.items())
    path = folder / f"{package}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in contents.items():
            wheel.writestr(name, text)
        wheel.writestr(f"{info}/RECORD", f"{record}{info}/RECORD,,\n")
    return path


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def _closed(title: str, properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "required": required,
        "additionalProperties": False,
        "properties": properties,
    }


def _part(title: str, properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    schema = _closed(title, properties, optional=optional)
    del schema["$schema"]
    return schema


def _manifest_schema() -> dict[str, Any]:
    texts, day = {"type": "array", "items": _TEXT}, {"type": "string", "format": "date"}
    track = _part(
        "Track",
        {
            "id": {"type": "string", "pattern": "^t[0-9]+$"},
            "file": _TEXT,
            "language": _TEXT,
            "voice": _TEXT,
            "label": _TEXT,
            "at": {"enum": ["start", "middle", "end", "cover"]},
            "loudness": {"type": "integer"},
            "rate": {"type": "integer", "minimum": 1},
            "reviewed": day,
            "reviewer": _TEXT,
        },
        optional=("label", "reviewed", "reviewer"),
    )
    voice = _part(
        "Voice",
        {
            "id": _TEXT,
            "origin": {"enum": ["person", "machine"]},
            "consent": _TEXT,
            "until": day,
            "credit": _TEXT,
            "languages": texts,
        },
        optional=("consent", "until", "credit"),
    )
    return _closed(
        "Manifest",
        {
            "title": _TEXT,
            "released": {"type": "boolean"},
            "recorded": day,
            "release": day,
            "engineer": _TEXT,
            "reviewers": texts,
            "languages": texts,
            "territories": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}},
            "voices": {"type": "array", "items": voice},
            "tracks": {"type": "array", "minItems": 1, "items": track},
        },
    )


def _account_schema() -> dict[str, Any]:
    return _closed(
        "Account",
        {
            "id": {"type": "string", "pattern": "^u-[0-9]+$"},
            "status": {"enum": ["active", "restricted", "closed"]},
            "published": {"type": "boolean"},
            "method": {"enum": ["mobile_number", "id_number", "network_id", "none"]},
            "verified_at": _TIME,
            "published_at": _TIME,
            "quota": _TEXT,
            "contact": _TEXT,
            "stored": {"type": "array", "items": _TEXT},
        },
        optional=("verified_at", "published_at"),
    )


def _params_schema() -> dict[str, Any]:
    texts, integer = {"type": "array", "items": _TEXT}, {"type": "integer"}
    return _closed(
        "Parameters",
        {
            "label_forms": texts,
            "loudness": integer,
            "tolerance": integer,
            "rates": {"type": "array", "items": integer},
            "territories": {"type": "object", "additionalProperties": _TEXT},
            "reserved": texts,
            "share": integer,
            "closed_days": texts,
            "methods": texts,
            "quota": integer,
        },
    )
