"""A run has one configuration, found and written to in one place; several are exit 2 that names them, never silently none."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from neighbours import BROKEN_RULE, DENIED, GOOD, service, settle
from wheels import Project

from adjudge import Options, UsageError, judge

NEEDS = '[required_plugins]\nnobody = ">=1.2"\n'


@pytest.fixture
def tree(tmp_path, monkeypatch) -> Project:
    """An empty working directory."""
    made = Project.make(tmp_path)
    monkeypatch.chdir(made.root)
    return made


def lay(tree: Project, *folders: str, text: str = "", file: str = "adjudge.toml") -> None:
    """Write a service into each folder, with a configuration beside it."""
    for folder in folders:
        tree.write(f"{folder}/{GOOD}", service())
        tree.write(f"{folder}/{file}", text)


def refused(*paths: str, **options: object) -> str:
    with pytest.raises(UsageError) as caught:
        judge(*paths, options=Options(**options))  # type: ignore[arg-type]
    assert "configuration" in str(caught.value)
    assert "--config" in (caught.value.hint or "")
    return str(caught.value)


def passes(*paths: str, **options: object) -> int:
    judgement = judge(*paths, options=Options(**options))  # type: ignore[arg-type]
    assert judgement.exit_code == 0, judgement
    return len(judgement.verdicts)


# --- several --------------------------------------------------------------------------------------------------------


def test_several_among_the_paths_are_exit_2_and_named(project):
    """Each was left out for the sake of the other, so that the plugin that one requires was required by nobody."""
    lay(project, "a")
    lay(project, "b", text=NEEDS)
    project.write(f"c/{GOOD}", service())
    for paths in (("a", "b"), ("b", "a"), (".",), ("a", "b", "c"), (f"a/{GOOD}", f"b/{GOOD}")):
        done = project.adjudge("check", *paths)
        assert (done.returncode, done.stdout) == (2, ""), paths
        assert "a/adjudge.toml, b/adjudge.toml" in done.stderr
        assert "Traceback" not in done.stderr
    assert project.adjudge("check", "a").returncode == 0
    assert "required plugin nobody is not installed" in project.adjudge("check", "b").stderr
    assert project.adjudge("check", "c").returncode == 0


@pytest.mark.parametrize("command", ["baseline", "horizon", "bundle"])
def test_so_they_are_for_every_command_that_judges(project, command):
    lay(project, "a", "b")
    arguments = {"horizon": ("--days", "3"), "bundle": ("-o", "bundle.tar.gz")}.get(command, ())
    done = project.adjudge(command, "a", "b", *arguments)
    assert done.returncode == 2 or command == "bundle"
    assert list(project.root.rglob("adjudge-baseline.json")) == []


@pytest.mark.parametrize(
    "paths",
    [("a", "b"), (".",), (), (f"a/{GOOD}", f"b/{GOOD}"), (f"a/{GOOD}", "b"), ("a/../a", "./b"), ("a", "a", "b")],
)
def test_however_the_paths_are_written(tree, paths):
    lay(tree, "a", "b")
    assert "a/adjudge.toml, b/adjudge.toml" in refused(*paths)


def test_one_below_with_none_in_force_is_refused_where_it_would_govern_a_part_only(tree):
    lay(tree, "a", text=NEEDS)
    tree.write(f"c/{GOOD}", service())
    assert "a/adjudge.toml is a configuration for a part" in refused(".")
    assert "a/adjudge.toml" in refused("a", "c")
    assert "a/adjudge.toml" in refused()


def test_one_that_is_in_force_here_counts_for_all_below_and_the_others_are_shown_as_nobodys(tree, monkeypatch):
    lay(tree, ".", "a")
    tree.write("a/adjudge.toml", NEEDS)
    for paths, number in (((".",), 2), (("a",), 1), ((f"a/{GOOD}",), 1)):
        assert passes(*paths) == number
    assert judge().summary.unclaimed == ("a/adjudge.toml",)
    monkeypatch.chdir(tree.root / "a")
    with pytest.raises(UsageError, match="required plugin nobody"):
        judge()


def test_one_above_is_in_force_here_too(tree, monkeypatch):
    lay(tree, ".", "packs/a", "packs/b")
    monkeypatch.chdir(tree.root / "packs")
    assert passes() == 2
    assert passes("a", "b") == 2


def test_deep_below_is_below(tree):
    lay(tree, "a/x", "a/b/c/d")
    assert "a/b/c/d/adjudge.toml, a/x/adjudge.toml" in refused("a")
    assert "a/b/c/d/adjudge.toml, a/x/adjudge.toml" in refused(".")


def test_that_of_the_folder_that_is_judged_is_in_force_in_all_of_it(tree):
    lay(tree, "a", "a/b/c/d")
    assert passes("a") == 2
    assert judge("a").summary.unclaimed == ("b/c/d/adjudge.toml",)  # its folder is the root
    assert "a/adjudge.toml, a/b/c/d/adjudge.toml" in refused(".")


def test_single_files_are_governed_by_what_lies_nearest(tree):
    """As a pre-commit hook names them: nothing is walked, and each has a configuration all the same."""
    lay(tree, "a", "b")
    tree.write(f"a/deep/{DENIED}", service())
    assert passes(f"a/deep/{DENIED}") == 1
    assert passes(f"a/deep/{DENIED}", f"a/{GOOD}") == 2
    assert "a/adjudge.toml, b/adjudge.toml" in refused(f"a/deep/{DENIED}", f"b/{GOOD}")


def test_single_files_of_which_one_has_none(tree):
    lay(tree, "a", text=NEEDS)
    tree.write(f"c/{GOOD}", service())
    assert "a/adjudge.toml" in refused(f"a/{GOOD}", f"c/{GOOD}")


def test_two_below_one_are_governed_by_that(tree):
    tree.write("pack/adjudge.toml", "")
    for name in ("a", "b"):
        tree.write(f"pack/{name}/{GOOD}", service())
    assert passes("pack/a", "pack/b") == 2
    assert passes(f"pack/a/{GOOD}", f"pack/b/{GOOD}") == 2


# --- which count ----------------------------------------------------------------------------------------------------


def test_naming_one_makes_it_the_one(tree):
    lay(tree, "a", "b", text=NEEDS)
    tree.write("mine.toml", "")
    assert passes("a", "b", config=Path("mine.toml")) == 2
    assert passes("a", "b", environment={"ADJUDGE_CONFIG": "mine.toml"}) == 2
    with pytest.raises(UsageError, match="required plugin nobody"):
        judge("a", "b", options=Options(config=Path("a/adjudge.toml")))
    tree.write("a/adjudge.toml", "")
    assert passes("a", "b", config=Path("a/adjudge.toml"), root=Path()) == 2


def test_what_is_excluded_is_not_meant(tree):
    tree.write(f"own/{GOOD}", service())
    lay(tree, "vendor", "vendor/deep", text=NEEDS)
    assert "vendor/adjudge.toml, vendor/deep/adjudge.toml" in refused(".")
    assert passes(".", exclude=("vendor/",)) == 1
    lay(tree, "pack", text='exclude = ["vendor/"]\n')
    lay(tree, "pack/vendor", text=NEEDS)
    assert passes("pack") == 1


def test_what_a_walk_does_not_enter_is_not_meant(tree):
    tree.write(f"own/{GOOD}", service())
    lay(tree, ".hidden", text=NEEDS)
    assert passes(".") == 1


def test_a_pyproject_with_a_table_counts_and_one_without_does_not(tree):
    lay(tree, "a", "b", file="pyproject.toml", text="[project]\nname = 'x'\n[tool.other]\nx = 1\n")
    assert passes(".") == passes("a", "b") == 2
    tree.write("a/pyproject.toml", "[tool.adjudge]\nlang = 'en'\n")
    assert "a/pyproject.toml is a configuration for a part" in refused(".")
    tree.write("b/adjudge.toml", "")
    assert "a/pyproject.toml, b/adjudge.toml" in refused("a", "b")


@pytest.mark.parametrize(
    "text", ["[tool]\nadjudge = {lang = 'en'}\n", "tool.adjudge.lang = 'en'\n", "[tool.adjudge.params.identity]\n"]
)
def test_however_its_table_is_written(tree, text):
    lay(tree, "a", file="pyproject.toml", text=text)
    assert "a/pyproject.toml" in refused(".")


@pytest.mark.parametrize(
    "text",
    [
        "# [tool.adjudge]\n",
        "[tool.adjudge-more]\nx = 1\n",
        "x = '''\n[tool.adjudge]\n'''\n",
        "[project]\nname = 'adjudge-x'\n",
    ],
)
def test_one_that_only_speaks_of_adjudge_does_not_count(tree, text):
    lay(tree, "a", file="pyproject.toml", text=text)
    assert passes(".") == 1


def test_a_pyproject_beside_an_adjudge_toml_is_passed_over_as_ever(tree):
    lay(tree, ".")
    lay(tree, ".", file="pyproject.toml", text="[tool.adjudge]\nlang = 'zh'\n")
    assert passes(".") == 1


def test_an_empty_configuration_counts_as_any(tree):
    lay(tree, "a", "b")
    tree.write("a/adjudge.toml", "")
    tree.write("b/adjudge.toml", "# nothing\n")
    assert "a/adjudge.toml, b/adjudge.toml" in refused("a", "b")


@pytest.mark.parametrize("kind", ["link that leads nowhere", "folder", "torn"])
def test_one_that_cannot_be_read_is_no_leave_to_judge_by_none(tree, kind):
    tree.write(f"a/{GOOD}", service())
    tree.write(f"c/{GOOD}", service())
    file = tree.root / "a" / "adjudge.toml"
    if kind == "folder":
        file.mkdir()
    elif kind == "torn":
        file.write_text("[")
    else:
        file.symlink_to("gone.toml")
    for paths in (("a",), ("a", "c"), (f"a/{GOOD}", f"c/{GOOD}")):
        with pytest.raises(UsageError, match=r"adjudge\.toml"):
            judge(*paths)


def test_a_link_is_a_configuration_of_the_folder_that_it_lies_in(tree):
    lay(tree, "a")
    tree.write(f"b/{GOOD}", service())
    (tree.root / "b" / "adjudge.toml").symlink_to("../a/adjudge.toml")
    assert "a/adjudge.toml, b/adjudge.toml" in refused("a", "b")


def test_a_folder_that_is_reached_through_a_link_is_governed_by_where_it_lies(tree):
    lay(tree, "real", text=NEEDS)
    lay(tree, "own")
    (tree.root / "own" / "link").symlink_to("../real", target_is_directory=True)
    with pytest.raises(UsageError, match="required plugin nobody"):
        judge("own/link")
    assert "own/adjudge.toml" in refused("own", "own/link", root=Path())


def test_content_that_is_given_is_governed_as_its_file_is(tree):
    """An editor gives what is not saved yet under the file's name, and is told the same as after saving."""
    lay(tree, "a", text='select = ["identity.service.real_name"]\n')
    of_file = judge(f"a/{GOOD}")
    of_content = judge(f"a/{GOOD}", given={f"a/{GOOD}": service().encode()})
    assert of_content.verdicts == of_file.verdicts
    lay(tree, "a", text=NEEDS)
    with pytest.raises(UsageError, match="required plugin nobody"):
        judge("a/new.service.json", given={"a/new.service.json": service().encode()})


