"""Reports: each writer is told the verdicts as they come and writes one format."""

from __future__ import annotations

from collections.abc import Mapping

from adjudge import hookimpl


@hookimpl
def adjudge_reporters() -> Mapping[str, str]:
    """The formats, each imported when it is asked for."""
    return {
        "github": "adjudge.plugins.reports.github:GithubWriter",
        "gitlab": "adjudge.plugins.reports.gitlab:GitlabWriter",
        "html": "adjudge.plugins.reports.html.writer:HtmlWriter",
        "json": "adjudge.plugins.reports.json:JsonWriter",
        "junit": "adjudge.plugins.reports.junit:JunitWriter",
        "markdown": "adjudge.plugins.reports.markdown:MarkdownWriter",
        "sarif": "adjudge.plugins.reports.sarif:SarifWriter",
        "text": "adjudge.plugins.reports.text:TextWriter",
    }
