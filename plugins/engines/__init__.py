"""Ways to evaluate Rego, a battery each."""
