"""Parameters that go beyond what a law lets them: the core's own check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from adjudge.lib.config import FILE, Config
from adjudge.lib.documents import Place

from ..loading.catalogue import Catalogue
from ..model import Finding, Verdict
from ..roles import Check
from ..summary import Totals

if TYPE_CHECKING:
    from ..control.gate import Gate


class LegalCheck(Check):
    """Denies the configuration, or the gate, where its parameters go beyond a law."""

    def __init__(self, catalogue: Catalogue, config: Config, gate: Gate | None) -> None:
        self._catalogue = catalogue
        self._config = config
        self._gate = gate

    def at(self, as_of: datetime) -> LegalCheck:  # noqa: ARG002  # bounds know no days
        """Return itself: it remembers nothing."""
        return self

    def verdicts(self, totals: Totals) -> Iterator[Verdict]:  # noqa: ARG002  # it is about no artifact
        """Return the verdicts on the files that say such parameters."""
        for opened in self._catalogue.opened():
            said: dict[str, list[Finding]] = {}
            for breach in opened.legal:
                by_gate = self._gate is not None and breach.name in self._gate.params.get(breach.domain, {})
                source = self._gate.config if self._gate is not None and by_gate else self._config
                path = ("params", breach.domain, breach.name)
                finding = Finding(
                    rule=f"{breach.domain}.params.legal",
                    severity="critical",
                    path=path,
                    place=Place(*source.line_of(path)),
                    message=breach.message,
                    details={"parameter": breach.name, "clause": breach.clause},
                )
                said.setdefault(source.file.name if source.file is not None else FILE, []).append(finding)
            for file, findings in said.items():
                yield self.denied(file, f"{opened.domain.name}.params", tuple(findings))
