"""Options that several commands share, and what they make of configuration and plugins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from adjudge.catalogue import Catalogue
from adjudge.config import Config, find_config
from adjudge.errors import AdjudgeError, UsageError
from adjudge.model import LANGUAGES
from adjudge.registry import Registry, load

F = TypeVar("F", bound=Callable[..., Any])


def common_options(function: F) -> F:
    """Add ``--config``, ``--disable-plugin`` and ``--lang``."""
    for option in reversed((
        click.option(
            "--config", "config_file", type=click.Path(path_type=Path), envvar="ADJUDGE_CONFIG", metavar="FILE",
            help="Configuration; else adjudge.toml or [tool.adjudge], found upward from here, then from PATH.",
        ),
        click.option(
            "--disable-plugin", "disabled", multiple=True, envvar="ADJUDGE_DISABLE_PLUGIN", metavar="NAME",
            help="Do not import this plugin (repeatable).",
        ),
        click.option(
            "--lang", type=click.Choice(LANGUAGES), envvar="ADJUDGE_LANG", help="Language; en unless said."
        ),
    )):  # fmt: skip
        function = option(function)
    return function


class Settings(NamedTuple):
    """Configuration, plugins and catalogue of a run."""

    config: Config
    registry: Registry
    catalogue: Catalogue
    language: str

    def value(self, flag: Any, name: str, default: Any) -> Any:
        """Give what a flag or its variable says, else the configuration, else the default."""
        return self.config.values.get(name, default) if flag is None or flag == () else flag


def make_settings(
    config_file: Path | None, disabled: tuple[str, ...], lang: str | None, judged: tuple[Path, ...] = ()
) -> Settings:
    """Read the configuration and load the plugins; ``judged`` are the paths to be judged. Raises UsageError."""
    try:
        here = Path.cwd()
    except FileNotFoundError as error:
        raise UsageError("the working directory does not exist any more", hint="Change to another one.") from error
    config = find_config(here, config_file, judged)
    blocked = (*disabled, *config.values.get("disable_plugins", ()))
    registry = load(blocked=blocked, required=config.values.get("required_plugins"))
    catalogue = Catalogue(registry=registry, overrides=config.values.get("params", {}), place=config.place)
    return Settings(
        config=config, registry=registry, catalogue=catalogue, language=lang or config.values.get("lang", "en")
    )


def show_problems(problems: list[AdjudgeError]) -> None:
    """Tell of broken plugins on stderr."""
    for problem in problems:
        click.echo(f"error: {problem}", err=True)
