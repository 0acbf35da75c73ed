package pods.capabilities_test

import rego.v1

import data.pods.capabilities

test_added_capability_is_denied if {
	capabilities.deny == {"Pod shop: the container web adds the capability SYS_ADMIN"} with input as
		pod({"add": ["SYS_ADMIN", "NET_BIND_SERVICE"], "drop": ["ALL"]})
		with data.capabilities.allowed as ["NET_BIND_SERVICE"]
}

test_kept_capabilities_are_a_warning if {
	every kept in [{}, {"drop": ["SYS_ADMIN"]}] {
		count(capabilities.warn) == 1 with input as pod(kept)
		count(capabilities.deny) == 0 with input as pod(kept)
	}
}

test_dropped_capabilities_pass if {
	count(capabilities.warn) == 0 with input as pod({"drop": ["ALL"]})
}

pod(capabilities_of) := {
	"kind": "Pod",
	"metadata": {"name": "shop"},
	"spec": {"containers": [{"name": "web", "securityContext": {"capabilities": capabilities_of}}]},
}
