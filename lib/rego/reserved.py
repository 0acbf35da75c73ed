"""Names that no domain, kind or rule can have: they are taken by Rego, or mean something wherever policies lie."""

from __future__ import annotations

NAME = r"[a-z][a-z0-9_]*"
"""How a domain, a kind, a report and an option are named."""

EXPORT = r"params(\.[A-Za-z_][A-Za-z0-9_]*)?|lib\.[A-Za-z_][A-Za-z0-9_]*"
"""How a domain names what others may read of it."""

REGO_WORDS = frozenset("as default else every false if import in not null package some true with".split())
RESERVED_DOMAINS = frozenset({"adjudge", "lib", "instruments", "rules", "system"})
RESERVED_KINDS = frozenset({"lib", "params"})
RESERVED_RULES = frozenset({"schema", "reference"})
