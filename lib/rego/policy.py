"""One policy file: its text and names, and what no policy may ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ..errors import PolicyError
from .rule import Module
from .scan import Name, Scan, column_of, line_of

IMPURE = {
    "crypto.x509.parse_and_verify_certificates": "asks the clock; the clock of a policy is input.as_of",
    "crypto.x509.parse_and_verify_certificates_with_options": "may ask the clock; that of a policy is input.as_of",
    "http.send": "asks the network",
    "io.jwt.decode_verify": "asks the clock; the clock of a policy is input.as_of",
    "json.match_schema": "may ask the network, for what the schema refers to",
    "json.verify_schema": "may ask the network, for what the schema refers to",
    "net.lookup_ip_addr": "asks the network",
    "opa.runtime": "asks the environment",
    "rand.intn": "rolls dice",
    "time.now_ns": "asks the clock; the clock of a policy is input.as_of",
    "uuid.rfc4122": "rolls dice",
}
_IMPURE_SPACES = frozenset(name.rpartition(".")[0] for name in IMPURE) | {"crypto", "io"}
_REST = re.compile(r"""\["(?P<key>[^"\\\n]*)"\]|\.(?P<field>[A-Za-z_][A-Za-z0-9_]*)""")


class Policy(NamedTuple):
    """One policy file of a domain: a rule or a helper."""

    module: Module
    scan: Scan
    references: tuple[Name, ...]

    def fail(self, message: str, offset: int, *, hint: str) -> PolicyError:
        """Make the error of something at ``offset`` in the text."""
        text = self.module.text
        return PolicyError(
            message,
            file=self.module.file,
            line=line_of(text, offset),
            column=column_of(text, offset),
            plugin=self.module.plugin,
            hint=hint,
        )

    def refuse_impure(self) -> None:
        """Refuse what asks for more than input and data, or could hide that it does. Raises PolicyError."""
        if self.scan.template is not None:
            raise self.fail(
                "a template string can hide what a policy refers to",
                self.scan.template,
                hint="Write it with sprintf or concat.",
            )
        for name in self.scan.names:
            if name.text in IMPURE:
                raise self.fail(
                    f"{name.text} {IMPURE[name.text]}", name.offset, hint="A policy judges from input and data only."
                )
            if name.text in _IMPURE_SPACES and self.module.text.startswith("[", name.offset + len(name.text)):
                raise self.fail(
                    f"{name.text}[…] can hide a call that asks for more than input and data",
                    name.offset,
                    hint="Write a builtin's name with dots, and call no variable like that.",
                )

    def imported(self) -> set[int]:
        """Return the offsets of names that stand after ``import``: to import is not yet to refer."""
        return {name.offset for before, name in pairwise(self.scan.names) if before.text == "import"}

    def steps_after(self, name: Name) -> Iterator[str]:
        """Return the fixed steps that follow a name in brackets: those of ``data.catering["menu"].x`` are menu and x."""
        begin = name.offset + len(name.text)
        while (step := _REST.match(self.module.text, begin)) is not None:
            yield step["key"] if step["key"] is not None else step["field"]
            begin = step.end()
