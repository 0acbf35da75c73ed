package dubbing.project.engine_filed_test

import data.dubbing.project.engine_filed

test_filed_service_and_base_model_pass if {
	every service in [_algorithm, _service, _registration] {
		every base in [_base, object.union(_base, {"number": _algorithm.number})] {
			count(engine_filed.deny) == 0 with input as _project([service, base])
			count(engine_filed.warn) == 0 with input as _project([service, base])
		}
	}
}

test_service_without_a_number_is_denied if {
	findings := engine_filed.deny with input as _project([_base])
	findings == {_finding("service")}
}

test_base_model_without_a_number_warns if {
	findings := engine_filed.warn with input as _project([_algorithm, _service])
	findings == {_finding("base_model")}
	count(engine_filed.deny) == 0 with input as _project([_algorithm, _service])
}

test_own_engine_with_its_algorithm_filing_alone_is_not_denied if {
	count(engine_filed.deny) == 0 with input as _project([_algorithm])
}

test_no_numbers_are_denied if {
	findings := engine_filed.deny with input as _project([])
	findings == {_finding("service")}
	warnings := engine_filed.warn with input as _project([])
	warnings == {_finding("base_model")}
	none := [{"op": "remove", "path": "/document/engine/filings"}]
	same := engine_filed.deny with input as json.patch(_project([]), none)
	same == findings
}

test_synthesis_without_an_engine_is_denied if {
	without := [{"op": "remove", "path": "/document/engine"}]
	findings := engine_filed.deny with input as json.patch(_project([]), without)
	findings == {{"code": "engine", "path": ["engine"]}}
	count(engine_filed.warn) == 0 with input as json.patch(_project([]), without)
}

test_placeholder_of_a_number_is_denied if {
	every number in ["申请中", "无", "待定", "N/A", "TBD", "XXXX", "—", "网信算备XXXXXXXXXXXXXXXXXXXXX号"] {
		every type in ["algorithm", "service", "registration"] {
			filing := {"type": type, "number": number}
			findings := engine_filed.deny with input as _project([filing, _base])
			findings == {object.union(filing, {"code": "placeholder", "path": ["engine", "filings", 0, "number"]})}
			count(engine_filed.warn) == 0 with input as _project([filing, _base])
		}
	}
}

test_placeholder_of_a_base_model_warns if {
	filing := {"type": "base_model", "number": "申请中"}
	findings := engine_filed.warn with input as _project([_service, filing])
	findings == {object.union(filing, {"code": "placeholder", "path": ["engine", "filings", 1, "number"]})}
	count(engine_filed.deny) == 0 with input as _project([_service, filing])
}

test_numbers_are_read_as_pages_print_them if {
	every filing in [
		{"type": "algorithm", "number": "网信算备 330110507206401230035 号"},
		{"type": "algorithm", "number": "网信算备：330110507206401230035号"},
		{"type": "registration", "number": "Beijing-XueQiuHuiJian-2S0033"},
	] {
		count(engine_filed.deny) == 0 with input as _project([filing, _base])
		count(engine_filed.warn) == 0 with input as _project([filing, _base])
	}
}

test_number_of_an_unknown_shape_warns if {
	every filing in [
		{"type": "algorithm", "number": _service.number},
		{"type": "service", "number": _algorithm.number},
		{"type": "service", "number": _registration.number},
		{"type": "registration", "number": _service.number},
		{"type": "base_model", "number": _registration.number},
		{"type": "base_model", "number": "7"},
	] {
		findings := engine_filed.warn with input as _project([_algorithm, _base, filing])
		findings == {object.union(filing, {"code": "shape", "path": ["engine", "filings", 2, "number"]})}
		count(engine_filed.deny) == 0 with input as _project([_algorithm, _base, filing])
	}
}

test_public_opinion_attributes_make_it_applicable if engine_filed.applies with input as _project([])

test_services_without_them_are_not_applicable if {
	every scope in ["domestic_public", "public_opinion"] {
		other := [{"op": "replace", "path": concat("/", ["/document/scope", scope]), "value": false}]
		not engine_filed.applies with input as json.patch(_project([]), other)
	}
}

test_human_deliverables_are_not_applicable if {
	human := [
		{"op": "replace", "path": "/document/deliverables/0/synthetic", "value": false},
		{"op": "replace", "path": "/document/voices/0/type", "value": "human"},
	]
	not engine_filed.applies with input as json.patch(_project([]), human)
}

test_empty_document_is_not_applicable if not engine_filed.applies with input as {"document": {}}

_algorithm := {"type": "algorithm", "number": "网信算备000000000000000000000号"}

_service := {"type": "service", "number": "Example-Voice-202601010000"}

_registration := {"type": "registration", "number": "Example-Voice-20260101S0000"}

_base := {"type": "base_model", "number": "Example-Model-20260101"}

_finding(code) := {"code": code, "path": ["engine", "filings"], "vendor": "Vendor", "model": "model"}

_project(filings) := {"document": {
	"scope": {"domestic_public": true, "public_opinion": true},
	"engine": {"vendor": "Vendor", "model": "model", "filings": filings},
	"voices": [{"id": "v", "type": "synthetic"}],
	"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"]}],
}}
