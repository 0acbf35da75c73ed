"""What a release holds is judged, evidence or exempt: by file and by document, and nothing that only looks exempt."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from labelled_wav import label, wav
from neighbours import MANIFEST, SERVICE, account, consent, service
from spoken import spoken
from wheels import Project

from adjudge import Judgement, Options, UsageError, Verdict, judge
from adjudge.lib.documents import EvidenceFile
from adjudge.lib.media import MEDIA_SUFFIXES
from adjudge.plugins.release.mentions import Mentions

ROOT = Path(__file__).resolve().parents[3]

UNACCOUNTED, NAMED = "adjudge.release.unaccounted", "adjudge.release.named"
CLAIMED = json.dumps({"kind": "identity.service", **SERVICE}, ensure_ascii=False)
UNCLAIMED = json.dumps(MANIFEST, ensure_ascii=False)
REELS = '[[named]]\npath = "**/*.reel"\nkind = "dubbing.project"\nfield = "/deliverables/*/file"\n'


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A working directory with a release of one service."""
    made = Project.make(tmp_path)
    monkeypatch.chdir(made.root)
    made.write("dist/a.service.json", service())
    return made


@pytest.fixture
def released(tree: Project) -> Callable[..., Judgement]:
    """Judge the release under a gate that exempts what is given."""

    def run(*exempt: str, tables: str = "", **options: object) -> Judgement:
        gate = tree.root.parent / "gate.toml"
        first = f'environment = "production"\nexempt = {json.dumps(exempt)}\n[plugins.identity]\n'
        gate.write_text(first + tables, encoding="utf-8")
        return judge("dist", options=Options(gate=gate, release=True, **options))  # type: ignore[arg-type]

    return run


def found(judgement: Judgement, rule: str = UNACCOUNTED) -> list[tuple[str, int]]:
    """Give file and line of each finding of a rule."""
    return [
        (verdict.file, finding.place.line)
        for verdict in judgement.verdicts
        for outcome in verdict.outcomes
        for finding in outcome.findings
        if finding.rule == rule
    ]


# --- exemptions -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exempt", "path"),
    [
        ("README.md", "README.md/season2/episode.en.bin"),
        ("./README.md", "README.md/x.bin"),
        ("**/README.md", "a/README.md/x.bin"),
        ("*.md", "notes.md/x.bin"),
        ("*", "a/x.bin"),
        ("docs/*", "docs/a/x.bin"),
        ("docs/", "docs"),
        ("docs/**", "docs"),
        ("docs/", "docs2/x.bin"),
        ("README.md", "readme.md"),
        ("README.md", "README.MD"),
        ("README.md", "README.md "),
        ("README.md", "README.md."),
        ("README.md", "README\u2024md"),
        ("README.md", "\uff32EADME.md"),
        ("README.md", "README.m\u200bd"),
    ],
)
def test_an_exemption_covers_exactly_the_files_that_it_names(tree, released, exempt, path):
    tree.write(f"dist/{path}", "x")
    assert found(released(exempt)) == [(f"dist/{path}", 1)]


@pytest.mark.parametrize(
    ("exempt", "path"),
    [
        ("README.md", "README.md"),
        ("./README.md", "README.md"),
        ("docs/", "docs/a/b.bin"),
        ("docs/**", "docs/a/b.bin"),
        ("docs//", "docs/a/b.bin"),
        ("./docs/./a/", "docs/a/b.bin"),
        ("**/docs/", "a/docs/b.bin"),
        ("caf\u00e9.md", "cafe\u0301.md"),
        ("cafe\u0301.md", "caf\u00e9.md"),
    ],
)
def test_an_exemption_covers_what_it_says(tree, released, exempt, path):
    tree.write(f"dist/{path}", "x")
    assert (found(released(exempt)), released(exempt).exit_code) == ([], 0)


@pytest.mark.parametrize("make", ["link", "dangling", "pipe"])
def test_no_link_and_no_pipe_is_exempt_as_a_file(tree, released, make):
    path = tree.root / "dist" / "README.md"
    if make == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(tree.root if make == "link" else "nowhere")
    assert found(released("README.md")) == [("dist/README.md", 1)]


