package dubbing.project.records_named_test

import data.dubbing.project.records_named

test_named_records_pass if {
	count(records_named.warn) == 0 with input as _project({"records": {"provider": "p.yaml", "service": "s.yaml"}})
}

test_each_record_that_is_not_named_is_told if {
	all := records_named.warn with input as _project({})
	all == {{"code": "provider", "path": []}, {"code": "service", "path": []}}
	one := records_named.warn with input as _project({"records": {"provider": "p.yaml"}})
	one == {{"code": "service", "path": []}}
}

test_it_is_about_the_domestic_public if {
	records_named.applies with input as _project({})
	not records_named.applies with input as _project({"scope": {"domestic_public": false}})
}

test_without_a_duty_to_file_there_is_no_record_to_name if {
	not records_named.applies with input as _project({"scope": {"public_opinion": false}})
}

test_who_only_uses_a_service_need_name_none if {
	not records_named.applies with input as _project({"role": ["user"]})
	records_named.applies with input as _project({"role": ["user", "provider"]})
}

_project(more) := {"document": object.union({"scope": {"domestic_public": true}}, more)}
