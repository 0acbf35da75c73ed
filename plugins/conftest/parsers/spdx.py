"""SPDX in tags and values as conftest gives it: the document in the form that SPDX has in JSON, of version 2.3."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module

from adjudge.lib.documents import Document, Place, Source
from adjudge.lib.errors import ReadError
from adjudge.lib.formats.limits import decode
from adjudge.lib.words import say

_LIBRARY = (
    ("ply.yacc", "NullLogger"),
    ("spdx_tools.spdx.jsonschema.document_converter", "DocumentConverter"),
    ("spdx_tools.spdx.parser.error", "SPDXParsingError"),
    ("spdx_tools.spdx.parser.tagvalue.tagvalue_parser", "Parser"),
)
"""What is used of it; it has no types."""

_LINE = re.compile(r"\b[Ll]ine:? (\d+)")


def read_spdx(source: Source) -> Iterator[Document]:
    """Read SPDX, and return its document."""
    try:
        found = [getattr(import_module(module), name) for module, name in _LIBRARY]
    except ImportError as error:
        raise ReadError(say("conftest.no_library", name="spdx-tools")) from error
    logger, converter, wrong, parser = found
    text = decode(source.path, source.data)
    try:
        # Nothing is written beside the library, and nothing told of its grammar.
        document = parser(write_tables=False, debug=False, errorlog=logger()).parse(text)
        value = json.loads(json.dumps(converter().convert(document), default=str))
    except wrong as error:
        at = _LINE.search(" ".join(error.get_messages()))
        raise ReadError(say("conftest.spdx"), file=source.path, line=int(at[1]) if at else 1) from error
    except TypeError as error:  # what is required is missing
        raise ReadError(say("conftest.spdx"), file=source.path, line=1) from error
    value["spdxVersion"] = "SPDX-2.3"  # conftest reads the others into it
    yield Document(value=value, locate=lambda _steps: Place(), sha256=source.sha256, size=source.size)
