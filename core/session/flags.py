"""Options as the command line has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from ..declared import Option
from ..loading.builtins import declared


def built_in_options() -> Iterator[Option]:
    """Give the options of the batteries."""
    yield from declared("options")


def as_click(option: Option) -> Callable[[Any], Any]:
    """Give an option as a decorator; one without a flag changes nothing."""
    if not option.flag:
        return lambda function: function
    if option.type == "flag":
        return click.option(f"--{option.name.replace('_', '-')}", option.name, is_flag=True, help=option.help)
    kind: Any = (
        click.Path(path_type=Path) if option.type == "path" else click.Choice(option.choices) if option.choices else str
    )
    return click.option(
        f"--{option.name.replace('_', '-')}",
        option.name,
        type=kind,
        metavar=option.metavar,
        envvar=option.env,
        help=option.help,
    )


class JudgingCommand(click.Command):
    """A command that judges. What it does not know may be an option of a plugin, so they are asked then, and for help."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; when an option is unknown, load the plugins that are not blocked and parse again."""
        given = list(args)
        if not {"--help", "-h"} & set(args):
            try:
                return super().parse_args(ctx, args)
            except click.NoSuchOption:
                args = given
        more = [option for option in _foreign(given) if option.name not in {param.name for param in self.params}]
        for option in more:
            as_click(option)(self.callback)
            self.params.append(self.callback.__click_params__.pop())  # type: ignore[union-attr]
        return super().parse_args(ctx, args)


def _foreign(args: list[str]) -> list[Option]:
    """Give the options of the plugins that the command line does not block."""
    from ..loading.registry import load

    pairs = zip(args, [*args[1:], ""], strict=True)
    blocked = [
        value if name == "--disable-plugin" else name.partition("=")[2]
        for name, value in pairs
        if name.partition("=")[0] == "--disable-plugin"
    ]
    return [option for option, plugin in load(blocked=blocked).options.values() if not plugin.built_in]
