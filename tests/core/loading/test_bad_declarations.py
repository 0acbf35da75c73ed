"""What a plugin declares wrongly, takes from others, or names and does not have: refused by name, at no cost to others."""

from __future__ import annotations

import json
from typing import Any

import pytest
from neighbours import BROKEN_RULE, DENIED, GOOD, settle, undisturbed
from workshop import PARTS, Bench, tiny, workshop

from adjudge import UsageError
from adjudge.control.options import OWN
from adjudge.loading.batteries import declared

pytestmark = pytest.mark.slow  # many wheels, or many bytes

TAKEN = "which is the core's own and cannot be taken"


@pytest.fixture
def bench(tmp_path, monkeypatch):
    """Two services in this process, one that passes and one that is denied."""
    with Bench.made(tmp_path, monkeypatch) as made:
        settle(made)
        yield made


def problems(bench: Bench, **options: Any) -> dict[str | None, list[str]]:
    """Judge; see that it is exit 3 and that the neighbours stand, and give what is said of each plugin."""
    judgement = bench.judge(**options)
    outcomes = {verdict.path: (verdict.verdict, verdict.outcomes) for verdict in judgement.verdicts}
    assert outcomes[GOOD][0] == "pass"
    assert outcomes[DENIED][0] == "deny"
    assert [each.outcome for each in outcomes[DENIED][1] if each.rule == BROKEN_RULE] == ["denied"]
    found: dict[str | None, list[str]] = {}
    for problem in judgement.summary.problems:
        assert problem.hint
        assert problem.hint.endswith((".", "?"))
        found.setdefault(problem.plugin, []).append(problem.message)
    assert judgement.exit_code == (3 if found else 1)
    return found


def refused(bench: Bench, hook: str, value: str) -> str:
    """Install a plugin whose hook gives a value, and give what is said of it, and of nobody else."""
    bench.plugin("odd", tiny("odd", f"@hookimpl\ndef {hook}():\n    return [{value}]\n"))
    found = problems(bench)
    assert list(found) == ["odd"]
    (message,) = found["odd"]
    return message


# --- an option ------------------------------------------------------------------------------------------------------

WRONG_OPTIONS = {
    "bad type": ('Option(name="odd", type="int")', "its type is 'int': text, path, program, flag or count"),
    "no type": ('Option(name="odd", type=None)', "its type is None"),
    "type itself": ('Option(name="odd", type=int)', "its type is"),
    "bad name": ('Option(name="Odd")', "'Odd' is no name for an option"),
    "dashed name": ('Option(name="so-odd")', "'so-odd' is no name for an option"),
    "no name": ("Option(name=None)", "None is no name for an option"),
    "bad flag": ('Option(name="odd", flags=("odd",))', "its flags are ('odd',): write --like-this"),
    "short flag": ('Option(name="odd", flags=("-o",))', "its flags are ('-o',)"),
    "upper flag": ('Option(name="odd", flags=("--Odd",))', "its flags are"),
    "flag with =": ('Option(name="odd", flags=("--odd=1",))', "its flags are"),
    "flags no tuple": ('Option(name="odd", flags="--odd")', "its flags are '--odd'"),
    "flags no texts": ('Option(name="odd", flags=(7,))', "with a field of another type than declared"),
    "bad variable": ('Option(name="odd", env="odd")', "its variable is 'odd'"),
    "variable with space": ('Option(name="odd", env="ODD ")', "its variable is 'ODD '"),
    "variable no text": ('Option(name="odd", env=7)', "with a field of another type than declared"),
    "loosens a text": ('Option(name="odd", loosens="never")', "`loosens` cannot be called"),
    "choices a text": ('Option(name="odd", choices="abc")', "its choices are texts"),
    "choices no texts": ('Option(name="odd", choices=(1, 2))', "its choices are texts"),
    "unsayable": ('Option(name="odd", flags=(), key=False)', "neither a flag nor the configuration can say it"),
    "help no text": ('Option(name="odd", help=7)', "its help is a text"),
    "many flags": ('Option(name="odd", type="flag", multiple=True)', "odd"),
    "a flag of choices": ('Option(name="odd", type="flag", choices=("a", "b"))', "odd"),
    "multiple no truth": ('Option(name="odd", multiple="yes")', "odd"),
    "metavar no text": ('Option(name="odd", metavar=7)', "odd"),
    "no such engine": ('Option(name="odd", engine="nowhere")', "nowhere"),
    "the flag of help": ('Option(name="odd", flags=("--help",))', "--help"),
    "no option": ('"odd"', "gave a str, not a Option"),
    "a dict": ('{"name": "odd"}', "gave a dict, not a Option"),
}


