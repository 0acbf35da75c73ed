"""A small run as every writer sees it: files with their lines, rules, instruments, verdicts and the summary."""

from __future__ import annotations

import io
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from writers import writer

from adjudge.lib.documents import EvidenceFile, Place
from adjudge.lib.instruments import Instruments
from adjudge.lib.rego.rule import Effective, Rule, Words
from adjudge.model import Finding, Outcome, Problem, Verdict
from adjudge.report import Context
from adjudge.summary import Summary, Totals

GOLDEN = Path(__file__).parent / "golden"
LABEL, CONSENT, HASH = "dubbing.project.explicit_label", "dubbing.project.consent", "dubbing.project.file_integrity"
LATER, TERRITORY = "dubbing.project.watermark", "dubbing.project.territory"

FILES = {
    "broken/demo.project.yaml": (
        "tracks:\n"
        "  - file: en.wav\n"
        "    synthetic: true\n"
        "  - {file: 中文.wav, synthetic: true}\n"
        '  - {"file": "fr.wav",\t"synthetic": true, "label": {"at": 42}}\n'
    ),
    "broken/typo.project.yaml": "tracks:\n  - file: en.wav\n    syntetic: true\n",
    "broken/torn.project.yaml": "tracks:\n  - file: [en.wav\n",
}

INSTRUMENT = {
    "id": "labels",
    "kind": "departmental_rule",
    "title": {"en": "Label Provisions", "zh": "标识规定"},
    "issuer": {"en": "Office", "zh": "办公室"},
    "number": None,
    "issued": None,
    "effective": "2025-09-01",
    "zone": "UTC",
    "url": "https://example.org/labels",
    "read": "full",
    "summary": {"en": "About labels.", "zh": "关于标识。"},
    "clauses": [{"number": "4", "summary": {"en": "Audio has a label.", "zh": "音频应有标识。"}, "checkable": True}],
    "succession": [],
}
STANDARD = {
    **INSTRUMENT,
    "id": "method",
    "kind": "mandatory_standard",
    "number": "GB 1-2025",
    "url": "https://example.org/gb1",
    "clauses": [{"number": "5.3", "summary": {"en": "Where it stands.", "zh": "标识位置。"}, "checkable": True}],
}


def rule(name: str, en: str, zh: str, **more: Any) -> Rule:
    fix = more.pop("fix", ("", ""))
    words = {
        "en": Words(title=en, description=f"{en}.", remediation=fix[0]),
        "zh": Words(title=zh, description=f"{zh}。", remediation=fix[1]),
    }
    shared = {"domain": "dubbing", "kind": "dubbing.project", "severity": "high", "heads": frozenset({"deny"})}
    place = {"file": f"{name.replace('.', '/')}.rego", "line": 20, "plugin": "dubbing"}
    return Rule(**{"id": name, "words": words, **shared, **place, **more})


RULES = (
    rule(
        LABEL,
        "Synthetic audio carries an audible label",
        "合成音频带有可听标识",
        basis=("labels#4", "method#5.3", "nobody-brings-it#9"),
        jurisdictions=("CN",),
        collections=("release",),
        fix=("Add a spoken label that\n  names AI.", "添加语音标识。"),
        severity="critical",
    ),
    rule(
        CONSENT,
        "Every voice has a consent",
        "每个声音都有授权同意",
        severity="low",
        binding=False,
        basis=("labels",),
        fix=("Record the consent.", ""),
        heads=frozenset({"warn"}),
    ),
    rule(HASH, "Files are those that were reviewed", "文件与审核时一致", fix=("Review the file again.", "重新审核。")),
    rule(LATER, "Audio has a watermark", "音频带有水印", effective=Effective(since="2027-03-01")),
    rule(TERRITORY, "The territory is licensed", "授权覆盖发行地区"),
)


