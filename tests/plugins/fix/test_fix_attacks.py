"""``adjudge fix`` and those who would misuse it: what changes meanwhile, what names itself, texts that are hard to change."""

from __future__ import annotations

import codecs
from datetime import date, timedelta
from pathlib import Path

import pytest
from mending import digest, fix, text

pytestmark = pytest.mark.slow  # a run or two each

PLAN = "kitchen: {cook: Ana} # mornings\n"
MENDED = PLAN.replace("Ana}", "Ana, open_fire: false}")
OLD, NEW = "a soup\n", "another soup\n"


def soup(file: str = "soup.txt", sha256: str = digest(OLD)) -> str:
    return f"recipes:\n- {{file: {file}, sha256: {sha256}}}\n"


# --- between the plan and the write -----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["folder", "link", "other bytes"])
def test_evidence_that_is_swapped_after_the_proof_is_not_stamped(project, monkeypatch, how):
    from adjudge.plugins.fix import command

    project.write("soup.plan.yaml", soup())
    project.write("soup.txt", NEW)
    project.write("poison.txt", "poison\n")
    apply, evidence = command.apply, project.root / "soup.txt"

    def swapped(*arguments: object) -> None:
        evidence.unlink()
        if how == "link":
            evidence.symlink_to("poison.txt")
        elif how == "folder":
            evidence.mkdir()
        else:
            project.write("soup.txt", "poison\n")
        apply(*arguments)

    monkeypatch.setattr(command, "apply", swapped)
    fix(project, "--write", "--stamp", "soup.txt", code=3)
    assert text(project, "soup.plan.yaml") == soup()
    assert sorted(each.name for each in project.root.iterdir()) == ["poison.txt", "soup.plan.yaml", "soup.txt"]


@pytest.mark.parametrize("how", ["folder", "gone", "link", "read-only"])
def test_a_file_that_is_replaced_after_the_proof_is_not_written_over(project, monkeypatch, how):
    from adjudge.plugins.fix import command

    project.write("a.plan.yaml", PLAN)
    project.write("secret.txt", PLAN)
    apply, file = command.apply, project.root / "a.plan.yaml"

    def replaced(*arguments: object) -> None:
        if how == "read-only":
            file.chmod(0o444)
        else:
            file.unlink()
        if how == "link":
            file.symlink_to("secret.txt")
        elif how == "folder":
            file.mkdir()
        apply(*arguments)

    monkeypatch.setattr(command, "apply", replaced)
    fix(project, "--write", code=2)
    assert text(project, "secret.txt") == PLAN
    assert not [each.name for each in project.root.iterdir() if each.name.startswith(".")]


def test_a_file_that_becomes_a_link_at_the_last_moment_is_not_written_over(project, monkeypatch):
    """To a file with the same bytes: the digest alone would not tell."""
    from adjudge.plugins.fix import applying

    project.write("a.plan.yaml", PLAN)
    project.write("secret.txt", PLAN)
    see, file = applying._see_same, project.root / "a.plan.yaml"

    def linked(*arguments: object) -> None:
        file.unlink()
        file.symlink_to("secret.txt")
        see(*arguments)

    monkeypatch.setattr(applying, "_see_same", linked)
    assert "changed" in fix(project, "--write", code=3)
    assert (file.is_symlink(), text(project, "secret.txt")) == (True, PLAN)


# --- what names itself and what changes twice -------------------------------------------------------------------------


def test_files_that_name_each_other_and_one_that_names_itself_are_left_to_people(project):
    """No bytes have both digests: neither is offered, whoever asks for it by name."""
    files = {
        "a.plan.yaml": soup("b.plan.yaml"),
        "b.plan.yaml": soup("a.plan.yaml"),
        "self.plan.yaml": soup("self.plan.yaml"),
    }
    for name, content in files.items():
        project.write(name, content)
    for name in files:
        project.adjudge("fix", "--write")
        fix(project, "--write", "--stamp", name, code=2)
    assert {name: text(project, name) for name in files} == files


