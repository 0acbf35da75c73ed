"""The templates of what is made: files with names in them, ``@domain@``, and in their paths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from adjudge.lib.installed import package_root

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SUFFIX = ".template"
_NAME = re.compile(r"@([a-z_]+)@")


def rendered(template: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a template by their paths, with the names filled in."""

    def filled(text: str) -> str:
        return _NAME.sub(lambda found: values[found[1]], text)

    root = package_root("adjudge.plugins.authoring.new") / "templates" / template
    return {
        filled(path).removesuffix(SUFFIX): filled(entry.read_text(encoding="utf-8"))
        for path, entry in sorted(_files(root, ""), key=lambda each: each[0])
    }


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(SUFFIX):
            yield f"{path}{entry.name}", entry
