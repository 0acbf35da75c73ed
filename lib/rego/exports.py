"""What a domain lets policies of others read: ``params``, one of them (``params.<name>``), helpers (``lib.<topic>``).

Whoever extends one of its kinds may name these, and nothing else of it. What is exported reaches no rule and no third domain: so
it means the same wherever it is read, and two domains may read of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from ..errors import AdjudgeError, PolicyError
from ..words import say
from .folder import Exporter, Folder
from .policy import Policy
from .reach import related


def beside(
    folder: Folder,
    extends: Collection[str],
    exports: Mapping[str, tuple[str, ...]],
    opened: Callable[[str], Folder],
) -> Folder:
    """Return a domain's folder that knows what others export, of those that its policies name.

    ``extends`` are the kinds that it has rules for, ``exports`` those of all domains that there are; ``opened`` gives what a
    domain exports, and raises AdjudgeError where that cannot be opened: the policies that name it are then wrong.
    """
    others: dict[str, Exporter] = {}
    for name in sorted(folder.others_named()):
        is_extended = any(kind.startswith(f"{name}.") for kind in extends)
        if name not in exports:
            others |= {name: Exporter((), is_extended, is_there=False)} if is_extended else {}
            continue
        other = Exporter(exports[name], is_extended)
        if is_extended and other.exports:
            with suppress(AdjudgeError):  # its own author is told
                other = other._replace(folder=opened(name))
        others[name] = other
    return folder._replace(others=others)


def odd_exports(folder: Folder, exports: Iterable[str]) -> Iterator[PolicyError]:
    """Yield what is wrong with what a domain exports: it is not there, or leads to a rule or to a third domain."""
    for export in exports:
        if not _is_there(folder, export):
            words = say("policy.export_absent", export=export, domain=folder.name)
            yield PolicyError(words, file=f"{folder.name}/")
    for policy in reached(folder, exports):
        foreign = folder.others_named([policy])
        for name in policy.references:
            dotted = name.text.removeprefix("data.")
            if dotted.partition(".")[0] in foreign:
                yield policy.fail(say("policy.export_foreign", path=name.text), name.offset)
            elif any(related(rule, dotted) for rule in folder.judged):
                yield policy.fail(say("policy.export_rule", path=name.text), name.offset)


def exported(folder: Folder, exports: Sequence[str]) -> Folder:
    """Return of a domain's folder what others may read: no rule, and only what is exported, with what that reaches."""
    policies = {policy.scan.package or "": policy for policy in reached(folder, exports)}
    named = {name.text.removeprefix("data.") for policy in policies.values() for name in policy.references}
    named |= {f"{folder.name}.{export}" for export in exports}
    broken = {
        package: errors for package, errors in folder.broken.items() if any(related(package, each) for each in named)
    }
    return folder._replace(policies=policies, rules=(), judged={}, unread=frozenset(), broken=broken)


def reached(folder: Folder, exports: Iterable[str]) -> list[Policy]:
    """Return the helpers of a domain that it exports, and those that they reach."""
    named = {f"{folder.name}.{export}" for export in exports}
    wanted = [policy for package, policy in folder.policies.items() if package in named]
    found: dict[str, Policy] = {}
    while wanted:
        policy = wanted.pop()
        if policy.module.file not in found:
            found[policy.module.file] = policy
            for name in policy.references:
                wanted += folder.packages(name.text)
    return [policy for _, policy in sorted(found.items())]


def _is_there(folder: Folder, export: str) -> bool:
    sort, _, name = export.partition(".")
    if sort == "lib":
        return f"{folder.name}.{export}" in folder.policies.keys() | folder.broken.keys()
    params = folder.data.get("params")
    return isinstance(params, Mapping) and (name in params if name else bool(params))
