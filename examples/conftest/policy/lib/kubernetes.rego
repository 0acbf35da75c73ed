package lib.kubernetes

# The pod of a manifest: its own, or the one of its template.

pod = input.spec {
	input.kind == "Pod"
}

pod = input.spec.template.spec {
	input.kind == workloads[_]
}

containers[container] {
	container := pod.containers[_]
}

containers[container] {
	container := pod.initContainers[_]
}

name = sprintf("%s %s", [input.kind, input.metadata.name])

workloads = ["Deployment", "StatefulSet", "DaemonSet", "Job"]
