package dubbing.lib.roles_test

import data.dubbing.lib.roles

test_roles_are_those_of_the_document if {
	roles.held == {"user", "distribution_platform"} with input.document.role as ["user", "distribution_platform"]
}

test_without_any_it_is_a_provider if {
	roles.held == {"provider"} with input as {"document": {}}
}
