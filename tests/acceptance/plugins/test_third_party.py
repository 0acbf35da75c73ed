"""One small wheel of a third party brings one of everything, through the hooks and the public face that batteries have."""

from __future__ import annotations

import json

import pytest
from wheels import Project
from workshop import CHECK_ID, GOOD, LIGHT, PARTS, PROTOTYPE, RULE_ID, TORN, open_workshop, stdout_of

UNNAMED = (
    "warning: the plugin workshop would suppress findings, and nobody named it: it does not count. "
    "Say --suppressor workshop, or name it in the gate's suppressors.\n"
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Project:
    """A workshop that no test changes: a good part, a line that is none, and a part that weighs nothing."""
    made = Project.make(tmp_path_factory.mktemp("workshop"))
    open_workshop(made)
    return made


@pytest.fixture
def own(shared, project) -> Project:
    """The same plugin in a project of the test's own, in which nothing is yet."""
    project.site = shared.site
    return project


def said(report) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the verdict and the outcomes of each artifact."""
    return {
        artifact["path"]: (
            artifact["verdict"],
            {outcome["rule"]: outcome["outcome"] for outcome in artifact["outcomes"]},
        )
        for artifact in report["artifacts"]
    }


JUDGED = {
    f"{PARTS}#1": ("pass", {RULE_ID: "passed"}),
    f"{PARTS}#2": ("error", {}),
    f"{PARTS}#3": ("deny", {RULE_ID: "denied"}),
}

# --- it shows up ----------------------------------------------------------------------------------------------------


def test_its_command_stands_in_the_help(shared):
    done = shared.adjudge("--help")
    assert (done.returncode, done.stderr) == (0, "")
    _, _, foreign = done.stdout.partition("Plugins:\n")
    assert "inventory  Count the parts of a workshop." in foreign


@pytest.mark.parametrize("command", ["check", "inventory"])
def test_its_options_stand_in_the_help_of_what_judges(shared, command):
    done = shared.adjudge(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "--most-parts COUNT Deny more parts than so many." in lines
    assert "--lenient Do not count the parts." in lines


def test_all_that_it_brings_is_listed(shared):
    done = shared.adjudge("plugins", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (listed,) = [plugin for plugin in json.loads(done.stdout)["plugins"] if plugin["name"] == "workshop"]
    assert (listed["distribution"], listed["version"], listed["reports"]) == ("adjudge-workshop", "1.0", ["crate"])
    (domain,) = listed["domains"]
    assert (domain["name"], [kind["name"] for kind in domain["kinds"]]) == ("workshop", ["workshop.part"])
    everything = json.dumps(listed)
    missing = [name for name in ("bench", "inventory", "most_parts", "lenient") if f'"{name}"' not in everything]
    assert missing == [], "engines, commands and options are brought too"


def test_what_is_listed_is_listed_for_people_too(shared):
    _, _, listed = shared.adjudge("plugins").stdout.partition("workshop  adjudge-workshop 1.0\n")
    assert [name for name in ("bench", "inventory", "most", "lenient", "crate", PARTS) if name not in listed] == []


# --- it works -------------------------------------------------------------------------------------------------------


def test_its_reader_reads_by_name_and_a_bad_record_costs_the_others_nothing(shared):
    report = shared.json()
    assert (said(report), report["summary"]["exit_code"], report["problems"]) == (JUDGED, 3, [])
    assert report["artifacts"][1]["problem"] == {
        "message": "this is no part",
        "file": PARTS,
        "line": 2,
        "plugin": "workshop",
        "hint": "Write a name and a weight.",
    }
    (finding,) = report["artifacts"][2]["outcomes"][0]["findings"]
    assert (finding["line"], finding["column"]) == (3, 8)


def test_its_engine_judges_as_the_own_does(shared):
    report = shared.json("--engine", "bench")
    assert (report["engine"], said(report)) == ("bench", JUDGED)
    own = shared.json("--as-of", report["as_of"])
    assert [artifact["outcomes"] for artifact in report["artifacts"]] == [
        artifact["outcomes"] for artifact in own["artifacts"]
    ]


def test_its_command_judges_and_its_code_is_the_exit_code(own):
    own.write(PARTS, GOOD * 2)
    done = own.adjudge("inventory", PARTS)
    assert (done.stdout, done.returncode) == ("2 parts\n", 0)
    own.write(PARTS, GOOD + LIGHT)
    done = own.adjudge("inventory", "--engine", "bench")
    assert (done.stdout, done.returncode) == ("2 parts\n", 1)
    assert own.adjudge("inventory", "--most-parts", "1", "--as-of", "never").returncode == 2


@pytest.mark.parametrize("way", ["flag", "flag with =", "variable", "configuration", "pyproject"])
def test_its_option_is_said_by_flag_variable_and_key(own, way):
    own.write(PARTS, GOOD * 2)
    arguments = {"flag": ["--most-parts", "1"], "flag with =": ["--most-parts=1"]}.get(way, [])
    env = {"WORKSHOP_MOST_PARTS": "1"} if way == "variable" else {}
    if way == "configuration":
        own.write("adjudge.toml", '[workshop]\nmost_parts = "1"\n')
    if way == "pyproject":
        own.write("pyproject.toml", '[tool.adjudge.workshop]\nmost_parts = "1"\n')
    report = own.json(*arguments, env=env)
    assert said(report)["workshop"] == ("deny", {CHECK_ID: "denied"})
    assert report["summary"]["exit_code"] == 1


def test_a_flag_wins_over_a_variable_and_that_over_the_configuration(own):
    own.write(PARTS, GOOD * 2)
    own.write("adjudge.toml", '[workshop]\nmost_parts = "1"\n')
    assert own.json(env={"WORKSHOP_MOST_PARTS": "2"})["summary"]["exit_code"] == 0
    report = own.json("--most-parts", "1", env={"WORKSHOP_MOST_PARTS": "2"})
    assert report["summary"]["exit_code"] == 1


@pytest.mark.parametrize(("value", "count"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("", False)])
def test_a_flag_of_its_own_is_true_or_false_in_a_variable(own, value, count):
    own.write(PARTS, GOOD * 2)
    done = own.adjudge("check", "--most-parts", "1", env={"WORKSHOP_LENIENT": value})
    assert done.returncode == (0 if count else 1)


def test_its_check_gives_a_verdict_on_what_is_no_artifact(shared):
    report = shared.json("--most-parts", "1")
    assert said(report) == {**JUDGED, "workshop": ("deny", {CHECK_ID: "denied"})}
    assert report["artifacts"][-1]["kind"] == "workshop.order"
    reasons = {reason.get("name") for reason in report["summary"]["reasons"]}
    assert reasons == {None, RULE_ID, CHECK_ID}


def test_a_check_is_on_the_whole_so_one_file_of_two_is_counted_with_the_other(own):
    own.write(PARTS, GOOD)
    own.write(f"more/{PARTS}", GOOD)
    assert own.adjudge("check", "--most-parts", "1").returncode == 1
    assert own.adjudge("check", "--most-parts", "1", PARTS).returncode == 0


def test_its_watcher_hears_files_questions_and_verdicts_and_what_it_prints_goes_to_stderr(shared):
    done = shared.adjudge("check", "-o", "json")
    json.loads(done.stdout)
    heard = [line for line in done.stderr.splitlines() if line.startswith("ear: ")]
    assert sorted(heard) == sorted(
        [
            f"ear: file {PARTS} of {len(GOOD + TORN + LIGHT)} bytes",
            f"ear: question {PARTS}#1",
            f"ear: question {PARTS}#3",
            f"ear: verdict {PARTS}#1 pass",
            f"ear: verdict {PARTS}#2 error",
            f"ear: verdict {PARTS}#3 deny",
        ]
    )


def test_its_report_of_bytes_goes_to_a_file_and_to_stdout(own):
    own.write(PARTS, GOOD + LIGHT)
    crate = bytes([0, 255, 2, 1])
    done = own.adjudge("check", "-o", "crate=crate.bin", "-o", "json=report.json")
    assert (done.returncode, done.stdout[:5]) == (1, "deny:")
    assert (own.root / "crate.bin").read_bytes() == crate
    assert json.loads((own.root / "report.json").read_text("utf-8"))["summary"]["exit_code"] == 1
    assert stdout_of(own, "check", "-o", "crate") == crate


def test_its_report_in_place_of_what_is_judged_is_refused_as_anybodys(own):
    own.write(PARTS, GOOD)
    done = own.adjudge("check", "-o", f"crate={PARTS}")
    assert (done.returncode, (own.root / PARTS).read_text()) == (2, GOOD)


# --- its suppressor -------------------------------------------------------------------------------------------------


def test_a_suppressor_that_nobody_names_does_not_suppress(own):
    own.write(PARTS, PROTOTYPE + LIGHT)
    done = own.adjudge("check", "-o", "json")
    assert said(json.loads(done.stdout)) == {
        f"{PARTS}#1": ("deny", {RULE_ID: "denied"}),
        f"{PARTS}#2": ("deny", {RULE_ID: "denied"}),
    }
    assert (done.returncode, done.stderr.count(UNNAMED)) == (1, 1)


def test_one_that_is_named_suppresses_what_it_says_and_no_more(own):
    own.write(PARTS, PROTOTYPE + LIGHT)
    done = own.adjudge("check", "-o", "json", "--suppressor", "workshop")
    report = json.loads(done.stdout)
    assert said(report) == {
        f"{PARTS}#1": ("pass", {RULE_ID: "waived"}),
        f"{PARTS}#2": ("deny", {RULE_ID: "denied"}),
    }
    (finding,) = report["artifacts"][0]["outcomes"][0]["findings"]
    assert finding["excuse"] == {"by": "workshop", "reason": "a prototype need not be weighed"}
    assert (done.returncode, "warning" in done.stderr) == (1, False)


@pytest.mark.parametrize("line", ['suppressors = ["workshop"]\n', '[workshop]\nsuppressors = ["workshop"]\n'])
def test_the_judged_tree_cannot_name_it(own, line):
    own.write(PARTS, PROTOTYPE)
    own.write("adjudge.toml", line)
    assert own.adjudge("check").returncode == 2


def test_naming_one_that_is_not_installed_is_a_mistake(own):
    """As for a plugin to disable: a slip of the pen would else be found out when the release is stopped."""
    own.write(PARTS, GOOD)
    done = own.adjudge("check", "--suppressor", "workshoop")
    assert (done.returncode, done.stdout) == (2, "")
    assert "workshoop" in done.stderr
