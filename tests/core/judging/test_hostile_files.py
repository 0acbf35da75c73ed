"""Files that cannot be read, or not as one meaning: each gets a clear error, and nobody else loses a verdict."""

from __future__ import annotations

import json
import os
import socket

import pytest
from neighbours import DENIED, GOOD, only_error, place, service, settle, undisturbed

pytestmark = pytest.mark.slow  # many wheels, or many bytes


@pytest.fixture(autouse=True)
def _neighbours(project):
    settle(project)


def nested(opening: str) -> str:
    return opening * (10_000_000 // len(opening))


def bomb() -> str:
    """Nine levels of ten aliases each: a thousand million nodes in 400 bytes."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for name, below in zip("bcdefghi", "abcdefgh", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{below}'] * 10)}]")
    return "\n".join(lines)


# --- what is no text, or no document --------------------------------------------------------------------------------

SPOILED = {
    "binary": ("x.service.json", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64, 1, 1, "byte 0x89 is not UTF-8"),
    "invalid UTF-8": ("x.service.yaml", b"domestic_public: true\nservice: \xff\n", 2, 10, "byte 0xff is not UTF-8"),
    "UTF-16": ("x.service.yaml", "service: a\n".encode("utf-16"), 1, 1, "the text is UTF-16, not UTF-8"),
    "UTF-16 in JSON": ("x.service.json", service().encode("utf-16"), 1, 1, "the text is UTF-16, not UTF-8"),
    "NUL": ("x.service.yaml", b"service: a\0b\n", 1, 11, "holds a NUL byte"),
    "duplicate key": ("x.service.json", '{"service": "a",\n "service": "b"}', 2, 2, 'the key "service" is there twice'),
    "duplicate key in YAML": ("x.service.yaml", "service: a\nservice: b\n", 2, 1, 'the key "service" is there twice'),
    "NaN": ("x.service.json", '{"service": NaN}', 1, 13, "the number is not finite"),
    "Infinity": ("x.service.json", '{"service": -Infinity}', 1, 13, "the number is not finite"),
    "infinity in YAML": ("x.service.yaml", "service: .inf\n", 1, 10, "the number is not finite"),
    "1e999": ("x.service.json", '{"service": 1e999}', 1, 13, "the number is not finite"),
    "huge number": ("x.service.json", f'{{"service": {"9" * 5000}}}', 1, 13, "the integer needs more than 64 bits"),
    "lone surrogate": ("x.service.json", r'{"service": "\ud800"}', 1, 13, "holds half of a surrogate pair"),
    "lone surrogate in YAML": ("x.service.yaml", r'service: "\ud800"', 1, 13, "not valid YAML"),
    "012": ("x.service.yaml", "service: 012\n", 1, 10, 'not all read "012" as the same'),
    "1_000": ("x.service.yaml", "service: 1_000\n", 1, 10, 'not all read "1_000" as the same'),
    "alias bomb": ("x.service.yaml", bomb(), 6, 36, "the aliases expand to more than 1,000,000 nodes"),
    "10 MB of [": ("x.service.json", nested("["), 1, 101, "nested more than 100 levels deep"),
    "10 MB of [ in YAML": ("x.service.yaml", nested("["), 1, 101, "nested more than 100 levels deep"),
    '10 MB of {"a":': ("x.service.json", nested('{"a":'), 1, 501, "nested more than 100 levels deep"),
    '10 MB of {"a": in YAML': ("x.service.yaml", nested('{"a":'), 1, 501, "nested more than 100 levels deep"),
    "empty": ("x.service.yaml", "", 1, 1, "there is no document in it"),
    "empty JSON": ("x.service.json", "", 1, 1, "there is no document in it"),
    "only comments": ("x.service.yaml", "# one\n# two\n", 1, 1, "there is no document in it"),
}


@pytest.mark.parametrize(("name", "content", "line", "column", "says"), SPOILED.values(), ids=SPOILED)
def test_a_file_that_is_not_what_its_name_says_is_an_error_at_its_place(project, name, content, line, column, says):
    project.write(name, content)
    problem = only_error(project)
    assert place(problem) == (name, line, column)
    assert says in problem["message"]


@pytest.mark.parametrize("text", ["number: 012\n", "number: 1_000\n", "number: 0b11\n", "date: 2026-01-31\n"])
def test_what_nobody_claims_may_hold_what_versions_of_yaml_read_differently(project, text):
    project.write("values.yaml", text)
    report = project.json()
    assert report["summary"]["exit_code"] == 1
    assert report["unclaimed"] == ["values.yaml"]
    assert undisturbed(report) == {}


def test_a_number_that_is_read_differently_is_an_error_where_the_file_names_a_kind(project):
    project.write("values.yaml", "kind: identity.service\nnumber: 012\n")
    assert place(only_error(project)) == ("values.yaml", 2, 9)


def test_a_file_that_nobody_claims_and_that_does_not_parse_can_be_excluded(project):
    project.write("templates/values.yaml", "{{ broken\n")
    problem = only_error(project)
    assert problem["file"] == "templates/values.yaml"
    assert problem["hint"].endswith("If it is no artifact, `exclude` it in the configuration.")
    project.write("adjudge.toml", 'exclude = ["templates/"]\n')
    assert undisturbed(project.json()) == {}


# --- what is no file ------------------------------------------------------------------------------------------------


def test_a_link_that_leads_nowhere_is_an_error(project):
    (project.root / "x.service.json").symlink_to("nowhere")
    assert "No such file or directory" in only_error(project)["message"]


def test_a_link_that_leads_to_itself_is_an_error(project):
    (project.root / "x.service.json").symlink_to("x.service.json")
    assert "symbolic links" in only_error(project)["message"]


def test_a_pipe_is_an_error_and_nobody_waits_for_it(project):
    os.mkfifo(project.root / "x.service.json")
    assert only_error(project)["message"] == "this is a pipe, not a file"


def test_a_socket_is_an_error(project, monkeypatch):
    monkeypatch.chdir(project.root)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("x.service.json")
        assert only_error(project)["message"] == "this is a socket, not a file"


def test_a_folder_called_like_an_artifact_is_a_folder(project):
    project.write("x.service.json/y.service.json", service())
    assert undisturbed(project.json())["x.service.json/y.service.json"]["verdict"] == "pass"
    (project.root / "empty.service.json").mkdir()
    done = project.adjudge("check", "empty.service.json")
    assert done.returncode == 3
    assert "nothing was judged" in done.stdout


if os.geteuid():  # root may read everything

    def test_a_file_that_may_not_be_read_is_an_error(project):
        project.write("x.service.json", service()).chmod(0)
        assert only_error(project)["message"] == "the file cannot be read: Permission denied"


@pytest.mark.parametrize("more", [(), ("--skip-unclaimed", "--with-referrers"), ("--lang", "zh")], ids=str)
def test_a_path_that_is_not_there_is_exit_2_also_for_a_hook(project, more):
    done = project.adjudge("check", GOOD, "gone.service.json", *more)
    assert (done.returncode, done.stdout) == (2, "")
    assert "gone.service.json" in done.stderr


def test_a_path_that_is_there_and_cannot_be_read_is_exit_3_and_the_others_are_judged(project):
    (project.root / "loop.service.json").symlink_to("loop.service.json")
    problem = only_error(project, GOOD, "loop.service.json", DENIED)
    assert problem["message"].startswith("the file cannot be read")
    assert problem["file"] == "loop.service.json"


def test_a_file_beyond_64_mib_is_an_error_and_is_not_read(project):
    with (project.root / "x.service.json").open("wb") as file:
        file.truncate(65 << 20)
    assert "larger than 64 MiB" in only_error(project)["message"]


@pytest.mark.parametrize("folder", [None, "empty"])
def test_a_walk_in_which_nothing_is_judged_is_an_error(project, folder):
    for name in (GOOD, DENIED):
        (project.root / name).unlink()
    project.write("notes.txt", "nothing to judge")
    if folder:
        (project.root / folder).mkdir()
    for extra in ([], ["--skip-unclaimed"]):
        report = project.json(*([folder] if folder else []), *extra)
        assert report["summary"]["exit_code"] == 3
        assert [problem["message"] for problem in report["problems"]] == ["nothing was judged"]


# --- kinds ----------------------------------------------------------------------------------------------------------


def test_a_kind_that_nobody_has_is_an_error(project):
    project.write("x.yaml", "title: a\nkind: nobody.knows\n")
    problem = only_error(project)
    assert "nobody.knows" in problem["message"]
    assert problem["file"] == "x.yaml"


def test_a_kind_without_a_dot_is_somebody_elses_key(project):
    project.write("deployment.yaml", "kind: Deployment\n")
    report = project.json()
    assert report["unclaimed"] == ["deployment.yaml"]


def test_name_and_document_must_agree_on_the_kind(project):
    project.write("x.service.yaml", "kind: dubbing.consent\n")
    problem = only_error(project)
    assert "dubbing.consent by the document's `kind`" in problem["message"]
    assert "identity.service by the file's name" in problem["message"]


def test_name_and_flag_must_agree_on_the_kind(project):
    report = project.json("--kind", "dubbing.consent", GOOD)
    assert report["summary"]["exit_code"] == 3
    assert "dubbing.consent by --kind" in report["artifacts"][0]["problem"]["message"]


def test_name_and_configuration_must_agree_on_the_kind(project):
    project.write("adjudge.toml", '[kinds]\n"jobs/*.json" = "dubbing.consent"\n')
    project.write("jobs/x.service.json", service())
    assert "dubbing.consent by the configuration" in only_error(project)["message"]


def test_document_and_configuration_must_agree_on_the_kind(project):
    project.write("adjudge.toml", '[kinds]\n"jobs/*.json" = "dubbing.consent"\n')
    project.write("jobs/x.json", service(kind="identity.service"))
    assert "identity.service by the document's `kind`" in only_error(project)["message"]


def test_a_claimed_file_that_no_reader_knows_is_an_error(project):
    project.write("adjudge.toml", '[kinds]\n"*.bin" = "dubbing.consent"\n')
    project.write("x.bin", b"\0\1")
    problem = only_error(project)
    assert "no reader knows .bin" in problem["message"]


# --- names ----------------------------------------------------------------------------------------------------------

NAMES = {
    "line break": "a\nb.service.json",
    "escape sequence": "\x1b[31mred.service.json",
    "hash": "a#3.service.json",
    "space": "a b.service.json",
    "Chinese": "服务.service.json",
    "right to left": "\u202eevil.service.json",
    "dash": "-rf.service.json",
    "pattern": "[a]*.service.json",
    "percent": "100%s{x}.service.json",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_file_may_have_any_name_that_is_text(project, name):
    project.write(name, service())
    assert undisturbed(project.json())[name]["verdict"] == "pass"
    assert project.json("--", name)["summary"]["exit_code"] == 0


def test_nothing_in_a_name_reaches_the_terminal_as_a_command(project):
    project.write("\x1b[31m\u202ea\nb.service.json", service(service=""))
    for option in ("-v", "-q"):
        shown = project.adjudge("check", option).stdout
        assert "\\x1b[31m\\u202ea\\nb.service.json" in shown
        assert not {"\x1b", "\u202e"} & set(shown)


@pytest.mark.parametrize("path", [b"\xff.service.json", b"jobs\xff/x.service.json"], ids=["file", "folder"])
def test_a_name_that_is_no_utf_8_is_an_error_that_spells_it(project, path):
    project.write(os.fsdecode(path), service())
    shown = path.decode("utf-8", "backslashreplace")
    for arguments in ([], [GOOD, DENIED, os.fsdecode(path)]):
        problem = only_error(project, *arguments)
        assert (problem["file"], problem["message"]) == (shown, "the file's name is not UTF-8")


# --- links ----------------------------------------------------------------------------------------------------------


def test_folders_that_lead_to_each_other_are_walked_once(project):
    project.write("a/x.service.json", service())
    (project.root / "a" / "up").symlink_to("..")
    (project.root / "b").symlink_to("a")
    assert list(undisturbed(project.json())) == ["a/x.service.json"]


def test_links_out_of_the_root_are_not_followed(project, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.service.json").write_text("{}")
    (project.root / "folder").symlink_to(tmp_path / "outside")
    (project.root / "x.service.json").symlink_to(tmp_path / "outside" / "x.service.json")
    assert undisturbed(project.json()) == {}


@pytest.mark.parametrize("path", ["folder", "folder/x.service.json", "x.service.json"])
def test_a_path_that_leads_out_of_the_root_is_a_mistake_of_usage(project, tmp_path, path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.service.json").write_text("{}")
    (project.root / "folder").symlink_to(tmp_path / "outside")
    (project.root / "x.service.json").symlink_to(tmp_path / "outside" / "x.service.json")
    done = project.adjudge("check", GOOD, path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is outside the root" in done.stderr


def test_a_link_inside_the_root_is_judged_under_its_own_name(project):
    (project.root / "x.service.json").symlink_to(GOOD)
    assert undisturbed(project.json())["x.service.json"]["verdict"] == "pass"


# --- many at once ---------------------------------------------------------------------------------------------------


def test_many_hostile_files_cost_nobody_else_a_verdict(project):
    for number, (name, content, *_) in enumerate(SPOILED.values()):
        if len(content) < 1_000_000:
            project.write(f"{number}/{name}", content)
    for number in range(80):
        project.write(f"wrong/{number}.service.json", json.dumps({"service": number}))
    report = project.json()
    said = undisturbed(report)
    assert report["summary"]["verdicts"] == {"pass": 1, "warn": 0, "deny": 81, "error": len(said) - 80}
