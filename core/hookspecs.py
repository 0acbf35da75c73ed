"""The hooks of a plugin. These docstrings are the reference.

A plugin is an entry point in the group ``adjudge`` that names a module or object with functions of these names, each
marked with :data:`adjudge.hookimpl`; docs/plugins.md has a whole one.

Hooks declare; nothing runs at import. A hook that raises, or returns what its annotation does not allow, is an error
that names the plugin and the hook; other plugins keep working and the run's exit code is 3. A name that two plugins
claim (of a domain, suffix, report, engine, command or option) is nobody's, and an error of both; a name of adjudge's
own cannot be taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from adjudge.lib.hooks import hookspec

if TYPE_CHECKING:
    from adjudge.lib.documents import Json
    from adjudge.lib.options import Option

    from .control.ready import Ready
    from .declarations import Command, EngineType
    from .model import Artifact, Domain, Reader, Reference
    from .report import ReportWriter
    from .roles import Check, Suppressor, Watcher


@hookspec
def adjudge_domains() -> Iterable[Domain]:
    """Return the domains that this plugin covers.

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
    """Return the importable name of a package folder with laws and standards: one folder each, ``<id>/data.yaml``.

    ``schemas/adjudge/instrument.json`` describes the file. Two plugins may bring the same instrument when their files
    say the same.
    """
    raise NotImplementedError


@hookspec
def adjudge_readers() -> Iterable[Reader]:
    """Return readers for formats that the core does not know.

    Suffixes of the core (.json .jsonl .yaml .yml .toml .csv) and of another plugin's reader cannot be taken. A reader may
    claim names of files too (``Dockerfile``, ``*.tar.gz``), and give a ReadError in the place of one of many records.
    """
    raise NotImplementedError


@hookspec
def adjudge_relates(artifact: Artifact) -> Iterable[Reference]:
    """Return the references of a document: the places in it that name other files.

    Asked only of the plugin that owns the artifact's kind, and only when the document satisfies its schema. The core
    opens, hashes and judges what is named and puts it into ``input.related`` in the order given.
    """
    raise NotImplementedError


@hookspec
def adjudge_facts(artifact: Artifact) -> Mapping[str, Json]:
    """Compute the evidence that is in no document, for ``input.facts``.

    Asked only of the plugin that owns the artifact's kind; checked against ``<kind>_facts.json``, which a kind with facts
    must have. Other files only through ``artifact.evidence``; time only from ``artifact.as_of``.
    """
    raise NotImplementedError


@hookspec
def adjudge_reporters() -> Mapping[str, type[ReportWriter] | str]:
    """Return report writers by name, for ``--output NAME=FILE``: classes, or ``"module:Class"``, imported when asked for.

    A writer whose class says ``binary = True`` gets a stream of bytes.
    """
    raise NotImplementedError


@hookspec
def adjudge_engines() -> Iterable[EngineType]:
    """Return ways to evaluate Rego. One counts only when the command line or a gate names it, never by configuration."""
    raise NotImplementedError


@hookspec
def adjudge_commands() -> Iterable[Command]:
    """Return commands of the command line. Declaring one imports nothing of it."""
    raise NotImplementedError


@hookspec
def adjudge_options() -> Iterable[Option]:
    """Return options of the commands that judge: flag, variable and key of the configuration in one declaration.

    An option that does not say how it ``loosens`` a gate is refused under one.
    """
    raise NotImplementedError


@hookspec
def adjudge_session(ready: Ready) -> Iterable[Watcher | Suppressor | Check]:
    """Return who watches, suppresses and checks in a session: asked once, before the walk.

    What is given inherits from one of these classes or several. A suppressor of a plugin that is not built in counts only
    where a gate or ``--suppressor`` names the plugin; else its findings count, and a warning says so.
    """
    raise NotImplementedError