@pytest.mark.parametrize(("option", "says"), WRONG_OPTIONS.values(), ids=WRONG_OPTIONS)
def test_an_option_that_is_declared_wrongly_is_refused_by_name(bench, option, says):
    assert says in refused(bench, "adjudge_options", option)


OURS = [*OWN.values(), *declared("options")]


@pytest.mark.parametrize("own", OURS, ids=lambda own: own.name)
def test_no_name_flag_or_variable_of_adjudges_own_can_be_taken(bench, own):
    taking = [f"Option(name={own.name!r}, flags=('--odd',))"]
    taking += [f"Option(name='odd', flags=({flag!r},))" for flag in own.spellings]
    taking += [] if own.env is None else [f"Option(name='odd', env={own.env!r})"]
    for number, option in enumerate(taking):
        bench.plugin(f"odd{number}", tiny(f"odd{number}", f"@hookimpl\ndef adjudge_options():\n    yield {option}\n"))
    found = problems(bench)
    assert {plugin: [message[-len(TAKEN) :] for message in said] for plugin, said in found.items()} == {
        f"odd{number}": [TAKEN] for number in range(len(taking))
    }


@pytest.mark.parametrize("name", ["paths", "outputs", "verbose", "quiet", "stdin_filename"])
def test_an_option_that_is_called_like_an_argument_of_the_command_does_not_take_its_place(project, name):
    """The flag is free, and so the name seems to be; but the command's own argument must still arrive."""
    settle(project)
    code = f'yield Option(name="{name}", flags=("--odd-{name.replace("_", "-")}",))\n    yield Option(name="other")'
    project.plugin("odd", tiny("odd", f"@hookimpl\ndef adjudge_options():\n    {code}\n"))
    done = project.adjudge("check", GOOD, "-o", "json", "-v", "--other", "x")
    if done.returncode in (2, 3):
        assert "plugin odd" in done.stderr + done.stdout
        return
    report = json.loads(done.stdout)
    assert [artifact["path"] for artifact in report["artifacts"]] == [GOOD]


def test_a_flag_that_the_command_itself_has_is_refused_by_name(project):
    settle(project)
    code = 'yield Option(name="odd", flags=("--output",), env="ODD")'
    project.plugin("odd", tiny("odd", f"@hookimpl\ndef adjudge_options():\n    {code}\n"))
    report = project.json("--output", "text=text.txt")
    undisturbed(report)
    done = project.adjudge("check", "--help")
    assert (done.returncode, "plugin odd" in done.stderr + done.stdout or "of a plugin" in done.stderr) == (3, True)
    assert "--output" in done.stderr


# --- two that claim the same ----------------------------------------------------------------------------------------

