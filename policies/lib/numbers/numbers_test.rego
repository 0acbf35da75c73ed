package lib.numbers_test

import data.lib.numbers
import future.keywords.not

test_algorithm_filing_has_21_digits if {
	numbers.algorithm_filing("网信算备000000000000000000000号")
	numbers.algorithm_filing("网信算备330110507206401230035")
	every text in [
		"",
		"网信算备号",
		"网信算备00000000000000000000号",
		"网信算备0000000000000000000000号",
		"网信算备00000000000000000000A号",
		"000000000000000000000",
		"京网信算备000000000000000000000号",
	] {
		not numbers.algorithm_filing(text)
	}
}

test_numbers_are_read_as_they_are_printed if {
	every text in [
		"网信算备 ： 330110507206401230035 号",
		"网信算备３３０１１０５０７２０６４０１２３００３５号",
		"【网信算备330110507206401230035号】",
		"网信算备330110507206401230035号\n",
		"算法备案号：网信算备330110507206401230035号",
		"网信算备440305023552001240019号\n网信算备440305023552001240027号",
		"网信算备440305023552001240019号、440305023552001240027号",
	] {
		numbers.algorithm_filing(text)
	}
	numbers.service_filing("Beijing-YunQue-20230821、Beijing-ChatGLM-20230821")
	numbers.registration("上线编号：Guangdong-Plaud-20251229S0027")
	not numbers.service_filing("Beijing-YunQue-20230821、ChatGLM")
	numbers.as_typed("〔Ａ－１〕\u00a0：\u200b") == "(A-1):"
}

test_quotes_traditional_characters_and_words_before_are_no_part_of_a_number if {
	every text in [
		"網信算備 000000000000000000000 號", "《网信算备000000000000000000000号》", "网信算备第000000000000000000000号",
		"备案编号为“网信算备000000000000000000000号”",
	] {
		numbers.algorithm_filing(text)
		not numbers.placeholder(text)
	}
}

test_service_filing_is_region_name_and_date if {
	every text in [
		"Example-Name-20260101",
		"Example-Name-202601010001",
		"ZheJiang-Name2-20260101",
		"Example-Two-Names-202601010001",
	] {
		numbers.service_filing(text)
	}
	every text in [
		"",
		"Example-20260101",
		"Example-Name",
		"Example--20260101",
		"example-Name-20260101",
		"E-Name-20260101",
		"Example-名称-20260101",
		"Example-Name-2026010",
		"Example-Name-202601011",
		"Example-Name-2026010100012",
		"Example-Name-20260101S0001",
	] {
		not numbers.service_filing(text)
	}
}

test_registration_has_a_serial_after_s if {
	every text in [
		"Example-Name-20260101S0001",
		"Example-Name.2-A-20260101S0001",
		"Beijing-XueQiuHuiJian-2S0033",
	] {
		numbers.registration(text)
	}
	every text in [
		"",
		"Example-20260101S0001",
		"example-Name-20260101S0001",
		"Example-Name-20260101S001",
		"Example-Name-S0001",
		"Example-Name-20260101s0001",
		"Example-Name-20260101",
		"Example-名称-20260101S0001",
	] {
		not numbers.registration(text)
	}
}

test_licences_are_told_apart_by_their_shapes if {
	every kind, text in {
		"micro_drama": "（平台）网微剧备字（2026）第00001号",
		"web_programme": "(总局)网剧审字(2026)第001号",
		"film": "电审故字[2026]第001号",
		"programme_production": "(京)字第00001号",
		"network_audiovisual": "0000001",
		"network_culture": "京网文〔2026〕0001-001号",
		"value_added_telecom": "京B2-20260001",
		"site_filing": "京ICP备2026000001号-1A",
	} {
		numbers.kinds(text) == {kind}
	}
	numbers.micro_drama("（平台）网微剧备字（2026）第00001号")
	numbers.web_programme("V123456788888888")
	numbers.film("电审故字[2026]第001号")
	numbers.programme_production("(京)字第00001号")
	numbers.network_audiovisual("0000001号")
	numbers.network_culture("文网文[2010]040号")
	numbers.value_added_telecom("京ICP证000001号")
	numbers.site_filing("京ICP备00000001号-4")
	not numbers.micro_drama("0000001")
	not numbers.web_programme("0000001")
	not numbers.film("0000001")
	not numbers.programme_production("0000001")
	not numbers.network_audiovisual("7")
	not numbers.network_culture("0000001")
	not numbers.value_added_telecom("京ICP备00000001号-4")
	not numbers.site_filing("京ICP证000001号")
}