def test_from_a_folder_below_the_one_above_is_in_force(tree, monkeypatch):
    lay(tree, ".", text='lang = "en"\n')
    tree.write(f"a/{GOOD}", service())
    monkeypatch.chdir(tree.root / "a")
    assert passes(GOOD) == 1
    assert passes("..") == 2


# --- under a gate -----------------------------------------------------------------------------------------------------


def gate(tree: Project, first: str = "", tables: str = "") -> Path:
    return tree.write("../gate.toml", f'environment = "production"\n{first}[plugins.identity]\n{tables}').resolve()


LOOSE = 'ignore = ["identity.service.real_name"]\ndisable_plugins = ["dubbing"]\ninline_waivers = true\n'


def test_a_gate_can_say_that_the_trees_configuration_is_not_read(tree):
    tree.write(DENIED, service())
    tree.write("adjudge.toml", LOOSE)
    with pytest.raises(UsageError, match="which the gate production does not allow"):
        judge(options=Options(gate=gate(tree)))
    assert passes(gate=gate(tree, first="read_configuration = false\n")) == 1
    with pytest.raises(UsageError, match="which the gate production does not allow"):
        judge(options=Options(gate=gate(tree, first="read_configuration = true\n")))


def test_not_even_where_it_is_torn_or_of_another_version(tree):
    """Else whoever writes the tree could stop every release, or a later key of theirs could."""
    tree.write(GOOD, service())
    closed = gate(tree, first="read_configuration = false\n")
    for text in ("[", "exclud = []\n", "lang = 7\n", NEEDS, "[params.nobody]\nx = 1\n"):
        tree.write("adjudge.toml", text)
        assert passes(gate=closed) == 1