CLAIMS = {
    "command": (
        "adjudge_commands",
        'Command(name="weigh", help="Weigh.", load="adjudge_{0}:command")',
        "the command weigh",
    ),
    "engine": ("adjudge_engines", 'EngineType(name="bench", make="adjudge_{0}:make")', "the engine bench"),
    "option": ("adjudge_options", 'Option(name="most")', "the option most"),
    "flag": ("adjudge_options", 'Option(name="most_{0}", flags=("--most",))', "the flag --most"),
    "variable": ("adjudge_options", 'Option(name="most_{0}", env="MOST")', "the variable MOST"),
    "suffix": ("adjudge_readers", 'Reader(name="{0}", suffixes=(".part",), read=print)', "the suffix .part"),
    "file name": ("adjudge_readers", 'Reader(name="{0}", files=("Partsfile",), read=print)', "the file name Partsfile"),
}


def pair(bench: Any, hook: str, value: str) -> None:
    for name in ("left", "right"):
        code = f"@hookimpl\ndef {hook}():\n    return [{value.format(name)}]\n"
        bench.plugin(name, tiny(name, code))


@pytest.mark.parametrize(("hook", "value", "what"), CLAIMS.values(), ids=CLAIMS)
def test_what_two_plugins_claim_is_nobodys_and_an_error_of_both(bench, hook, value, what):
    pair(bench, hook, value)
    message = f"{what} is claimed more than once, by left, right; nobody gets it"
    found = problems(bench)
    assert message in found["left"]
    assert message in found["right"]
    assert set(found) == {"left", "right"}
    assert problems(bench, disable_plugins=("left",)) == {}, "blocking one of them gives it to the other"


def test_a_report_that_two_plugins_write_is_nobodys(bench):
    code = "@hookimpl\ndef adjudge_reporters():\n    return {'crate': 'adjudge_left:Crate'}\n"
    for name in ("left", "right"):
        bench.plugin(name, tiny(name, code))
    assert set(problems(bench)) == {"left", "right"}


@pytest.mark.parametrize(
    ("hook", "value"),
    [
        ("adjudge_engines", 'EngineType(name="embedded", make="a:b")'),
        ("adjudge_engines", 'EngineType(name="opa", make="a:b")'),
        ("adjudge_engines", 'EngineType(name="opa-url", make="a:b")'),
        ("adjudge_commands", 'Command(name="check", help="x", load="a:b")'),
        ("adjudge_commands", 'Command(name="bundle", help="x", load="a:b")'),
        ("adjudge_commands", 'Command(name="plugins", help="x", load="a:b")'),
    ],
)
def test_names_of_adjudges_own_cannot_be_taken(bench, hook, value):
    assert TAKEN in refused(bench, hook, value)


def test_a_plugin_that_declares_a_thing_twice_claims_it_twice(bench):
    bench.plugin("odd", tiny("odd", '@hookimpl\ndef adjudge_options():\n    return [Option(name="odd")] * 2\n'))
    assert "claimed more than once, by odd, odd" in problems(bench)["odd"][0]


def test_who_calls_a_command_that_two_plugins_claim_is_told_why_there_is_none(project):
    pair(project, *CLAIMS["command"][:2])
    done = project.adjudge("weigh")
    assert done.returncode in (2, 3)
    assert "left" in done.stderr
    assert "right" in done.stderr


def test_who_gives_an_option_of_a_plugin_that_does_not_load_is_told_why_there_is_none(project):
    settle(project)
    project.plugin("odd", tiny("odd", "raise RuntimeError('no licence')\n"))
    for arguments in (("check", "--most", "1"), ("weigh",)):
        done = project.adjudge(*arguments)
        assert done.returncode in (2, 3)
        assert "no licence" in done.stderr


# --- readers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [("parts", "parts"), ("left", "right")], ids=["of one name", "of two names"])
def test_a_file_that_two_patterns_mean_is_read_by_neither(bench, names):
    for plugin, reader, pattern in zip(("left", "right"), names, ("Parts*", "*file"), strict=True):
        code = f"""
        def read(source):
            yield Document(value={{}}, locate=lambda steps: Place(1, 1), sha256="0" * 64, size=1)

        @hookimpl
        def adjudge_readers():
            yield Reader(name="{reader}", files=("{pattern}",), read=read)
        """
        bench.plugin(plugin, tiny(plugin, code))
    bench.write(PARTS, "x")
    judgement = bench.judge(PARTS)
    (verdict,) = judgement.verdicts
    assert (verdict.verdict, judgement.exit_code) == ("error", 3)
    assert verdict.problem is not None
    assert "two readers claim this file" in verdict.problem.message


