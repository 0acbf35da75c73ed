"""Commands and options whose help is words by language, and a page of help that fits texts with wide characters."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from ..colour import HEADING, TERM, WISHES, is_coloured, painted
from ..errors import UsageError
from ..words import Texts, say
from .language import Spoken, spoken
from .usage import BadUse, Choice, RefusedUse, UnknownOption

if TYPE_CHECKING:
    from .near import DeclaredCommand


class Formatter(click.HelpFormatter):
    """A page of help. Lines with wide characters are as long as a terminal shows them."""

    def _painted(self, text: str, colour: str) -> str:
        return painted(text, colour) if is_coloured(sys.stdout) else text

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        super().write_usage(prog, args, spoken(say("help.usage")) if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        text = self._painted(spoken(say("help.heading", heading=heading)), HEADING)
        self.write(f"{'':>{self.current_indent}}{text}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with a line of only ``\\b`` as it is."""
        if _is_narrow(text):
            super().write_text(text)
            return
        from .wide import wrapped

        indent = " " * self.current_indent
        blocks = []
        for block in re.split(r"\n\s*\n", text):
            verbatim = block.startswith("\b\n")
            lines = block.split("\n")[1:] if verbatim else wrapped(block, self.width - self.current_indent)
            blocks.append("\n".join(f"{indent}{line}" for line in lines))
        self.write("\n\n".join(blocks) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean."""
        rows = list(rows)
        if all(_is_narrow(text) for row in rows for text in row):
            super().write_dl([(self._painted(term, TERM), text) for term, text in rows], col_max, col_spacing)
            return
        from ..escape import width
        from .wide import wrapped

        column = min(max(width(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in rows:
            lines = list(wrapped(meaning, max(self.width - column - self.current_indent, 10)))
            shown = self._painted(term, TERM)
            if width(term) <= column - col_spacing and lines:
                self.write(f"{indent}{shown}{' ' * (column - width(term))}{lines.pop(0)}\n")
            else:
                self.write(f"{indent}{shown}\n")
            for line in lines:
                self.write(f"{indent}{' ' * column}{line}\n")


def _is_narrow(text: str) -> bool:
    """Return whether a terminal shows a text as long as it is; what tells otherwise is imported for other texts only."""
    if text.isascii():
        return True
    from ..escape import width

    return width(text) == len(text)


class _HelpContext(click.Context):
    formatter_class = Formatter

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.color = is_coloured(sys.stdout)


class LocalizedOption(click.Option):
    """An option with ``help`` as a text, or as texts by language.

    ``group`` is the heading under which it stands, ``near`` what others call it (:func:`.near.meant`), ``needed`` says that
    the command is refused without it, wherever it may be said.
    """

    help: Any = Spoken()

    def __init__(
        self,
        *args: Any,
        help: str | Texts | None = None,
        group: str | Texts = "",
        near: tuple[str, ...] = (),
        **attributes: Any,
    ) -> None:
        super().__init__(*args, **attributes)
        self.help = help
        self.group = group
        self.near = near
        self.needed = self.required

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option as it is written, and what it does."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        more = self.get_help_extra(ctx)
        notes = [
            *(spoken(say("help.variable", names=list(names))) for names in (more.get("envvars"),) if names),
            *(spoken(say("help.default", value=value)) for value in (more.get("default"),) if value),
            *(value for value in (more.get("range"),) if value),
            *(spoken(say("help.required")) for value in (self.needed,) if value),
        ]
        noted = f"[{spoken(say('help.between')).join(notes)}]" if notes else ""
        return record[0], "  ".join(filter(None, (self.help, noted)))


class LocalizedCommand(click.Command):
    """A command with ``help`` and ``epilog`` as texts, or as texts by language; its own words are told in the same.

    A plain ``click.Option`` may be one of its options, but says in English what click adds to its help.
    """

    context_class = _HelpContext
    help: Any = Spoken()
    epilog: Any = Spoken()

    def headings(self, ctx: click.Context) -> Iterator[tuple[str, click.Option]]:
        """Return each option with the heading under which it stands: its group, or "Options"."""
        shows_help = self.get_help_option(ctx)
        if shows_help is not None:
            shows_help.help = spoken(say("help.help"))
        for each in self.get_params(ctx):
            if isinstance(each, click.Option):
                general = say("help.options_of_configuration") if each is shows_help else say("help.options")
                yield spoken(getattr(each, "group", "") or general), each

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's
        """Write what it does, without the example."""
        text = _parts(self.help)[0]
        if text:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(text)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the epilog; the example comes last, where whoever reads to the end finds it."""
        super().format_epilog(ctx, formatter)
        example = _parts(self.help)[1]
        if example:
            formatter.write_paragraph()
            formatter.write_text(example)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under their headings."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for heading, each in self.headings(ctx):
            record = each.get_help_record(ctx)
            if record is not None:
                sections.setdefault(heading, []).append(record)
        last = spoken(say("help.options_of_configuration"))
        for heading, rows in sorted(sections.items(), key=lambda section: section[0] == last):
            with formatter.section(heading):
                formatter.write_dl(rows)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse. Raises click.UsageError with words by language, UsageError for an option that is given twice."""
        given = list(args)
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise UnknownOption(error, self, given) from error
        except click.BadOptionUsage as error:
            raise BadUse.of(error, self.get_params(ctx)) from error
        finally:
            ctx.allow_extra_args = allowed
        self._see_once(ctx, given)
        if rest and not allowed and not ctx.resilient_parsing:
            several = say("usage.extra_arguments", given=" ".join(rest))
            raise RefusedUse(several if len(rest) > 1 else say("usage.extra_argument", given=rest[0]), ctx)
        return rest

    def _see_once(self, ctx: click.Context, given: list[str]) -> None:
        """Raise UsageError for an option that is given twice, where only one value can count."""
        _, _, order = self.make_parser(ctx).parse_args(given)
        for each in order:
            single = isinstance(each, click.Option) and not each.multiple and not each.is_flag
            if single and order.count(each) > 1:
                raise UsageError(say("usage.twice", flag=each.opts[0]))


def _parts(text: str | None) -> tuple[str, str]:
    """Return a text of help, and the example that it ends with: a paragraph that is written as it is."""
    before, mark, example = (text or "").rpartition("\n\n\b\n")
    return (before, f"\b\n{example}") if mark else (text or "", "")


_GROUPS = {
    "judge": say("help.group.judge"),
    "understand": say("help.group.understand"),
    "release": say("help.group.release"),
    "author": say("help.group.author"),
    "plugins": say("help.group.plugins"),
}
"""Headings of commands in their order; other groups follow under their own names."""


def write_commands(formatter: click.HelpFormatter, commands: Iterable[DeclaredCommand]) -> None:
    """Write commands under the headings that they are declared with, none of them imported."""
    found = [*commands]
    for group in dict.fromkeys((*_GROUPS, *sorted({each.group for each in found}))):
        rows = sorted((each.name, spoken(each.help)) for each in found if each.group == group)
        if rows:
            with formatter.section(spoken(_GROUPS.get(group, group.capitalize()))):
                formatter.write_dl(rows)


option: Callable[..., Callable[[Any], Any]] = partial(click.option, cls=LocalizedOption)
"""``click.option`` whose ``help`` may be texts by language."""


def with_colour(command: Any) -> Any:
    """Return a command, or what becomes one, with ``--color``, unless it has one; the value is read before all others."""
    if any(each.name == "color" for each in getattr(command, "params", ())):
        return command
    return option(
        "--color",
        type=Choice(WISHES),
        expose_value=False,
        metavar=f"[{'|'.join(WISHES)}]",
        group=say("help.options_of_report"),
        near=("--colour", "--colors", "--no-color=never", "--no-colour=never"),
        help=say("help.option.color"),
    )(command)