def test_a_pattern_of_a_gate_that_can_mean_no_file_is_exit_2(tree, released):
    for pattern in ("/README.md", "../README.md", "./"):
        with pytest.raises(UsageError) as caught:
            released(pattern)
        assert spoken(caught.value).startswith(f"gate.toml:2:11: the path pattern {pattern!r} can mean no file")
    with pytest.raises(UsageError) as caught:
        released(tables=REELS.replace("**/*", "/jobs/*"))
    assert spoken(caught.value).startswith("gate.toml:5:1: the path pattern '/jobs/*.reel' can mean no file")
    with pytest.raises(UsageError) as caught:
        released(tables='[[artifacts]]\nkind = "identity.service"\npath = "../*"\n')
    assert spoken(caught.value).startswith("gate.toml:6:1: the path pattern '../*' can mean no file")


# --- files that a field must name -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "episode.reel",
        "Episode.REEL",
        "episode.reel ",
        "episode\u2024reel",
        "episode.\uff52\uff45\uff45\uff4c",
        "episode.r\u200beel",
        "episode.reel/film.bin",
    ],
)
def test_what_must_be_named_escapes_neither_by_an_exemption_nor_by_how_it_is_written(tree, released, path):
    tree.write(f"dist/{path}", "x")
    said = released("**", tables=REELS)
    assert (found(said, NAMED), found(said), said.exit_code) == ([(f"dist/{path}", 1)], [], 1)


def test_a_folder_whose_files_must_be_named_may_be_written_without_its_slash(tree, released):
    tree.write("dist/Out/x.bin", "x")
    assert found(released("**", tables=REELS.replace("**/*.reel", "out")), NAMED) == [("dist/Out/x.bin", 1)]


def test_one_entry_may_have_several_patterns(tree, released):
    tree.write("dist/a.reel", "x")
    tree.write("dist/b.film", "x")
    several = REELS.replace('"**/*.reel"', '["**/*.reel", "**/*.film"]')
    assert found(released("**", tables=several), NAMED) == [("dist/a.reel", 1), ("dist/b.film", 1)]


def test_the_page_and_the_gate_of_attacks_ask_for_every_file_of_media():
    page = (ROOT / "docs" / "gate.md").read_text(encoding="utf-8")
    block = next(part for part in re.findall(r"  ```toml\n(.*?)  ```", page, re.DOTALL) if ".flac" in part)
    gate = (ROOT / "examples" / "attacks" / "gate" / "production.toml").read_text(encoding="utf-8")
    wanted = [f"**/*{suffix}" for suffix in MEDIA_SUFFIXES]
    assert tomllib.loads(dedent(block))["named"][0]["path"] == wanted
    assert tomllib.loads(gate)["named"][0]["path"] == wanted


# --- bytes that nobody names ----------------------------------------------------------------------------------------


def test_a_recording_that_nobody_names_is_denied_whatever_label_it_carries(tree, released):
    tree.write("dist/extra.wav", wav(label()))
    said = released()
    assert (found(said), said.exit_code) == ([("dist/extra.wav", 1)], 1)
    assert found(released("extra.wav")) == []


def test_a_recording_that_is_evidence_of_an_artifact_is_accounted_for(tree, released):
    tree.write("dist/said.wav", wav())
    tree.write("dist/a.consent.json", consent("said.wav", hashlib.sha256(wav()).hexdigest()))
    assert found(released()) == []


def mentions(*artifacts: tuple[str, str, list[str]]) -> dict[str, list[int]]:
    """Give the files with the lines of what is not named, of artifacts by path, kind and what they name."""
    noted = Mentions()
    for path, kind, names in artifacts:
        file, _, line = path.partition("#")
        noted.note(
            Verdict(
                **{"path": path, "file": file, "kind": kind, "sha256": "", "size": 0, "verdict": "pass"},
                line=int(line or 1),
                related=tuple({"path": name} for name in names if name.endswith(("a", "b", "c")) or "#" in name),
                evidence=tuple(EvidenceFile(name, "") for name in names if name.endswith("seen")),
            ),
            must_be_named=kind == "x.bytes",
        )
    return {file: [each.line for each in those] for file, those in noted.unnamed().items()}


