"""Reports: each writer is told the verdicts as they come and writes one format. The core's own writers, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from adjudge.report import ReportWriter

WRITERS = {
    "github": "adjudge.plugins.reports.github:GithubWriter",
    "gitlab": "adjudge.plugins.reports.gitlab:GitlabWriter",
    "html": "adjudge.plugins.reports.html.writer:HtmlWriter",
    "json": "adjudge.plugins.reports.json:JsonWriter",
    "junit": "adjudge.plugins.reports.junit:JunitWriter",
    "markdown": "adjudge.plugins.reports.markdown:MarkdownWriter",
    "sarif": "adjudge.plugins.reports.sarif:SarifWriter",
    "text": "adjudge.plugins.reports.text:TextWriter",
}
"""Name of a format → ``module:class``, so that only the format that is asked for is imported."""


def writer(name: str) -> type[ReportWriter]:
    """Give the core's writer for the format ``name``. Raises UsageError where the core has none of that name."""
    try:
        module, _, attribute = WRITERS[name].partition(":")
    except KeyError:
        from adjudge.lib.errors import UsageError

        message = f"there is no report format {name!r}"
        raise UsageError(message, hint=f"Choose one of {', '.join(sorted(WRITERS))}.") from None
    from importlib import import_module

    return cast("type[ReportWriter]", getattr(import_module(module), attribute))
