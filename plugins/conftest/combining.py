"""All files at once, as ``--combine`` gives them to the policies: one list, of each document with its file's path."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Iterable, Iterator, Mapping

from adjudge.lib.documents import Document, Json
from adjudge.lib.errors import ReadError
from adjudge.lib.files import Candidate, Tree
from adjudge.lib.patterns import fold
from adjudge.lib.words import say

from .formats import Format

NAME = "Combined"
"""What conftest calls it."""


def combined(tree: Tree, files: Iterable[Candidate], formats: Mapping[str, Format]) -> tuple[Tree, list[Candidate]]:
    """Return the tree with the list as a file of its own, and that file in the place of all. A file that is broken breaks it."""
    try:
        found = [each for file in files for each in _contents(tree, file, formats)]
        if not found:
            raise ReadError(say("conftest.combined"))
    except ReadError as error:
        return tree, [Candidate(path=NAME, named=True, error=error)]
    data = json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    return tree.with_given(NAME, data), [Candidate(path=NAME, named=True, size=len(data))]


def _contents(tree: Tree, file: Candidate, formats: Mapping[str, Format]) -> Iterator[dict[str, Json]]:
    if file.error is not None:
        raise file.error
    name = fold(file.path.rpartition("/")[2])
    claims = [
        each for each in formats.values() if any(fnmatch.fnmatchcase(name, fold(pattern)) for pattern in each.files)
    ]
    if not claims and file.named:
        raise ReadError(say("judge.unclaimed"), file=file.path)
    for each in claims[:1]:
        values = list(_values(each.reader()(tree.read(file.path))))
        whole = values[0] if len(values) == 1 and isinstance(values[0], list) else values
        yield from ({"path": file.path, "contents": value} for value in whole)


def _values(documents: Iterable[Document | ReadError]) -> Iterator[Json]:
    for document in documents:
        if isinstance(document, ReadError):
            raise document
        yield document.value
