"""What a hook declares is checked before anybody relies on it; who declares nonsense is refused as a whole."""

from __future__ import annotations

import pytest
from catering import BAD_MENU, FILES, GOOD_MENU, INSTRUMENT, MENU, PLUGIN, catering, open_kitchen, refused

INIT = "adjudge_catering/__init__.py"
LINES = FILES[PLUGIN].split("\n")


def hook_line(hook: str) -> int:
    return LINES.index(next(line for line in LINES if line.startswith(f"def {hook}")))


# --- hooks of loading that raise or return what is not allowed ------------------------------------------------------

LOADING = ("adjudge_domains", "adjudge_instruments", "adjudge_readers", "adjudge_reporters")


@pytest.mark.parametrize("hook", LOADING)
@pytest.mark.parametrize(
    ("raises", "says"),
    [
        ("raise KeyError('menu')", "KeyError: 'menu'"),
        ("raise SystemExit(0)", "SystemExit: 0"),
        ("raise GeneratorExit", "GeneratorExit"),
    ],
)
def test_a_hook_that_raises_is_named(project, hook, raises, says):
    line = hook_line(hook) + 1
    text = "\n".join([*LINES[:line], f"    {raises}", *LINES[line:]])
    open_kitchen(project, {PLUGIN: text})
    refused(project, says=f"{hook} raised {says}", file=INIT, line=line + 1)


@pytest.mark.parametrize("hook", LOADING)
def test_a_hook_may_raise_an_error_of_adjudge_and_is_named_all_the_same(project, hook):
    line = hook_line(hook) + 1
    raises = (
        "    from adjudge.lib.errors import UsageError; raise UsageError('the licence has ended', hint='Renew it.')"
    )
    open_kitchen(project, {PLUGIN: "\n".join([*LINES[:line], raises, *LINES[line:]])})
    refused(project, says="the licence has ended")


@pytest.mark.parametrize(
    ("hook", "value", "says"),
    [
        ("adjudge_domains", "None", "returned NoneType, not a list of Domain"),
        ("adjudge_domains", "'catering'", "returned str, not a list of Domain"),
        ("adjudge_domains", "['catering']", "gave a str, not a Domain"),
        ("adjudge_instruments", "None", "returned NoneType, not the name of a package"),
        ("adjudge_instruments", "['a']", "returned list, not the name of a package"),
        ("adjudge_readers", "None", "returned NoneType, not a list of Reader"),
        ("adjudge_readers", "{}", "returned dict, not a list of Reader"),
        ("adjudge_readers", "[read_slip]", "gave a function, not a Reader"),
        ("adjudge_reporters", "None", "returned NoneType, not a mapping"),
        ("adjudge_reporters", "[Count]", "returned list, not a mapping"),
        ("adjudge_reporters", "{7: Count}", "gave 7, which is no name of a report"),
        ("adjudge_reporters", "{'a=b': Count}", "gave 'a=b', which is no name of a report"),
        ("adjudge_reporters", "{'json': Count}", "gave json, which is the core's own and cannot be taken"),
        ("adjudge_reporters", "{'other': dict}", "gave other, which lacks verdict() or finish()"),
        ("adjudge_reporters", "{'other': 'Count'}", "the report other is 'Count', not as in `package.module:name`"),
    ],
)
def test_a_hook_that_returns_something_else_is_named(project, hook, value, says):
    line = hook_line(hook)
    body = next(place for place in range(line, len(LINES)) if LINES[place].startswith(("    return", "    yield")))
    end = next(place for place in range(body, len(LINES)) if not LINES[place])
    text = "\n".join([*LINES[:body], f"    return {value}", *LINES[end:]])
    open_kitchen(project, {PLUGIN: text})
    refused(project, says=f"{hook} {says}", file=INIT, line=line)