def test_bytes_that_name_each_other_or_themselves_are_not_accounted_for():
    assert mentions(("a", "x.bytes", ["b"]), ("b", "x.bytes", ["a"])) == {"a": [1], "b": [1]}
    assert mentions(("seen", "x.bytes", ["seen"])) == {"seen": [1]}


def test_bytes_are_accounted_for_through_others_that_are():
    chain = (("a", "x.bytes", ["b"]), ("b", "x.bytes", ["seen"]), ("seen", "x.bytes", []))
    assert mentions(*chain) == {"a": [1], "b": [1], "seen": [1]}
    assert mentions(*chain, ("m", "x.claim", ["a"])) == {}


def test_of_a_file_of_records_each_is_named_or_not():
    records = (("r#1", "x.bytes", []), ("r#2", "x.bytes", []))
    assert mentions(*records, ("m", "x.claim", ["r#1"])) == {"r": [2]}


# --- documents and records ------------------------------------------------------------------------------------------


def test_a_document_that_nobody_claims_does_not_hide_behind_one_that_was_judged(tree, released):
    tree.write("dist/studio.yaml", f"{CLAIMED}\n---\n{UNCLAIMED}\n---\n{CLAIMED}\n---\n# a note\nx: 1\n")
    said = released()
    assert (found(said), said.exit_code) == ([("dist/studio.yaml", 3), ("dist/studio.yaml", 8)], 1)
    assert found(released("studio.yaml")) == []


def test_a_record_that_nobody_claims_does_not_hide_among_those_that_were_judged(tree, released):
    claimed = json.dumps({"kind": "identity.account", **json.loads(account())}) + "\n"
    tree.write("dist/users.jsonl", claimed + '{"id": "u-2"}\n' + claimed)
    assert found(released()) == [("dist/users.jsonl", 2)]


