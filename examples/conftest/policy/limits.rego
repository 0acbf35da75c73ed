package main

import rego.v1

import data.lib.kubernetes

deny_limits contains msg if {
	some container in kubernetes.containers
	some resource in data.limits.required
	not container.resources.limits[resource]
	msg := sprintf("%s: the container %s may use any amount of %s", [kubernetes.name, container.name, resource])
}
