"""Reports: each writer is told the verdicts as they come and writes one format. The core's own writers, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from adjudge.report.base import ReportWriter

WRITERS = {
    "github": "adjudge.report.github:GithubWriter",
    "gitlab": "adjudge.report.gitlab:GitlabWriter",
    "html": "adjudge.report.html:HtmlWriter",
    "json": "adjudge.report.json:JsonWriter",
    "junit": "adjudge.report.junit:JunitWriter",
    "markdown": "adjudge.report.markdown:MarkdownWriter",
    "sarif": "adjudge.report.sarif:SarifWriter",
    "text": "adjudge.report.text:TextWriter",
}
"""Name of a format → ``module:class``, so that only the format that is asked for is imported."""


def writer(name: str) -> type[ReportWriter]:
    """Give the core's writer for the format ``name``. Raises UsageError where the core has none of that name."""
    try:
        module, _, attribute = WRITERS[name].partition(":")
    except KeyError:
        from adjudge.errors import UsageError

        message = f"there is no report format {name!r}"
        raise UsageError(message, hint=f"Choose one of {', '.join(sorted(WRITERS))}.") from None
    from importlib import import_module

    return cast("type[ReportWriter]", getattr(import_module(module), attribute))
