"""K8s: what is judged here, and by what."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge import Domain, Kind, hookimpl


@hookimpl
def adjudge_domains() -> Iterator[Domain]:
    """Yield the domain ``k8s``."""
    yield Domain(
        name="k8s",
        title={"en": "K8s", "zh": "K8s"},
        kinds=(
            Kind(
                name="k8s.manifest",
                files=("*.k8s.yaml",),
            ),
        ),
        policies="adjudge_k8s.policies",
        schemas="adjudge_k8s.schemas",
    )
