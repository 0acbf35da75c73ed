"""Many manifests in one process: a release folder, a nightly sweep."""

from __future__ import annotations

from collections.abc import Iterator

import corpus
import rules
from bench import Bench, Row, at_least, peak, without_aim
from conftest_side import same_findings
from measure import Pair, take_turns

AIMS = {("yaml", False): 3.0, ("json", False): 4.0, ("yaml", True): 2.0, ("json", True): 2.5}
MEGABYTES = 80


def measure(bench: Bench) -> Iterator[Row]:
    """Compare the throughput with conftest's, in both of its layouts; clean and broken, YAML and JSON."""
    apart = bench.policies("manifests", rules.MANIFEST, rules.MANIFEST_RULES)
    together = bench.policies("manifests-together", rules.MANIFEST, rules.MANIFEST_RULES, together=True)
    for (form, broken), aim in AIMS.items():
        target = bench.manifest_folder(bench.manifests, form, broken=broken)
        sample = bench.manifest_folder(min(20, bench.manifests), form, broken=broken)
        expected = corpus.BROKEN_FINDINGS * min(20, bench.manifests) if broken else 0
        for policies in (apart, together):
            found = same_findings(policies, sample, sample, bench.env)
            assert found == expected, f"{found} findings, not {expected}"
        state = f"{corpus.BROKEN_FINDINGS} findings each" if broken else "clean"
        what = f"{bench.manifests:,} manifests of {corpus.TRACKS} tracks, {state}, {form.upper()}, over conftest"
        commands = [bench.check(target), bench.conftest(apart, target), bench.conftest(together, target)]
        if broken:
            commands.append(bench.check(target, "-q"))
        ours, theirs, fastest, *quiet = take_turns(*commands, repeats=bench.long)
        pair = Pair(ours=ours, theirs=theirs)
        yield at_least(f"{what}, one package a rule", pair, aim, count=bench.manifests)
        yield peak(f"{what}: memory", ours, MEGABYTES)
        for shown in quiet:
            pair = Pair(ours=shown, theirs=theirs)
            yield without_aim(f"{what}, one line a finding as conftest (-q)", pair, bench.manifests)
        pair = Pair(ours=ours, theirs=fastest)
        yield without_aim(f"{what}, all rules in one package", pair, bench.manifests)
