"""The files of the package that an import makes: the frame of `adjudge new`, the rules, open schemas, data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from adjudge.lib.documents import Json

from ..new.names import title_of
from ..new.templates import rendered
from .converting import MadeModule

_KIND = """            Kind(
                name="{kind}",
                files={files},
            ),
"""


def package_of(domain: str) -> str:
    """Return the name of the Python package."""
    return f"adjudge_{domain}"


def files_of(
    domain: str, kinds: Sequence[str], modules: Iterable[MadeModule], data: Mapping[str, Json], patterns: Sequence[str]
) -> dict[str, str]:
    """Return the files of a package by path. ``patterns`` name the files of the one kind there is, if any are given."""
    package, listed = package_of(domain), list(modules)
    has_tests = any(each.tested for each in listed)
    first = min((each.package for each in listed if each.is_rule), default=domain)
    claimed = {
        kind: tuple(patterns) or tuple(f"*.{kind.partition('.')[2]}.{suffix}" for suffix in ("yaml", "json"))
        for kind in kinds
    }
    values = {
        "domain": domain,
        "package": package,
        "distribution": f"adjudge-{domain.replace('_', '-')}",
        "title": title_of(domain),
        "kind": kinds[0].partition(".")[2] if kinds else "",
        "rule_id": first,
        "tested": "    adjudge test\n" if has_tests else "",
        "try_tests": "$ adjudge test\n…\n" if has_tests else "",
        "kinds": "".join(_KIND.format(kind=kind, files=_listed(claimed[kind])) for kind in kinds),
    }
    files = {**rendered("package", values), **rendered("imported", values)}
    project = files["pyproject.toml"]
    if not has_tests:
        hooks = files[".pre-commit-config.yaml"]
        files[".pre-commit-config.yaml"] = hooks.replace("entry: adjudge test\n", "entry: pytest -q\n")
    files["pyproject.toml"] = project.replace('testpaths = ["tests"]', 'testpaths = ["src", "tests"]')
    source = f"src/{package}"
    for kind in kinds:
        name = kind.partition(".")[2]
        files[f"{source}/schemas/{domain}/{name}.json"] = _open_schema(title_of(name))
    for each in listed:
        files[f"{source}/policies/{each.path}"] = each.text
    if data:
        files[f"{source}/policies/{domain}/data.yaml"] = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return files


def _listed(patterns: Sequence[str]) -> str:
    """Return patterns as a tuple, as ruff formats it below a kind: one for itself, others a line each."""
    if len(patterns) == 1:
        return f"({json.dumps(patterns[0])},)"
    lines = "".join(f"                    {json.dumps(each)},\n" for each in patterns)
    return f"(\n{lines}                )"


def _open_schema(title: str) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
