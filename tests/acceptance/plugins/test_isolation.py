"""Plugins cannot touch each other: what a policy may bring, and what it may refer to, alike on both engines.

Each of these, if it loaded, could turn another domain's denial into a pass, or a rule's own into silence.
"""

from __future__ import annotations

import pytest
from catering import DATA, FILES, HELPER, MENU, RULE, RULE_ID, open_kitchen, refused
from wheels import outcome

FILE = RULE.removeprefix("policies/")
APPLIES = "applies if input.facts.dishes > data.catering.params.fewest_dishes"
CALL = "not dishes.complete(dish)"
TEXT = FILES[RULE]


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(TEXT.split("\n"), 1) if text in line)


# --- what a plugin brings -------------------------------------------------------------------------------------------

LIB = "package lib.dates\n\nday(_) := 1\n"
SILENT = "package bakery.menu.allergens\n\ndeny := set()\n"


@pytest.mark.parametrize(
    ("path", "text", "says", "file"),
    [
        ("lib/dates/dates.rego", LIB, "holds lib, which is not the domain catering", "lib"),
        (
            "catering/lib/dates/dates.rego",
            LIB,
            "the package is lib.dates, but the folder is catering.lib.dates",
            "catering/lib/dates/dates.rego",
        ),
        ("bakery/menu/allergens/allergens.rego", SILENT, "holds bakery, which is not the domain catering", "bakery"),
        (
            "bakery/data.yaml",
            "params: {fewest_dishes: 99}\n",
            "holds bakery, which is not the domain catering",
            "bakery",
        ),
        ("catering/menu/allergens2/allergens2.rego", SILENT, "the package is bakery.menu.allergens", None),
        ("dubbing/data.yaml", "params: {}\n", "holds dubbing, which is not the domain catering", "dubbing"),
        (
            "adjudge/bakery/menu/menu.rego",
            "package adjudge.bakery.menu\n\noutcomes := {}\n",
            "holds adjudge, which is not the domain catering",
            "adjudge",
        ),
        (
            "system/authz/authz.rego",
            "package system.authz\n\nallow := true\n",
            "holds system, which is not the domain catering",
            "system",
        ),
        (
            "instruments/dsl/data.yaml",
            "id: dsl\n",
            "holds instruments, which is not the domain catering",
            "instruments",
        ),
        ("bakery.rego", SILENT, "holds bakery.rego, which is not the domain catering", "bakery.rego"),
        ("anything.rego", SILENT, "holds anything.rego, which is not the domain catering", "anything.rego"),
        ("data.json", '{"bakery": {}}', "holds data.json, which is not the domain catering", "data.json"),
        ("data.yaml", "bakery: {}\n", "holds data.yaml, which is not the domain catering", "data.yaml"),
    ],
)
def test_policies_and_data_lie_below_the_domain_only(project, engine, path, text, says, file):
    open_kitchen(project, {f"policies/{path}": text})
    report = project.json(*engine)
    error = report["problems"][0]
    assert says in error["message"]
    assert (report["summary"]["exit_code"], error["plugin"]) == (3, "catering")
    assert error["file"] == (file or f"catering/{path.removeprefix('catering/')}")
    assert error["hint"].endswith(".")
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"


def test_a_folder_that_is_nobodys_is_never_read(project):
    open_kitchen(project, {"policies/notes/todo.rego": "this is no Rego\n"})
    report = project.json()
    assert (report["problems"], outcome(report, MENU, RULE_ID)) == ([], "denied")


