"""The hooks of a plugin. These docstrings are the reference.

A plugin is an entry point in the group ``adjudge`` that names a module or object with functions of these names, each
marked with ``hookimpl``::

    from adjudge import Domain, Kind, hookimpl

    @hookimpl
    def adjudge_domains():
        yield Domain(
            name="catering",
            title={"en": "Catering", "zh": "餐饮"},
            kinds=(Kind(name="catering.menu", files=("*.menu.yaml", "*.menu.json")),),
            policies="adjudge_catering.policies",
            schemas="adjudge_catering.schemas",
        )

Hooks declare; nothing runs at import. A hook that raises, or returns what its annotation does not allow, is an error
that names the plugin and the hook; other plugins keep working and the run's exit code is 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from adjudge.lib.documents import Json

from .declared import Command, EngineType
from .hooks import hookspec
from .model import Artifact, Domain, Reader, Reference

if TYPE_CHECKING:
    from .control.ready import Ready
    from .declared import Option
    from .report import ReportWriter
    from .roles import Check, Suppressor, Watcher


@hookspec
def adjudge_domains() -> Iterable[Domain]:
    """Give the domains that this plugin covers.

    Called once a run, when plugins are loaded; it must be quick (a millisecond) and open no files. A domain's policies
    lie at ``<policies>/<name>/<kind>/<rule>/<rule>.rego``, its data at ``<policies>/<name>/data.yaml``, its helpers at
    ``<policies>/<name>/lib/<topic>/``, its schemas at ``<schemas>/<name>/<kind>.json``, ``<kind>_facts.json`` and
    ``params.json``. Names are lower-case with underscores. ``adjudge``, ``lib``, ``instruments`` and ``system`` are
    reserved domains; ``lib``, ``params`` and names that end in ``_facts`` are reserved kinds; ``schema`` and
    ``reference`` are reserved rules.
    """
    raise NotImplementedError


@hookspec
def adjudge_instruments() -> str:
    """Give the importable name of a package folder with laws and standards: one folder each, ``<id>/data.yaml``.

    ``schemas/adjudge/instrument.json`` describes the file. Two plugins may bring the same instrument when their files
    say the same.
    """
    raise NotImplementedError


@hookspec
def adjudge_readers() -> Iterable[Reader]:
    """Give readers for formats that the core does not know.

    Suffixes of the core (.json .jsonl .yaml .yml .toml .csv) and of another plugin's reader cannot be taken.
    """
    raise NotImplementedError


@hookspec
def adjudge_relates(artifact: Artifact) -> Iterable[Reference]:
    """Give the references of a document: the places in it that name other files.

    Asked only of the plugin that owns the artifact's kind, and only when the document satisfies its schema. The core
    opens, hashes and judges what is named and puts it into ``input.related`` in the order given.
    """
    raise NotImplementedError


@hookspec
def adjudge_facts(artifact: Artifact) -> Mapping[str, Json]:
    """Compute the evidence that is in no document, for ``input.facts``.

    Asked only of the plugin that owns the artifact's kind; checked against ``<kind>_facts.json`` where the kind has
    that schema. Other files only through ``artifact.evidence``; time only from ``artifact.as_of``.
    """
    raise NotImplementedError


@hookspec
def adjudge_reporters() -> Mapping[str, type[ReportWriter] | str]:
    """Give report writers by name, for ``--output NAME=FILE``. The core's own names cannot be taken."""
    raise NotImplementedError


@hookspec
def adjudge_engines() -> Iterable[EngineType]:
    """Give ways to evaluate Rego. The name of another plugin's engine cannot be taken."""
    raise NotImplementedError


@hookspec
def adjudge_commands() -> Iterable[Command]:
    """Give commands of the command line. The core's names cannot be taken."""
    raise NotImplementedError


@hookspec
def adjudge_options() -> Iterable[Option]:
    """Give options of the commands that judge, each with how it would loosen a gate."""
    raise NotImplementedError


@hookspec
def adjudge_session(ready: Ready) -> Iterable[Watcher | Suppressor | Check]:
    """Say who watches, suppresses and checks in a run: asked once, when all is ready and nothing is judged."""
    raise NotImplementedError
