"""One policy file: its text and names, and what no policy may ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ..errors import PolicyError
from ..words import Texts, say
from .rule import Module
from .scan import Name, Scan, column_of, imports, line_of, scan

IMPURE: dict[str, Texts] = {
    "crypto.x509.parse_and_verify_certificates": say("policy.asks.clock"),
    "crypto.x509.parse_and_verify_certificates_with_options": say("policy.asks.maybe_clock"),
    "http.send": say("policy.asks.network"),
    "io.jwt.decode_verify": say("policy.asks.clock"),
    "io.jwt.encode_sign": say("policy.asks.dice"),
    "io.jwt.encode_sign_raw": say("policy.asks.dice"),
    "json.match_schema": say("policy.asks.maybe_network"),
    "json.verify_schema": say("policy.asks.maybe_network"),
    "net.lookup_ip_addr": say("policy.asks.network"),
    "opa.runtime": say("policy.asks.environment"),
    "rand.intn": say("policy.asks.dice"),
    "time.now_ns": say("policy.asks.clock"),
    "uuid.rfc4122": say("policy.asks.dice"),
}
"""What no policy may call, and what it would ask."""

_IMPURE_SPACES = frozenset(name.rpartition(".")[0] for name in IMPURE) | {"crypto", "io"}
_REST = re.compile(r"""\[\s*(?:"(?P<key>[^"\\\n]*)"|`(?P<raw>[^`]*)`)\s*\]|\.(?P<field>[A-Za-z_][A-Za-z0-9_]*)""")


class Policy(NamedTuple):
    """One policy file of a domain: a rule or a helper."""

    module: Module
    scan: Scan
    references: tuple[Name, ...]

    def fail(self, words: Texts, offset: int, *, hint: Texts | None = None) -> PolicyError:
        """Make the error of something at ``offset`` in the text."""
        text = self.module.text
        return PolicyError(
            words,
            file=self.module.file,
            line=line_of(text, offset),
            column=column_of(text, offset),
            plugin=self.module.plugin,
            hint=hint,
        )

    def impure(self) -> Iterator[PolicyError]:
        """Yield what asks for more than input and data, or could hide that it does."""
        if self.scan.template is not None:
            yield self.fail(say("policy.template"), self.scan.template)
        for name in self.scan.names:
            if name.text in IMPURE:
                yield self.fail(say("policy.impure", name=name.text, asks=IMPURE[name.text]), name.offset)
            if name.text in _IMPURE_SPACES and self.module.text.startswith("[", name.offset + len(name.text)):
                yield self.fail(say("policy.hidden_call", name=f"{name.text}[…]"), name.offset)

    def imported(self) -> set[int]:
        """Return the offsets of names that stand after ``import``: to import is not yet to refer."""
        return {name.offset for before, name in pairwise(self.scan.names) if before.text == "import"}

    def replaced(self) -> set[int]:
        """Return the offsets of names that stand after ``with``: what they name is another value there."""
        return {name.offset for before, name in pairwise(self.scan.names) if before.text == "with"}

    def bound(self) -> dict[str, str]:
        """Return the names that imports bind, each with its whole path, also where that goes on in brackets."""
        found: dict[str, str] = {}
        for name, alias in imports(self.scan):
            path = ".".join((name.text, *self.steps_after(name)))
            found[alias or path.rpartition(".")[2]] = path
        return found

    def parameters(self, domain: str) -> set[str]:
        """Return the parameters of a domain that are named, however that is done; `*` where all are taken at once."""
        home, bound, found = ["data", domain, "params"], self.bound(), set()
        imported = self.imported()
        for name in self.scan.names:
            first, _, rest = name.text.partition(".")
            full = f"{bound[first]}.{rest}".rstrip(".") if first in bound and name.offset not in imported else name.text
            steps = [*full.split("."), *self.steps_after(name)]
            if steps[:3] == home and (len(steps) > 3 or name.offset not in imported):
                found.add(steps[3] if len(steps) > 3 else "*")
        return found

    def steps_after(self, name: Name) -> Iterator[str]:
        """Return the fixed steps that follow a name in brackets: those of ``data.catering["menu"].x`` are menu and x."""
        begin = name.offset + len(name.text)
        while (step := _REST.match(self.module.text, begin)) is not None:
            yield next(each for each in step.groups() if each is not None)
            begin = step.end()


def policy_of(module: Module) -> Policy:
    """Scan a policy."""
    found = scan(module.text)
    return Policy(module=module, scan=found, references=tuple(found.references()))
