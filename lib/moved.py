"""Where modules of earlier versions went, so that a plugin which imports one is told what to change."""

from __future__ import annotations

MOVED = {
    "adjudge.catalogue": "adjudge",
    "adjudge.config": "adjudge.lib.config",
    "adjudge.digests": "adjudge.lib.digests",
    "adjudge.engines.base": "adjudge.engine",
    "adjudge.errors": "adjudge.lib.errors",
    "adjudge.fingerprint": "adjudge.lib.fingerprint",
    "adjudge.instruments": "adjudge.lib.instruments",
    "adjudge.readers": "adjudge.lib.formats",
    "adjudge.report.base": "adjudge.report",
    "adjudge.validate": "adjudge.lib.schema",
}


def advice(error: BaseException) -> str | None:
    """Return what to import instead, for an import of adjudge's that failed; None for any other error."""
    name = getattr(error, "name", None)
    if not isinstance(error, ImportError) or not isinstance(name, str) or name.partition(".")[0] != "adjudge":
        return None
    for old, new in MOVED.items():
        if name == old or name.startswith(f"{old}."):
            return f"{name} is {new}{name[len(old) :]} now: import it from there."
    return "What plugins may rely on stands in `adjudge`, `adjudge.report`, `adjudge.engine` and `adjudge.lib`."
