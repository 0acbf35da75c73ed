"""Load what was made as if it were installed, take out what adjudge refuses, and judge samples with it."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from adjudge import InputSession, Options, judge, load_settings
from adjudge.lib.clock import parse_as_of
from adjudge.lib.documents import Json
from adjudge.lib.errors import AdjudgeError, each_of
from adjudge.lib.words import Texts

from ..testing.in_process import installed_at


class TrialAnswer(NamedTuple):
    """What a rule said of a sample: its outcome, and its findings by head."""

    outcome: str
    findings: Mapping[str, Sequence[Json]]
    note: Texts | str = ""


@contextmanager
def installed(files: Mapping[str, str]) -> Iterator[Path]:
    """Install a package for a while, and return its folder."""
    with TemporaryDirectory() as place:
        root = Path(place, "package")
        write(root, files)
        site = Path(place, "site")
        paths = [str(installed_at(root, site)), str(site)]
        before = set(sys.modules)
        sys.path[:0] = paths
        importlib.invalidate_caches()
        try:
            yield root
        finally:
            for path in paths:
                sys.path.remove(path)
            for name in [each for each in set(sys.modules) - before if _lies_in(sys.modules[each], root)]:
                del sys.modules[name]


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write files below a folder."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def refused(files: Mapping[str, str], domain: str, opa: str | None) -> list[tuple[str, AdjudgeError]]:
    """Return what adjudge refuses of a package, with the files below its policies, empty where it is of no one."""
    with installed(files) as root:
        try:
            settings = load_settings(_options(root, "opa", opa))
            settings.catalogue.open(domain)
            kinds = [each for each in settings.registry.kinds if each.startswith(f"{domain}.")]
            with InputSession(settings, as_of=parse_as_of(None), engine="opa") as session:
                found = [*settings.problems, *session.prepare(kinds)]
        except AdjudgeError as error:
            found = [error]
    return [(each.file or "", each) for error in found for each in each_of(error)]


def judged(
    files: Mapping[str, str], kind: str, samples: Sequence[Json], opa: str | None
) -> list[dict[str, TrialAnswer]]:
    """Return what each rule of a kind says of each sample."""
    with installed(files) as root, TemporaryDirectory() as place:
        for number, sample in enumerate(samples):
            Path(place, f"{number:06}.json").write_text(json.dumps(sample), encoding="utf-8")
        options = _options(root, "auto", opa, kind=kind, root=Path(place))
        judgement = judge(*sorted(Path(place).iterdir()), options=options)
    found: list[dict[str, TrialAnswer]] = [{} for _ in samples]
    for verdict in judgement.verdicts:
        at = int(verdict.file.partition(".")[0])
        for each in verdict.outcomes:
            findings: dict[str, list[Json]] = {"deny": [], "warn": []}
            for finding in each.findings:
                findings[finding.level].append({"msg": finding.message.get("en", ""), **finding.details})
            found[at][each.rule] = TrialAnswer(each.outcome, findings, each.note or "")
        if verdict.problem is not None:
            found[at][""] = TrialAnswer("error", {}, getattr(verdict.problem, "words", str(verdict.problem)))
    return found


def _options(home: Path, engine: str, opa: str | None, **more: object) -> Options:
    config = home / "adjudge.toml"
    config.touch()
    return Options(engine=engine, config=config, more={"opa": opa} if opa else {}, **more)  # type: ignore[arg-type]


def _lies_in(module: object, folder: Path) -> bool:
    places = [getattr(module, "__file__", None) or "", *getattr(module, "__path__", ())]
    return any(Path(place).is_relative_to(folder) for place in places if place)