# --- what a policy refers to ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "says", "at"),
    [
        (APPLIES, "applies if data.bakery.params.fewest_dishes == 0", "data.bakery belongs to another domain", APPLIES),
        (APPLIES, "applies if data.dubbing.params", "data.dubbing belongs to another domain", APPLIES),
        (APPLIES, "applies if data.system.adjudge", "data.system belongs to another domain", APPLIES),
        (APPLIES, "applies if data.adjudge.bakery.menu.outcomes", "data.adjudge belongs to another domain", APPLIES),
        (APPLIES, 'applies if data["bakery"].params', "`data` is used as a whole", APPLIES),
        (APPLIES, 'applies if data[concat("", ["bak", "ery"])]', "`data` is used as a whole", APPLIES),
        (APPLIES, "applies if walk(data, [_, 0])", "`data` is used as a whole", APPLIES),
        ("data.catering.lib.dishes", "data", "`data` is used as a whole", "import"),
        ("data.catering.lib.dishes", "data.bakery.lib.dishes", "data.bakery belongs to another domain", "import"),
        (
            "import data.catering.lib.dishes",
            "import data.bakery.lib.dishes as dishes",
            "data.bakery belongs to another domain",
            "import",
        ),
        (CALL, "data.bakery.menu.allergens.deny", "data.bakery belongs to another domain", CALL),
        (CALL, f"{CALL} with data.bakery.params as {{}}", "data.bakery belongs to another domain", CALL),
        (CALL, '$"{data.bakery.params.fewest_dishes}" == "0"', "a template string can hide", CALL),
        (CALL, "$`{data.bakery.params.fewest_dishes}` == `0`", "a template string can hide", CALL),
        (
            "data.catering.params.fewest_dishes",
            "data.catering.params.fewest",
            "data.catering.params.fewest does not exist, so it would be undefined and the rule could pass",
            APPLIES,
        ),
        (
            "data.catering.params.fewest_dishes",
            'data.catering.params["fewest"]',
            "data.catering.params.fewest does not exist",
            APPLIES,
        ),
        (
            "data.catering.params.fewest_dishes",
            'data.catering["params"].fewest',
            "data.catering.params.fewest does not exist",
            APPLIES,
        ),
        (
            "data.catering.params.fewest_dishes",
            "data.catering.fewest_dishes",
            "data.catering.fewest_dishes does not exist",
            APPLIES,
        ),
        (CALL, "not dishes.compleat(dish)", "data.catering.lib.dishes.compleat does not exist", CALL),
        (CALL, "not data.catering.lib.dish.complete(dish)", "data.catering.lib.dish.complete does not exist", CALL),
        (CALL, "not data.lib.kitchen.complete(dish)", "data.lib.kitchen.complete does not exist", CALL),
        (CALL, "data.catering.menu.allergen.deny", "data.catering.menu.allergen.deny does not exist", CALL),
        (CALL, f"{CALL}\n\tcount(data.catering.menu) > 0", "data.catering.menu holds this policy itself", None),
        (CALL, f"{CALL}\n\tdata.catering[_]", "data.catering holds this policy itself", None),
        (CALL, f"{CALL}\n\tcount(data.catering.menu.allergens) > 0", "holds this policy itself", None),
        (CALL, "time.now_ns() > 0", "time.now_ns asks the clock", CALL),
        (CALL, 'time["now_ns"]() > 0', "time[…] can hide a call", CALL),
        (CALL, "time[`now_ns`]() > 0", "time[…] can hide a call", CALL),
        (CALL, 'http.send({"method": "get", "url": "http://127.0.0.1:9/"})', "http.send asks the network", CALL),
        (CALL, 'http["send"]({"method": "get", "url": "http://127.0.0.1:9/"})', "http[…] can hide a call", CALL),
        (CALL, "dishes.complete(dish) with count as http.send", "http.send asks the network", CALL),
        (CALL, 'net.lookup_ip_addr("localhost")', "net.lookup_ip_addr asks the network", CALL),
        (
            CALL,
            'json.match_schema(dish, {"$ref": "http://127.0.0.1:9/"})',
            "json.match_schema may ask the network",
            CALL,
        ),
        (CALL, 'json.verify_schema({"$ref": "http://127.0.0.1:9/"})', "json.verify_schema may ask the network", CALL),
        (CALL, "opa.runtime().env", "opa.runtime asks the environment", CALL),
        (CALL, 'rand.intn("a", 2) == 1', "rand.intn rolls dice", CALL),
        (CALL, 'uuid.rfc4122("a")', "uuid.rfc4122 rolls dice", CALL),
        (CALL, 'io.jwt.decode_verify(dish.name, {"secret": "a"})', "io.jwt.decode_verify asks the clock", CALL),
        (CALL, 'io.jwt["decode_verify"](dish.name, {"secret": "a"})', "io.jwt[…] can hide a call", CALL),
        (CALL, 'io["jwt"].decode_verify(dish.name, {"secret": "a"})', "io[…] can hide a call", CALL),
        (
            CALL,
            "crypto.x509.parse_and_verify_certificates(dish.name)[0]",
            "crypto.x509.parse_and_verify_certificates asks the clock",
            CALL,
        ),
    ],
)
def test_a_reference_that_leaves_the_domain_or_leads_nowhere_is_refused(project, engine, old, new, says, at):
    open_kitchen(project, {RULE: (old, new)})
    refused(project, *engine, says=says, file=FILE, line=line_of(at) if at is not None else line_of(CALL) + 1)


