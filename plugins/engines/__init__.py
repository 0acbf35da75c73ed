"""Ways to evaluate Rego: in this process, or by a real OPA."""