def test_being_evidence_as_well_accounts_for_no_document_that_nobody_claims(tree, released):
    text = f"{CLAIMED}\n---\n{UNCLAIMED}\n"
    tree.write("dist/record.yaml", text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    tree.write("dist/a.consent.json", consent("record.yaml", digest))
    said = released()
    assert ("dist/record.yaml", 3) in found(said)
    tree.write("dist/record.yaml", UNCLAIMED)
    assert found(released()) == []


def test_a_file_that_nobody_claims_at_all_is_told_once(tree, released):
    tree.write("dist/x.yaml", "a: 1\n---\nb: 2\n")
    assert found(released()) == [("dist/x.yaml", 1)]


# --- names that adjudge itself uses ---------------------------------------------------------------------------------


def test_a_verdict_on_the_waiver_file_accounts_for_no_file_of_that_name(tree, released):
    waiver = {
        "rule": "identity.service.real_name",
        "artifact": "**",
        "fingerprints": [f"{'0' * 40}:{'1' * 40}"],
        "reason": "x",
        "owner": "a",
        "approver": "b",
        "created": "2999-01-01",
        "expires": "2999-02-01",
    }
    (tree.root.parent / "waivers.yaml").write_text(json.dumps({"waivers": [waiver]}), encoding="utf-8")
    tree.write("dist/waivers.yaml", "hello: world\n")
    said = released(tables='[waivers]\nsource = "waivers.yaml"\n', root=Path("dist"))
    assert any(outcome.rule == "adjudge.waivers.pending" for each in said.verdicts for outcome in each.outcomes)
    assert (found(said), said.exit_code) == ([("waivers.yaml", 1)], 1)


@pytest.mark.parametrize("name", ["adjudge.toml", "pyproject.toml", "adjudge-waivers.yaml", "adjudge-baseline.json"])
def test_a_file_by_a_name_of_adjudges_own_is_accounted_for_by_nothing(tree, released, name):
    tree.write(
        f"dist/{name}",
        '[tool.adjudge]\nlang = "en"\n'
        if name.endswith("toml") and name[0] == "p"
        else ""
        if name.endswith("toml")
        else "{}",
    )
    assert (f"dist/{name}", 1) in found(released())


@pytest.mark.parametrize(("name", "text"), [("adjudge.toml", ""), ("pyproject.toml", "[tool.adjudge]\nlang = 'zh'\n")])
def test_a_configuration_in_the_release_neither_moves_the_root_nor_counts(tree, released, name, text):
    tree.write(f"dist/{name}", text)
    tree.write(f"dist/deep/{name}", text)
    tree.write("signed/record.txt", "I agree.")
    digest = hashlib.sha256(b"I agree.").hexdigest()
    tree.write("dist/a.consent.json", consent("../signed/record.txt", digest))
    said = released(f"**/{name}")
    assert {verdict.path for verdict in said.verdicts} == {"dist/a.service.json", "dist/a.consent.json"}
    assert said.exit_code == 0


@pytest.mark.parametrize(
    ("stands", "asked", "outside", "file"),
    [
        ("dist", ".", None, "a.service.json"),
        ("dist", ".", "lang = 'zh'\n", "dist/a.service.json"),
        ("dist/deep", "..", "lang = 'zh'\n", "dist/a.service.json"),
    ],
)
def test_a_configuration_in_the_release_does_not_count_where_one_stands_in_it(
    tree, monkeypatch, stands, asked, outside, file
):
    tree.write("dist/adjudge.toml", "no_such_key = 1\n")
    tree.write("dist/deep/adjudge.toml", "no_such_key = 1\n")
    if outside is not None:
        tree.write("adjudge.toml", outside)
    gate = tree.root.parent / "gate.toml"
    exempt = 'exempt = ["**/adjudge.toml"]\n'
    gate.write_text(f'environment = "production"\n{exempt}[plugins.identity]\n', encoding="utf-8")
    monkeypatch.chdir(tree.root / stands)
    said = judge(asked, options=Options(gate=gate, release=True))
    assert said.exit_code == 0
    assert [verdict.path for verdict in said.verdicts] == [file]


# --- standard input -------------------------------------------------------------------------------------------------


def test_under_a_gate_nothing_given_takes_the_place_of_a_file_that_is_there(tree):
    gate = tree.root.parent / "gate.toml"
    gate.write_text('environment = "production"\n[plugins.identity]\n', encoding="utf-8")
    (tree.root / "dist" / "link.service.json").symlink_to("nowhere")
    (tree.root / "dist" / "folder").mkdir()
    for name in ("dist/a.service.json", "./dist/../dist/a.service.json", "dist/link.service.json", "dist/folder"):
        with pytest.raises(UsageError) as caught:
            judge("dist", options=Options(gate=gate), given={name: service().encode()})
        assert "cannot take the place of" in spoken(caught.value)
    (tree.root / "dist" / "link.service.json").unlink()
    assert judge("dist", options=Options(gate=gate), given={"dist/new.service.json": service().encode()}).exit_code == 0
    assert judge("dist", given={"dist/a.service.json": b"{"}).exit_code == 3


# --- nothing in force -----------------------------------------------------------------------------------------------


def test_a_run_in_which_no_rule_of_any_kind_is_in_force_is_no_verdict(tree):
    said = judge("dist", options=Options(as_of="1990-01-01"))
    assert said.exit_code == 3
    (problem,) = said.summary.problems
    assert problem.message == "on 1990-01-01 no rule of what was judged is in force"


def test_a_kind_of_which_nothing_is_in_force_is_no_error_where_another_was_judged(tree):
    tree.write("dist/record.txt", "I agree.")
    tree.write("dist/a.consent.json", consent("record.txt", hashlib.sha256(b"I agree.").hexdigest()))
    for path, code in (("dist/a.service.json", 3), ("dist", 0)):
        said = judge(path, options=Options(as_of="1990-01-01"))
        assert said.exit_code == code
        assert said.summary.outcomes["pending"]
