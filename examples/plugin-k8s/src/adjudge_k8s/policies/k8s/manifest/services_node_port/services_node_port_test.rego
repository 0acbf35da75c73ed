package k8s.manifest.services_node_port_test

import data.k8s.manifest.services_node_port.warn as warn_node_port
import data.k8s.manifest.services_selector.deny as deny_selector

test_node_port_is_a_warning if {
	count(warn_node_port) == 1 with input.document as service({"type": "NodePort", "selector": {"app": "shop"}})
}

test_service_that_selects_nothing_is_denied if {
	count(deny_selector) == 1 with input.document as service({"type": "ClusterIP"})
}

test_service_that_selects_pods_passes if {
	count(warn_node_port) == 0 with input.document as service({"type": "ClusterIP", "selector": {"app": "shop"}})
	count(deny_selector) == 0 with input.document as service({"type": "ClusterIP", "selector": {"app": "shop"}})
}

test_external_name_needs_no_selector if {
	count(deny_selector) == 0 with input.document as service({"type": "ExternalName", "externalName": "shop.example.org"})
}

service(spec) := {"kind": "Service", "metadata": {"name": "shop"}, "spec": spec}
