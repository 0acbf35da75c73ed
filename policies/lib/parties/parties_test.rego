package lib.parties_test

import data.lib.parties

test_one_name_is_one_party if {
	every other in ["Example Studio", "EXAMPLE STUDIO", " ExampleStudio", "Example\u3000Studio (CN)", "Example Studio（中国）"] {
		parties.same("Example Studio", other)
	}
}

test_other_names_are_other_parties if {
	every other in ["Example Studios", "Studio", "(Example Studio) Two", "示例公司", ""] {
		not parties.same("Example Studio", other)
	}
}
