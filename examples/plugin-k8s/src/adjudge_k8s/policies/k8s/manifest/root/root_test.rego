package k8s.manifest.root_test

import data.k8s.manifest.root

test_root_is_denied if {
	root.deny[{"msg": "Pod shop: the container web may run as root", "container": "web"}] with input.document as pod({}, {})
}

test_another_user_passes if {
	count(root.deny) == 0 with input.document as pod({"runAsNonRoot": true}, {})
	count(root.deny) == 0 with input.document as pod({}, {"runAsNonRoot": true})
}

pod(of_pod, of_container) := {
	"kind": "Pod",
	"metadata": {"name": "shop"},
	"spec": {
		"securityContext": of_pod,
		"containers": [{"name": "web", "securityContext": of_container}],
	},
}