def test_nor_where_it_tightens_and_its_folder_is_still_the_root(tree, monkeypatch):
    lay(tree, "a/b")
    tree.write("adjudge.toml", 'fail_on = "warn"\n[params.identity]\nlog_retention_months = 99\n')
    (tree.root / "a/b/adjudge.toml").unlink()
    monkeypatch.chdir(tree.root / "a")
    judgement = judge("b", options=Options(gate=gate(tree, first="read_configuration = false\n")))
    assert (judgement.exit_code, judgement.verdicts[0].path) == (0, f"a/b/{GOOD}")


def test_several_that_are_not_read_are_no_trouble(tree):
    lay(tree, "a", "b", text=LOOSE)
    assert passes("a", "b", gate=gate(tree, first="read_configuration = false\n")) == 2


def test_one_from_outside_the_tree_is_the_pipelines_own_and_is_read(tree):
    tree.write(GOOD, service())
    tree.write("../pipeline.toml", NEEDS)
    closed = gate(tree, first="read_configuration = false\n")
    with pytest.raises(UsageError, match="required plugin nobody"):
        judge(options=Options(gate=closed, config=Path("../pipeline.toml"), root=Path()))


def test_one_of_the_tree_does_not_count_even_when_it_is_named(tree):
    tree.write(GOOD, service())
    tree.write("loose.toml", LOOSE)
    closed = gate(tree, first="read_configuration = false\n")
    assert passes(gate=closed, config=Path("loose.toml")) == 1
    assert passes(gate=closed, environment={"ADJUDGE_CONFIG": "loose.toml"}) == 1