@pytest.mark.parametrize("pattern", ["*.srt", "*", "*.[s]rt", "*.cue"])
def test_a_pattern_of_names_does_not_take_another_plugins_suffix(bench, pattern):
    """Else a stranger would read every script, and what it gave would be judged in the script's place."""
    bench.plugin(
        "cue",
        tiny(
            "cue",
            f"""
            def read(source):
                yield Document(value={{"cues": []}}, locate=lambda steps: Place(1, 1), sha256="0" * 64, size=1)

            @hookimpl
            def adjudge_readers():
                yield Reader(name="thief", files=({pattern!r},), read=read)
            """,
        ),
    )
    bench.plugin(
        "own",
        tiny(
            "own",
            """
            def read(source):
                yield ReadError("read by its own", line=1)

            @hookimpl
            def adjudge_readers():
                yield Reader(name="own", suffixes=(".cue",), read=read)
            """,
        ),
    )
    suffix = "cue" if pattern == "*.cue" else "srt"
    bench.write(f"episode.{suffix}", "1\n00:00:01,000 --> 00:00:02,000\nHello\n")
    before = bench.judge(f"episode.{suffix}", disable_plugins=("cue",))
    judgement = bench.judge(f"episode.{suffix}")
    assert [verdict.sha256 for verdict in judgement.verdicts] in (
        [verdict.sha256 for verdict in before.verdicts],
        [None],
    )
    problems = [*judgement.summary.problems, *(verdict.problem for verdict in judgement.verdicts if verdict.problem)]
    said = " ".join(f"{problem.plugin} {problem.message}" for problem in problems)
    assert judgement.verdicts == before.verdicts or "cue" in said


@pytest.mark.parametrize(
    ("reader", "says"),
    [
        ("files=('menus/Partsfile',)", "claims 'menus/Partsfile': a name of files"),
        ("files=('*.json',)", "claims '*.json'"),
        ("files=('Parts.YAML',)", "claims 'Parts.YAML'"),
        ("files=('',)", "claims ''"),
        ("files='Partsfile'", "must claim tuples of suffixes or of names of files"),
        ("files=(7,)", "with a field of another type than declared"),
        ("files=()", "must claim tuples of suffixes or of names of files"),
        ("files=('a',), read='nowhere'", "not as in `package.module:name`"),
        ("files=('a',), read='a:b:c'", "not as in `package.module:name`"),
        ("files=('a',), read=7", "`read` of the reader odd cannot be called"),
    ],
)
def test_a_reader_of_names_that_cannot_be_is_refused(bench, reader, says):
    given = reader if "read=" in reader else f"{reader}, read=print"
    assert says in refused(bench, "adjudge_readers", f'Reader(name="odd", {given})')


# --- names of modules -------------------------------------------------------------------------------------------------

FORMS = ["odd", "odd:", ":odd", "odd.command", "odd:a b", "odd:a.b", "odd:command:again", "../odd:command", "", 7, None]


@pytest.mark.parametrize("value", FORMS, ids=repr)
def test_load_and_make_of_a_wrong_form_are_refused(bench, value):
    for number, given in enumerate(
        (
            f'adjudge_commands():\n    yield Command(name="odd", help="Odd.", load={value!r})',
            f'adjudge_engines():\n    yield EngineType(name="odd", make={value!r})',
            f'adjudge_reporters():\n    return {{"odd": {value!r}}}',
        )
    ):
        bench.plugin(f"odd{number}", tiny(f"odd{number}", f"@hookimpl\ndef {given}\n"))
    assert set(problems(bench)) == {"odd0", "odd1", "odd2"}


