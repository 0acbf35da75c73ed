"""Write what is made: a folder whole, by its last step, or files beside others, of which none is ever overwritten."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from adjudge.lib.errors import UsageError
from adjudge.lib.system import reason
from adjudge.lib.temporary import Temporary
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file


def make_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Make a folder with these files, by path: all or nothing. Raises UsageError where anything but an empty one is there."""
    if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(say("new.exists"), file=folder.name)
    part = None
    try:
        part = Temporary(f".{folder.name}.", ".part", parent=folder.parent)
        made = part.path / folder.name  # which gets the modes that the user wants
        for path, text in files.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_text(text, encoding="utf-8", newline="\n")
        made.rename(folder)
    except OSError as error:
        raise UsageError(say("file.unwritable", why=reason(error)), file=folder.name) from error
    finally:
        if part is not None:
            part.remove()


def add_files(root: Path, files: Mapping[Path, str], edits: Mapping[Path, str]) -> None:
    """Write new files, and change others, below a folder; where that fails, the new ones go again.

    Raises UsageError where one of the new ones is there already.
    """
    for file in files:
        if os.path.lexists(file):
            raise UsageError(say("new.exists"), file=file.relative_to(root).as_posix())
    made: list[Path] = []
    file = root
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="\n") as stream:
                made.append(file)
                stream.write(text)
        for file, text in edits.items():
            replace_file(file, text)
    except BaseException as error:
        for each in made:
            _remove(each, root)
        if not isinstance(error, OSError):
            raise
        shown = file.relative_to(root).as_posix()
        raise UsageError(say("file.unwritable", why=reason(error)), file=shown) from error


def _remove(file: Path, root: Path) -> None:
    """Remove a file that was made, and the folders above it that hold nothing else."""
    with suppress(OSError):
        file.unlink()
        for folder in file.parents:
            if folder == root:
                break
            folder.rmdir()
