"""Builtins that the embedded engine gets from here, since its own would end the process, say nothing, or say it wrong.

Each is put in only where a policy calls it: a call through Python costs microseconds more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from adjudge.lib.documents import Json
from adjudge.lib.rego.rule import Module

from .culprit import Extension, evaluate

INTEGER_VERB = r"%0?\d{0,2}d"
_VERB = re.compile(rf"{INTEGER_VERB}|%[vsq%]")
_MAX_ITEMS = 100_000


def capped(modules: Iterable[Module]) -> list[Extension]:
    """Return the builtins that replace the engine's own for these modules."""
    texts = [module.text for module in modules]
    built: list[Extension] = [
        ("net.cidr_expand", 1, _cidr_expand),
        ("numbers.range", 2, _range),
        ("numbers.range_step", 3, _range),
    ]
    taken = [each for each in built if any(each[0] in text for text in texts)]
    if any("sprintf" in text and re.search(INTEGER_VERB, text) for text in texts):
        taken.append(("sprintf", 2, _sprintf))
    return [*taken, ("http.send", 1, _no_network)]


def _no_network(_request: Json) -> Json:
    """Refuse: the engine's own gives nothing, and a rule that gets nothing may pass."""
    raise PermissionError("a policy never asks the network")


def _range(first: float, last: float, step: float = 1) -> list[int]:
    if not all(type(each) in (int, float) and float(each).is_integer() for each in (first, last, step)) or step < 1:
        raise ValueError("not integers, or no step")
    begin, end, by = int(first), int(last), int(step)
    if abs(end - begin) // by >= _MAX_ITEMS:
        raise ValueError(f"more than {_MAX_ITEMS} items")
    return list(range(begin, end + 1, by) if begin <= end else range(begin, end - 1, -by))


def _cidr_expand(cidr: str) -> set[str]:
    from ipaddress import ip_network

    network = ip_network(cidr, strict=False)
    if network.num_addresses > _MAX_ITEMS:
        raise ValueError(f"more than {_MAX_ITEMS} addresses")
    return {str(address) for address in network}


def _sprintf(template: str, values: list[Json]) -> Json:
    """Write integers as OPA does: the engine writes -3 as --3. All else is left to the engine."""
    rest: list[Json] = []
    left = iter(values)

    def write(verb: re.Match[str]) -> str:
        if verb.group() == "%%":
            return "%%"
        value = next(left)
        if not verb.group().endswith("d"):
            rest.append(value)
            return verb.group()
        if type(value) is not int:
            raise ValueError(f"{verb.group()} is for integers")
        return verb.group() % value

    try:
        written = _VERB.sub(write, template)
    except StopIteration as error:
        raise ValueError("there are more verbs than values") from error
    if list(left):
        raise ValueError("there are more values than verbs")
    if not rest:
        return written.replace("%%", "%")
    if all(isinstance(value, str) for value in rest) and "%q" not in written:
        words = iter(rest)
        return re.sub("%[vs%]", lambda verb: "%" if verb.group() == "%%" else next(words), written)
    return evaluate("sprintf", (written, rest))
