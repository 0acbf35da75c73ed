"""The results of tests as text, as JSON, and as JUnit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from adjudge.lib.escape import visible
from adjudge.lib.wording import Wording
from adjudge.lib.words import texts

from .line_coverage import LineCoverage
from .results import RESULTS, Ran, SubCase, Why
from .telling import told

_TAGS = {"failed": "failure", "error": "error", "skipped": "skipped"}


def text(results: Sequence[Ran], engine: str, coverage: LineCoverage | None, words: Wording, *, all_: bool) -> str:
    """Return what people read: what did not pass, with why; with ``all_`` each test; the lines that no test evaluates."""
    lines: list[str] = []
    for ran in results:
        if all_ or not ran.passed:
            lines.append(f"{words.of('policy_test', ran.result)}{words.colon}{visible(ran.id)}")
        if not ran.passed:
            lines += told(ran, words)
        if all_ and ran.passed:
            lines += (f"  {visible(' / '.join(each.name))}" for each in ran.cases)
            lines += (f"  {visible(each)}" for each in ran.printed)
    if coverage is not None:
        lines += _covered(coverage, words)
    counts = Counter(each.result for each in results)
    passed, failed, errors, skipped = (counts[name] for name in RESULTS)
    count = words("policy_test.summary", passed=passed, failed=failed, errors=errors, skipped=skipped, engine=engine)
    lines.append(count)
    return "".join(f"{line}\n" for line in lines)


def _covered(coverage: LineCoverage, words: Wording) -> Iterator[str]:
    for each in coverage.files:
        for first, last in each.missed:
            yield words("policy_test.missed", place=f"{each.file}:{first}{f'-{last}' if last > first else ''}")
    yield words(
        "policy_test.covered", percent=f"{coverage.percent:.1f}", covered=coverage.covered, total=coverage.total
    )


def as_json(results: Sequence[Ran], engine: str, coverage: LineCoverage | None) -> str:
    """Return the results as JSON, as schemas/adjudge/tests.json describes it; equal results are equal bytes."""
    data: dict[str, Any] = {
        "schema_version": "1",
        "engine": engine,
        "tests": [_test(each) for each in results],
        "summary": {name: sum(each.result == name for each in results) for name in RESULTS},
    }
    if coverage is not None:
        data["coverage"] = {
            "percent": round(coverage.percent, 2),
            "covered": coverage.covered,
            "total": coverage.total,
            "files": [
                {"file": each.file, "covered": sorted(each.lines.covered), "not_covered": sorted(each.lines.missed)}
                for each in coverage.files
            ],
        }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _test(ran: Ran) -> dict[str, Any]:
    return {
        "id": ran.id,
        "file": ran.file,
        "line": ran.line,
        "result": ran.result,
        "message": dict(texts(ran.said)) if ran.said is not None else None,
        "cases": [_case(each) for each in ran.cases],
        "why": _why(ran.why),
        "printed": list(ran.printed),
    }


def _case(case: SubCase) -> dict[str, Any]:
    return {"name": list(case.name), "result": "passed" if case.passed else "failed", "why": _why(case.why)}


def _why(why: Why | None) -> Mapping[str, Any] | None:
    if why is None:
        return None
    sides = why.sides
    return {
        "line": why.line,
        "column": why.column,
        "statement": why.statement,
        "actual": list(sides.actual if sides is not None else why.found),
        "expected": list(sides.expected) if sides is not None else [],
        "element": list(why.element),
        "variables": dict(why.variables),
        "with": [{"target": each.target, "value": each.value} for each in why.replaced],
    }


def junit(results: Sequence[Ran], engine: str, words: Wording) -> str:
    """Return the results as JUnit XML: a suite for each file, a case for each test and each case of a table."""
    root = ElementTree.Element("testsuites", name=f"adjudge test ({engine})")
    for file in dict.fromkeys(each.file for each in results):
        suite = ElementTree.SubElement(root, "testsuite", name=visible(file))
        found = [each for each in results if each.file == file]
        rows = [row for each in found for row in _rows(each, words)]
        counts = Counter(result for _, result, _, _ in rows)
        suite.set("tests", str(len(rows)))
        suite.set("failures", str(counts["failed"]))
        suite.set("errors", str(counts["error"]))
        suite.set("skipped", str(counts["skipped"]))
        for name, result, lines, ran in rows:
            group = ran.id.rpartition(".")[0] if ran.id != ran.file else ran.id
            case = ElementTree.SubElement(suite, "testcase", classname=visible(group), name=visible(name))
            case.set("file", visible(ran.file))
            case.set("line", str(ran.line))
            case.set("time", f"{ran.seconds:.3f}")
            if result in _TAGS:
                body = ElementTree.SubElement(case, _TAGS[result])
                body.set("message", visible(lines[0].strip()) if lines else words.of("policy_test", result))
                body.text = "\n".join(lines)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _rows(ran: Ran, words: Wording) -> Iterator[tuple[str, str, list[str], Ran]]:
    """Yield the cases of JUnit that a result is: its name, what came of it, what is told, the result itself."""
    name = ran.id.rpartition(".")[2] if ran.id != ran.file else ran.id
    if not ran.cases:
        yield name, ran.result, [] if ran.passed else list(told(ran, words)), ran
    for case in ran.cases:
        alone = ran._replace(cases=(case,), printed=())
        result = "passed" if case.passed else "failed"
        yield f"{name}[{' / '.join(case.name)}]", result, [] if case.passed else list(told(alone, words)), ran
