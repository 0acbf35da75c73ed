"""Policies about policies: what a loader cannot refuse, and an author wants to know.

Each check takes what it looks at (modules, rules with the folder that they lie in, instruments) and yields
:class:`~adjudge.plugins.authoring.lint.finding.Finding`; none for what is in order. Nothing here knows where first-party
policies lie.
"""
