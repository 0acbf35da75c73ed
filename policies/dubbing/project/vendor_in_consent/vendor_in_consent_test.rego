package dubbing.project.vendor_in_consent_test

import data.dubbing.project.vendor_in_consent

test_a_vendor_that_the_consent_names_passes if {
	every key, name in {"entrusted": "processor", "supplies": "recipient", "abroad": "recipient"} {
		consent := object.union(_consent, {key: [{name: "vendor (CN)", "from": "2026-12-01"}]})
		count(vendor_in_consent.deny) == 0 with input as _project("Vendor", [_entry(consent)])
		count(vendor_in_consent.warn) == 0 with input as _project("Vendor", [_entry(consent)])
	}
}

test_the_handlers_or_providers_own_engine_passes if {
	every vendor in ["Studio", "Handler"] {
		count(vendor_in_consent.deny) == 0 with input as _project(vendor, [_entry(_consent)])
	}
}

test_a_vendor_that_the_consent_does_not_name_is_denied if {
	every consent in [
		_consent,
		{"handler": {"name": "Handler"}},
		object.union(_consent, {"entrusted": [{"processor": "Another", "from": "2026-01-01"}]}),
	] {
		findings := vendor_in_consent.deny with input as _project("Vendor", [_entry(consent)])
		findings == {_finding("unnamed", ["entrusted"], {"vendor": "Vendor"})}
	}
}

test_a_vendor_abroad_by_its_name_must_be_named_abroad if {
	home := object.union(_consent, {"entrusted": [{"processor": "Vendor", "from": "2026-01-01"}]})
	findings := vendor_in_consent.deny with input as _project("Vendor (US)", [_entry(home)])
	findings == {_finding("abroad", ["abroad"], {"vendor": "Vendor (US)"})}
	abroad := object.union(home, {"abroad": [{"recipient": "Vendor (US)", "from": "2026-01-01"}]})
	count(vendor_in_consent.deny) == 0 with input as _project("Vendor (US)", [_entry(abroad)])
	every vendor in ["Vendor（美国）", "Vendor（中国香港）"] {
		foreign := vendor_in_consent.deny with input as _project(vendor, [_entry(home)])
		foreign == {_finding("abroad", ["abroad"], {"vendor": vendor})}
	}
	every vendor in ["Vendor（中国）", "Vendor (CN)", "Vendor（PRC）", "Vendor (Ltd)", "Vendor（上海）"] {
		count(vendor_in_consent.deny) == 0 with input as _project(vendor, [_entry(home)])
	}
}

test_a_legal_form_may_stand_behind_the_place if {
	every vendor, count_of in {
		"示例（香港）有限公司": 1,
		"Vendor (Hong Kong) Limited": 1,
		"Vendor (Singapore) Pte. Ltd.": 1,
		"示例（中国）有限公司": 0,
		"Vendor (Shanghai) Co., Ltd.": 0,
	} {
		home := object.union(_consent, {"entrusted": [{"processor": vendor, "from": "2026-01-01"}]})
		count(vendor_in_consent.deny) == count_of with input as _project(vendor, [_entry(home)])
	}
}

test_processing_that_begins_after_the_release_is_denied if {
	late := object.union(_consent, {"entrusted": [{"processor": "Vendor", "from": "2026-12-02"}]})
	findings := vendor_in_consent.deny with input as _project("Vendor", [_entry(late)])
	details := {"vendor": "Vendor", "from": "2026-12-02", "date": "2026-12-01"}
	findings == {_finding("early", ["entrusted", 0, "from"], details)}
}

test_a_synthesised_voice_without_an_engine_warns if {
	bare := json.patch(_project("Vendor", [_entry(_consent)]), [{"op": "remove", "path": "/document/engine"}])
	count(vendor_in_consent.deny) == 0 with input as bare
	findings := vendor_in_consent.warn with input as bare
	findings == {object.union(_finding("engine", ["entrusted"], {}), {"path": ["voices", 0]})}
}

test_every_consent_of_a_file_counts if {
	named := object.union(_consent, {"entrusted": [{"processor": "Vendor", "from": "2026-01-01"}]})
	findings := vendor_in_consent.deny with input as _project("Vendor", [_entry(named), _entry(_consent)])
	findings == {_finding("unnamed", ["entrusted"], {"vendor": "Vendor"})}
}

test_without_a_readable_consent_it_is_not_applicable if {
	not vendor_in_consent.applies with input as _project("Vendor", [])
	not vendor_in_consent.applies with input as _project("Vendor", [_entry(null)])
	vendor_in_consent.applies with input as _project("Vendor", [_entry(_consent)])
}

_finding(code, place, details) := object.union(
	{
		"code": code,
		"path": ["voices", 0, "consent"],
		"related": [{"artifact": "v.consent.yaml", "path": place}],
		"voice": "v",
	},
	details,
)

_consent := {"handler": {"name": "Handler"}, "entrusted": [], "supplies": [], "abroad": []}

_entry(document) := {
	"pointer": "/voices/0/consent",
	"path": "v.consent.yaml",
	"kind": "dubbing.consent",
	"document": document,
}

_project(vendor, related) := {
	"document": {
		"provider": {"name": "Studio"},
		"release": {"date": "2026-12-01"},
		"engine": {"vendor": vendor},
		"voices": [{"id": "v", "type": "cloned", "consent": "v.consent.yaml"}],
		"deliverables": [{"file": "a.wav", "synthetic": true, "voices": ["v"]}],
	},
	"related": related,
}
