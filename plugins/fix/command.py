"""``adjudge fix``: show, prove and write the edits that rules offer for what they find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge import Given, load_settings
from adjudge.cli.options import (
    JudgingCommand,
    general_options,
    judging_options,
    options_named,
    options_of,
    show_warnings,
)
from adjudge.lib.console import PATH, option, tell
from adjudge.lib.errors import JudgeError, UsageError
from adjudge.lib.files import collect
from adjudge.lib.words import Texts, say

from .applying import apply
from .offers import Offer, Offering
from .proof import Judged, Proof
from .showing import Showing

if TYPE_CHECKING:
    from adjudge import Session, Settings

_OFFERED = frozenset(("denied", "warned", "pending"))


@click.command(
    cls=JudgingCommand,
    help=say("help.fix.long"),
    without={
        "gate": say("fix.under_a_gate"),
        "gate_digest": say("fix.under_a_gate"),
        "release": say("fix.under_a_gate"),
    },
)
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@option("--write", is_flag=True, help=say("help.fix.write"))
@option("--stamp", "stamps", type=PATH, multiple=True, metavar="FILE", help=say("help.fix.stamp"))
@option("--rule", "rules", multiple=True, metavar="RULE", help=say("help.fix.rule"))
@options_named("kind")
@judging_options
@general_options
def command(
    paths: tuple[Path, ...], write: bool, stamps: tuple[Path, ...], rules: tuple[str, ...], **given: Any
) -> int:
    """Return the exit code."""
    from adjudge import Session

    paths = paths or (Path(),)
    settings = _settings(load_settings(options_of(given), paths))
    with ExitStack() as opened:
        session = opened.enter_context(Session(*paths, settings=settings))
        show_warnings(session.warnings)
        asked = {each.path for each in collect(session.tree, paths)}
        before, offers = _judged(session, asked, rules)
        more = sorted({offer.edits[0].file for offer in offers if offer.edits} - asked)
        if more:  # what names these files is to be judged as well: a label changes their digests
            opened.close()
            paths = (*paths, *(session.root / each for each in more))
            session = opened.enter_context(Session(*paths, settings=settings))
            before, offers = _judged(session, asked, rules)
        for rule in (each for each in rules if session.rule(each) is None):
            raise UsageError(say("fix.no_rule", rule=rule))
        named = {session.tree.relative(each): each for each in stamps}
        for path, stamp in named.items():
            if path not in {offer.evidence for offer in offers}:
                raise UsageError(say("fix.no_stamp", file=str(stamp)))
        kept_back = {id(each) for each in offers if write and each.evidence is not None and each.evidence not in named}
        chosen = [each for each in offers if id(each) not in kept_back]
        proven = Proof(session=session, settings=settings, paths=paths, before=before).of(chosen)
        showing = Showing(session, {id(offer): why for offer, why in proven.refused}, kept_back)
        for line in showing.lines(offers, proven):
            click.echo(line)
        if write:
            stated = {each.evidence for each in proven.offers if each.evidence} - proven.edits.keys()
            apply(session.tree, proven.edits, {path: session.digest(path)[0] for path in stated if path is not None})
    done = len(proven.offers)
    for words in _end(len(offers), done, len(proven.edits), write=write):
        tell(words)
    if before.errors or session.problems():
        raise JudgeError(say("fix.lacks"))
    return 0 if len(offers) == (done if write else 0) else 1


def _end(offered: int, done: int, files: int, *, write: bool) -> Iterator[Texts]:
    """Yield how it ended."""
    if not offered:
        yield say("fix.nothing")
    elif write and done:
        yield say("fix.written", n=done, files=files)
    elif done:
        yield say("fix.offered", n=done, files=files)
    if offered > done:
        yield say("fix.left", n=offered - done)


def _settings(settings: Settings) -> Settings:
    """Return the settings with all that needs an edited file judged as well. Raises UsageError under a gate."""
    if settings.gate is not None or settings.values.value("release"):
        raise UsageError(say("fix.gate"))
    more = {name: (Given(name, True, "caller", name),) for name in ("with_referrers", "skip_unclaimed")}
    return settings._replace(values=settings.values._replace(said={**settings.values.said, **more}))


def _judged(session: Session, asked: set[str], rules: tuple[str, ...]) -> tuple[Judged, list[Offer]]:
    """Return what the run says, and what is offered for findings in the files that are asked for, of all rules or some."""
    judged, offers, offering = Judged(), [], Offering(session)
    for verdict in session.verdicts():
        judged.count(verdict)
        offering.see(verdict)
        for outcome in verdict.outcomes if verdict.file in asked else ():
            for finding in outcome.findings if outcome.outcome in _OFFERED else ():
                counts = finding.suppression is None and (not rules or finding.rule in rules)
                offer = offering.of(verdict, finding) if counts else None
                if offer is not None:
                    offers.append(offer)
    return judged, [each for each in map(offering.with_label, offers) if each is not None]
