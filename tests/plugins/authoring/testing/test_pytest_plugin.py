"""The pytest plugin: tests of policies and examples as items, and fixtures for the tests of a plugin."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml  # noqa: F401  # pytester forgets what was imported meanwhile, and libyaml cannot be imported twice
from catering import GOOD_MENU, catering
from tested_kitchen import FAILING, RULE_TEST, TESTS

pytest_plugins = ["pytester"]

BAD = "dishes:\n- {name: Soup}\n"
PROJECT = '[project]\nname = "adjudge-catering"\nversion = "1"\n\n[project.entry-points.adjudge]\ncatering = "adjudge_catering"\n'


@pytest.fixture
def sources(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package of the plugin `catering` with its tests, which nobody has installed."""
    for path, text in catering().items():
        file = pytester.path / "src" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text if isinstance(text, str) else text.decode(), "utf-8")
    (pytester.path / "pyproject.toml").write_text(PROJECT, "utf-8")
    (pytester.path / "src" / "adjudge_catering" / RULE_TEST).write_text(TESTS, "utf-8")
    monkeypatch.setenv("ADJUDGE_ENGINE", "embedded")
    return pytester.path


@pytest.fixture
def package(sources: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, installed as it lies there."""
    info = sources / "site" / "adjudge_catering-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: adjudge-catering\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text("[adjudge]\ncatering = adjudge_catering\n", "utf-8")
    monkeypatch.syspath_prepend(str(sources / "src"))
    monkeypatch.syspath_prepend(str(sources / "site"))
    return sources


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:randomly", *arguments)


def test_tests_in_rego_are_items_with_their_lines(package: Path, pytester: pytest.Pytester) -> None:
    items, reports = pytester.inline_genitems("src")
    assert [item.name for item in items] == ["test_declared_allergens_pass", "test_absent_allergens_are_denied"]
    path, line, name = items[1].reportinfo()
    assert (Path(path).name, line) == ("allergens_test.rego", 8)
    assert name == "catering.menu.allergens_test.test_absent_allergens_are_denied"
    assert reports.ret == 0


def test_tests_in_rego_pass_fail_and_are_skipped(package: Path, pytester: pytest.Pytester) -> None:
    file = package / "src" / "adjudge_catering" / RULE_TEST
    file.write_text(FAILING + '\ntodo_test_later if false\n\ntest_prints if {\n\tprint("seen")\n\tfalse\n}\n', "utf-8")
    done = run(pytester, "src")
    done.assert_outcomes(passed=1, failed=2, skipped=1)
    done.stdout.fnmatch_lines(
        [
            "failed: catering.menu.allergens_test.test_absent_allergens_are_denied",
            "  --> *allergens_test.rego:10:2",
            "    actual: 0",
            "    expected: 1",
            "*catering/menu/allergens/allergens_test.rego:18:2: print: seen",
        ]
    )


def test_the_engine_is_chosen_by_an_option(
    package: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, opa_binary: str
) -> None:
    monkeypatch.setenv("ADJUDGE_OPA", opa_binary)
    run(pytester, "src", "--adjudge-engine", "opa").assert_outcomes(passed=2)
    done = run(pytester, "src", "--adjudge-engine", "opo")
    assert done.ret != 0
    done.stdout.fnmatch_lines(["*there is no engine opo*"])


def test_a_file_of_nothing_that_is_installed_is_an_error_unless_pytest_is_told(pytester: pytest.Pytester) -> None:
    file = pytester.path / "main_test.rego"
    file.write_text("package main_test\n\ntest_it if true\n", "utf-8")
    done = run(pytester)
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*the test file is of no plugin that is installed here*"])
    assert run(pytester, "-o", "adjudge_rego=false").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_file_without_a_test_is_an_error(package: Path, pytester: pytest.Pytester) -> None:
    (package / "src" / "adjudge_catering" / RULE_TEST).write_text("package catering.menu.allergens_test\n", "utf-8")
    done = run(pytester, "src")
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*there is no test in the file*"])


def test_examples_are_items(package: Path, pytester: pytest.Pytester) -> None:
    for path, text in {
        "allowed/good.yaml": GOOD_MENU,
        "allowed/wrong.yaml": BAD,
        "denied/bad.yaml": BAD,
    }.items():
        file = package / "tests" / "examples" / "catering.menu.allergens" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    done = run(pytester, "tests", "-v")
    done.assert_outcomes(passed=2, failed=1)
    done.stdout.fnmatch_lines(["*catering.menu.allergens finds: Soup does not name its allergens*"])
    run(pytester, "tests", "-k", "denied").assert_outcomes(passed=1, deselected=2)


EMPTY = "from adjudge import hookimpl\n\n\n@hookimpl\ndef adjudge_readers():\n    return []\n"


def test_fixtures_judge_with_a_plugin_that_is_installed_for_the_length_of_a_test(
    sources: Path, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(
        test_it=f"""
        import sys

        import pytest
        from adjudge.lib.errors import UsageError

        def test_denied(adjudge_plugin, adjudge_check, tmp_path):
            adjudge_plugin({str(sources)!r})
            menu = tmp_path / "menu.catering.yaml"
            menu.write_text({BAD!r})
            judgement = adjudge_check(menu, root=tmp_path)
            assert judgement.exit_code == 1
            (outcome,) = [each for each in judgement.verdicts[0].outcomes if each.outcome == "denied"]
            assert outcome.rule == "catering.menu.allergens"

        def test_is_gone(adjudge_check, tmp_path):
            assert not any(name.startswith("adjudge_catering") for name in sys.modules)
            (tmp_path / "menu.catering.yaml").write_text({BAD!r})
            assert adjudge_check(tmp_path / "menu.catering.yaml", root=tmp_path).exit_code == 3

        def test_a_session(adjudge_plugin, adjudge_session, tmp_path):
            adjudge_plugin({str(sources)!r})
            (tmp_path / "menu.catering.yaml").write_text({GOOD_MENU!r})
            session = adjudge_session(tmp_path, root=tmp_path)
            assert [each.verdict for each in session.verdicts()] == ["pass"]
            assert session.engine.name == "embedded"

        def test_written(adjudge_plugin, adjudge_session, tmp_path):
            adjudge_plugin(name="empty", files={{"adjudge_empty/__init__.py": {EMPTY!r}}})
            (tmp_path / "x.yaml").write_text("a: 1")
            assert "empty" in adjudge_session(tmp_path, root=tmp_path).settings.registry.plugins

        def test_no_package(adjudge_plugin, tmp_path):
            with pytest.raises(UsageError, match="this is no pyproject.toml with entry points of adjudge"):
                adjudge_plugin(tmp_path)
        """
    )
    run(pytester, "test_it.py").assert_outcomes(passed=5)


def test_a_fixture_holds_a_plugin_to_what_a_plugin_has_to_keep(sources: Path, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_it=f"""
        import pytest
        from adjudge.lib.errors import UsageError

        def test_it_loads(adjudge_verify):
            found = adjudge_verify({str(sources)!r}, only=("loads",))
            assert (found.plugin, found.holds, found.exit_code) == ("catering", True, 0)
            assert "engines" in found.left_out

        def test_it_is_not_in_both_languages(adjudge_verify):
            found = adjudge_verify({str(sources)!r}, only=("languages", "loads"), ignore=("loads",), documents=5)
            assert (found.named("failed"), found.holds) == (["languages"], False)

        def test_no_such_check(adjudge_verify):
            with pytest.raises(UsageError, match="there is no check nothing"):
                adjudge_verify({str(sources)!r}, ignore=("nothing",))
        """
    )
    run(pytester, "test_it.py").assert_outcomes(passed=3)


def test_a_broken_plugin_is_told_and_nothing_passes_beside_it(package: Path, pytester: pytest.Pytester) -> None:
    module = package / "src" / "adjudge_catering" / "__init__.py"
    hook = '\n\n@hookimpl\ndef adjudge_reporters():\n    return {"text": "x:Y"}\n'
    module.write_text(module.read_text("utf-8") + hook, "utf-8")
    good = package / "tests" / "examples" / "allergens" / "allowed" / "good.menu.yaml"
    good.parent.mkdir(parents=True)
    good.write_text(GOOD_MENU, "utf-8")
    done = run(pytester, "src", "tests", "-rN", "--continue-on-collection-errors")
    done.assert_outcomes(failed=1, errors=1)
    assert str(done.stdout).count("gave text, which is the core's own and cannot be taken (plugin catering)") == 2
    assert "no plugin that is installed" not in str(done.stdout)
