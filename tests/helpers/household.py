"""A house rule that the embedded engine does not decide: the plugin ``catering`` with a rule for another domain's kind.

It hashes the path of what it judges, and denies one path. tests/conftest.py makes this file importable.
"""

from __future__ import annotations

from hashlib import sha256

from catering import PLUGIN, catering

KIND = "identity.service"
RULE_ID = f"catering.{KIND}.hashed"
FILE = "catering/identity/service/hashed/hashed.rego"
ODD = "odd.service.json"
LINE = 13
RULE = f"""
# METADATA
# scope: package
# title: A path is not odd
# schemas:
#   - input.document: schema.identity.service
# custom:
#   severity: high
#   message: A path is odd
package {RULE_ID}

deny contains {{"path": []}} if {{
	crypto.sha256(input.artifact.path) == "{sha256(ODD.encode()).hexdigest()}"
}}
"""

NATIVE = """
from adjudge import EngineType, hookimpl

@hookimpl
def adjudge_engines():
    yield EngineType(name="native", make="adjudge_native:make")

def make(_setup):
    import os
    from adjudge.plugins.engines.opa.engine import OpaEngine

    return OpaEngine(os.environ.get("NATIVE_OPA", "/nowhere/opa"))
"""
"""A plugin of the distribution ``adjudge-opa`` whose engine is an OPA that a variable names."""


def household() -> dict[str, str | bytes]:
    """Return the files of the plugin's wheel."""
    files = catering({PLUGIN: ("extends=()", f'extends=("{KIND}",)')})
    return {**files, f"adjudge_catering/policies/{FILE}": RULE}
