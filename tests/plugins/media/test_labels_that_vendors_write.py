"""What the rules say of the labels that vendors really write, right and wrong, in the bytes of a file."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from labelled_wav import CODE, FIELDS, label, wav

from adjudge import Options, judge

AS_OF = "2026-12-01T12:00:00Z"
OTHER = "001191000000MA0000007C20000"


def told(folder: Path, name: str, data: bytes) -> set[str]:
    """Return what is said of a file, as ``deny rule code``."""
    (folder / name).write_bytes(data)
    (verdict,) = judge(folder, options=Options(as_of=AS_OF, root=folder)).verdicts
    assert [outcome.note for outcome in verdict.outcomes if outcome.outcome == "error"] == []
    return {
        f"{finding.level} {outcome.rule.removeprefix('dubbing.media.')} {finding.code}"
        for outcome in verdict.outcomes
        for finding in outcome.findings
    }


@pytest.mark.parametrize(
    "text",
    [
        label(),
        json.dumps({"AIGC": FIELDS}),
        label(ReservedCode1="c2lnbmF0dXJl", ReservedCode2="1"),
        label(ContentPropagator=OTHER, PropagateID="77"),
    ],
    ids=["bare", "wrapped", "protected", "propagated"],
)
def test_a_good_label_passes(text: str, tmp_path: Path) -> None:
    assert told(tmp_path, "a.wav", wav(text)) == set()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(
            label(ReservedCode1=None, ReservedCode2=None, PropagateID="%!s(MISSING)"),
            {
                "warn label_fields incomplete",
                "warn label_fields placeholder",
                "warn first_write_pair half",
            },
            id="an argument that was not given",
        ),
        pytest.param(
            json.dumps(
                {**{k: v for k, v in FIELDS.items() if k[:8] != "Reserved"}, "ReserveCode1": "", "ReserveCode2": ""}
            ),
            {"deny label_fields misspelt"},
            id="ReserveCode1",
        ),
        pytest.param(label(Label="AIGCLabelType.AI_GENERATED"), {"deny label_value value"}, id="a leaked enum"),
        pytest.param(label(Label="AIGC"), {"deny label_value value"}, id="another word"),
        pytest.param(label(Label=1), {"deny label_value number"}, id="a number"),
        pytest.param(
            label(ContentProducer=CODE[:22] + "xliu", ContentPropagator=CODE[:22] + "xliu"),
            {"warn producer_code shape"},
            id="26 characters",
        ),
        pytest.param(
            label(ContentProducer="voice-maker", ContentPropagator="voice-maker"),
            {"warn producer_code name"},
            id="a name",
        ),
        pytest.param(
            label(ContentProducer="Example API", ContentPropagator="Example API"),
            {"warn producer_code name", "warn label_charset character"},
            id="a name with a blank",
        ),
        pytest.param(
            label(ContentProducer="001191110000MA0000007810000", ContentPropagator=None, PropagateID=None),
            {"deny producer_code check", "warn label_fields incomplete"},
            id="a wrong check digit",
        ),
        pytest.param(label(ReservedCode2=None), {"warn label_fields incomplete"}, id="one key less"),
        pytest.param(label(Timestamp="1"), {"warn label_fields unknown"}, id="a key of its own"),
        pytest.param(label(ProduceID=None), {"deny label_fields missing"}, id="no number"),
        pytest.param(
            label(ContentPropagator=OTHER, PropagateID=""),
            {"deny propagation_fields number", "warn first_write_pair blank"},
            id="a propagator without a number",
        ),
        pytest.param("{", {"deny label_parses unreadable"}, id="broken"),
        pytest.param("", {"deny label_parses unreadable"}, id="empty"),
        pytest.param("[]", {"deny label_parses unreadable"}, id="no object"),
        pytest.param(json.dumps(label()), {"deny label_parses unreadable"}, id="encoded twice"),
        pytest.param(base64.b64encode(label().encode()).decode(), {"warn label_parses encoded"}, id="Base64"),
        pytest.param('{"AIGC:{' + label()[1:] + "}", {"deny label_parses unreadable"}, id="a quotation mark less"),
    ],
)
def test_a_label_as_vendors_write_it_is_told(text: str, says: set[str], tmp_path: Path) -> None:
    assert told(tmp_path, "a.wav", wav(text)) == says


def test_two_labels_are_denied_the_more_so_where_they_differ(tmp_path: Path) -> None:
    assert told(tmp_path, "a.wav", wav(label(), label())) == {"deny single_label second"}
    assert told(tmp_path, "a.wav", wav(label(), label(Label="2"))) == {"deny single_label contradicts"}


def test_a_file_without_a_label_is_told_and_one_that_hides_it_in_a_comment_too(tmp_path: Path) -> None:
    assert told(tmp_path, "a.wav", wav()) == {"warn label_present silent"}
    assert told(tmp_path, "a.wav", wav(info=label())) == {"warn label_present misplaced"}


def test_a_lying_extension_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "a.mp3", wav(label())) == {"warn container_named other"}


def test_a_label_of_20000_characters_is_judged_and_cut_where_it_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(wav(label(ContentProducer="x" * 20000, ContentPropagator=None, PropagateID=None)))
    (verdict,) = judge(tmp_path, options=Options(as_of=AS_OF, root=tmp_path)).verdicts
    shown = [str(finding.message["en"]) for outcome in verdict.outcomes for finding in outcome.findings]
    assert any("is a name and no code" in each for each in shown)
    assert max(map(len, shown)) < 300
