package content_security.lib.risks_test

import data.content_security.lib.risks

test_annex_a_has_31_risks_in_five_parts if {
	numbers := [count([risk | some risk in risks.all; risk.group == group]) |
		some group in ["A.1", "A.2", "A.3", "A.4", "A.5"]
	]
	numbers == [8, 9, 5, 7, 2]
	count({risk.id | some risk in risks.all}) == 31
}

test_17_of_them_are_of_the_first_two_parts if {
	{risk.group | some risk in risks.first_two} == {"A.1", "A.2"}
	count(risks.first_two) == 17
}

test_there_are_13_topics if count({topic.id | some topic in risks.topics}) == 13
