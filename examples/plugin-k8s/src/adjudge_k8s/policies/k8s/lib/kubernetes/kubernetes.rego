package k8s.lib.kubernetes

pod := input.document.spec if {
	input.document.kind == "Pod"
}

pod := input.document.spec.template.spec if {
	input.document.kind == workloads[_]
}

containers contains container if {
	container := pod.containers[_]
}

containers contains container if {
	container := pod.initContainers[_]
}

name := sprintf("%s %s", [input.document.kind, input.document.metadata.name])

workloads := ["Deployment", "StatefulSet", "DaemonSet", "Job"]
