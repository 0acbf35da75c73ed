package identity.lib.services_test

import data.identity.lib.services

test_service_of_the_account_is_found if {
	services.mine == {"service": "Example Dubbing"} with input as {"related": [_other, _service]}
	services.place(["sanctions"]) == {"artifact": "studio.service.yaml", "path": ["sanctions"]} with input as {"related": [_service]}
}

test_what_cannot_be_read_is_no_service if {
	every change in [{"document": null}, {"kind": null}, {"pointer": "/other"}] {
		not services.mine with input as {"related": [object.union(_service, change)]}
	}
	not services.mine with input as {"related": []}
	not services.mine with input as {}
	not services.place([]) with input as {"related": [_other]}
}

_service := {
	"pointer": "/service",
	"path": "studio.service.yaml",
	"kind": "identity.service",
	"document": {"service": "Example Dubbing"},
}

_other := {"pointer": "/other", "path": "other.yaml", "kind": null, "document": null}
