"""A kind that allows tags: a template of CloudFormation and a pipeline of GitLab, judged at their lines on both engines."""

from __future__ import annotations

import json

import pytest
from desk import Desk

PLUGIN = """
from adjudge import Domain, Kind, hookimpl
from adjudge.lib.formats.tags import Tag

@hookimpl
def adjudge_domains():
    yield Domain(
        name="cloud",
        title={"en": "Cloud"},
        policies="adjudge_cloud.policies",
        schemas="adjudge_cloud.schemas",
        kinds=(
            Kind(
                name="cloud.template",
                files=("*.template.yaml",),
                yaml_tags={"!Ref": "Ref", "!Sub": "Fn::Sub", "!GetAtt": Tag("Fn::GetAtt", split=".")},
            ),
            Kind(name="cloud.pipeline", files=(".gitlab-ci.yml",), yaml_tags={"!reference": "!reference"}),
        ),
    )
"""
OPEN = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Anything", "type": "object"}
RULE = """# METADATA
# title: {title}
# schemas:
#   - input.document: schema.cloud.{kind}
# custom: {{severity: high, message: "{message}"}}
package cloud.{kind}.{name}

deny contains {{"path": {path}, "what": what}} if {{
	{body}
}}
"""
FILES = {
    "adjudge_cloud/__init__.py": PLUGIN,
    "adjudge_cloud/policies/__init__.py": "",
    "adjudge_cloud/schemas/__init__.py": "",
    "adjudge_cloud/schemas/cloud/template.json": json.dumps(OPEN),
    "adjudge_cloud/schemas/cloud/pipeline.json": json.dumps(OPEN),
    "adjudge_cloud/policies/cloud/template/known/known.rego": RULE.format(
        title="A reference is declared",
        kind="template",
        name="known",
        message="{what} is not declared",
        path='["Resources", name, "Properties", key, "Ref"]',
        body="some name, resource in input.document.Resources\n\tsome key, value in resource.Properties\n\twhat := value.Ref\n"
        "\tnot input.document.Parameters[what]",
    ),
    "adjudge_cloud/policies/cloud/template/own_role/own_role.rego": RULE.format(
        title="An attribute is its name",
        kind="template",
        name="own_role",
        message="{what} is no attribute",
        path='["Resources", name, "Properties", key, "Fn::GetAtt", 1]',
        body="some name, resource in input.document.Resources\n\tsome key, value in resource.Properties\n"
        '\twhat := value["Fn::GetAtt"][1]\n\twhat != "Arn"',
    ),
    "adjudge_cloud/policies/cloud/pipeline/hidden/hidden.rego": RULE.format(
        title="What is referred to is hidden",
        kind="pipeline",
        name="hidden",
        message="{what} is a job",
        path='[job, "script", i, "!reference", 0]',
        body='some job, content in input.document\n\tsome i, line in content.script\n\twhat := line["!reference"][0]\n'
        '\tnot startswith(what, ".")',
    ),
}
TEMPLATE = """\
# a bucket
Parameters:
  Name: {Type: String}
Resources:
  Bucket:
    Properties:
      Name: !Ref Name
      Owner:   !Ref Nobody
      Role: !GetAtt Role.Arn
      Key: !GetAtt "Role.Name"
      Text: !Sub |
        ${AWS::Region}
"""
PIPELINE = """\
.setup:
  script: [make]
build:
  script: []
test:
  script:
    - !reference [.setup, script]
    - !reference [
        build, script]
"""


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A folder with the plugin, a template and a pipeline."""
    made = Desk.make(tmp_path_factory.mktemp("cloud"))
    made.plugin("cloud", FILES)
    made.write("web.template.yaml", TEMPLATE)
    made.write(".gitlab-ci.yml", PIPELINE)
    return made


@pytest.mark.parametrize("engine", ["embedded", "opa"])
def test_findings_point_behind_the_tags(desk: Desk, opa_binary: str, engine: str) -> None:
    done = desk.adjudge(
        "check", "web.template.yaml", ".gitlab-ci.yml", "--engine", engine, "--opa", opa_binary, "-o", "json"
    )
    found = [
        (finding["line"], finding["column"], finding["message"]["en"])
        for artifact in json.loads(done.stdout)["artifacts"]
        for outcome in artifact["outcomes"]
        for finding in outcome["findings"]
    ]
    assert done.returncode == 1, done.stderr
    assert sorted(found) == [
        (8, 16, "Nobody is not declared"),
        (9, 9, "build is a job"),
        (10, 26, "Name is no attribute"),
    ]


def test_another_tag_is_an_error_with_its_line(desk: Desk) -> None:
    desk.write("web.template.yaml", TEMPLATE.replace("!Sub", "!Base64"))
    done = desk.adjudge("check", "web.template.yaml")
    assert done.returncode == 3
    assert 'the tag "!Base64" is not of YAML' in done.stdout
    assert "web.template.yaml:11:13\n" in done.stdout


def test_the_tags_of_one_kind_are_none_of_another(desk: Desk) -> None:
    desk.write(".gitlab-ci.yml", PIPELINE.replace("!reference [.setup, script]", "!Ref a"))
    assert desk.adjudge("check", ".gitlab-ci.yml").returncode == 3


def test_the_policy_input_has_what_they_become(desk: Desk) -> None:
    document = json.loads(desk.adjudge("inspect", ".gitlab-ci.yml").stdout)["document"]
    assert document["test"]["script"] == [{"!reference": [".setup", "script"]}, {"!reference": ["build", "script"]}]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('files=(".gitlab-ci.yml",)', 'match={"required": ["stages"]}', "so it needs `files`, and no `match`"),
        ('files=(".gitlab-ci.yml",)', 'files=("*.yaml",)', "they allow other YAML tags"),
        ('"!reference": "!reference"', '"reference": "!reference"', "which is none such as !Ref"),
    ],
)
def test_tags_that_cannot_be_known_before_reading_refuse_the_plugin(desk: Desk, before: str, after: str, why: str):
    assert before in PLUGIN
    desk.plugin("cloud", {**FILES, "adjudge_cloud/__init__.py": PLUGIN.replace(before, after)})
    done = desk.adjudge("plugins")
    assert done.returncode == 3
    assert why in done.stderr
    assert "adjudge_cloud/__init__.py" in done.stderr
