package euai.lib.notices_test

import data.euai.lib.notices

test_what_has_a_notice_is_told_wherever_it_stands if {
	of_provider := notices.told with input as {"document": {"provider": {"interactions": [_silent, _telling]}}}
	of_provider == {_told(["provider", "interactions", 1], false)}
	every field in ["recognitions", "deep_fakes", "texts"] {
		told := notices.told with input as {"document": {"deployer": {field: [_silent, _telling]}}}
		told == {_told(["deployer", field, 1], false)}
	}
}

test_art_is_known if {
	fake := object.union(_telling, {"artistic": true})
	told := notices.told with input as {"document": {"deployer": {"deep_fakes": [fake]}}}
	told == {_told(["deployer", "deep_fakes", 0], true)}
}

test_what_comes_later_is_not_in_time if {
	notices.is_in_time({"at": "before"})
	notices.is_in_time({"at": "first"})
	not notices.is_in_time({"at": "later"})
}

_silent := {"name": "x", "notices": []}

_telling := {"name": "y", "notices": [{"at": "first"}]}

_told(path, artistic) := {"path": path, "name": "y", "notices": [{"at": "first"}], "artistic": artistic}
