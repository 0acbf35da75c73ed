"""adjudge answers one question of any artifact, *may this be released?*, and shows its work.

This is the public face: ``hookimpl`` and the words that hooks use, and what it takes to judge from Python
(:func:`judge`, :class:`Session`). Beside it stand ``adjudge.report``, ``adjudge.engine``, ``adjudge.cli`` (what commands share)
and ``adjudge.lib``. Everything is imported on first use, because start-up time is a feature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .version import __version__

if TYPE_CHECKING:
    from adjudge.lib.config import Config as Config
    from adjudge.lib.documents import Document as Document
    from adjudge.lib.documents import EvidenceFile as EvidenceFile
    from adjudge.lib.documents import Json as Json
    from adjudge.lib.documents import Place as Place
    from adjudge.lib.documents import Source as Source
    from adjudge.lib.errors import AdjudgeError as AdjudgeError
    from adjudge.lib.errors import ReadError as ReadError
    from adjudge.lib.errors import UsageError as UsageError
    from adjudge.lib.hooks import hookimpl as hookimpl
    from adjudge.lib.options import Given as Given
    from adjudge.lib.options import Option as Option
    from adjudge.lib.options import Values as Values
    from adjudge.lib.options import never as never
    from adjudge.lib.problems import Problem as Problem
    from adjudge.lib.rego.answers import Decision as Decision
    from adjudge.lib.rego.selection import Fails as Fails
    from adjudge.lib.rego.selectors import means as means

    from .control.gate import Gate as Gate
    from .control.gate import read_gate as read_gate
    from .control.options import Options as Options
    from .control.ready import Ready as Ready
    from .declarations import Command as Command
    from .declarations import EngineType as EngineType
    from .judging.compiled import JudgedKind as JudgedKind
    from .loading.catalogue import Catalogue as Catalogue
    from .loading.engines import EngineSetup as EngineSetup
    from .loading.registry import Registry as Registry
    from .model import OUTCOMES as OUTCOMES
    from .model import Artifact as Artifact
    from .model import Domain as Domain
    from .model import Finding as Finding
    from .model import Kind as Kind
    from .model import Outcome as Outcome
    from .model import OutcomeName as OutcomeName
    from .model import Program as Program
    from .model import Reader as Reader
    from .model import Reference as Reference
    from .model import Suppression as Suppression
    from .model import Verdict as Verdict
    from .model import VerdictName as VerdictName
    from .roles import Check as Check
    from .roles import Rulebook as Rulebook
    from .roles import Suppressor as Suppressor
    from .roles import Watcher as Watcher
    from .session.inputs import InputSession as InputSession
    from .session.inputs import Recorded as Recorded
    from .session.judge import Judgement as Judgement
    from .session.judge import judge as judge
    from .session.reports import Reports as Reports
    from .session.session import Session as Session
    from .session.settings import Settings as Settings
    from .session.settings import load_settings as load_settings
    from .summary import Summary as Summary
    from .summary import Totals as Totals

_HOME = {
    "lib.config": "Config",
    "control.gate": "Gate read_gate",
    "control.options": "Options",
    "control.ready": "Ready",
    "lib.options": "Given Option Values never",
    "lib.problems": "Problem",
    "declarations": "Command EngineType",
    "lib.documents": "Document EvidenceFile Json Place Source",
    "lib.errors": "AdjudgeError ReadError UsageError",
    "lib.hooks": "hookimpl",
    "lib.rego.answers": "Decision",
    "lib.rego.selection": "Fails",
    "lib.rego.selectors": "means",
    "loading.catalogue": "Catalogue",
    "loading.engines": "EngineSetup",
    "loading.registry": "Registry",
    "model": "OUTCOMES Artifact Domain Finding Kind Outcome OutcomeName Program Reader Reference Suppression "
    "Verdict VerdictName",
    "roles": "Check Rulebook Suppressor Watcher",
    "session.inputs": "InputSession Recorded",
    "session.reports": "Reports",
    "judging.compiled": "JudgedKind",
    "session.judge": "Judgement judge",
    "session.session": "Session",
    "session.settings": "Settings load_settings",
    "summary": "Summary Totals",
}
_MODULES = {name: module for module, names in _HOME.items() for name in names.split()}
__all__ = ["__version__", *sorted(_MODULES)]  # noqa: PLE0604  # the names are strings


def __getattr__(name: str) -> object:
    home = _MODULES.get(name)
    if home is None:
        message = f"module 'adjudge' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"adjudge.{home}"), name)
