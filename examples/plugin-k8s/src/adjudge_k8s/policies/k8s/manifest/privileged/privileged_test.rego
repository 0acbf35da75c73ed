package k8s.manifest.privileged_test

import data.k8s.manifest.privileged.deny as violation

test_privileged_container_is_a_violation if {
	count(violation) == 1 with input.document as {
		"kind": "Pod",
		"metadata": {"name": "shop"},
		"spec": {"containers": [{"name": "web", "securityContext": {"privileged": true}}]},
	}
}

test_other_containers_pass if {
	count(violation) == 0 with input.document as {
		"kind": "Pod",
		"metadata": {"name": "shop"},
		"spec": {"containers": [{"name": "web", "securityContext": {"privileged": false}}, {"name": "log"}]},
	}
}
