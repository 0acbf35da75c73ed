package main

import data.lib.kubernetes

deny_latest[msg] {
	container := kubernetes.containers[_]
	endswith(container.image, ":latest")
	msg := sprintf("%s: the container %s runs whatever is latest", [kubernetes.name, container.name])
}

deny_latest[msg] {
	container := kubernetes.containers[_]
	steps := split(container.image, "/")
	last := steps[count(steps) - 1]
	not contains(last, ":")
	msg := sprintf("%s: the image of the container %s has no tag", [kubernetes.name, container.name])
}