# --- domains and kinds ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('name="catering",', 'name="Catering",', "'Catering' is no name for a domain"),
        ('name="catering",', 'name="catering-hall",', "'catering-hall' is no name for a domain"),
        ('name="catering",', "name=7,", "7 is no name for a domain"),
        *(
            ('name="catering",', f'name="{name}",', f"the domain name {name} is reserved")
            for name in ("adjudge", "lib", "instruments", "system")
        ),
        ('{"en": "Catering", "zh": "餐饮"}', '"Catering"', "must be a mapping with at least `en`"),
        ('{"en": "Catering", "zh": "餐饮"}', '{"zh": "餐饮"}', "must be a mapping with at least `en`"),
        ('"adjudge_catering.policies"', "None", "must be importable names"),
        ("extends=()", 'extends=("catering.menu",)', "must name kinds of other domains"),
        ("extends=()", 'extends=("bakery",)', "must name kinds of other domains"),
        ("extends=()", "extends=None", "with a field of another type than declared"),
        ("kinds=(Kind(", 'kinds=("catering.menu", Kind(', "kinds of catering must be of type Kind"),
        ('"*.catering.yaml",)),)', '"*.catering.yaml",)), Kind(name="catering.menu"))', "declares a kind twice"),
        ('name="catering.menu"', 'name="bakery.menu"', "the kind 'bakery.menu' must be named catering.<kind>"),
        ('name="catering.menu"', 'name="menu"', "the kind 'menu' must be named catering.<kind>"),
        ('name="catering.menu"', 'name="catering.Menu"', "the kind 'catering.Menu' must be named catering.<kind>"),
        ('name="catering.menu"', 'name="catering.menu.day"', "must be named catering.<kind>"),
        ('name="catering.menu"', "name=None", "with a field of another type than declared"),
        *(
            ('name="catering.menu"', f'name="catering.{name}"', f"the kind name {name} is reserved")
            for name in ("lib", "params", "menu_facts")
        ),
        ('("*.catering.yaml",)', '"*.catering.yaml"', "must be a tuple of base names"),
        ('("*.catering.yaml",)', '("menus/*.yaml",)', "must be a tuple of base names"),
        ('("*.catering.yaml",)', "None", "with a field of another type than declared"),
        ('("*.catering.yaml",)', '("*.catering.yaml",), shape="list"', "must be `document` or `records`"),
        ('("*.catering.yaml",)', '("*.catering.yaml",), jurisdictions="land"', "must be a JSON Pointer"),
        ('("*.catering.yaml",)', '("*.catering.yaml",), match={"type": "menu"}', "match of catering.menu"),
        ('("*.catering.yaml",)', '("*.catering.yaml",), match={"$ref": "https://example.org/x.json"}', "$ref"),
    ],
)
def test_a_domain_that_cannot_be_is_refused(project, old, new, says):
    open_kitchen(project, {PLUGIN: (old, new)})
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    text = str([problem for problem in report["problems"] if problem.get("plugin") == "catering"])
    assert says in text.replace("\\'", "'")
    error = report["problems"][0]
    assert error["plugin"] == "catering"
    assert error["hint"].endswith(".")
    assert [said["verdict"] for said in report["artifacts"]] == ["deny"], "the bakery's, as ever"


def test_a_domain_that_two_plugins_claim_belongs_to_neither(project):
    project.plugin("bakery", catering(domain="bakery"))
    project.plugin("catering", catering())
    other = {path.replace("adjudge_catering", "adjudge_banquet"): text for path, text in catering().items()}
    project.plugin("banquet", other)
    project.write("menu.bakery.yaml", BAD_MENU)
    project.write(MENU, GOOD_MENU)
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    assert {problem["plugin"] for problem in report["problems"]} == {"banquet", "catering"}
    assert "the domain catering is claimed more than once, by banquet, catering" in report["problems"][0]["message"]
    assert report["problems"][0]["hint"] == "Block or uninstall all but one of them."
    assert [(said["file"], said["verdict"]) for said in report["artifacts"]] == [("menu.bakery.yaml", "deny")]


def test_blocking_one_of_two_claimants_gives_the_domain_to_the_other(project):
    project.plugin("catering", catering())
    other = {path.replace("adjudge_catering", "adjudge_banquet"): text for path, text in catering().items()}
    project.plugin("banquet", other)
    project.write(MENU, GOOD_MENU)
    assert project.json("--disable-plugin", "banquet")["summary"]["decision"] == "pass"


