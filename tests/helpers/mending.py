"""A little plugin whose rules offer edits: the domain ``kitchen``, a plan as a document and shifts as records.

``kitchen(changes)`` gives the files of its wheel, passages of the one policy file changed. tests/conftest.py makes this
file importable.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from desk import Desk
from wheels import Project

PLUGIN = """
from adjudge import Domain, Kind, Reference, hookimpl


@hookimpl
def adjudge_domains():
    yield Domain(
        name="kitchen",
        title={"en": "Kitchen"},
        kinds=(
            Kind(name="kitchen.plan", files=("*.plan.yaml", "*.plan.json", "*.plan.toml", "*.plan.csv")),
            Kind(name="kitchen.shift", files=("*.shift.csv", "*.shift.jsonl"), shape="records"),
        ),
        policies="adjudge_kitchen.policies",
        schemas="adjudge_kitchen.schemas",
    )


@hookimpl
def adjudge_relates(artifact):
    if artifact.kind == "kitchen.plan":
        for name in ("recipes", "entries"):
            for i, recipe in enumerate(artifact.document.get(name, [])):
                yield Reference(pointer=f"/{name}/{i}/file", path=recipe["file"])
"""

HEAD = """
# METADATA
# scope: package
# title: {title}
# schemas:
#   - input.document: schema.kitchen.{kind}
# custom:
#   severity: high
#   collections: [evidence]
#   message: {message}
#   fix: {fix}
package kitchen.{kind}.{rule}

import future.keywords.not
"""

RECIPES = (
    HEAD.format(
        title="Recipes are as stated",
        kind="plan",
        rule="recipes",
        message='{altered: "{file} is {actual}", missing: "there is no {file}"}',
        fix="{altered: {stamp: sha256}}",
    )
    + """
deny contains {"code": "altered", "path": [name, i, "sha256"], "file": recipe.file, "actual": entry.sha256} if {
	some name in ["recipes", "entries"]
	some i, recipe in input.document[name]
	some entry in input.related
	entry.pointer == sprintf("/%s/%d/file", [name, i])
	entry.sha256 != null
	not entry.sha256 == recipe.sha256
}

deny contains {"code": "missing", "path": ["recipes", i, "file"], "file": recipe.file} if {
	some i, recipe in input.document.recipes
	some entry in input.related
	entry.pointer == sprintf("/recipes/%d/file", [i])
	entry.sha256 == null
}
"""
)

FIRE = (
    HEAD.format(
        title="Whether there is an open fire is stated",
        kind="plan",
        rule="fire",
        message='"nothing says whether there is an open fire"',
        fix="{set: false}",
    )
    + """
deny contains {"path": ["kitchen", "open_fire"]} if {
	input.document.kitchen
	not is_boolean(input.document.kitchen.open_fire)
}
"""
)

GRILL = (
    HEAD.format(
        title="A grill has an open fire", kind="plan", rule="grill", message='"a grill without fire"', fix="{set: none}"
    )
    + """
applies if input.document.kitchen.grill

deny contains {"path": ["kitchen", "open_fire"]} if input.document.kitchen.open_fire == false
"""
)

LABEL = (
    HEAD.format(title="The menu is labelled", kind="plan", rule="label", message='"no label"', fix="{label: implicit}")
    + """
warn contains {"path": ["kitchen", "labelled"]} if input.document.kitchen.labelled == false
"""
)

COOKS = (
    HEAD.format(title="Cooks are of a kind", kind="plan", rule="cooks", message='"{who} cooks"', fix="{set: true}")
    + """
applies if {
	not _owl
}

# The message lacks its name: an error of the rule, in Eve's kitchen once it has no fire, in Err's always.
warn contains {"path": ["kitchen", "cook"]} if {
	input.document.kitchen.cook == "Eve"
	input.document.kitchen.open_fire == false
}

warn contains {"path": ["kitchen", "cook"]} if input.document.kitchen.cook == "Err"

warn contains {"path": ["kitchen", "labelled"], "who": "Mule"} if input.document.kitchen.cook == "Mule"

_owl if {
	input.document.kitchen.cook == "Owl"
	input.document.kitchen.open_fire == false
}
"""
)

NOTED = (
    HEAD.format(title="No digest is noted", kind="plan", rule="noted", message='"a digest"', fix="{stamp: sha256}")
    + """
warn contains {"path": ["note"]} if input.document.note == "sha256"
"""
)

SMOKING = (
    HEAD.format(
        title="Smoking is stated", kind="shift", rule="smoking", message='"{who} may smoke?"', fix="{set: false}"
    )
    + """
deny contains {"path": ["smoking"], "who": input.document.who} if not is_boolean(input.document.smoking)
"""
)

_FILE = """{"type": "object", "required": ["file"], "additionalProperties": false, "properties": {
  "file": {"type": "string"}, "sha256": {"type": "string"}}}"""

PLAN_SCHEMA = f"""
{{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Plan", "type": "object", "additionalProperties": false,
"properties": {{
  "kind": {{"const": "kitchen.plan"}},
  "note": {{"type": "string"}},
  "recipes": {{"type": "array", "items": {_FILE}}},
  "entries": {{"type": "array", "items": {_FILE}}},
  "kitchen": {{"type": "object", "additionalProperties": false, "properties": {{
    "open_fire": {{"type": "boolean"}}, "grill": {{"type": "boolean"}}, "labelled": {{"type": "boolean"}},
    "cook": {{"type": "string"}}}}}}}}}}
"""

SHIFT_SCHEMA = """
{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Shift", "type": "object", "required": ["who"],
"additionalProperties": false, "properties": {
  "kind": {"const": "kitchen.shift"}, "who": {"type": "string"}, "smoking": {"type": "boolean"}, "note": {"type": "string"}}}
"""

FILES = {
    "__init__.py": PLUGIN,
    "policies/kitchen/plan/recipes/recipes.rego": RECIPES,
    "policies/kitchen/plan/fire/fire.rego": FIRE,
    "policies/kitchen/plan/grill/grill.rego": GRILL,
    "policies/kitchen/plan/label/label.rego": LABEL,
    "policies/kitchen/plan/cooks/cooks.rego": COOKS,
    "policies/kitchen/plan/noted/noted.rego": NOTED,
    "policies/kitchen/shift/smoking/smoking.rego": SMOKING,
    "schemas/kitchen/plan.json": PLAN_SCHEMA,
    "schemas/kitchen/shift.json": SHIFT_SCHEMA,
}


def kitchen() -> dict[str, str | bytes]:
    """Return the files of the plugin's wheel."""
    return {f"adjudge_kitchen/{path}": content for path, content in FILES.items()}


def open_kitchen(project: Project, more: Mapping[str, str] | None = None) -> None:
    """Install the plugin, and write files into the project."""
    project.plugin("kitchen", kitchen())
    for path, content in (more or {}).items():
        project.write(path, content)


def digest(data: str | bytes) -> str:
    """Return the SHA-256 of a text or of bytes."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def fix(project: Desk, *arguments: str, code: int) -> str:
    """Run ``adjudge fix``, see its exit code, and return what it says."""
    done = project.adjudge("fix", *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def text(project: Desk, path: str) -> str:
    """Return the text of a file as it is."""
    return (project.root / path).read_bytes().decode()