@pytest.mark.parametrize(
    ("old", "new", "says", "hint"),
    [
        (
            "in input.document.dishes",
            "in input.document.dish",
            "input.document.dish cannot be there",
            "Did you mean dishes?",
        ),
        (
            "in input.document.dishes",
            'in input.document["dish"]',
            "input.document.dish cannot be there",
            "Did you mean dishes?",
        ),
        (
            "in input.document.dishes",
            "in input.documents.dishes",
            "input.documents cannot be there",
            "Did you mean document?",
        ),
        ("input.facts.dishes", "input.facts.guests", "input.facts.guests cannot be there", None),
    ],
)
def test_a_field_that_the_schema_does_not_have_is_refused(project, engine, old, new, says, hint):
    open_kitchen(project, {RULE: (old, new)})
    error = refused(project, *engine, says=says, file=FILE, line=line_of(old))
    assert hint in (None, error["hint"])


def test_a_helper_is_held_to_the_same(project, engine):
    open_kitchen(project, {HELPER: ("is_array(dish.allergens)", "data.bakery.params.fewest_dishes == dish.name")})
    refused(
        project, *engine, says="data.bakery belongs to another domain", file="catering/lib/dishes/dishes.rego", line=4
    )


def test_a_rule_that_no_artifact_needs_is_held_to_the_same(project):
    """The domain is checked whole: a bad rule of another kind is not left to be found on the day that it judges."""
    text = TEXT.replace("menu.allergens", "menu.late").replace(CALL, "time.now_ns() > 0")
    open_kitchen(project, {"policies/catering/menu/late/late.rego": text})
    refused(project, says="time.now_ns asks the clock", file="catering/menu/late/late.rego", line=line_of(CALL))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("data.catering.params.fewest_dishes", 'data.catering.params["fewest_dishes"]'),
        ("data.catering.params.fewest_dishes", "data.catering.limits[input.artifact.kind]"),
        ("import data.catering.lib.dishes\n", "import data.catering.lib.dishes as dishes\n"),
        (CALL, "not data.catering.lib.dishes.complete(dish)"),
        (CALL, f'{CALL}\n\t"data.bakery" != dish.name # not data.bakery, not time.now_ns()'),
        (CALL, f"{CALL}\n\t`time.now_ns() $` != dish.name"),
        (CALL, f'{CALL}\n\tother := json.unmarshal("{{}}")\n\tnot other.data.bakery\n\tnot other["data"].bakery'),
        (CALL, f"{CALL}\n\ttime.parse_rfc3339_ns(input.as_of) > 0"),
        (CALL, f'{CALL}\n\tdata.instruments["catering-kitchen-code"].zone == "UTC"'),
        (CALL, f'{CALL}\n\tsome instrument in data.instruments\n\tinstrument.zone == "UTC"'),
        (CALL, f"{CALL}\n\tcount(data.catering.params) == 1"),
        (CALL, f"{CALL}\n\tdata.catering.menu.allergens.applies"),
        ("import data.catering.lib.dishes\n", "import data.catering\nimport data.catering.lib.dishes\n"),
        (CALL, "not catering.lib.dishes.complete(dish)"),
    ],
)
def test_what_stays_at_home_is_allowed(project, engine, old, new):
    text = TEXT.replace(old, new)
    if "not catering." in new:
        text = text.replace("import data.catering.lib.dishes", "import data.catering")
    open_kitchen(project, {RULE: text, DATA: FILES[DATA] + "limits: {catering.menu: 0}\n"})
    report = project.json(*engine)
    assert (report["problems"], outcome(report, MENU, RULE_ID)) == ([], "denied")
