"""A command that takes a word, and others that this word may name: they are imported when they are meant."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from importlib import import_module
from typing import Any

import click

from .help import LocalizedCommand


class BranchingCommand(LocalizedCommand):
    """A command in whose place another one is called where the first word is its name.

    ``branches`` are these others, each as ``"module:command"``. They take the language and the colour as this one does.
    """

    def __init__(self, *args: Any, branches: Mapping[str, str], **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.branches = branches

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Parse, by the command that is meant."""
        if not args or args[0] not in self.branches:
            return super().make_context(info_name, args, parent, **extra)
        module, _, name = self.branches[args[0]].partition(":")
        branch: click.Command = getattr(import_module(module), name)
        for each in self.params:
            if each.name in ("lang", "color") and all(own.name != each.name for own in branch.params):
                common = copy(each)
                common.expose_value = False
                branch.params.append(common)
        return branch.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
