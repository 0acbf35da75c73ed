"""Every error that adjudge raises on purpose.

    AdjudgeError
    ├── UsageError          exit 2: the command line, the environment or the configuration is wrong
    └── JudgeError          exit 3: something could not be judged
        ├── ReadError       a file is not what its name says, or holds what engines disagree about
        │   └── AmbiguousError  a scalar that not all read as the same: no error in a file that nobody claims
        ├── KindError       an artifact has no kind, or two
        ├── CycleError      artifacts name each other in a circle
        ├── PluginError     a plugin broke its contract
        │   └── PolicyError a policy, its METADATA or its data broke theirs
        └── EngineError     the Rego engine did not answer, or not in the agreed shape

An error is raised once, where the facts are, and shown once, at the edge.
It carries where (file, line, column, rule, plugin) and the next step (hint), so that nobody parses its text.
"""

from __future__ import annotations

from typing import Any, ClassVar


class AdjudgeError(Exception):
    """What went wrong, where, and what to do about it.

    ``message`` is one sentence without a full stop; ``line`` and ``column`` count from 1;
    ``hint`` is the next step, as an imperative sentence.
    """

    exit_code: ClassVar[int] = 3

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        rule: str | None = None,
        plugin: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.rule = rule
        self.plugin = plugin
        self.hint = hint

    def at(self, **where: Any) -> AdjudgeError:
        """Fill in what the raiser could not know (``file=``, ``plugin=`` …); what is known already stays."""
        for name, value in where.items():
            if getattr(self, name) is None:
                setattr(self, name, value)
        return self

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        origin = ", ".join(f"{name} {value}" for name, value in (("rule", self.rule), ("plugin", self.plugin)) if value)
        text = f"{place}: {self.message}" if place else self.message
        text += f" ({origin})" if origin else ""
        if not self.hint:
            return text
        return f"{text} {self.hint}" if text.endswith((".", "?", "!")) else f"{text}. {self.hint}"


class UsageError(AdjudgeError):
    """The command line, the environment or the configuration asks for something that cannot be."""

    exit_code = 2


class JudgeError(AdjudgeError):
    """Something could not be judged: never a pass, never a mere denial."""


class ReadError(JudgeError):
    """A file could not be read as the format that its name says."""


class AmbiguousError(ReadError):
    """A plain scalar means one thing to one version of its format and another to the next."""


class KindError(JudgeError):
    """An artifact has no kind, an unknown kind, or two kinds."""


class CycleError(JudgeError):
    """Artifacts refer to each other in a circle."""


class PluginError(JudgeError):
    """A plugin broke the contract of :mod:`adjudge.hookspecs`."""


class PolicyError(PluginError):
    """A policy, its METADATA, its schema or its data broke the policy contract."""


class EngineError(JudgeError):
    """The Rego engine failed, died, or answered in another shape than agreed."""
