"""``adjudge fix``: what is offered is shown and proven; what is written is asked for, and nothing else changes."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from mending import digest, fix, text

pytestmark = pytest.mark.slow  # a run or two each

PLAN = "# ours\nkitchen: {cook: Ana} # mornings\nnote: 'x'\n"
MENDED = PLAN.replace("Ana}", "Ana, open_fire: false}")


OLD, NEW = "a soup\n", "another soup\n"
SOUP = f"recipes:\n  - file: soup.txt # the best\n    sha256: {digest(OLD)}\n"


# --- a key that is missing ------------------------------------------------------------------------------------------


def test_an_edit_is_shown_as_a_diff_and_nothing_is_written(project):
    project.write("a.plan.yaml", PLAN)
    said = fix(project, code=1)
    assert "a.plan.yaml:2:1: kitchen.plan.fire: nothing says whether there is an open fire" in said
    assert "--- a/a.plan.yaml\n+++ b/a.plan.yaml\n@@ -1,3 +1,3 @@\n # ours\n-kitchen: {cook: Ana} # mornings" in said
    assert "+kitchen: {cook: Ana, open_fire: false} # mornings\n note: 'x'\n" in said
    assert "edits that hold: 1, in files: 1" in said
    assert text(project, "a.plan.yaml") == PLAN


def test_what_is_written_is_the_edit_alone_and_then_there_is_nothing_left(project):
    project.write("a.plan.yaml", PLAN)
    (project.root / "a.plan.yaml").chmod(0o640)
    assert "edits written: 1, in files: 1" in fix(project, "--write", code=0)
    assert text(project, "a.plan.yaml") == MENDED
    assert (project.root / "a.plan.yaml").stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in project.root.iterdir()) == ["a.plan.yaml"]
    assert "nothing to mend" in fix(project, code=0)
    assert project.adjudge("check").returncode == 0


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("a.plan.json", '{\n  "kitchen": {"cook": "Ana"}\n}\n', '{\n  "kitchen": {"cook": "Ana", "open_fire": false}\n}\n'),
        ("a.plan.toml", "[kitchen] # x\r\ncook = 'Ana'\r\n", "[kitchen] # x\r\ncook = 'Ana'\r\nopen_fire = false\r\n"),
        ("a.plan.yaml", "kitchen:\r\n  cook: Ana\r\n", "kitchen:\r\n  cook: Ana\r\n  open_fire: false\r\n"),
        ("a.shift.csv", 'who,smoking\r\n"Ana",\r\nBo,true\r\n', 'who,smoking\r\n"Ana",false\r\nBo,true\r\n'),
        ("a.shift.jsonl", '{"who": "Bo"}\n{"who": "A"}', '{"who": "Bo", "smoking": false}\n{"who": "A", "smoking": false}'),
    ],
)  # fmt: skip
def test_every_format_keeps_its_bytes(project, file, before, after):
    project.write(file, before.encode())
    fix(project, "--write", code=0)
    assert text(project, file) == after


def test_what_is_stated_is_left_to_people(project):
    """The rule of the grill offers a value for a place where one stands."""
    project.write("a.plan.yaml", "kitchen: {grill: true, open_fire: false}\n")
    assert "cannot be mended here: something is stated there" in fix(project, "--write", code=1)
    assert text(project, "a.plan.yaml") == "kitchen: {grill: true, open_fire: false}\n"


def test_an_edit_that_brings_another_finding_is_not_made_and_the_others_are(project):
    project.write("a.plan.yaml", "kitchen: {grill: true}\n")
    project.write("b.plan.yaml", PLAN)
    said = fix(project, "--write", code=1)
    assert "cannot be mended here: kitchen.plan.grill would find something more in a.plan.yaml" in said
    assert (text(project, "a.plan.yaml"), text(project, "b.plan.yaml")) == ("kitchen: {grill: true}\n", MENDED)
    assert "findings left whose rule offers an edit: 1" in said


@pytest.mark.parametrize(
    ("plan", "says", "code"),
    [
        ("kitchen: {cook: Eve}\n", "kitchen.plan.cooks would fail on a.plan.yaml", 1),
        ("kitchen: {cook: Err}\n", "a.plan.yaml could not be judged, so nothing of it can be proven", 3),
        ("kitchen: {cook: Owl}\n", "kitchen.plan.cooks would no longer be asked of a.plan.yaml", 1),
        ("kitchen: {cook: Mule, open_fire: true}\n", "the finding would stay", 1),
        ("kitchen: {open_fire: true}\nnote: sha256\n", "no file inside the root is named beside it", 1),
    ],
)
def test_an_edit_that_does_not_hold_is_told_with_the_reason(project, plan, says, code):
    """A finding that is gone because nobody asks any more, or nobody can answer, is not mended."""
    project.write("a.plan.yaml", plan)
    assert f"cannot be mended here: {says}" in fix(project, "--write", code=code)
    assert text(project, "a.plan.yaml") == plan


def test_a_text_that_cannot_be_changed_alone_is_left_alone(project):
    shared = "kitchen: &k {cook: Ana}\n"
    project.write("a.plan.yaml", "note: &n x\nkitchen:\n  cook: *n\n")
    said = fix(project, "--write", code=1)
    assert "cannot be mended here: the value is shared by an anchor or an alias" in said
    assert shared != text(project, "a.plan.yaml") == "note: &n x\nkitchen:\n  cook: *n\n"


def test_only_named_rules_and_only_named_files_are_mended(project):
    project.write("a.plan.yaml", PLAN)
    project.write("b.plan.yaml", PLAN)
    assert "nothing to mend" in fix(project, "--rule", "kitchen.plan.label", "--write", code=0)
    fix(project, "a.plan.yaml", "--rule", "kitchen.plan.fire", "--write", code=0)
    assert (text(project, "a.plan.yaml"), text(project, "b.plan.yaml")) == (MENDED, PLAN)
    assert "kitchen.plan.fires is no rule" in fix(project, "--rule", "kitchen.plan.fires", code=2)


def test_a_label_is_the_matter_of_another_command(project):
    project.write("a.plan.yaml", "kitchen: {labelled: false, open_fire: false}\n")
    assert "the label is missing: run `adjudge label a.plan.yaml --producer CODE --id ID`" in fix(
        project, "--write", code=1
    )


# --- digests --------------------------------------------------------------------------------------------------------


def test_a_digest_is_stated_anew_only_where_its_file_is_named(project):
    project.write("soup.plan.yaml", SOUP)
    project.write("soup.txt", NEW)
    said = fix(project, code=1)
    assert f"-    sha256: {digest(OLD)}\n+    sha256: " in said
    assert "soup.txt is not the file whose digest is stated: it has 13 bytes and was last written at 20" in said
    said = fix(project, "--write", code=1)
    assert "not written: look at soup.txt, then add `--stamp soup.txt`" in said
    assert "+++" not in said
    assert text(project, "soup.plan.yaml") == SOUP
    fix(project, "--write", "--stamp", "soup.txt", code=0)
    assert text(project, "soup.plan.yaml") in (
        SOUP.replace(digest(OLD), digest(NEW)),
        SOUP.replace(digest(OLD), f'"{digest(NEW)}"'),
    )
    assert project.adjudge("check").returncode == 0


def test_to_name_one_file_says_nothing_of_another(project):
    both = SOUP + SOUP.removeprefix("recipes:\n").replace("soup.txt", "broth.txt")
    project.write("soup.plan.yaml", both)
    project.write("soup.txt", NEW)
    project.write("broth.txt", NEW + NEW)
    fix(project, "--write", "--stamp", "soup.txt", code=1)
    assert text(project, "soup.plan.yaml").count(digest(OLD)) == 1
    assert "broth.txt # the best\n    sha256: " + digest(OLD) in text(project, "soup.plan.yaml")


def test_a_file_whose_digest_is_not_offered_is_refused(project):
    project.write("soup.plan.yaml", SOUP)
    project.write("soup.txt", NEW)
    project.write("other.txt", NEW)
    assert "no digest of other.txt is offered" in fix(project, "--write", "--stamp", "other.txt", code=2)
    assert "outside the root" in fix(project, "--write", "--stamp", "../x", code=2)
    assert text(project, "soup.plan.yaml") == SOUP


def test_a_file_that_is_mended_too_is_stated_as_it_is_afterwards(project):
    """The plan states the digest of another plan, which changes in the same run."""
    project.write("b.plan.yaml", PLAN)
    project.write("a.plan.yaml", f"recipes:\n- {{file: b.plan.yaml, sha256: '{digest(OLD)}'}}\n")
    fix(project, "--write", "--stamp", "b.plan.yaml", code=0)
    assert text(project, "b.plan.yaml") == MENDED
    assert digest(MENDED) in text(project, "a.plan.yaml")


def test_an_edit_of_a_file_whose_digest_is_stated_elsewhere_is_not_made(project):
    """Also where the file that states it was not asked for."""
    project.write("b.plan.yaml", PLAN)
    project.write("a.plan.yaml", f"recipes:\n- {{file: b.plan.yaml, sha256: {digest(PLAN)}}}\n")
    said = fix(project, "b.plan.yaml", "--write", code=1)
    assert "kitchen.plan.recipes would find something more in a.plan.yaml" in said
    assert text(project, "b.plan.yaml") == PLAN


def test_records_that_are_one_document_are_mended_in_their_row(project):
    table = f'file,sha256\r\n"soup.txt",{digest(OLD)}\r\n'
    project.write("soup.plan.csv", table.encode())
    project.write("soup.plan.csv.meta.yaml", "note: x\n")
    project.write("soup.txt", NEW)
    fix(project, "--write", "--stamp", "soup.txt", code=0)
    assert text(project, "soup.plan.csv") == table.replace(digest(OLD), digest(NEW))


# --- what is not mended ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "env", "says"),
    [
        (("--gate", "../g.toml"), {}, "--gate cannot work on `adjudge fix`"),
        (("--release", "."), {}, "--release cannot work on `adjudge fix`"),
        ((), {"ADJUDGE_GATE": "../g.toml"}, "nothing is mended under one"),
    ],
)
def test_nothing_is_mended_under_a_gate_or_for_a_release(project, arguments, env, says):
    project.write("a.plan.yaml", PLAN)
    project.write("../g.toml", 'environment = "production"\n[plugins.kitchen]\nversion = ">=1"\n')
    done = project.adjudge("fix", "--write", *arguments, env=env)
    assert done.returncode == 2, done.stdout + done.stderr
    assert says in done.stderr
    assert text(project, "a.plan.yaml") == PLAN


def test_a_finding_in_a_baseline_is_left(project):
    project.write("a.plan.yaml", PLAN)
    assert project.adjudge("baseline").returncode == 0
    assert "nothing to mend" in fix(project, "--baseline", "adjudge-baseline.json", "--write", code=0)
    assert text(project, "a.plan.yaml") == PLAN


def test_what_could_not_be_judged_is_told_and_the_rest_is_mended(project):
    project.write("a.plan.yaml", PLAN)
    project.write("b.plan.yaml", "kitchen: [\n")
    said = fix(project, "--write", code=3)
    assert "not everything could be judged" in said
    assert text(project, "a.plan.yaml") == MENDED


# --- files that may not be written -------------------------------------------------------------------------------------


def test_a_read_only_file_stays(project):
    project.write("a.plan.yaml", PLAN)
    project.write("b.plan.yaml", PLAN)
    (project.root / "b.plan.yaml").chmod(0o444)
    assert "b.plan.yaml: the file is read-only" in fix(project, "--write", code=2)
    assert (text(project, "a.plan.yaml"), text(project, "b.plan.yaml")) == (PLAN, PLAN)
    assert sorted(each.name for each in project.root.iterdir()) == ["a.plan.yaml", "b.plan.yaml"]


@pytest.mark.parametrize(("make", "code"), [("symlink", 1), ("hard link", 2), ("folder", 1)])
def test_a_link_and_a_file_with_two_names_stay(project, make, code):
    file = project.write("data/plan.txt", PLAN)
    if make == "symlink":
        (project.root / "a.plan.yaml").symlink_to(file)
    elif make == "hard link":
        os.link(file, project.root / "a.plan.yaml")
    else:
        project.write(".hidden/a.plan.yaml", PLAN)
        (project.root / "shown").symlink_to(".hidden")
    said = fix(project, "--write", code=code)
    assert "the file is a link, lies behind one, or has a second name" in said
    assert file.read_text("utf-8") == PLAN


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_where_there_is_no_place_nothing_is_written(project, monkeypatch, code):
    project.write("a.plan.yaml", PLAN)
    project.write("b.plan.yaml", PLAN)

    def full(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", full)
    assert "a.plan.yaml: the file cannot be written" in fix(project, "--write", code=2)
    assert (text(project, "a.plan.yaml"), text(project, "b.plan.yaml")) == (PLAN, PLAN)
    assert sorted(each.name for each in project.root.iterdir()) == ["a.plan.yaml", "b.plan.yaml"]


@pytest.mark.parametrize("changed", ["soup.plan.yaml", "soup.txt"])
def test_what_changed_meanwhile_is_not_written_over(project, monkeypatch, changed):
    """The edited file, and the one whose digest is stated."""
    project.write("soup.plan.yaml", SOUP)
    project.write("soup.txt", NEW)
    fsync = os.fsync

    def meanwhile(descriptor: int) -> None:
        fsync(descriptor)
        project.write(changed, "note: theirs\n")

    monkeypatch.setattr(os, "fsync", meanwhile)
    assert "changed" in fix(project, "--write", "--stamp", "soup.txt", code=3)
    assert text(project, changed) == "note: theirs\n"
    assert text(project, "soup.plan.yaml") in (SOUP, "note: theirs\n")


def test_a_move_that_fails_says_what_was_written_before(project, monkeypatch):
    project.write("a.plan.yaml", PLAN)
    project.write("b.plan.yaml", PLAN)
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "b.plan.yaml":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert "written before it: a.plan.yaml" in fix(project, "--write", code=2)
    assert (text(project, "a.plan.yaml"), text(project, "b.plan.yaml")) == (MENDED, PLAN)
    assert sorted(each.name for each in project.root.iterdir()) == ["a.plan.yaml", "b.plan.yaml"]


def test_the_json_report_has_what_rules_offer(project):
    project.write("a.plan.yaml", PLAN)
    offered = {name.rpartition(".")[2]: rule.get("fix") for name, rule in project.json()["rules"].items()}
    assert offered["recipes"] == {"altered": {"stamp": "sha256"}}
    assert offered["fire"] == {"": {"set": False}}


# --- what is seen ------------------------------------------------------------------------------------------------------


def test_nothing_of_a_text_acts_on_a_terminal(project):
    project.write("a.plan.yaml", 'note: "\u202eevil\\e[2J"\nkitchen: {cook: Ana}\n')
    said = fix(project, code=1)
    assert "\u202e" not in said
    assert "\\u202e" in said


def test_it_is_told_in_chinese_too(project):
    project.write("a.plan.yaml", PLAN)
    assert "已证明的修改：1 项，涉及文件 1 个" in fix(project, "--lang", "zh", code=1)
