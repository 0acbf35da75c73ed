"""Make a rule of adjudge of each head that conftest asks for: a small module that asks it, with the document as input.

The policies themselves stay as they are. Whatever a head may hold for conftest becomes findings; what conftest skips in
silence keeps a shape that no finding has, so that it is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from adjudge.lib.documents import NOTHING, Json
from adjudge.lib.rego.folder import Folder, Reach
from adjudge.lib.rego.rule import Module, Rule, Words
from adjudge.lib.words import languages, say

from .policies import AskedHead, PolicySet

DOMAIN = "conftest"
EXCEPTED = "excepted"
"""The key of a finding that an ``exception`` of the policies excuses."""

_NO_NAME = re.compile(r"[^a-z0-9]+")
_TEMPLATE = """package {package}

{documents}
_said(one) := said if {{
	{bound}said := {head} with input as one{file}
}}
{asked}{excepted}
{level} contains finding if {{
	some i, one in _documents
	said := _said(one)
	_holds_many(said)
	some each in said
	finding := {marked}
}}

# Of what is neither a set nor an array conftest asks nothing.
{level} contains [said] if {{
	some one in _documents
	said := _said(one)
	not _holds_many(said)
}}

_holds_many(said) if is_set(said)

_holds_many(said) if is_array(said)

_finding(text, at) := {{"msg": text, "path": at}} if is_string(text)

_finding(told, at) := finding if {{
	is_object(told)
	rest := object.remove(told, {{"code", "path", "related", "{key}"}})
	finding := object.union(object.union(rest, _own(told)), {{"path": _place(told, at)}})
}}

_finding(odd, _) := odd if {{
	not is_string(odd)
	not is_object(odd)
}}

# What the policies call so is no word of adjudge's.
_own(told) := {{"said": own}} if {{
	own := {{key: value | some key, value in told; key in {{"code", "path", "related"}}}}
	count(own) > 0
}}

_own(told) := {{}} if {{
	own := {{key: value | some key, value in told; key in {{"code", "path", "related"}}}}
	count(own) == 0
}}

_place(told, at) := array.concat(at, told.path) if _is_path(object.get(told, "path", null))

_place(told, at) := at if not _is_path(object.get(told, "path", null))

_is_path(path) if {{
	is_array(path)
	every step in path {{
		_is_step(step)
	}}
}}

_is_step(step) if is_string(step)

_is_step(step) if {{
	is_number(step)
	step == floor(step)
}}
"""
_EXCEPTED = """
_is_excepted(one) if {{
	some names in _exceptions(one)
	some name in names
	name == {name}
}}

_exceptions(one) := names if {{
	{bound}names := data.{namespace}.exception with input as one{file}
}}

_marked(finding, one) := object.union(finding, {{"{key}": {name}}}) if {{
	is_object(finding)
	_is_excepted(one)
}}

_marked(finding, one) := finding if not _is_excepted(one)

_marked(finding, _) := finding if not is_object(finding)
"""
_EACH = """_documents := input.document if is_array(input.document)

_documents := [input.document] if not is_array(input.document)

_at(i) := [i] if is_array(input.document)

_at(_) := [] if not is_array(input.document)
"""
"""conftest judges each item of a list by itself."""

_WHOLE = """_documents := [input.document]

_at(_) := []
"""
_FILE = """
_file := {{"name": steps[count(steps) - 1], "dir": concat("/", array.concat([{root}], folders))}} if {{
	steps := split(regex.replace(input.artifact.path, `#[0-9]+$`, ""), "/")
	folders := array.slice(steps, 0, count(steps) - 1)
}}
"""
"""What ``data.conftest.file`` says: the name of the file, and the folder in which it lies."""


class PolicyFolder(Folder):
    """The folder as the catalogue knows one: any rule reaches all policies, whose data lies where it was written for."""

    __slots__ = ()

    def reach(self, rules: Iterable[Rule], lib: Folder) -> Reach:  # noqa: ARG002  # these policies know no other
        """Return the modules of the rules, and all policies."""
        own = {rule.file for rule in rules}
        modules = [policy.module for policy in self.policies.values()]
        kept = [module for module in modules if module.file in own or not module.file.startswith(f"{DOMAIN}/")]
        return Reach(modules=tuple(sorted(kept, key=lambda module: module.file)), instruments=frozenset())

    def rooted(self, params: Mapping[str, Json] = NOTHING) -> dict[str, Json]:  # noqa: ARG002  # there are none
        """Return the data as it was given."""
        return dict(self.data)


def folder_of(policies: PolicySet, kinds: Iterable[str], root: Path, *, whole: bool) -> PolicyFolder:
    """Return the folder of rules for kinds: one for each head and kind, and the policies that they ask.

    ``root`` is where files lie; ``whole`` says that a list is one document.
    """
    from adjudge.lib.rego.policy import Policy, policy_of
    from adjudge.lib.rego.scan import Scan

    made = [each for kind in kinds for each in _rules(policies, kind, root, whole=whole)]
    own = {module.file: Policy(module, Scan(rule.id, 1, ()), ()) for rule, module in made}  # nobody asks what they name
    return PolicyFolder(
        name=policies.name,
        policies={**{module.file: policy_of(module) for module in policies.modules}, **own},
        rules=tuple(rule for rule, _ in made),
        data=policies.data,
        judged={rule.id: rule.kind for rule, _ in made},
    )


def _rules(policies: PolicySet, kind: str, root: Path, *, whole: bool) -> Iterator[tuple[Rule, Module]]:
    where = root if any("conftest" in module.text for module in policies.modules) else None
    taken: set[str] = set()
    for head in policies.heads:
        name = _NO_NAME.sub("_", f"{head.namespace}_{head.name}".lower()).strip("_")
        while name in taken:
            name += "_"
        taken.add(name)
        package = f"{kind}.{name}"
        file = f"{package.replace('.', '/')}/{name}.rego"
        module = Module(file=file, text=_text(head, policies, package, where, whole=whole), plugin=head.module.plugin)
        words = say("conftest.rule", head=head.name, namespace=head.namespace)
        yield (
            Rule(
                id=package,
                domain=DOMAIN,
                kind=kind,
                severity="medium" if head.level == "warn" else "high",
                words={language: Words(title=words[language]) for language in languages()},
                heads=frozenset({head.level}),
                file=file,
                line=1,
                plugin=head.module.plugin,
            ),
            module,
        )


def _text(head: AskedHead, policies: PolicySet, package: str, root: Path | None, *, whole: bool) -> str:
    """Write the module of a head; ``root`` is None where no policy asks for the file."""
    names = {
        "level": head.level,
        "namespace": head.namespace,
        "name": f'"{head.excepted_by}"',
        "key": EXCEPTED,
        "file": " with data.conftest.file as file" if root is not None else "",
        "bound": "file := _file\n\t" if root is not None else "",
    }
    excepted = policies.has_exceptions(head.namespace)
    return _TEMPLATE.format(
        **names,
        package=package,
        head=f"data.{head.namespace}.{head.name}",
        documents=_WHOLE if whole else _EACH,
        marked="_marked(_finding(each, _at(i)), one)" if excepted else "_finding(each, _at(i))",
        excepted=_EXCEPTED.format(**names) if excepted else "",
        asked=_FILE.format(root=json.dumps(str(root))) if root is not None else "",
    )
