package lib.parties_test

import data.lib.parties

test_one_name_in_other_letters_is_one_party if {
	every other in [
		"Example Studio",
		"EXAMPLE STUDIO",
		" ExampleStudio\u200b",
		"Ｅｘａｍｐｌｅ\u3000Ｓｔｕｄｉｏ",
	] {
		parties.same("Example Studio", other) == other != "Example-Studio"
	}
	parties.same("Example Studio, Inc.", "Example Studio Inc")
	parties.same("示例（上海）有限公司", "示例(上海)有限公司")
}

test_a_country_or_place_may_be_left_out_by_one if {
	every other in ["Example Studio (US)", "Example Studio（中国）", "example studio(chn)"] {
		parties.same("Example Studio", other)
		parties.same(other, "Example Studio")
	}
}

test_two_different_places_are_two_parties if {
	not parties.same("Example Studio (US)", "Example Studio (CN)")
	not parties.same("示例工作室（北京）", "示例工作室（上海）")
}

test_a_remark_in_brackets_is_no_place if {
	not parties.same("示例工作室", "示例工作室（与同意书所列处理者无关）")
	not parties.same("Example Studio", "Example Studio (not the one above)")
}

test_other_names_are_other_parties if {
	every other in ["Example Studios", "Studio", "(Example Studio) Two", "示例公司", "", "(US)"] {
		not parties.same("Example Studio", other)
		not parties.same(other, "Example Studio")
	}
}

test_names_of_nothing_are_nobodys if {
	not parties.same("", " ")
	not parties.same("", "(US)")
	not parties.same("（中国）", "")
}

test_two_codes_decide_whatever_the_names_say if {
	parties.same_party({"name": "Example", "code": "1"}, {"name": "示例", "code": "1"})
	not parties.same_party({"name": "Example", "code": "1"}, {"name": "Example", "code": "2"})
}

test_without_two_codes_the_names_decide if {
	every code in ["1", null] {
		parties.same_party({"name": "Example", "code": code}, {"name": "example", "code": null})
		parties.same_party({"name": "Example", "code": null}, {"name": "example", "code": code})
		not parties.same_party({"name": "Example", "code": code}, {"name": "示例", "code": null})
	}
}

test_a_producer_code_holds_the_credit_code_of_an_organisation if {
	parties.credit_code("001191000000MA0000007C10000") == "91000000MA0000007C"
	parties.credit_code("001291000000MA0000007C10000") == null
}

test_a_list_of_names_is_of_several_parties if {
	parties.listed("甲公司、乙公司；丙公司; D") == {"甲公司", "乙公司", "丙公司", "D"}
	parties.listed("Example & Sons, Ltd.") == {"Example & Sons, Ltd."}
}

test_what_is_no_name_is_no_party if {
	not parties.same("", "")
	not parties.same("(US)", "·")
	not parties.same("·", "(US)")
}
