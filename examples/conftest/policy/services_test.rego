package services

test_node_port_is_a_warning {
	count(warn_node_port) == 1 with input as service({"type": "NodePort", "selector": {"app": "shop"}})
}

test_service_that_selects_nothing_is_denied {
	count(deny_selector) == 1 with input as service({"type": "ClusterIP"})
}

test_service_that_selects_pods_passes {
	count(warn_node_port) == 0 with input as service({"type": "ClusterIP", "selector": {"app": "shop"}})
	count(deny_selector) == 0 with input as service({"type": "ClusterIP", "selector": {"app": "shop"}})
}

test_external_name_needs_no_selector {
	count(deny_selector) == 0 with input as service({"type": "ExternalName", "externalName": "shop.example.org"})
}

service(spec) = {"kind": "Service", "metadata": {"name": "shop"}, "spec": spec}
