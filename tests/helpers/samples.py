"""How many examples a generated test takes: a small fixed sample everywhere, many other ones in ``tox -e fuzz``.

tests/conftest.py registers both and makes this file importable.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

FEW, MANY = 30, 1_000


def register() -> None:
    """Make ``few`` what everybody gets; ``--hypothesis-profile fuzz`` asks for many."""
    calm = [HealthCheck.too_slow]  # how slow a machine is says nothing of what it runs
    settings.register_profile(
        "few", max_examples=FEW, derandomize=True, database=None, deadline=None, suppress_health_check=calm
    )
    settings.register_profile("fuzz", max_examples=MANY, deadline=None, print_blob=True, suppress_health_check=calm)
    settings.load_profile("few")


def share(part: float) -> settings:
    """Give a test a part, or a multiple, of the examples that the others take."""
    return settings(max_examples=max(1, round(settings().max_examples * part)))
