"""A server that serves the exported bundle gives the report of the embedded engine, errors and their places included."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from catering import BAD_MENU, GOOD_MENU, MENU, RULE, catering
from serving import Opa, Signing, serve
from wheels import command

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_DECISION = re.compile(r', "decision": \{"id": "[^"]+", "position": \d+\}')


def adjudge(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
    return subprocess.run(
        [*command(), *arguments], cwd=folder, env=own, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


def same(embedded: subprocess.CompletedProcess[str], asked: subprocess.CompletedProcess[str]) -> dict[str, object]:
    """See that all that two runs say is the same but for the engine's name; give the report."""
    assert '"engine": "opa-url",\n' in asked.stdout, asked.stderr
    neutral = asked.stdout.replace('"engine": "opa-url",\n', '"engine": "embedded",\n', 1)
    assert neutral.splitlines() == embedded.stdout.splitlines()
    assert (neutral, asked.stderr, asked.returncode) == (embedded.stdout, embedded.stderr, embedded.returncode)
    report: dict[str, object] = json.loads(embedded.stdout)
    return report


@pytest.fixture(scope="module")
def signing(tmp_path_factory) -> Signing:
    return Signing(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module", params=["launch", "broken"])
def pack(request, opa_binary, signing, tmp_path_factory):
    """An example, and an OPA that serves the bundle of its configuration."""
    folder, place = EXAMPLES / request.param, tmp_path_factory.mktemp(request.param)
    bundle = place / "web" / "bundle.tar.gz"
    bundle.parent.mkdir()
    done = adjudge(folder, "bundle", "-o", str(bundle), "--key", str(signing.private), "--opa", opa_binary)
    assert done.returncode == 0, done.stderr
    with serve(opa_binary, bundle, place / "opa", signing=signing) as opa:
        yield folder, opa


@pytest.mark.parametrize("as_of", ["2025-01-01", "2026-12-15", "2090-01-01"])
def test_an_example_gives_the_same_report_through_a_server_of_its_bundle(pack: tuple[Path, Opa], as_of):
    folder, opa = pack
    check = ("check", ".", "--as-of", as_of, "-o", "json")
    same(adjudge(folder, *check, "--engine", "embedded"), adjudge(folder, *check, "--opa-url", opa.url))


MISBEHAVING = {
    "a builtin fails": ("not dishes.complete(dish)", "to_number(dish.name) > 1"),
    "an operator fails": ("not dishes.complete(dish)", "count(dish.name) / (count(dish.name) - 11) > 1"),
    "a finding is none": ('{"path": ["dishes", i], "dish": dish.name}', "17"),
    "a message lacks its word": ('"dish": dish.name', '"dishes": dish.name'),
}


@pytest.mark.parametrize("change", MISBEHAVING.values(), ids=MISBEHAVING)
@pytest.mark.parametrize("decision_log", [False, True])
def test_errors_and_their_places_are_the_same(project, opa_binary, signing, tmp_path, change, decision_log):
    project.plugins(catering=catering({RULE: change}), bakery=catering(domain="bakery"))
    for number, menu in enumerate([BAD_MENU, GOOD_MENU, BAD_MENU.replace("Celery soup", "12")]):
        project.write(f"{number}.{MENU}", menu)
    project.write("menu.bakery.yaml", BAD_MENU)
    bundle = tmp_path / "web" / "bundle.tar.gz"
    bundle.parent.mkdir()
    done = project.adjudge("bundle", "-o", str(bundle), "--key", str(signing.private), "--opa", opa_binary)
    assert done.returncode == 0, done.stderr
    check = ("check", "--as-of", "2026-12-15", "-o", "json")
    with serve(opa_binary, bundle, tmp_path / "opa", signing=signing, decision_log=decision_log) as opa:
        asked = project.adjudge(*check, "--opa-url", opa.url)
    assert ("decision" in asked.stdout) or not decision_log
    asked.stdout = _DECISION.sub("", asked.stdout)
    report = same(project.adjudge(*check, "--engine", "embedded"), asked)
    assert report["summary"]["exit_code"] == 3  # type: ignore[index]
