"""Help in groups, what was meant by an option or command that is not there, colours of what is not a report."""

from __future__ import annotations

import re
import shlex

import pytest
from workshop import tiny

from adjudge.lib.colour import COLOUR

ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")
PALETTE = {"0", "1", "1;31", "1;32", "1;33", "1;35", "32", "36"}
"""Of the sixteen colours of every terminal, without the dark blue that none shows well on black."""


@pytest.fixture(autouse=True)
def _no_wish(monkeypatch):
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    token = COLOUR.set("auto")
    yield
    COLOUR.reset(token)


def sections(page: str) -> dict[str, list[str]]:
    """Return the flags, or names, below each heading of a page of help."""
    found: dict[str, list[str]] = {}
    for line in page.splitlines():
        if line.endswith(":") and not line.startswith(" "):
            rows = found.setdefault(line[:-1], [])
        elif re.match(r"  \S", line) and found:
            rows.append(line.split()[0].rstrip(","))
    return found


# --- groups ---------------------------------------------------------------------------------------------------------


def test_options_stand_under_what_they_are_for_and_the_general_ones_last(project):
    found = sections(project.adjudge("check", "--help").stdout)
    assert list(found) == [
        "What is judged",
        "Which rules count",
        "Report",
        "Engine",
        "Gate",
        "What does not count",
        "Policies of conftest",
        "OPA",
        "General",
    ]
    assert found["Gate"] == ["--gate", "--gate-digest", "--release"]
    assert found["Report"] == ["-o", "-v", "-q", "--durations", "--lang", "--color"]
    assert found["General"] == ["--config", "--disable-plugin", "-h"]


def test_commands_stand_under_what_they_are_for_before_the_options(project):
    assert list(sections(project.adjudge("--help").stdout)) == [
        "Judge",
        "Understand",
        "Release",
        "Author",
        "Report",
        "General",
    ]


def test_what_a_plugin_declares_stands_under_the_heading_that_it_declares(project):
    code = """
@hookimpl
def adjudge_options():
    yield Option(name='heat', group='Kitchen', help='How hot.', loosens=never, near=('--warmth',))


@hookimpl
def adjudge_commands():
    yield Command(name='cook', group='kitchen', help='Cook.', load='adjudge_stove:cook', near=('fry',))
"""
    project.plugin("stove", tiny("stove", "from adjudge import Option, never\n" + code))
    assert sections(project.adjudge("check", "--help").stdout)["Kitchen"] == ["--heat"]
    assert sections(project.adjudge("--help").stdout)["Kitchen"] == ["cook"]
    assert "Write --heat 9." in project.adjudge("check", "--warmth", "9").stderr
    assert "Did you mean cook?" in project.adjudge("fry").stderr


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["", "check", "attest", "waive", "verify", "rules"])
def test_help_ends_with_an_example(project, name, language):
    page = project.adjudge("--lang", language, *name.split(), "--help").stdout
    assert re.match(rf"(Example: |示例：)adjudge {name}", page.rpartition("\n\n")[2])
    assert page.count("adjudge check examples/launch") <= 1


# --- what can never work ----------------------------------------------------------------------------------------------

NEVER = [
    ("attest x --release", "it judges a release always"),
    ("attest x --baseline b.json", "under a gate no baseline counts"),
    ("baseline --gate g.toml", "no gate lets a baseline count"),
    ("baseline --gate-digest 00", "no gate lets a baseline count"),
    ("baseline --baseline b.json", "it is what this command writes; --file names another"),
]


