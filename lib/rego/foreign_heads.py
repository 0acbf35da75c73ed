"""The heads that other tools ask for: ``deny``, ``violation`` and ``warn``, with or without a suffix."""

from __future__ import annotations

import re

DECISION = re.compile(r"(?P<level>deny|violation|warn)(?P<suffix>(?:_[a-zA-Z0-9]+)*)")
"""What conftest, Gatekeeper, Konstraint and Trivy ask; ``suffix`` begins with its underscore."""
