package pods.privileged

test_privileged_container_is_a_violation {
	count(violation) == 1 with input as {
		"kind": "Pod",
		"metadata": {"name": "shop"},
		"spec": {"containers": [{"name": "web", "securityContext": {"privileged": true}}]},
	}
}

test_other_containers_pass {
	count(violation) == 0 with input as {
		"kind": "Pod",
		"metadata": {"name": "shop"},
		"spec": {"containers": [{"name": "web", "securityContext": {"privileged": false}}, {"name": "log"}]},
	}
}
