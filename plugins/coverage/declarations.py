"""Which rules believe what a document says of itself: they see no file's bytes, and the document is no record of the facts."""

from __future__ import annotations

from pathlib import PurePosixPath

from adjudge import Catalogue, Kind
from adjudge.lib.rego.reads import reads_of
from adjudge.lib.rego.rule import Rule

_WRITTEN = frozenset({".yaml", ".yml", ".json", ".toml"})
"""Forms in which somebody states something; what is read from others (subtitles, lists, logs) is the thing itself."""


def declared(catalogue: Catalogue, rule: Rule) -> bool:
    """Return whether a rule goes by declarations only: a manifest's kind, no digest of a file that it names, and no bytes.

    What a plugin computes of a manifest (``input.facts``) and what another document says are declarations as well; the
    document of a kind that is ``named`` is what the bytes are, so that a rule which asks for that kind sees them.
    """
    kinds, modules = catalogue.registry.kinds, catalogue.modules(rule)
    if not _is_stated(kinds[rule.kind]):
        return False
    if any(f'"{kind.name}"' in module.text for kind in kinds.values() if kind.named for module in modules):
        return False
    reads = reads_of(modules)
    return not any("sha256" in path for head in rule.heads for path in reads.of_head(rule.id, head))


def _is_stated(kind: Kind) -> bool:
    suffixes = {PurePosixPath(pattern).suffix for pattern in kind.files}
    return kind.shape == "document" and suffixes <= _WRITTEN