def test_a_first_party_domain_cannot_be_taken_over(project):
    """Nobody gets it: a gate that judged by a stranger's rules under a known name would be no gate."""
    stolen = FILES[PLUGIN].replace('name="catering"', 'name="dubbing"').replace("catering.menu", "dubbing.project")
    project.plugin("thief", catering({PLUGIN: stolen}, domain="thief"))
    project.write("a.thief.yaml", GOOD_MENU)
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    assert "the domain dubbing is claimed more than once, by dubbing, thief" in report["problems"][0]["message"]
    assert report["unclaimed"] == ["a.thief.yaml"]


# --- readers and report writers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffixes", "says"),
    [
        *((f'(".{core}",)', f"claims .{core}, which is the core's own") for core in ("json", "yaml", "yml", "toml")),
        ('(".csv",)', "claims .csv, which is the core's own"),
        ('(".jsonl",)', "claims .jsonl, which is the core's own"),
        ('("slip",)', "claims 'slip': write it in lower case, with its dot"),
        ('(".SLIP",)', "claims '.SLIP': write it in lower case, with its dot"),
        ("None", "gave a Reader with a field of another type than declared"),
        ("(7,)", "gave a Reader with a field of another type than declared"),
    ],
)
def test_a_reader_of_what_is_not_its_own_is_refused(project, suffixes, says):
    open_kitchen(project, {PLUGIN: ('(".cateringslip",)', suffixes)})
    refused(project, says=says, file=INIT, line=hook_line("adjudge_readers"))


def test_a_reader_that_cannot_be_called_is_refused(project):
    open_kitchen(project, {PLUGIN: ("read=read_slip", "read='read_slip'")})
    refused(
        project,
        says="`read` of the reader catering slips is 'read_slip', not as in `package.module:name`",
        file=INIT,
        line=hook_line("adjudge_readers"),
    )


def test_a_suffix_that_two_plugins_read_is_read_by_neither(project):
    text = FILES[PLUGIN].replace('".cateringslip"', '".slip"')
    project.plugins(catering=catering({PLUGIN: text}), bakery=catering({PLUGIN: text}, domain="bakery"))
    project.write("order.slip", "Celery soup\n")
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    assert {problem.get("plugin") for problem in report["problems"]} == {"bakery", "catering", None}
    assert "the suffix .slip is claimed more than once, by bakery, catering" in report["problems"][0]["message"]
    assert "order.slip" in report["unclaimed"]


def test_a_report_that_two_plugins_write_is_written_by_neither(project):
    text = FILES[PLUGIN].replace("catering_count", "head_count")
    project.plugin("catering", catering({PLUGIN: text}))
    project.plugin("bakery", catering({PLUGIN: text}, domain="bakery"))
    project.write(MENU, GOOD_MENU)
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    assert "the report head_count is claimed more than once, by bakery, catering" in report["problems"][0]["message"]
    assert project.adjudge("check", "-o", "head_count").returncode == 2


# --- instruments ----------------------------------------------------------------------------------------------------

COMMON = "instruments/common-code/data.yaml"


def common_code(text: str) -> dict[str, str]:
    code = FILES[INSTRUMENT].replace("catering-kitchen-code", "common-code")
    return {COMMON: code.replace("Allergens are named.", text)}


def test_an_instrument_may_be_brought_twice_when_both_say_the_same(project):
    for domain in ("catering", "bakery"):
        project.plugin(domain, catering(common_code("Allergens are named."), domain=domain))
    project.write(MENU, BAD_MENU)
    done = project.adjudge("check")
    assert (done.returncode, done.stderr) == (1, "")


def test_an_instrument_that_says_two_things_is_an_error(project):
    for domain in ("catering", "bakery"):
        project.plugin(domain, catering(common_code(f"A rule of {domain}."), domain=domain))
    project.write(MENU, BAD_MENU)
    done = project.adjudge("check")
    assert done.returncode == 3
    assert "the instrument common-code is brought twice, and the two say different things" in done.stdout + done.stderr


def test_a_package_of_instruments_that_is_not_there_is_an_error(project):
    open_kitchen(project, {PLUGIN: ('"adjudge_catering.instruments"', '"adjudge_catering.laws"')})
    done = project.adjudge("check")
    assert done.returncode == 3
    assert "the package adjudge_catering.laws cannot be opened" in done.stdout + done.stderr
