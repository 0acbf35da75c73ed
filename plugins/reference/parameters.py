"""The parameters that a rule reads, with what their domain says of them."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge.lib.documents import Json
from adjudge.lib.rego.rule import Rule
from adjudge.loading.catalogue import Catalogue


def parameters(catalogue: Catalogue, rule: Rule) -> Iterator[tuple[str, dict[str, Json]]]:
    """Give the parameters that a rule reads, with value, description and legal bound."""
    opened = catalogue.open(rule.domain)
    reach = opened.folder.reach([rule], catalogue.lib)
    read = {
        name.text.split(".")[3]
        for module in reach.modules
        if (policy := opened.folder.policies.get(module.file.rpartition("/")[0].replace("/", "."))) is not None
        for name in policy.references
        if name.text.startswith(f"data.{rule.domain}.params.")
    }
    described = opened.schemas.get("params", {}).get("properties", {})
    for name in sorted(read):
        entry = described.get(name, {})
        yield (
            name,
            {
                "value": opened.params.get(name),
                "description": entry.get("description", entry.get("title", "")),
                "legal": entry.get("x-adjudge-legal"),
            },
        )
