package services

warn_node_port[msg] {
	input.kind == "Service"
	input.spec.type == "NodePort"
	msg := sprintf("Service %s: a port of every node is open", [input.metadata.name])
}

deny_selector[msg] {
	input.kind == "Service"
	not input.spec.selector
	input.spec.type != "ExternalName"
	msg := sprintf("Service %s: it selects no pods", [input.metadata.name])
}
