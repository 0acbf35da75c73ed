"""Parameters that go beyond what a law lets them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from adjudge.lib.documents import Place

from ..control.config import Config
from ..decision import Totals
from ..loading.catalogue import Catalogue
from ..model import Finding, Outcome, Verdict

if TYPE_CHECKING:
    from ..control.gate import Gate


def parameters(catalogue: Catalogue, config: Config, gate: Gate | None, _tally: Totals) -> Iterator[Verdict]:
    """Deny the configuration, or the gate, where its parameters go beyond a law."""
    for opened in catalogue.opened():
        said: dict[str, list[Finding]] = {}
        for finding in opened.legal:
            _, domain, name = finding.path
            by_gate = gate is not None and name in gate.params.get(str(domain), {})
            source = gate.config if gate is not None and by_gate else config
            file = source.file.name if source.file is not None else "adjudge.toml"
            said.setdefault(file, []).append(finding._replace(place=Place(*source.line_of(finding.path))))
        for file, findings in said.items():
            yield _denied(file, f"{opened.domain.name}.params", tuple(findings))


def _denied(file: str, kind: str | None, findings: tuple[Finding, ...]) -> Verdict:
    outcome = Outcome(rule=findings[0].rule, outcome="denied", findings=findings)
    return Verdict(path=file, file=file, kind=kind, sha256=None, size=None, verdict="deny", outcomes=(outcome,))
