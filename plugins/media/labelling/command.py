"""``adjudge label``: write the implicit label into media files."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from adjudge.cli.options import general_options, options_named, options_of, show_problems, show_warnings
from adjudge.lib.console import PATH, Choice, LocalizedCommand, option, tell
from adjudge.lib.errors import AdjudgeError, ReadError, UsageError
from adjudge.lib.escape import visible
from adjudge.lib.words import say

if TYPE_CHECKING:
    from adjudge.lib.files import Tree

    from .writing import Labelled


@click.command(cls=LocalizedCommand, help=say("help.label.long"))
@click.argument("files", nargs=-1, type=PATH, required=True, metavar="FILE...")
@option("--producer", required=True, metavar="CODE", help=say("help.label.producer"))
@option("--id", "id_", required=True, metavar="ID", help=say("help.label.id"))
@option("--propagator", metavar="CODE", help=say("help.label.propagator"))
@option("--propagate-id", metavar="ID", help=say("help.label.propagate_id"))
@option("--label", type=Choice(("1", "2", "3")), default="1", help=say("help.label.label"))
@option("--reserved-1", default="", metavar="TEXT", help=say("help.label.reserved_1"))
@option("--reserved-2", default="", metavar="TEXT", help=say("help.label.reserved_2"))
@option("--break-credentials", is_flag=True, help=say("help.label.break_credentials"))
@option("--rhythm", type=Choice(("start",)), help=say("help.label.rhythm"))
@options_named("root", help=say("help.label.root"))
@general_options
def command(files: tuple[Path, ...], **given: Any) -> int:
    """Return the exit code."""
    from adjudge import load_settings
    from adjudge.lib.files import Tree

    tree = Tree(root=load_settings(options_of(given, judging=False), files).root)
    paths = [_path(tree, file) for file in files]  # before anything is written
    _see_once(tree, paths)
    labels = _labels(paths, given)
    code = 0
    for path, label in zip(paths, labels, strict=True):
        try:
            real = tree.real(path)
            if real is None:
                raise ReadError(say("file.leaves_root"))
            done, cue = _written(real, label, rhythm=given["rhythm"], may_break=given["break_credentials"])
        except AdjudgeError as error:
            show_problems([error.at(file=path)])
            code = max(code, error.exit_code)
        else:
            tell(say("labelling.written" if done.is_new else "labelling.there", file=visible(path), box=done.box))
            if cue is not None:
                tell(say("cue.prepended" if cue else "cue.there", file=visible(path)))
            if done.breaks:
                show_warnings([say("labelling.broken", file=visible(path))])
    return code


def _written(real: str, label: str, *, rhythm: str | None, may_break: bool) -> tuple[Labelled, bool | None]:
    """Write what was asked for into a file; return what was, and whether the rhythm label is new, None if none was asked for."""
    from .writing import see_whole, write_label

    if rhythm is None:
        return write_label(real, label, may_break=may_break), None
    from ..cue.prepending import prepend_cue

    container, signed = see_whole(real, label, may_break=may_break)
    made: list[Labelled] = []
    prepended = prepend_cue(real, container, lambda copy: made.append(write_label(copy, label, may_break=may_break)))
    if not prepended.is_new:
        return write_label(real, label, may_break=may_break), False
    return made[0]._replace(breaks=signed), True


def _path(tree: Tree, file: Path) -> str:
    """Return the path of a file relative to the root. Raises UsageError."""
    if not file.exists():
        raise UsageError(say("file.missing"), file=str(file))
    return tree.relative(file)


def _see_once(tree: Tree, paths: list[str]) -> None:
    """Raise UsageError for a file that is named twice, as by a link: the second number would replace the first."""
    named: dict[str, str] = {}
    for path in paths:
        real = tree.real(path) or path
        if real in named:
            raise UsageError(say("labelling.same_file", file=visible(path), other=visible(named[real])))
        named[real] = path


def _labels(paths: list[str], given: dict[str, Any]) -> list[str]:
    """Return the label of each file. Raises UsageError for values that cannot be, and for one number of two files."""
    from .value import cut, label_of

    labels, ids = [], set()
    for number, path in enumerate(paths, start=1):
        id_ = _filled(given["id_"], path, number)
        propagate_id = id_ if given["propagate_id"] is None else _filled(given["propagate_id"], path, number)
        if id_ in ids:
            raise UsageError(say("labelling.same_id", id=cut(id_)))
        ids.add(id_)
        labels.append(
            label_of(
                label=given["label"],
                producer=given["producer"],
                id=id_,
                propagator=given["propagator"] or given["producer"],
                propagate_id=propagate_id,
                reserved_1=given["reserved_1"],
                reserved_2=given["reserved_2"],
            )
        )
    return labels


def _filled(text: str, path: str, number: int) -> str:
    """Return a number of a file: `{name}` is its name without the end, `{n}` which of the named files it is."""
    return text.replace("{name}", PurePath(path).stem).replace("{n}", str(number))
