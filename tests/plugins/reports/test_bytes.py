"""A finding in what is no text is told by its offset, and by the box that is there."""

from __future__ import annotations

import json

import pytest
from fluidattacks_core.sarif import SarifLog

from adjudge import Finding, Outcome, Place, Verdict
from adjudge.lib.documents import SecondPlace

LABEL = "dubbing.project.explicit_label"
FIRST, SECOND = "out/song.wav @ 44 (RIFF/AIGC)", "out/song.wav @ 300"


def verdicts() -> list[Verdict]:
    finding = Finding(
        rule=LABEL,
        severity="high",
        place=Place(offset=44, box="RIFF/AIGC"),
        path=("labels", 0),
        message={"en": "two labels", "zh": "两个标识"},
        related=(SecondPlace(None, ("labels", 1), Place(offset=300)),),
    )
    outcome = Outcome(rule=LABEL, outcome="denied", findings=(finding,))
    return [
        Verdict(
            path="out/song.wav",
            file="out/song.wav",
            kind="dubbing.media",
            sha256="0" * 64,
            size=1000,
            verdict="deny",
            outcomes=(outcome,),
            document={"labels": [{"text": "a"}, {"text": "b"}]},
        )
    ]


def plain(text: str) -> str:
    """Return what is left of a page without markup and escapes."""
    import html
    import re

    return html.unescape(re.sub(r"<[^>]*>", "", text)).replace("\\", "")


@pytest.mark.parametrize("name", ["text", "html", "junit", "github", "markdown"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_read_the_offset_and_the_box(run, name, language):
    told = plain(run(name, verdicts(), language=language))
    assert FIRST in told
    assert SECOND in told
    assert "song.wav:1:1" not in told


def test_a_quiet_report_says_so_too(run):
    assert FIRST in run("text", verdicts(), verbosity=-1)


def test_programs_read_numbers(run):
    (artifact,) = json.loads(run("json", verdicts()))["artifacts"]
    found = [finding for outcome in artifact["outcomes"] for finding in outcome.get("findings", ())]
    assert {"line": 1, "column": 1, "offset": 44, "box": "RIFF/AIGC"}.items() <= found[0].items()
    assert found[0]["related"] == [{"line": 1, "column": 1, "offset": 300, "pointer": "/labels/1"}]


def test_sarif_has_a_region_of_bytes(run):
    text = run("sarif", verdicts())
    SarifLog.model_validate_json(text)
    (result,) = json.loads(text)["runs"][0]["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1, "byteOffset": 44}
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["byteOffset"] == 300
    assert result["relatedLocations"][0]["message"]["text"] == f"see {SECOND}"


def test_gitlab_says_it_in_the_words(run):
    (entry,) = json.loads(run("gitlab", verdicts()))
    assert "@ 44 (RIFF/AIGC)" in entry["description"]


def test_a_box_may_be_named_by_a_stranger_and_is_shown_with_care(run):
    (verdict,) = verdicts()
    finding = verdict.outcomes[0].findings[0]._replace(place=Place(offset=1, box="a\x1b[31m\nb"), related=())
    hostile = verdict._replace(outcomes=(verdict.outcomes[0]._replace(findings=(finding,)),))
    for name in ("text", "html", "junit", "github", "markdown", "sarif", "gitlab"):
        assert "\x1b" not in run(name, [hostile])