def test_to_write_twice_changes_nothing_more(project):
    project.write("a.plan.yaml", soup() + PLAN)
    project.write("soup.txt", NEW)
    fix(project, "--write", "--stamp", "soup.txt", code=0)
    once = (project.root / "a.plan.yaml").stat()
    assert "nothing to mend" in fix(project, "--write", code=0)
    assert (project.root / "a.plan.yaml").stat() == once or text(project, "a.plan.yaml").count("open_fire") == 1
    assert (project.root / "a.plan.yaml").stat().st_ino == once.st_ino


def test_two_findings_in_one_mapping_are_mended_together(project):
    project.write("a.plan.yaml", soup() + PLAN)
    project.write("soup.txt", NEW)
    assert "edits written: 2, in files: 1" in fix(project, "--write", "--stamp", "soup.txt", code=0)
    assert digest(NEW) in text(project, "a.plan.yaml")
    assert MENDED in text(project, "a.plan.yaml")


# --- waivers ----------------------------------------------------------------------------------------------------------


def test_a_waiver_of_the_file_still_holds_when_its_bytes_have_changed(project):
    project.write("a.plan.yaml", "kitchen: {cook: Ana, labelled: false}\n")
    day = (date.today() + timedelta(20)).isoformat()
    by = ("--reason", "known", "--owner", "kitchen@example.com", "--approver", "chef@example.com", "--expires", day)
    waived = project.adjudge("waive", "a.plan.yaml", "--rule", "kitchen.plan.label", *by)
    assert waived.returncode == 0, waived.stdout + waived.stderr
    assert "edits written: 1, in files: 1" in fix(project, "a.plan.yaml", "--write", code=0)
    assert text(project, "a.plan.yaml") == "kitchen: {cook: Ana, labelled: false, open_fire: false}\n"
    assert "nothing to mend" in fix(project, "a.plan.yaml", code=0)


# --- texts that are hard to change ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (codecs.BOM_UTF8 + PLAN.encode(), codecs.BOM_UTF8 + MENDED.encode()),
        (PLAN.replace("\n", "\r\n").encode(), MENDED.replace("\n", "\r\n").encode()),
        (PLAN.rstrip("\n").encode(), MENDED.rstrip("\n").encode()),
        (b"%YAML 1.2\n---\n" + PLAN.encode(), b"%YAML 1.2\n---\n" + MENDED.encode()),
        (b"# one\n\n" + PLAN.encode() + b"# two\n", b"# one\n\n" + MENDED.encode() + b"# two\n"),
    ],
    ids=["byte order mark", "CRLF", "no end", "directive", "comments"],
)
def test_what_is_around_a_value_stays(project, before, after):
    project.write("a.plan.yaml", before)
    fix(project, "--write", code=0)
    assert (project.root / "a.plan.yaml").read_bytes() == after


@pytest.mark.parametrize(
    "plan",
    [
        "kitchen: {cook: Ana}\nkitchen: {cook: Bo}\n",
        "kitchen: {cook: Ana, cook: Bo}\n",
        "kitchen: &a {cook: *a}\n",
        "kitchen: !!python/object:os.system {cook: Ana}\n",
    ],
)
def test_a_text_that_says_two_things_is_never_changed(project, plan):
    project.write("a.plan.yaml", plan)
    done = project.adjudge("fix", "--write")
    assert done.returncode in (1, 3), done.stdout + done.stderr
    assert text(project, "a.plan.yaml") == plan


@pytest.mark.parametrize("note", ["\u200bhidden", "\u202eevil", "a\u2066b", "\\x1b[2J"])
def test_hidden_characters_of_a_script_are_spelled_out_and_stay(project, note):
    project.write("a.plan.yaml", f'note: "{note}"\n{PLAN}')
    said = fix(project, "--write", code=0)
    assert all(each.isprintable() or each in "\n\t" for each in said)
    assert text(project, "a.plan.yaml") == f'note: "{note}"\n{MENDED}'


def test_a_name_does_not_act_on_a_terminal(project):
    name = "a\n+++ b\x1b[2J.plan.yaml"
    project.write(name, PLAN)
    for said in (fix(project, code=1), fix(project, "--write", code=0)):
        assert all(each.isprintable() or each == "\n" for each in said)
    project.write(name, PLAN)
    Path(project.root / name).chmod(0o444)
    said = fix(project, "--write", code=2)
    assert all(each.isprintable() or each == "\n" for each in said)
