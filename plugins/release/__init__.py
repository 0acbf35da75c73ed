"""What a release must satisfy beyond its artifacts: required ones, files that nothing accounts for, files to be named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from adjudge import hookimpl

if TYPE_CHECKING:
    from adjudge import Check, Ready, Watcher


@hookimpl
def adjudge_session(ready: Ready) -> Iterator[Check | Watcher]:
    """The checks that gate and --release ask for."""
    if ready.gate is None and not ready.release:
        return
    from .checks import Naming, Required, Unaccounted

    if ready.gate is not None:
        yield Required(ready.gate)
    if ready.release:
        yield Unaccounted(ready.root, ready.files, ready.gate, ready.named)
    if ready.release and ready.gate is not None and ready.gate.config.values.get("named"):
        yield Naming(ready.gate, ready.files)
