"""A house rule that the embedded engine does not decide: the plugin ``catering`` with a rule for another domain's kind.

It hashes the path of what it judges, and denies one path. tests/conftest.py makes this file importable.
"""

from __future__ import annotations

from hashlib import sha256

from catering import PLUGIN, catering
from native import EXTRA
from wheels import Project

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
    import sys

    sys.path.append(os.environ["ADJUDGE_OPA_SOURCE"])
    from adjudge_opa.engine import NativeEngine

    return NativeEngine(executable=os.environ["OPA_WORKER"])
"""


def lend_native(project: Project, worker: str) -> dict[str, str]:
    """Install the engine ``native`` as it stands in the checkout, with this worker; return the variables that it needs."""
    project.plugin("native", {"adjudge_native.py": NATIVE}, distribution="adjudge-opa", module="adjudge_native")
    return {"ADJUDGE_OPA_SOURCE": str(EXTRA / "src"), "OPA_WORKER": worker}


def household() -> dict[str, str | bytes]:
    """Return the files of the plugin's wheel."""
    files = catering({PLUGIN: ("extends=()", f'extends=("{KIND}",)')})
    return {**files, f"adjudge_catering/policies/{FILE}": RULE}
