package main

import rego.v1

test_container_without_limits_is_denied_for_each if {
	count(deny_limits) == 2 with input as limited({})
		with data.limits.required as ["cpu", "memory"]
}

test_container_with_limits_passes if {
	count(deny_limits) == 0 with input as limited({"cpu": "1", "memory": "256Mi"})
		with data.limits.required as ["cpu", "memory"]
}

limited(limits) := {
	"kind": "Deployment",
	"metadata": {"name": "shop"},
	"spec": {"template": {"spec": {"containers": [{"name": "web", "resources": {"limits": limits}}]}}},
}
