package k8s.manifest.limits_test

import data.k8s.manifest.latest.deny as deny_latest
import data.k8s.manifest.limits.deny as deny_limits

test_container_without_limits_is_denied_for_each if {
	count(deny_limits) == 2 with input.document as limited({})
		with data.k8s.limits.required as ["cpu", "memory"]
}

test_container_with_limits_passes if {
	count(deny_limits) == 0 with input.document as limited({"cpu": "1", "memory": "256Mi"})
		with data.k8s.limits.required as ["cpu", "memory"]
}

limited(limits) := {
	"kind": "Deployment",
	"metadata": {"name": "shop"},
	"spec": {"template": {"spec": {"containers": [{"name": "web", "resources": {"limits": limits}}]}}},
}

test_image_without_tag_is_denied if {
	deny_latest["Pod shop: the image of the container web has no tag"] with input.document as pod_of("example/web")
	deny_latest["Pod shop: the image of the container web has no tag"] with input.document as pod_of("example:5000/web")
}

test_latest_image_is_denied if {
	deny_latest["Pod shop: the container web runs whatever is latest"] with input.document as pod_of("example/web:latest")
}

test_image_with_a_version_passes if {
	count(deny_latest) == 0 with input.document as pod_of("example/web:1.4")
}

pod_of(image) := {
	"kind": "Pod",
	"metadata": {"name": "shop"},
	"spec": {"containers": [{"name": "web", "image": image}]},
}