def test_a_link_that_leads_out_of_the_tree_does_not_make_it_the_pipelines(tree):
    """Where the name lies says whose word it is; and a link that leads into the tree is the tree's as well."""
    tree.write(GOOD, service())
    tree.write("../loose.toml", LOOSE)
    (tree.root / "adjudge.toml").symlink_to("../loose.toml")
    closed = gate(tree, first="read_configuration = false\n")
    assert passes(gate=closed) == 1
    tree.write("inside.toml", LOOSE)
    link = tree.root.parent / "link.toml"
    link.symlink_to(tree.root / "inside.toml")
    try:
        assert passes(gate=closed, config=link, root=Path()) == 1
    except UsageError as error:
        assert "does not allow" in str(error)


@pytest.mark.parametrize("value", ['"no"', "0", '"false"'])
def test_the_word_on_it_is_true_or_false(tree, value):
    tree.write(GOOD, service())
    with pytest.raises(UsageError, match="read_configuration"):
        judge(options=Options(gate=gate(tree, first=f"read_configuration = {value}\n")))


def test_a_value_equal_to_the_gates_is_no_loosening(tree):
    tree.write(GOOD, service())
    tree.write("../w.yaml", "waivers: []\n")
    closed = gate(tree, tables='[waivers]\nsource = "w.yaml"\n')
    tree.write("adjudge.toml", 'engine = "embedded"\nwaivers = "../w.yaml"\n')
    assert passes(gate=closed) == 1
    same: dict[str, object] = {"engine": "embedded", "more": {"waivers": Path("../project/../w.yaml")}}
    assert passes(gate=closed, **same) == 1
    assert passes(gate=closed, environment={"ADJUDGE_ENGINE": "embedded", "ADJUDGE_WAIVERS": "../w.yaml"}) == 1
    tree.write("adjudge.toml", 'waivers = "w.yaml"\n')
    tree.write("w.yaml", "waivers: []\n")
    with pytest.raises(UsageError, match="waivers of the configuration excuses findings"):
        judge(options=Options(gate=closed))
    tree.write("adjudge.toml", "")
    with pytest.raises(UsageError, match="ADJUDGE_WAIVERS excuses findings"):
        judge(options=Options(gate=closed, environment={"ADJUDGE_WAIVERS": "w.yaml"}))


def test_neither_is_the_server_that_the_gate_names(tree):
    """It is asked for, and does not answer: that is exit 3 of the engine, not exit 2 of the gate."""
    from adjudge.lib.errors import EngineError

    tree.write(GOOD, service())
    url = "http://127.0.0.1:9"
    closed = gate(tree, first=f'engine = "opa"\nopa_url = "{url}"\n')
    for said in ({}, {"more": {"opa_url": url}}, {"environment": {"ADJUDGE_OPA_URL": url}}, {"engine": "opa"}):
        with pytest.raises(EngineError):
            judge(options=Options(gate=closed, **said))  # type: ignore[arg-type]
    tree.write("adjudge.toml", f'opa_url = "{url}"\n')
    with pytest.raises(EngineError):
        judge(options=Options(gate=closed))
    with pytest.raises(UsageError, match="asks another engine"):
        judge(options=Options(gate=closed, more={"opa_url": f"{url}9"}))


# --- who writes finds the place of who reads --------------------------------------------------------------------------

EXPIRES = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
WAIVE_SCHEMA = (
    "--rule",
    "identity.service.log_coverage",
    "--reason",
    "r",
    "--owner",
    "o",
    "--approver",
    "a",
    "--expires",
    EXPIRES,
)
WAIVE = ("--rule", BROKEN_RULE, "--reason", "r", "--owner", "o", "--approver", "a", "--expires", EXPIRES)


