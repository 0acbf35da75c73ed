package main

test_image_without_tag_is_denied {
	deny_latest["Pod shop: the image of the container web has no tag"] with input as pod_of("example/web")
	deny_latest["Pod shop: the image of the container web has no tag"] with input as pod_of("example:5000/web")
}

test_latest_image_is_denied {
	deny_latest["Pod shop: the container web runs whatever is latest"] with input as pod_of("example/web:latest")
}

test_image_with_a_version_passes {
	count(deny_latest) == 0 with input as pod_of("example/web:1.4")
}

pod_of(image) = {
	"kind": "Pod",
	"metadata": {"name": "shop"},
	"spec": {"containers": [{"name": "web", "image": image}]},
}