NOWHERE = """
@hookimpl
def adjudge_commands():
    yield Command(name="lost", help="Lost.", load="adjudge_odd.{module}:command")


@hookimpl
def adjudge_engines():
    yield EngineType(name="lost", make="adjudge_odd.{module}:make")


@hookimpl
def adjudge_reporters():
    return {{"lost": "adjudge_odd.{module}:Lost"}}


@hookimpl
def adjudge_readers():
    yield Reader(name="lost", suffixes=(".lost",), read="adjudge_odd.{module}:read")
"""


@pytest.mark.parametrize(
    ("module", "text", "says"),
    [
        ("gone", None, "ModuleNotFoundError: No module named 'adjudge_odd.gone'"),
        ("empty", "", "AttributeError: module 'adjudge_odd.empty' has no attribute"),
        ("torn", "raise SystemExit(0)", "SystemExit: 0"),
    ],
)
def test_what_is_named_and_not_there_is_told_by_whoever_asks_for_it(project, module, text, says):
    settle(project)
    modules = {} if text is None else {module: text}
    project.plugin("odd", tiny("odd", NOWHERE.format(module=module), **modules))
    undisturbed(project.json())
    project.write("a.lost", "x")
    for arguments in (
        ("lost",),
        ("check", "--engine", "lost"),
        ("check", "-o", "lost=lost.txt"),
        ("check", "a.lost"),
        ("plugins",),
    ):
        done = project.adjudge(*arguments)
        assert done.returncode == 3, arguments
        assert says in done.stdout + done.stderr, arguments
        assert "plugin odd" in done.stdout + done.stderr or "plugin: odd" in done.stdout, arguments
        assert "adjudge itself failed" not in done.stderr


# --- versions and names ---------------------------------------------------------------------------------------------


def test_a_hook_of_a_later_adjudge_is_left_out_where_it_is_optional_and_shown(project):
    settle(project)
    code = """
    @hookimpl(optionalhook=True)
    def adjudge_oracles(ready):
        raise AssertionError("called")

    @hookimpl
    def adjudge_options():
        yield Option(name="odd")
    """
    project.plugin("odd", tiny("odd", code))
    report = project.json()
    assert (undisturbed(report), report["problems"], report["summary"]["exit_code"]) == ({}, [], 1)
    done = project.adjudge("plugins")
    assert (done.returncode, done.stderr) == (0, "")
    assert "adjudge_oracles" in done.stdout
    (listed,) = [
        plugin
        for plugin in json.loads(project.adjudge("plugins", "--json").stdout)["plugins"]
        if plugin["name"] == "odd"
    ]
    assert listed["left_out"] == ["adjudge_oracles"]


def test_one_that_has_nothing_but_hooks_of_a_later_adjudge_is_refused(bench):
    bench.plugin("odd", tiny("odd", "@hookimpl(optionalhook=True)\ndef adjudge_oracles():\n    pass\n"))
    assert problems(bench) == {"odd": ["the plugin has no hooks"]}


def test_an_optional_hook_that_is_known_is_a_hook(bench):
    bench.plugin("odd", tiny("odd", "@hookimpl(optionalhook=True)\ndef adjudge_options():\n    return [7]\n"))
    assert problems(bench) == {"odd": ["adjudge_options gave a int, not a Option"]}


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (">=99", "the plugin needs adjudge >=99, and this is "),
        ("<0.0.1", "the plugin needs adjudge <0.0.1, and this is "),
        ("newest", "requires_adjudge is 'newest', which is no version specifier"),
        (7, "requires_adjudge is 7, which is no version specifier"),
    ],
)
def test_a_plugin_that_needs_another_adjudge_is_refused_by_name_before_anything_else(bench, wanted, says):
    code = f"requires_adjudge = {wanted!r}\n@hookimpl\ndef adjudge_nowhere():\n    pass\n"
    bench.plugin("odd", tiny("odd", code))
    (message,) = problems(bench)["odd"]
    assert message.startswith(says)