def below(project: Project, *folders: str) -> Project:
    """Return the same project, seen from a folder below."""
    return Project(root=project.root.joinpath(*folders), site=project.site, wheels=project.wheels)


PLACES = {
    "beside": ("", "adjudge-{}"),
    "named": ('{} = "known.txt"\n', "known.txt"),
    "named in a folder": ('{} = "compliance/known.txt"\n', "compliance/known.txt"),
}


def laid_out(project: Project, text: str) -> set[str]:
    """Write two services, a configuration and folders; give the files that there are."""
    settle(project)
    for folder in ("jobs/spring", "compliance"):
        (project.root / folder).mkdir(parents=True)
    project.write("adjudge.toml", text)
    return files(project)


def files(project: Project) -> set[str]:
    return {file.relative_to(project.root).as_posix() for file in project.root.rglob("*") if file.is_file()}


@pytest.mark.parametrize(("text", "file"), PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("folder", [".", "jobs/spring"])
def test_waive_writes_where_check_reads_from_wherever_it_is_called(project, text, file, folder):
    before = laid_out(project, text.format("waivers"))
    here, path = below(project, folder), DENIED if folder == "." else f"../../{DENIED}"
    for number in (1, 2):
        done = here.adjudge("waive", path, *(WAIVE if number == 1 else WAIVE_SCHEMA))
        assert done.returncode == (0 if number == 1 else 2), done.stderr
        assert files(project) - before == {file.format("waivers.yaml")}
    assert project.adjudge("check").returncode == 0
    assert here.adjudge("check", path).returncode == 0


@pytest.mark.parametrize(("text", "file"), PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("folder", [".", "jobs/spring"])
def test_baseline_writes_where_check_reads_also_when_it_is_not_there_yet(project, text, file, folder):
    before = laid_out(project, text.format("baseline"))
    here, path = below(project, folder), "." if folder == "." else "../.."
    for arguments in ((), (), ("--shrink",)):
        done = here.adjudge("baseline", path, *arguments)
        assert (done.returncode, done.stderr) == (0, ""), arguments
        assert files(project) - before == {file.format("baseline.json")}
    named = () if text else ("--baseline", str(project.root / "adjudge-baseline.json"))
    assert project.adjudge("check", *named).returncode == 0
    assert here.adjudge("check", path, *named).returncode == 0


def test_without_a_configuration_it_is_where_the_command_is_called(project):
    settle(project)
    assert project.adjudge("waive", DENIED, *WAIVE).returncode == 0
    assert (project.root / "adjudge-waivers.yaml").is_file()
    assert project.adjudge("check").returncode == 0


def test_a_pack_that_brings_its_own_configuration_has_its_waivers_beside_it(project):
    settle(project)
    project.write("a/adjudge.toml", "")
    (project.root / DENIED).rename(project.root / "a" / DENIED)
    assert project.adjudge("waive", f"a/{DENIED}", *WAIVE).returncode == 0
    assert files(project) == {GOOD, "a/adjudge.toml", f"a/{DENIED}", "a/adjudge-waivers.yaml"}
    assert project.adjudge("check", "a").returncode == 0
    assert below(project, "a").adjudge("check").returncode == 0


def test_a_waiver_that_was_named_by_a_variable_is_written_there(project):
    settle(project)
    env = {"ADJUDGE_WAIVERS": "theirs.yaml"}
    assert project.adjudge("waive", DENIED, *WAIVE, env=env).returncode == 0
    assert (project.root / "theirs.yaml").is_file()
    assert project.adjudge("check", env=env).returncode == 0
    assert project.adjudge("check").returncode == 1


def test_waivers_lists_what_check_reads(project):
    settle(project)
    project.write("adjudge.toml", 'waivers = "w.yaml"\n')
    assert project.adjudge("waive", DENIED, *WAIVE).returncode == 0
    (project.root / "sub").mkdir()
    for here in (project, below(project, "sub")):
        done = here.adjudge("waivers")
        assert done.returncode == 0, done.stderr
        assert BROKEN_RULE in done.stdout


def test_a_report_says_one_path_from_wherever_it_is_called(project):
    settle(project)
    project.write("adjudge.toml", "")
    (project.root / "sub").mkdir()
    there = json.loads(below(project, "sub").adjudge("check", "-o", "json", "--as-of", "2026-05-01", "..").stdout)
    here = json.loads(project.adjudge("check", "-o", "json", "--as-of", "2026-05-01").stdout)
    assert there == here
