"""adjudge answers one question of any artifact, *may this be released?*, and shows its work.

This is the face for plugin authors: ``hookimpl`` and the words that hooks use. Everything is imported on first use,
because start-up time is a feature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adjudge.lib.documents import Document as Document
    from adjudge.lib.documents import Json as Json
    from adjudge.lib.documents import Place as Place
    from adjudge.lib.documents import Source as Source
    from adjudge.lib.errors import ReadError as ReadError

    from .hooks import hookimpl as hookimpl
    from .model import Artifact as Artifact
    from .model import Domain as Domain
    from .model import Kind as Kind
    from .model import Reader as Reader
    from .model import Reference as Reference

__version__ = "0.1.0"

_HOME = {
    "ReadError": "lib.errors",
    "hookimpl": "hooks",
    **dict.fromkeys(("Document", "Json", "Place", "Source"), "lib.documents"),
    **dict.fromkeys(("Artifact", "Domain", "Kind", "Reader", "Reference"), "model"),
}
__all__ = ["__version__", *sorted(_HOME)]  # noqa: PLE0604  # the names are strings


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        message = f"module 'adjudge' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"adjudge.{home}"), name)