def test_one_that_needs_this_adjudge_is_taken(bench):
    bench.plugin(
        "odd", tiny("odd", "requires_adjudge = '>=0.1,<99'\n@hookimpl\ndef adjudge_options():\n    return []\n")
    )
    assert problems(bench) == {}


def test_the_native_engine_is_reserved_to_its_distribution(bench):
    code = '@hookimpl\ndef adjudge_engines():\n    yield EngineType(name="native", make="adjudge_odd:make")\n'
    bench.plugin("odd", tiny("odd", code))
    (message,) = problems(bench)["odd"]
    assert "gave native, which only the distribution adjudge-opa may bring" in message
    with pytest.raises(UsageError) as caught:
        bench.judge(engine="native")
    assert caught.value.told("en") == (
        "the engine native is not installed. Install the distribution adjudge-opa, or run with --engine opa."
    )
    assert caught.value.told("zh") == "没有安装引擎 native。请安装发行包 adjudge-opa，或者改用 --engine opa。"


def test_and_is_free_for_that_distribution(bench):
    code = '@hookimpl\ndef adjudge_engines():\n    yield EngineType(name="native", make="adjudge_opa:make")\n'
    bench.plugin("opa", tiny("opa", code), distribution="adjudge-opa")
    assert problems(bench) == {}


# --- named like a battery -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["coverage", "horizon", "reports", "release", "suppressions", "embedded", "check"])
def test_the_name_of_a_battery_is_free_and_to_disable_it_means_the_strangers(bench, name):
    trace = "from pathlib import Path\nPath('imported.txt').touch()\n@hookimpl\ndef adjudge_options():\n    yield Option(name='odd')\n"
    bench.plugin(name, tiny(name, trace))
    assert problems(bench, disable_plugins=(name,)) == {}
    assert not (bench.root / "imported.txt").exists()
    assert problems(bench, more={"odd": "x"}) == {}
    assert (bench.root / "imported.txt").exists()


@pytest.mark.parametrize("name", ["coverage", "horizon", "reports", "release", "suppressions", "embedded", "check"])
def test_a_battery_itself_cannot_be_blocked(bench, name):
    with pytest.raises(UsageError, match=f"there is no plugin {name} to disable"):
        bench.judge(disable_plugins=(name,))


def test_through_the_command_it_is_the_same(project):
    settle(project)
    assert project.adjudge("check", "--disable-plugin", "reports").returncode == 2
    project.plugin("reports", tiny("reports", "raise RuntimeError('imported')\n"))
    done = project.adjudge("check", "--disable-plugin", "reports", "-o", "json")
    undisturbed(json.loads(done.stdout))
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("way", ["configuration", "gate"])
def test_the_options_of_a_plugin_that_is_called_like_a_key_of_the_core_do_not_read_that_key(bench, way):
    """``[params]`` and ``[waivers]`` are adjudge's own tables, whoever calls a plugin like one."""
    code = '@hookimpl\ndef adjudge_options():\n    yield Option(name="identity", loosens=never)\n'
    bench.plugin("params", tiny("params", code))
    file = bench.root.parent / "gate.toml"
    text = "[params.identity]\nlog_retention_months = 6\n"
    if way == "configuration":
        bench.write("adjudge.toml", text)
    file.write_text('environment = "p"\n[plugins.identity]\n' + (text if way == "gate" else ""), encoding="utf-8")
    try:
        found = problems(bench, gate=file if way == "gate" else None)
    except UsageError as error:
        assert "plugin params" in str(error)
        return
    assert set(found) in ({"params"}, set())


def test_everything_of_the_workshop_loads_beside_it(bench):
    bench.plugin("workshop", workshop())
    assert problems(bench) == {}