test_what_stands_for_a_number_is_a_placeholder if {
	every text in ["申请中", "", "N/A", "XXXX", "T-2026-XXXX", "第×号（2026）", "申请中（2026年）", "pending 2026"] {
		numbers.placeholder(text)
	}
	every text in [
		"准备中（2026）", "2026年6月申请", "正在申请，受理号20260101", "将于2026年4月取得", "见附件1", "无需备案2026", "applied 2026-03-01",
		"awaiting number, 2026", "n.a. 2026", "000",
	] {
		numbers.placeholder(text)
	}
	not numbers.placeholder("0000000")
	every text in ["7", "Beijing-XueQiuHuiJian-2S0033", "国网信模备2026-0081号", "Foxx-2026", "suspending7"] {
		not numbers.placeholder(text)
	}
}

test_credit_codes_in_use_are_right if {
	every text in _credit_codes {
		numbers.unified_social_credit_code(text)
	}
}

test_one_wrong_character_is_found if {
	every text in _credit_codes {
		every i in _places {
			every character in _characters {
				_is_found(text, i, character)
			}
		}
	}
}

test_two_neighbours_exchanged_are_found if {
	every text in _credit_codes {
		every i in array.slice(_places, 0, 17) {
			_exchange_is_found(text, i)
		}
	}
}

test_an_id_number_whose_remainder_fits_is_no_credit_code if {
	not numbers.unified_social_credit_code("362322198709086409")
}

# Each has the right last digit: what is wrong is who registers, what is registered, or the organisation's own digit.
test_credit_code_begins_as_the_tables_of_the_standard_say if {
	every text in _of_no_table {
		not numbers.unified_social_credit_code(text)
	}
}

test_credit_code_holds_the_check_digit_of_the_organisation if {
	every text in ["91000000MA0000000N", "91110000MA0000000H"] {
		not numbers.unified_social_credit_code(text)
	}
}

test_credit_codes_of_every_table_are_right if {
	every text in _of_the_tables {
		numbers.unified_social_credit_code(text)
	}
}

test_credit_code_has_18_characters_of_its_alphabet if {
	every text in [
		"",
		"91110102MACQD9K64",
		"91110102MACQD9K6400",
		"91110102MACQD9K64O",
		"91110102macqd9k640",
		"911101O2MACQD9K640",
		" 91110102MACQD9K640",
		"91110102MACQD9K640\n",
		"９1110102MACQD9K640",
		"000000000000000000000",
	] {
		not numbers.unified_social_credit_code(text)
	}
}

test_code_of_an_organisation_contains_its_credit_code if {
	every text in _credit_codes {
		numbers.producer_code(concat("", ["0011", text, "10000"]))
		numbers.producer_code(concat("", ["0011", text, "1XGW3"]))
		not numbers.producer_code(concat("", ["0011", "1", substring(text, 1, -1), "10000"]))
	}
}

test_code_of_an_unknown_prefix_has_a_shape_only if {
	numbers.producer_code("001200000000000000000000000")
	numbers.producer_code("002191110102MACQD9K64110000")
}

test_producer_code_has_27_characters if {
	every text in [
		"",
		"example",
		"001191110102MACQD9K640",
		"001191110102MACQD9K6401000",
		"001191110102MACQD9K640100000",
		"011191110102MACQD9K64010000",
		"0012 0000000000000000000000",
		"00120000000000000000000000a",
		"001200000000000000000000000\n",
	] {
		not numbers.producer_code(text)
	}
}

