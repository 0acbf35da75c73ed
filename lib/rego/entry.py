"""The entry module of a kind: one query gives every rule's heads, so that every answer is total."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import Rule

PACKAGE = "adjudge"


def entry_module(kind: str, rules: Iterable[Rule]) -> str:
    """Write the Rego of package ``adjudge.<kind>`` for the rules, in the order of their ids.

    ``outcomes`` is an object from rule id to heads; a head's value stands in an array that is empty when it is
    undefined, or when ``deny`` or ``warn`` is no set. ``batch`` is the same for each of ``input.batch``.
    """
    entries = ",\n".join(_entry(rule) for rule in sorted(rules, key=lambda rule: rule.id))
    return (
        f"package {PACKAGE}.{kind}\n\n"
        f"outcomes := {{\n{entries},\n}}\n\n"
        "batch := [each | some one in input.batch; each := outcomes with input as one]\n"
    )


def _entry(rule: Rule) -> str:
    applies = f"data.{rule.id}.applies"
    guard = f"{applies}; " if "applies" in rule.heads else ""
    heads = [f'"applies": [v | v := {applies}]'] if guard else []
    heads += [
        f'"{head}": [v | {guard}v := data.{rule.id}.{head}; is_set(v)]'
        for head in ("deny", "warn")
        if head in rule.heads
    ]
    return f'\t"{rule.id}": {{{", ".join(heads)}}}'
