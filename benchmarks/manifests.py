"""Many manifests in one process: a release folder, a nightly sweep."""

from __future__ import annotations

from collections.abc import Iterator

import corpus
import rules
from bench import Bench, Row, at_least, peak, times
from conftest_side import same_findings
from measure import compare

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
        pair = compare(bench.check(target), bench.conftest(apart, target), bench.long)
        yield at_least(f"{what}, one package a rule", pair, aim, count=bench.manifests)
        yield peak(f"{what}: memory", pair.ours, MEGABYTES)
        if broken:
            quiet = compare(bench.check(target, "-q"), bench.conftest(apart, target), bench.long)
            yield Row(what=f"{what}, one line a finding as conftest (-q)", aim="–", measured=f"{quiet.speedup:.2f}×",
                      met=None, detail=times(quiet, bench.manifests))  # fmt: skip
        pair = compare(bench.check(target), bench.conftest(together, target), bench.long)
        yield Row(what=f"{what}, all rules in one package", aim="–", measured=f"{pair.speedup:.2f}×", met=None,
                  detail=times(pair, bench.manifests))  # fmt: skip