_is_found(text, i, character) if substring(text, i, 1) == character

_is_found(text, i, character) if {
	altered := concat("", [substring(text, 0, i), character, substring(text, i + 1, -1)])
	not numbers.unified_social_credit_code(altered)
}

_exchange_is_found(text, i) if substring(text, i, 1) == substring(text, i + 1, 1)

_exchange_is_found(text, i) if {
	altered := concat("", [substring(text, 0, i), substring(text, i + 1, 1), substring(text, i, 1), substring(text, i + 2, -1)])
	not numbers.unified_social_credit_code(altered)
}

_places := [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]

_characters := {character |
	some character in regex.find_n(`[0-9A-Z]`, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", -1)
}

# Published codes of companies that run generative AI services, and the sample of the examples.
_credit_codes := [
	"91110102MACQD9K640",
	"9144030008867405X2",
	"91110108335469089C",
	"91440300708461136T",
	"91440101MA9Y9T4H7A",
	"91330106MA2CFLDG4R",
	"91000000MA0000007C",
]

_of_the_tables := [
	"12440600MB2C07549J",
	"11110000MA0000007F",
	"12110000MA0000007C",
	"13110000MA00000079",
	"19110000MA0000007N",
	"21110000MA0000007E",
	"29110000MA0000007M",
	"31110000MA0000007D",
	"32110000MA0000007A",
	"33110000MA00000077",
	"34110000MA00000074",
	"35110000MA00000071",
	"39110000MA0000007L",
	"41110000MA0000007C",
	"49110000MA0000007K",
	"51110000MA0000007B",
	"52110000MA00000078",
	"53110000MA00000075",
	"59110000MA0000007J",
	"61110000MA0000007A",
	"62110000MA00000077",
	"69110000MA0000007H",
	"71110000MA00000079",
	"72110000MA00000076",
	"79110000MA0000007G",
	"81110000MA00000078",
	"89110000MA0000007F",
	"91110000MA00000077",
	"92110000MA00000074",
	"93110000MA00000071",
	"99110000MA0000007E",
	"A1110000MA00000076",
	"A9110000MA0000007D",
	"N1110000MA0000007R",
	"N2110000MA0000007N",
	"N3110000MA0000007K",
	"N9110000MA00000071",
	"Y1110000MA0000007H",
]

_of_no_table := [
	"00110000MA0000007K",
	"07110000MA0000007X",
	"16110000MA00000070",
	"24110000MA00000075",
	"36110000MA0000007X",
	"44110000MA00000073",
	"54110000MA00000072",
	"63110000MA00000074",
	"70110000MA0000007C",
	"7A110000MA0000007D",
	"87110000MA0000007M",
	"97110000MA0000007L",
	"A5110000MA0000007R",
	"B2110000MA00000072",
	"B9110000MA0000007C",
	"C5110000MA0000007P",
	"D1110000MA00000073",
	"D8110000MA0000007D",
	"E4110000MA0000007Q",
	"F0110000MA00000074",
	"F7110000MA0000007E",
	"G3110000MA0000007R",
	"GA110000MA00000074",
	"H6110000MA0000007F",
	"J2110000MA0000007T",
	"J9110000MA00000075",
	"K5110000MA0000007G",
	"L1110000MA0000007U",
	"L8110000MA00000076",
	"M4110000MA0000007H",
	"N0110000MA0000007W",
	"P0110000MA0000007U",
	"P7110000MA00000076",
	"Q3110000MA0000007H",
	"QA110000MA0000007U",
	"R6110000MA00000077",
	"T2110000MA0000007J",
	"T9110000MA0000007W",
	"U5110000MA00000078",
	"W1110000MA0000007K",
	"W8110000MA0000007X",
	"X4110000MA00000079",
	"Y0110000MA0000007L",
	"Y8110000MA0000007U",
	"36110000MA0000007X",
	"Y9110000MA0000007Q",
]
