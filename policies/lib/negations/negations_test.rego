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

test_each_conjunction_goes_on_with_a_negation if {
	every conjunction in ["也", "亦", "且", "并", "又", "更", "还", "或", "和", "及", "、", "and", "or"] {
		negations.marked(concat(" ", ["不做", conjunction, "不说"]), {}) == "[!][做][|][!][说]"
	}
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

# Each phrase as a sentence, and what becomes of it: a phrase that is lost from a list says something else.
test_each_phrase_has_its_mark[mark] if {
	some mark, phrases in _marks
	negations.marked(concat("。", phrases), {}) == concat("[。]", [mark | some _ in phrases])
}

_marks := {
	"[·]": {
		"不可撤", "不得撤", "不能撤", "不反对", "不得不", "不能不", "不可不", "不会不", "无不", "不拒绝", "不禁止", "不限制", "无异议", "没有异议", "非但", "不可避免", "不过是",
		"not only", "not just", "not merely", "not simply", "no objection", "not object", "not oppose", "not limited to",
		"no doubt", "nothing but", "not prohibit", "not forbid", "not refuse", "不仅", "不但", "不只", "不光", "不单单", "不止", "不断",
		"不同", "不久", "不良", "不妨", "不愧", "不可转", "不可思议", "不可或缺", "不可抗", "不限", "不管", "不论", "不少", "不错", "不禁", "不朽", "不凡",
		"不特定", "不定期", "不动产", "不间断", "不迟于", "不低于", "不超过", "不多于", "不早于", "不晚于", "不影响", "不好意思", "未来", "未婚", "未免", "未央",
		"未完待续", "未尽事宜", "非常", "非遗", "非洲", "非凡", "非法", "非营利", "非盈利", "非商业", "非独家", "非专有", "非专属", "非排他", "非物质", "非虚构",
		"非公开", "非现场", "无线", "无损", "无障碍", "无论", "无锡", "无限", "无偿", "无条件", "无期限", "无地域", "无缝", "无菌", "无形", "无比", "无私", "无忧",
		"无人机", "没收", "没落", "沉没", "没错", "否则", "特别", "识别", "分别", "类别", "级别", "个别", "性别", "别名", "鉴别", "判别", "别人", "别的",
		"别墅", "告别", "差别", "辨别", "派别", "免费", "免责", "免疫", "免税", "难免", "以免", "毋庸", "例如", "诸如", "譬如", "如下", "如实", "如期", "如约",
		"如前", "如上", "比如", "如同", "若干", "假若", "no later than", "no fewer than", "no less than", "without limitation",
		"without limit", "without limiting", "without restriction", "without prejudice", "without additional",
		"without further", "without any further", "non exclusive", "non exclusively", "non transferable", "non commercial",
		"non profit", "as if", "what if",
	},
	"[?]": {
		"是不是", "有没有", "会不会", "能不能", "可不可以", "要不要", "是否", "能否", "可否", "与否", "吗", "☐", "□", "whether",
	},
	"[@]": {
		"不排除", "不一定", "不确定", "不能确定", "不能排除", "不完全", "不全", "不都", "不总是", "未必", "未知", "没准", "莫非", "并非全", "不清楚", "无法确定",
		"无法确认", "未经证实", "尚未确认", "不见得", "非完全", "not sure", "not certain", "not necessarily", "not entirely", "not solely",
		"not fully", "not all", "not always", "not exclusively", "not wholly", "not completely", "cannot confirm",
		"can not confirm", "not known", "not exclude", "not rule out", "可能", "或许", "也许", "疑似", "疑为", "大概", "似乎", "貌似",
		"或为", "或含", "或由", "或系", "或涉", "涉嫌", "怀疑", "据称", "据说", "尚待", "待核实", "might", "could", "possibly", "perhaps",
		"probably", "maybe", "suspected", "appears", "seems", "likely", "allegedly", "potentially", "presumably",
		"supposedly",
	},
	"[!][~]": {
		"不同意", "不授权", "不许可", "不允许", "不准", "不愿", "不予", "不承担", "不负", "拒", "谢绝", "反对", "撤回", "收回", "refuse", "refuses",
		"refused", "refusing", "decline", "declines", "declined", "do not agree", "does not agree", "do not consent",
		"does not consent", "not authorise", "not authorize", "not permit", "not allow", "not give consent", "not grant",
		"withhold", "withholds", "object to", "objects to", "opt out", "opts out", "opted out", "reject", "rejects",
		"rejected",
	},
	"[!]": {
		"未来自", "未来源", "区别于", "有别于", "不同于", "不过度", "无需", "无须", "毋需", "禁止", "严禁", "杜绝", "避免", "排除", "否认", "抵制", "冇", "唔",
		"甭", "零人工智能", "零 ai", "free of", "free from", "devoid of", "instead of", "rather than", "other than",
		"anything but", "all but", "far from", "except for", "❌", "🚫", "×", "✗", "✘", "否", "不", "未", "无", "没", "非", "勿",
		"毋", "别", "免", "弗", "not", "cannot", "no", "never", "without", "none", "neither", "non", "anti", "zero", "lack",
		"lacks", "lacking", "exclude", "excludes", "excluded", "excluding", "except", "prohibit", "prohibits",
		"prohibited", "prohibiting", "forbid", "forbids", "forbidden", "deny", "denies", "denied", "oppose", "opposes",
		"avoid", "avoids", "avoided", "revoke", "revoked", "ban", "bans", "banned", "nobody", "nothing", "nowhere",
		"absent", "hardly", "barely",
	},
	"[|][!]": {
		"不得", "切勿", "请勿", "shall not", "must not", "may not", "shall never", "must never", "shall neither", "may never",
		"nor",
	},
	"[!][ai]": {
		"ai free", "ai less", "0 ai", "反 ai",
	},
	"[=]": {
		"非真人", "不是真人", "并非真人", "没有真人", "无真人", "非人声", "非原声", "非本人", "不是本人", "并非本人", "非真实", "不是真实", "并非真实", "非实拍",
		"并非实拍", "not a human", "not human", "not a real", "not real", "not a person", "not the real", "no human",
		"no real", "without human", "without a human", "not an actual", "not spoken by a human", "not actual",
	},
	"[%]": {
		"如", "若", "倘", "假如", "假设", "一旦", "除非", "if", "unless", "in case", "in the event",
	},
	"[|]": {
		"但", "却", "而是", "而由", "而系", "而为", "but", "however", "whereas", "yet", "and is", "and was", "and are", "and were",
	},
}
