package euai.disclosure.clear_at_first_test

import data.euai.disclosure.clear_at_first

test_it_applies_where_there_is_a_notice if {
	clear_at_first.applies with input as _of("deep_fakes", {"name": "trailer", "notices": [_clear]})
	not clear_at_first.applies with input as _of("deep_fakes", {"name": "trailer", "notices": []})
}

test_a_late_notice_is_denied if {
	findings := clear_at_first.deny with input as _of("texts", {"name": "report", "notices": [_late]})
	findings == {{"code": "late", "path": ["deployer", "texts", 0, "notices"], "name": "report"}}
}

test_a_hidden_notice_is_denied_even_beside_a_late_one if {
	findings := clear_at_first.deny with input as _of("recognitions", {"name": "hall", "notices": [_hidden, _late]})
	findings == {{"code": "hidden", "path": ["deployer", "recognitions", 0, "notices"], "name": "hall"}}
}

test_one_clear_notice_in_time_will_do if {
	count(clear_at_first.deny) == 0 with input as _of("texts", {"name": "report", "notices": [_hidden, _clear, _late]})
}

test_art_is_told_of_later_but_clearly if {
	trailer := {"name": "trailer", "artistic": true}
	late := object.union(trailer, {"notices": [_late]})
	count(clear_at_first.deny) == 0 with input as _of("deep_fakes", late)
	hidden := object.union(trailer, {"notices": [_hidden]})
	findings := clear_at_first.deny with input as _of("deep_fakes", hidden)
	findings == {{"code": "hidden", "path": ["deployer", "deep_fakes", 0, "notices"], "name": "trailer"}}
	real := object.union(late, {"artistic": false})
	count(clear_at_first.deny) == 1 with input as _of("deep_fakes", real)
}

_of(field, each) := {"document": {"deployer": {field: [each]}}}

_clear := {"text": "It is generated.", "at": "before", "distinguishable": true}

_late := {"text": "It is generated.", "at": "later", "distinguishable": true}

_hidden := {"text": "It is generated.", "at": "first", "distinguishable": false}
