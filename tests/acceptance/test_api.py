"""docs/api.md, done as it says: its blocks are one script, and each prints what stands below it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(python|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_MARK = "-- next block --"


def blocks() -> list[tuple[str, str | None]]:
    """Return each block of Python with what the page says that it prints."""
    found: list[tuple[str, str | None]] = []
    for language, text in _BLOCK.findall(API):
        if language == "python":
            found.append((text, None))
        else:
            found[-1] = (found[-1][0], text)
    return found


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that has the examples, as the top of a checkout."""
    for name in ("launch", "broken"):
        shutil.copytree(ROOT / "examples" / name, tmp_path / "examples" / name)
    return tmp_path


def run(folder: Path, script: str) -> str:
    own = {name: value for name, value in os.environ.items() if not name.startswith("ADJUDGE_")}
    done = subprocess.run(
        [sys.executable, "-"], input=script, cwd=folder, env=own, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stderr, done.returncode) == ("", 0), done.stdout
    return done.stdout


def test_api_md_does_what_it_says(checkout: Path) -> None:
    shown = run(checkout, f"print({_MARK!r})\n".join(code for code, _ in blocks())).split(f"{_MARK}\n")
    for (code, says), did in zip(blocks(), shown, strict=True):
        assert did == (says or ""), code
    report = json.loads((checkout / "verdicts.json").read_text(encoding="utf-8"))
    assert report["summary"]["exit_code"] == 0


CLIENT = """
def ask(content):
    status = []
    environ = {"wsgi.input": io.BytesIO(content), "CONTENT_LENGTH": str(len(content))}
    body = b"".join(application(environ, lambda said, headers: status.append((said, dict(headers)))))
    ((said, headers),) = status
    assert headers["Content-Length"] == str(len(body))
    print(json.dumps([said, json.loads(body)]))
"""


def answers(checkout: Path, *contents: bytes, before: str = "") -> list[Any]:
    """Return status and body with which the page's web handler answers to each content."""
    rows, handler = (next(code for code, _ in blocks() if start in code) for start in ("def rows", "def application"))
    asked = "\n".join(f"ask({content!r})" for content in contents)
    script = f"import io\nfrom adjudge import Options, judge\n{rows}{handler}{CLIENT}{before}\n{asked}\n"
    return [json.loads(line) for line in run(checkout, script).splitlines()]


def test_the_web_handler_of_api_md_answers_200_422_and_500(checkout: Path) -> None:
    good = (ROOT / "examples" / "launch" / "service" / "studio.service.yaml").read_bytes()
    passed, denied, unread = answers(checkout, good, good.replace(b"value: 6,", b"value: 5,"), b"a: [")
    assert passed == ["200 OK", {"decision": "pass", "findings": [], "problems": []}]
    assert denied[0] == "422 Unprocessable Content"
    assert {each["rule"] for each in denied[1]["findings"]} == {"identity.service.log_retention"}
    assert unread[0] == "500 Internal Server Error"
    assert unread[1]["problems"]
    assert list((checkout / "empty").iterdir()) == []


def test_what_is_uploaded_to_the_web_handler_of_api_md_reaches_no_file(checkout: Path) -> None:
    (checkout / "secret.consent.yaml").write_text("kind: dubbing.consent\n", encoding="utf-8")
    project = (ROOT / "examples" / "launch" / "jobs" / "audio-drama" / "audio-drama.project.yaml").read_text("utf-8")
    assert "../../consents/performer-a.consent.yaml" in project
    content = project.replace("../../consents/performer-a.consent.yaml", "../secret.consent.yaml")
    rename = "\nUPLOAD = str(EMPTY / 'upload.project.yaml')"
    ((status, answer),) = answers(checkout, content.encode(), before=rename)
    assert status == "422 Unprocessable Content"
    assert "dubbing.project.reference" in {each["rule"] for each in answer["findings"]}


def test_the_web_handler_of_api_md_blames_itself_for_its_own_configuration(checkout: Path) -> None:
    (checkout / "adjudge.toml").write_text('engine = "abacus"\n', encoding="utf-8")
    ((status, answer),) = answers(checkout, b"")
    assert status == "500 Internal Server Error"
    assert "there is no engine abacus" in answer["error"]


def test_the_fields_that_api_md_lists_are_those_that_there_are() -> None:
    from dataclasses import fields

    import adjudge

    table = API.partition("| | fields |")[2].partition("\n\n")[0]
    for name, said in re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.MULTILINE):
        public = set(getattr(adjudge, name)._fields)
        named = set(re.findall(r"`(\w+)`", said))
        assert public - named <= {"schema", "decision"}, name
    options = API.partition("| field | is |")[2].partition("\n\n")[0]
    said = {name for row in options.split("\n") for name in re.findall(r"`(\w+)`", row.partition(" | ")[0])}
    assert said == {each.name for each in fields(adjudge.Options)} - {"origin"}