@pytest.mark.parametrize(("line", "why"), NEVER)
def test_an_option_that_can_never_work_is_neither_listed_nor_taken_and_told_why(project, line, why):
    name, *typed = shlex.split(line)
    flag = next(each for each in typed if each.startswith("--"))
    done = project.adjudge(name, *typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {flag} cannot work on `adjudge {name}`: {why}. Leave it out.\n")
    assert flag not in {each for rows in sections(project.adjudge(name, "--help").stdout).values() for each in rows}


def test_what_an_attestation_is_refused_without_is_marked(project):
    page = " ".join(project.adjudge("attest", "--help").stdout.split())
    assert "all else may then only tighten. [required]" in page
    assert "[required]" not in project.adjudge("check", "--help").stdout


# --- what was meant -------------------------------------------------------------------------------------------------

MEANT = [
    ("check --format json", "Write -o json."),
    ("check --format=sarif", "Write -o sarif."),
    ("check -f json", "Write -o json."),
    ("check --output-format json", "Write -o json."),
    ("check --formt json", "Write -o json."),
    ("check --format", "Write --output."),
    ("check --json", "Write -o json."),
    ("check --sarif", "Write -o sarif."),
    ("check --outpt x.json", "Write -o x.json."),
    ("check --out x.json", "Write -o x.json."),
    ("check --gte g.toml", "Write --gate g.toml."),
    ("check --silent", "Write --quiet."),
    ("check --no-color", "Write --color never."),
    ("check --skip_unclaimed", "Write --skip-unclaimed."),
    ("check --version", "Write adjudge --version."),
    ("check -V", "Write adjudge --version."),
    ("check --exclude vendor", "Write exclude into adjudge.toml."),
    ("check --exclude-path vendor", "Write exclude into adjudge.toml."),
    ("check --inline-waivers", "Write inline_waivers into adjudge.toml."),
    ("check --zzz", "`adjudge check --help` lists them."),
    ("rules --jsn", "Write --json."),
    ("--versoin", "Write --version."),
    ("chekc", "Did you mean check?"),
    ("validate .", "Did you mean check?"),
    ("audit", "Did you mean check?"),
    ("help", "Did you mean adjudge --help?"),
    ("version", "Did you mean adjudge --version?"),
    ("zzz", "`adjudge --help` lists them."),
]


@pytest.mark.parametrize(("line", "told"), MEANT)
def test_whoever_writes_what_is_not_there_is_told_what_to_write(project, line, told):
    done = project.adjudge(*shlex.split(line))
    assert (done.returncode, done.stdout) == (2, "")
    first = done.stderr.splitlines()[0]
    assert first.startswith("error: ")
    assert first.endswith(f". {told}")


def test_a_report_behind_an_equals_sign_is_the_same_report(project):
    project.write("a.service.json", "{}")
    assert project.adjudge("check", "-o=json").stdout.startswith("{\n")


def test_the_version_has_a_short_flag(project):
    assert project.adjudge("-V").stdout == project.adjudge("--version").stdout != ""


# --- colours --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["--help", "check --help", "check --lang zh --help", "check .", "check x", "check --zz"]
)
def test_help_errors_and_reports_have_colours_of_the_terminals_palette_where_they_are_asked_for(project, line):
    project.write("a.service.json", "{}")
    plain = project.adjudge(*shlex.split(line))
    assert not ESCAPE.search(plain.stdout + plain.stderr)
    for done in (
        project.adjudge(*shlex.split(line), "--color", "always"),
        project.adjudge("--color=always", *shlex.split(line)),
        project.adjudge(*shlex.split(line), env={"FORCE_COLOR": "1"}),
    ):
        told = done.stdout + done.stderr
        assert set(ESCAPE.findall(told)) <= PALETTE
        assert len(ESCAPE.findall(told)) > 1
        assert ESCAPE.sub("", told)[:60] == (plain.stdout + plain.stderr)[:60]


def test_no_color_and_never_win_over_what_forces(project):
    project.write("a.service.json", "{}")
    for arguments, env in (
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}),
        (("--color", "never"), {"FORCE_COLOR": "1"}),
        ((), {"FORCE_COLOR": "0"}),
    ):
        assert not ESCAPE.search(project.adjudge("check", *arguments, env=env).stdout)


def test_a_report_that_is_written_to_a_file_has_no_colours(project):
    project.write("a.service.json", "{}")
    project.adjudge("check", "--color", "always", "-o", "text=report.txt", "-o", "json")
    assert not ESCAPE.search((project.root / "report.txt").read_text("utf-8"))


def test_a_colour_that_is_none_is_a_mistake(project):
    done = project.adjudge("check", "--color", "blue")
    assert done.returncode == 2
    assert done.stderr.startswith("error: '--color' has a value that cannot be: 'blue' is none of ")
