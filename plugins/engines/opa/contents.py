"""What a bundle of some domains holds, and its revision: the digest of all of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from adjudge import Program
from adjudge.lib.documents import Json
from adjudge.lib.errors import UsageError
from adjudge.lib.rego.entry import PACKAGE
from adjudge.lib.rego.rule import Rule
from adjudge.lib.words import say

from . import layout

if TYPE_CHECKING:
    from adjudge import Catalogue

RULES = "rules"
"""``data.adjudge.rules``: what METADATA says of each rule. No domain has that name."""
_OF_CODES = ("severity", "words", "basis", "effective", "resources", "zone")
"""What it says of a code that is described on its own."""


class Bundle:
    """The bundle of ``domains``: the programs of their kinds, and what is known of their rules.

    ``files`` are the policies by path, and ``data.json``. Raises PolicyError where two programs do not go together.
    """

    def __init__(self, domains: Iterable[str], programs: Iterable[Program], extra: Mapping[str, Json]) -> None:
        self.domains = tuple(sorted(domains))
        self.programs = tuple(programs)
        policies, data = layout.policies(self.programs), layout.data(self.programs)
        layout.merge(data, extra)
        self.files = {path: policies[path].encode() for path in sorted(policies)} | {"data.json": canonical(data)}
        self.roots = tuple(sorted({path.partition("/")[0] for path in policies} | data.keys()))

    @cached_property
    def revision(self) -> str:
        """SHA-256 over the digest and the path of each file, by path."""
        digest = sha256()
        for path, content in sorted(self.files.items()):
            digest.update(f"{sha256(content).hexdigest()}  {path}\n".encode())
        return digest.hexdigest()

    @property
    def manifest(self) -> bytes:
        """The ``.manifest``: OPA lets nobody else write below the roots of a bundle."""
        return canonical(
            {
                "metadata": {PACKAGE: {"domains": list(self.domains)}},
                "rego_version": 1,
                "revision": self.revision,
                "roots": list(self.roots),
            }
        )


def make_bundle(catalogue: Catalogue, domains: Sequence[str] = ()) -> Bundle:
    """Make the bundle of domains, all that have kinds unless said, with every rule of their kinds whoever brings it.

    ``catalogue`` opens all that is needed. Raises UsageError for a domain that there is not or that has no kinds, and
    PluginError for whatever cannot be opened: a bundle without some rule would let pass what that rule denies.
    """
    known = {name: domain for name, domain in catalogue.registry.domains.items() if domain.kinds}
    for name in domains:
        if name not in known:
            raise UsageError(say("opa.domain", name=name, known=sorted(known)))
    chosen = sorted(set(domains) or known)
    programs: list[Program] = []
    for kind in sorted(kind.name for name in chosen for kind in known[name].kinds):
        rules, missing = catalogue.judges(kind)
        for error in missing:
            raise error
        if rules:
            programs.append(catalogue.program(kind, rules))
    rules = sorted({rule.id: rule for program in programs for rule in program.rules}.values())
    instruments = catalogue.instruments.as_data({_instrument(ref) for rule in rules for ref in rule.cites()})
    said = {rule.id: _said(rule, catalogue) for rule in rules}
    for error in catalogue.problems():
        raise error
    return Bundle(chosen, programs, {"instruments": instruments, PACKAGE: {RULES: said}})


def canonical(value: Json) -> bytes:
    """Write JSON as OPA hashes it: keys in order, no space, and escapes only where Go's encoder has them."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def _said(rule: Rule, catalogue: Catalogue) -> Json:
    """Return what METADATA says of a rule. The heads know no dates: whoever asks OPA itself needs them here.

    ``zone`` is the one in which days without a time are whole.
    """
    said: dict[str, Any] = {
        **rule._asdict(),
        "heads": sorted(rule.heads),
        "effective": {
            "from": rule.effective.since,
            "to": rule.effective.to,
            "replaced_by": rule.effective.replaced_by,
        },
        "words": {name: words._asdict() for name, words in rule.words.items()},
    }
    for words in said["words"].values():
        words["messages"] = dict(words["messages"])
    instrument = catalogue.instruments.get(_instrument(rule.basis[0])) if rule.basis else None
    said |= {"zone": instrument.zone if instrument is not None else "UTC"}
    codes = {code: _said(each, catalogue) for code, each in said.pop("codes").items()}
    if codes:
        said["codes"] = {code: {name: each[name] for name in _OF_CODES} for code, each in codes.items()}
    return said


def _instrument(basis: str) -> str:
    return basis.partition("#")[0]
