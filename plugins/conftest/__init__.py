"""Judge with a folder of policies that was written for conftest, as it is: ``adjudge check --policy DIR``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from adjudge import Option, hookimpl
from adjudge.lib.errors import UsageError
from adjudge.lib.words import Texts, say

if TYPE_CHECKING:
    from adjudge import Ready, Rulebook

_GROUP = say("help.options_of_conftest")
_ONLY_WITH_POLICY = {"namespace": "--namespace", "all_namespaces": "--all-namespaces", "policy_data": "--data"} | {
    "combine": "--combine",
    "parser": "--parser",
}


def _brings_rules(_gate: object, _value: object) -> Texts:
    """Return what each of these does to a gate, whatever its value: a gate names the rules that judge."""
    return say("conftest.brings_rules")


@hookimpl
def adjudge_options() -> Iterator[Option]:
    """Where the policies are, and how they are asked. No configuration says it, and a gate refuses all of them."""
    yield Option(
        name="policy",
        type="path",
        multiple=True,
        metavar="DIR",
        group=_GROUP,
        key=False,
        loosens=_brings_rules,
        near=("--policies",),
        help=say("help.option.policy"),
    )
    yield Option(
        name="namespace",
        multiple=True,
        metavar="NAME",
        group=_GROUP,
        key=False,
        loosens=_brings_rules,
        near=("--namespaces",),
        help=say("help.option.namespace"),
    )
    yield Option(
        name="all_namespaces",
        type="flag",
        group=_GROUP,
        key=False,
        loosens=_brings_rules,
        help=say("help.option.all_namespaces"),
    )
    yield Option(
        name="policy_data",
        type="path",
        multiple=True,
        flags=("--data",),
        metavar="DIR",
        group=_GROUP,
        key=False,
        loosens=_brings_rules,
        help=say("help.option.policy_data"),
    )
    yield Option(
        name="combine", type="flag", group=_GROUP, key=False, loosens=_brings_rules, help=say("help.option.combine")
    )
    yield Option(
        name="parser", metavar="NAME", group=_GROUP, key=False, loosens=_brings_rules, help=say("help.option.parser")
    )


@hookimpl
def adjudge_session(ready: Ready) -> Iterable[Rulebook]:
    """The folder of policies, where one is named. Raises UsageError where only its options are."""
    if not ready.options.value("policy"):
        for name, flag in _ONLY_WITH_POLICY.items():
            if ready.options.value(name):
                raise UsageError(say("conftest.without_policy", flag=flag))
        return ()
    from .rulebook import rulebook

    return [rulebook(ready)]
