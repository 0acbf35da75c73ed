"""The formats that conftest reads, by the names of its parsers: which files they are, and what reads them here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NamedTuple

from adjudge.lib.documents import Document, Source
from adjudge.lib.errors import ReadError, UsageError
from adjudge.lib.words import say

_HERE = "adjudge.plugins.conftest.parsers"


def no_parser(source: Source) -> Iterable[Document]:
    """Refuse a file that conftest judges, and adjudge cannot read: passed over, it would pass. Raises ReadError."""
    raise ReadError(say("conftest.no_parser"), file=source.path, line=1)


class Format(NamedTuple):
    """The files of a format, as patterns of names, and the function that reads one; empty where there is none."""

    files: tuple[str, ...]
    function: str = ""

    @property
    def read(self) -> Callable[[Any], Any] | str:
        """What reads such a file."""
        return f"{_HERE}.{self.function}" if self.function else no_parser

    def reader(self) -> Callable[[Source], Iterable[Document | ReadError]]:
        """Import what reads such a file, and return it."""
        module, _, name = self.function.partition(":")
        return getattr(import_module(f"{_HERE}.{module}"), name) if self.function else no_parser


FORMATS: Mapping[str, Format] = {
    "codeowners": Format(("CODEOWNERS", "*.codeowners"), "lines:read_codeowners"),
    "cue": Format(("*.cue",)),
    "cyclonedx": Format(("*.cyclonedx",), "core:read_json"),
    "dockerfile": Format(("Dockerfile", "Dockerfile.*", "*.dockerfile"), "dockerfile:read_dockerfile"),
    "dotenv": Format((".env", ".env.*", "*.env"), "lines:read_dotenv"),
    "edn": Format(("*.edn",), "edn:read_edn"),
    "groovy": Format(("Jenkinsfile", "Jenkinsfile.*", "*.groovy")),
    "hcl1": Format(("*.hcl1",)),
    "hcl2": Format(("*.hcl", "*.tf", "*.tfvars", "*.hcl2"), "hcl:read_hcl"),
    "hocon": Format(("*.hocon",)),
    "ignore": Format(("*.gitignore", "*.dockerignore", "*.ignore"), "lines:read_ignore"),
    "ini": Format(("*.ini",), "lines:read_ini"),
    "json": Format(("*.json",), "core:read_json"),
    "jsonc": Format(("*.jsonc",), "core:read_jsonc"),
    "jsonnet": Format(("*.jsonnet",)),
    "nginx": Format(("nginx.conf", "*.nginx")),
    "properties": Format(("*.properties",), "lines:read_properties"),
    "spdx": Format(("*.spdx",), "spdx:read_spdx"),
    "textproto": Format(("*.textproto", "*.textpb")),
    "toml": Format(("*.toml",), "core:read_toml"),
    "vcl": Format(("*.vcl",)),
    "xml": Format(("*.xml",), "xml:read_xml"),
    "yaml": Format(("*.yaml", "*.yml"), "core:read_yaml"),
}
"""All of them: one that adjudge has no parser for is an error, not a file that nobody judges."""


def forced(parser: str) -> Mapping[str, Format]:
    """Return the only format that counts where ``--parser`` names it: of every file. Raises UsageError."""
    if parser not in FORMATS:
        near = get_close_matches(parser, FORMATS, n=1)
        raise UsageError(say("conftest.unknown_parser", name=parser, known=near or sorted(FORMATS)))
    return {parser: FORMATS[parser]._replace(files=("*",))}
