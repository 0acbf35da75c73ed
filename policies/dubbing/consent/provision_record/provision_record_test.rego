package dubbing.consent.provision_record_test

import data.dubbing.consent.provision_record

test_kept_records_pass if {
	every years in [_least, _least + 1] {
		count(provision_record.deny) == 0 with input as _consent({"retention_years": years})
	}
}

test_no_record_is_denied if {
	findings := provision_record.deny with input as _consent(null)
	findings == {
		{"code": "no_record", "path": ["entrusted", 0, "record"], "recipient": "v"},
		{"code": "no_record", "path": ["supplies", 0, "record"], "recipient": "r"},
	}
	absent := provision_record.deny with input as {"document": {
		"entrusted": [{"processor": "v"}],
		"supplies": [{"recipient": "r"}],
	}}
	absent == findings
}

test_record_that_is_kept_a_year_less_is_denied if {
	findings := provision_record.deny with input as _consent({"retention_years": _least - 1})
	findings == _short(_least - 1, _least)
}

test_retention_is_a_parameter if {
	findings := provision_record.deny with input as _consent({"retention_years": _least})
		with data.dubbing.params.provision_retention_years as _least + 1
	findings == _short(_least, _least + 1)
}

test_absent_retention_is_denied if {
	findings := provision_record.deny with input as _consent({})
	findings == _short(null, _least)
}

test_each_of_both_makes_it_applicable if {
	every key in ["entrusted", "supplies"] {
		only := object.filter(_consent(null).document, [key])
		provision_record.applies with input as {"document": only}
	}
}

test_nobody_is_not_applicable if {
	not provision_record.applies with input as {"document": {"entrusted": [], "supplies": []}}
}

test_empty_document_is_not_applicable if {
	not provision_record.applies with input as {"document": {}}
}

_least := data.dubbing.params.provision_retention_years

_short(years, least) := {
	{
		"code": "short",
		"path": ["entrusted", 0, "record", "retention_years"],
		"recipient": "v",
		"years": years,
		"least": least,
	},
	{
		"code": "short",
		"path": ["supplies", 0, "record", "retention_years"],
		"recipient": "r",
		"years": years,
		"least": least,
	},
}

_consent(record) := {"document": {
	"entrusted": [{"processor": "v", "record": record}],
	"supplies": [{"recipient": "r", "record": record}],
}}