def finding(name: str, line: int, column: int, en: str, zh: str = "", **more: Any) -> Finding:
    message = {"en": en, "zh": zh or en}
    return Finding(
        rule=name, **{"severity": "high", "place": Place(line=line, column=column), "message": message, **more}
    )


def outcome(name: str, said: str, *findings: Finding, note: str | None = None) -> Outcome:
    return Outcome(rule=name, outcome=said, findings=findings, note=note)


def verdict(path: str, said: str, *outcomes: Outcome, **more: Any) -> Verdict:
    file = path.partition("#")[0]
    read = {"kind": "dubbing.project", "sha256": "ab" * 32, "size": 123}
    return Verdict(**{"path": path, "file": file, "verdict": said, "outcomes": outcomes, **read, **more})


def good() -> list[Verdict]:
    evidence = (EvidenceFile(path="fine/en.wav", sha256="cd" * 32), EvidenceFile(path="fine/fr.wav", sha256=None))
    outcomes = (
        outcome(LABEL, "passed"),
        outcome(TERRITORY, "not_applicable"),
        outcome(LATER, "pending", note="2027-03-01"),
    )
    return [verdict("fine/demo.project.yaml", "pass", *outcomes, evidence=evidence)]


def bad() -> list[Verdict]:
    severe = {"severity": "critical", "code": "missing"}
    denied = outcome(
        LABEL,
        "denied",
        finding(LABEL, 2, 5, "en.wav has no audible label", "en.wav 没有可听标识", path=("tracks", 0), **severe),
        finding(LABEL, 4, 20, "中文.wav has no audible label", "中文.wav 没有可听标识", path=("tracks", 1), **severe),
        finding(
            LABEL,
            5,
            52,
            "the label of fr.wav begins after 42 s",
            "fr.wav 的标识在 42 秒后才开始",
            path=("tracks", 2, "label", "at"),
            severity="critical",
            code="late",
            details={"z": 42, "a": {"y": 1, "b": [2]}},
        ),
    )
    warned = outcome(CONSENT, "warned", finding(CONSENT, 2, 11, "nobody consented", "没有授权同意", severity="low"))
    pending = outcome(LATER, "pending", finding(LATER, 2, 5, "no watermark", "没有水印"), note="2027-03-01")
    waived = outcome(
        HASH, "waived", finding(HASH, 4, 6, "en.wav differs", "en.wav 不一致"), note="until 2027-01-31: re-recorded"
    )
    typo = "`syntetic` is no property here; did you mean `synthetic`?"
    schema = finding("dubbing.project.schema", 3, 5, typo, "此处没有属性 `syntetic`，是否应为 `synthetic`？")
    torn = Problem(
        message="the list is not closed",
        file="broken/torn.project.yaml",
        line=2,
        column=11,
        hint="Close it, or leave the file out with `exclude`.",
    )
    silent = "`deny` is undefined or no set. Write `deny contains {…} if {…}`, and nothing else."
    return [
        verdict("broken/demo.project.yaml", "deny", denied, warned, pending, waived, outcome(TERRITORY, "passed")),
        verdict(
            "broken/typo.project.yaml",
            "deny",
            outcome("dubbing.project.schema", "denied", schema),
            outcome(LABEL, "not_evaluated"),
            outcome(CONSENT, "not_evaluated"),
        ),
        verdict("broken/torn.project.yaml", "error", kind=None, sha256=None, size=None, problem=torn),
        verdict("broken/jobs.jsonl#3", "error", outcome(TERRITORY, "error", note=silent), line=3),
        *good(),
    ]


def plugin_problem() -> Problem:
    return Problem(
        message="the plugin cannot be imported: No module named 'yamlish'",
        file="catering/plugin.py",
        line=3,
        plugin="catering",
        hint="Install what it needs, or block it with --disable-plugin catering.",
    )


HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!--",
    "]]>",
    "a.wav\n::error::forged",
    "%0A::stop-commands::x",
    "a,title=forged::x",
    "| a | b |",
    "`code` ``more``",
    "@octocat #1 !x",
    "[link](javascript:alert(1))",
    "https://example.org/x",
    "**bold** <b>bold</b> _i_ ~s~ $x$",
    "\x00\x1b[2J\u202e\u2028\ufeff",
    "\udcff",
    "配音",
    "- item",
    "1. item",
    "# title",
    "&#60;b&#62;",
    "\\",
    "",
)
"""What artifacts and plugins may say, each meant for another reader."""


def hostile() -> list[Verdict]:
    """Verdicts in which every text of an artifact or a plugin is hostile."""
    verdicts = []
    for number, text in enumerate(HOSTILE):
        place = Place(line=1, column=1, file=f"{text}/{number}.yaml")
        found = finding(LABEL, 1, 1, text, code=text, path=(text, 0), details={text: text}, place=place)
        core = finding(f"{text}.schema", 1, 1, text)
        problem = Problem(message=text or "-", file=text or "-", line=1, rule=text, plugin=text, hint=text)
        outcomes = (
            outcome(LABEL, "denied", found),
            outcome(HASH, "waived", found, note=text),
            outcome(f"{text}.schema", "denied", core),
            outcome(TERRITORY, "error", note=text),
        )
        evidence = (EvidenceFile(path=text, sha256=None),)
        verdicts.append(
            verdict(
                f"{text}.yaml#{number}",
                "error",
                *outcomes,
                kind=text,
                file=f"{text}.yaml",
                problem=problem,
                evidence=evidence,
            )
        )
    return verdicts


@dataclass(kw_only=True)
class Run:
    """Gives verdicts to a writer and returns what it wrote."""

    files: dict[str, str] = field(default_factory=lambda: dict(FILES))
    instruments: Instruments
    rules: dict[str, Rule] = field(default_factory=lambda: {rule.id: rule for rule in RULES})

    def __call__(self, name: str, verdicts: list[Verdict], **more: Any) -> str:
        stream = io.StringIO()
        context = {
            "version": "0.1.0",
            "engine": "embedded",
            "as_of": "2026-11-23T12:00:00Z",
            "language": "en",
            "verbosity": 0,
            "colour": False,
            "rule": self.rules.get,
            "instruments": self.instruments,
            "line": self.line,
        }
        given = {key: more.pop(key) for key in list(more) if key in context}
        report = writer(name)(stream, Context(**(context | given)))
        for each in verdicts:
            report.verdict(each)
        report.finish(summary_of(verdicts, **more))
        return stream.getvalue()

    def line(self, file: str, number: int) -> str | None:
        lines = self.files[file].split("\n") if file in self.files else []
        return lines[number - 1] if number <= len(lines) else None


def summary_of(verdicts: list[Verdict], **more: Any) -> Summary:
    totals = Totals(rule=lambda _rule: None)
    for verdict in verdicts:
        totals.count(verdict)
    summary = totals.summary(more.pop("problems", ()), more.pop("unclaimed", ()))
    return summary._replace(**more)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    files = {}
    for instrument in (INSTRUMENT, STANDARD):
        files[instrument["id"]] = tmp_path / f"{instrument['id']}.json"
        files[instrument["id"]].write_text(json.dumps(instrument), encoding="utf-8")
    return Run(instruments=Instruments(files, lambda data, _: json.loads(data)))


@pytest.fixture
def golden() -> Any:
    """Compare with a file of ``golden/``; UPDATE_GOLDEN=1 writes it, and the change is read before it is committed."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def make() -> Any:
    """The builders of this module, since test modules cannot import a conftest."""
    from types import SimpleNamespace

    return SimpleNamespace(
        good=good,
        bad=bad,
        hostile=hostile,
        texts=HOSTILE,
        finding=finding,
        outcome=outcome,
        verdict=verdict,
        rule=rule,
        plugin_problem=plugin_problem,
    )
