"""A command line in the language of whoever reads it: help, usage errors and lines, by click.

Only who has a command line imports it.
"""

from __future__ import annotations

from .branching import BranchingCommand
from .flags import flag_of
from .help import LocalizedCommand, LocalizedOption, option, with_colour, write_commands
from .language import ANSWERS, language, spoken, tell, tell_broken_words, values_of
from .usage import FOLDER, PATH, Choice, Number, show_usage

__all__ = (
    "ANSWERS",
    "FOLDER",
    "PATH",
    "BranchingCommand",
    "Choice",
    "LocalizedCommand",
    "LocalizedOption",
    "Number",
    "flag_of",
    "language",
    "option",
    "show_usage",
    "spoken",
    "tell",
    "tell_broken_words",
    "values_of",
    "with_colour",
    "write_commands",
)
