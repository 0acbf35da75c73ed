"""adjudge answers one question of any artifact, *may this be released?*, and shows its work.

This is the face for plugin authors: ``hookimpl`` and the words that hooks use. Everything is imported on first use,
because start-up time is a feature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adjudge.errors import ReadError as ReadError
    from adjudge.hookspecs import hookimpl as hookimpl
    from adjudge.model import Artifact as Artifact
    from adjudge.model import Document as Document
    from adjudge.model import Domain as Domain
    from adjudge.model import Json as Json
    from adjudge.model import Kind as Kind
    from adjudge.model import Place as Place
    from adjudge.model import Reader as Reader
    from adjudge.model import Reference as Reference
    from adjudge.model import Source as Source

__version__ = "0.1.0"

_HOME = {
    "ReadError": "errors",
    "hookimpl": "hookspecs",
    **dict.fromkeys(
        ("Artifact", "Document", "Domain", "Json", "Kind", "Place", "Reader", "Reference", "Source"), "model"
    ),
}
__all__ = ["__version__", *sorted(_HOME)]  # noqa: PLE0604  # the names are strings


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        message = f"module 'adjudge' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"adjudge.{home}"), name)
