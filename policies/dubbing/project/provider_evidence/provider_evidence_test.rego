package dubbing.project.provider_evidence_test

import data.dubbing.project.provider_evidence

test_user_with_number_and_agreement_passes if {
	every type in ["algorithm", "service", "registration"] {
		numbered := [{"op": "replace", "path": "/document/engine/filings/0/type", "value": type}]
		count(provider_evidence.warn) == 0 with input as json.patch(_project, numbered)
	}
}

test_user_without_an_engine_warns if {
	bare := json.patch(_project, [{"op": "remove", "path": "/document/engine"}])
	provider_evidence.applies with input as bare
	findings := provider_evidence.warn with input as bare
	findings == {{"code": "engine", "path": ["engine"]}}
}

test_service_without_a_number_warns if {
	every filings in [[], [{"type": "base_model", "number": "1"}]] {
		unfiled := [{"op": "replace", "path": "/document/engine/filings", "value": filings}]
		findings := provider_evidence.warn with input as json.patch(_project, unfiled)
		findings == {{"code": "filing", "path": ["engine", "filings"], "vendor": "Vendor"}}
	}
}

test_service_without_an_agreement_warns if {
	bare := [{"op": "remove", "path": "/document/engine/agreement"}]
	findings := provider_evidence.warn with input as json.patch(_project, bare)
	findings == {{"code": "agreement", "path": ["engine", "agreement"], "vendor": "Vendor"}}
}

test_user_makes_it_applicable if provider_evidence.applies with input as _project

test_others_are_not_applicable if {
	every role in [["provider"], ["technical_supporter", "distribution_platform"]] {
		not provider_evidence.applies with input as object.union(_project, {"document": {"role": role}})
	}
	not provider_evidence.applies with input as json.patch(_project, [{"op": "remove", "path": "/document/role"}])
}

test_own_engine_is_not_applicable if {
	not provider_evidence.applies with input as object.union(_project, {"document": {"engine": {"vendor": "STUDIO"}}})
}

test_other_publics_and_human_deliverables_are_not_applicable if {
	not provider_evidence.applies with input as object.union(_project, {"document": {"scope": {"domestic_public": false}}})
	human := {"document": {"voices": [{"id": "v", "type": "human"}], "deliverables": []}}
	not provider_evidence.applies with input as object.union(_project, human)
	not provider_evidence.applies with input as {"document": {}}
}

_project := {"document": {
	"role": ["user"],
	"scope": {"domestic_public": true},
	"provider": {"name": "Studio"},
	"engine": {
		"vendor": "Vendor",
		"filings": [{"type": "service", "number": "1"}],
		"agreement": {"file": "a.pdf", "sha256": "1"},
	},
	"voices": [{"id": "v", "type": "synthetic"}],
	"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"]}],
}}
