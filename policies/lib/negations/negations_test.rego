package lib.negations_test

import data.lib.negations

test_words_and_characters_are_tokens if {
	negations.tokens("由AI生成 by AI") == "[由][ai][生][成][by][ai]"
	negations.tokens("") == ""
}

test_width_case_script_and_what_is_invisible_make_no_difference if {
	every text in ["无AI合成", "無AI合成", "無 ＡＩ 合成", "无A.I.合成", "无\u200bAI合\u00ad成", "无“AI”合成", "无 a i 合成"] {
		negations.tokens(text) == "[无][ai][合][成]"
	}
	negations.tokens("don’t") == negations.tokens("do not")
}

test_minors_are_a_word_of_their_own if negations.tokens("未成年人") == "[未成年][人]"

test_what_denies_is_marked if {
	negations.marked("不含AI", {}) == "[!][含][ai]"
	negations.marked("不同意AI", {}) == "[!][~][ai]"
	negations.marked("AI-free", {}) == "[!][ai]"
	negations.marked("no AI", {}) == "[!][ai]"
}

test_what_only_looks_like_a_negation_is_none if {
	every text in ["不仅", "不得不", "不反对", "未来", "非常", "无线", "特别", "免费", "not only", "without limitation"] {
		negations.marked(text, {}) == "[·]"
	}
}

test_doubts_conditions_and_questions_are_marked if {
	negations.marked("可能", {}) == "[@]"
	negations.marked("如", {}) == "[%]"
	negations.marked("是否", {}) == "[?]"
	negations.marked("AI?", {}) == "[ai][?][。]"
	negations.marked("非真人", {}) == "[=]"
}

test_second_negation_of_a_row_is_no_double_one if {
	negations.marked("不用也不做", {}) == "[!][用][|][!][做]"
	negations.marked("not human but AI", {}) == "[=][|][ai]"
}

test_callers_add_words_and_take_none_away if {
	more := {"negators": ["kein", "keine", "kein einziges"], "doubts": ["vielleicht"], "none": ["勿"]}
	negations.marked("kein AI", more) == "[!][ai]"
	negations.marked("vielleicht AI", more) == "[@][ai]"
	negations.marked("勿AI", more) == "[·][ai]"
	negations.marked("no AI", {"negators": [], "doubts": [], "none": []}) == "[!][ai]"
}
