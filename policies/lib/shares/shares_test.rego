package lib.shares_test

import data.lib.shares
import future.keywords.not

test_the_bound_itself_holds if {
	shares.at_least(900, 1000, 90)
	not shares.at_least(899, 1000, 90)
	shares.at_most(15, 300, 5)
	not shares.at_most(16, 300, 5)
}

test_nothing_is_rounded if {
	not shares.at_least(949, 999, 95)
	shares.at_least(950, 1000, 95)
	not shares.at_most(1, 19, 5)
	shares.at_most(1, 20, 5)
}

test_of_nothing_there_is_no_share if {
	not shares.at_least(0, 0, 0)
	not shares.at_most(0, 0, 100)
}

test_more_than_the_whole_is_no_share if {
	not shares.at_least(1200, 1000, 90)
	not shares.at_most(1200, 1000, 500)
	not shares.at_most(-1, 1000, 5)
}
