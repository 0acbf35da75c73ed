# METADATA
# scope: package
# title: A text's words, with what denies or doubts them marked
# description: |
#   A text becomes a row of tokens in square brackets, one for each word in letters and one for each other character:
#   "本音频由AI生成" is [本][音][频][由][ai][生][成]. Case, width, traditional characters, spaces and invisible characters make
#   no difference. Words of negation and doubt become marks, in four passes, the first that knows a phrase has it:
#
#   [!] denies · [!][~] refuses · [@] doubts · [%] sets a condition · [?] asks · [=] says that no human speaks
#   [&] leaves open what stands before it
#   [|] ends what a negation binds · [,] a pause · [。] the end of a sentence · [·] a phrase that only looks like one of these
package lib.negations

# METADATA
# description: The tokens of a text.
tokens(text) := replace(joined, "[未][成][年]", "[未成年]") if {
	words := regex.find_n(`[a-z0-9\x{00DF}-\x{00F6}\x{00F8}-\x{024F}\x{0400}-\x{04FF}]+|\S`, plain(text), -1)
	wrapped := replace(_wrapped(words), "[]", "")
	joined := regex.replace(replace(wrapped, "[a][。][i][。]", "[ai]"), `\[a\](\[。\])?\[i\]`, "[ai]")
}

# METADATA
# description: The tokens of a word that is searched for, as vocabularies write it; quicker than those of any text.
word(text) := replace(_wrapped(found), "[未][成][年]", "[未成年]") if {
	found := regex.find_n(`[a-z0-9\x{00DF}-\x{00F6}\x{00F8}-\x{024F}\x{0400}-\x{04FF}]+|[^\s-]`, lower(text), -1)
}

# METADATA
# description: The text in lower case, half width, simplified characters and usual punctuation.
plain(text) := strings.replace_n(_characters, replace(replace(_chosen(visible), "’", "'"), "n't", " not")) if {
	visible := regex.replace(
		lower(text),
		`[\x{00AD}\x{034F}\x{061C}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{180B}-\x{180E}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{206F}\x{3164}\x{FE00}-\x{FE0F}\x{FEFF}\x{FFA0}]`,
		"",
	)
}

# Of a form's answers the ticked ones count; a box that alone stands empty asks.
_chosen(text) := regex.replace(boxed, `[☐□]\s*不?(同意|授权|许可|允许|接受|需要|是|否|agree|consent|yes|no)`, "") if {
	boxed := _boxed(text)
	regex.match(`[☑✓✔√■]`, boxed)
} else := _boxed(text)

_boxed(text) := regex.replace(regex.replace(text, `\[\s+\]|\(\s+\)|（\s*）|\[\]`, "□"), `\[[x√✓]\]`, "☑")

# METADATA
# description: |
#   The tokens with their marks. Of `more`, the phrases `none` are no negations in texts of this sort, `negators` deny and
#   `doubts` doubt as well.
marked(text, more) := coordinated if {
	quiet := _swapped(tokens(text), object.get(more, "none", []), "[·]")
	reserved := _swapped(quiet, object.get(more, "reserves", []), "[&]")
	own := _swapped(reserved, object.get(more, "negators", []), "[!]")
	doubted := _swapped(own, object.get(more, "doubts", []), "[@]")
	exceptions := strings.replace_n(_first, doubted)
	phrases := strings.replace_n(_second, exceptions)
	harmless := strings.replace_n(_third, phrases)
	denied := strings.replace_n(_fourth, harmless)
	coordinated := strings.replace_n(_coordinations, denied)
}

# Of phrases of which one begins with another, the shorter is enough.
_swapped(text, phrases, mark) := strings.replace_n({phrase: mark | some phrase in _shortest(phrases)}, text) if {
	count(phrases) > 0
} else := text

_shortest(phrases) := wrapped - longer if {
	wrapped := {word(phrase) | some phrase in phrases}
	longer := {long |
		some long in wrapped
		some short in wrapped
		short != long
		startswith(long, short)
	}
}

# Double negations that affirm, questions, doubts: known before the negator inside them is.
_first := _table({
	"[·]": {
		"不可撤", "不得撤", "不能撤", "不反对", "不得不", "不能不", "不可不", "不会不", "无不", "不拒绝", "不禁止", "不限制", "无异议", "没有异议", "非但", "不过是", "不可避免",
		"not only", "not just", "not merely", "not simply", "no objection", "not object", "not oppose", "not limited to",
		"no doubt", "nothing but", "not prohibit", "not forbid", "not refuse",
	},
	"[?]": {"是不是", "有没有", "会不会", "能不能", "可不可以", "要不要", "是否", "能否", "可否", "与否", "吗", "☐", "□", "whether"},
	"[@]": {
		"不排除", "不一定", "不确定", "不能确定", "不能排除", "不完全", "不全", "不都", "不总是", "未必", "未知", "没准", "莫非", "并非全",
		"不清楚", "无法确定", "无法确认", "未经证实", "尚未确认", "不见得", "非完全", "not sure", "not certain", "not necessarily",
		"not entirely", "not solely", "not fully", "not all", "not always", "not exclusively", "not wholly", "not completely",
		"cannot confirm", "can not confirm", "not known", "not exclude", "not rule out",
	},
})

# Phrases that deny as a whole, or say that no human speaks.
_second := _table({
	"[!][~]": {
		"不同意", "不授权", "不许可", "不允许", "不准", "不愿", "不予", "不承担", "不负", "拒", "谢绝", "反对", "撤回", "收回", "refuse", "refuses", "refused", "refusing",
		"decline", "declines", "declined", "do not agree", "does not agree", "do not consent", "does not consent", "not authorise",
		"not authorize", "not permit", "not allow", "not give consent", "not grant", "withhold", "withholds", "object to",
		"objects to", "opt out", "opts out", "opted out", "reject", "rejects", "rejected",
	},
	"[!]": {
		"未来自", "未来源", "区别于", "有别于", "不同于", "不过度", "无需", "无须", "毋需", "禁止", "严禁", "杜绝", "避免", "排除", "否认", "抵制", "冇", "唔", "甭",
		"零人工智能", "零 ai", "free of", "free from", "devoid of", "instead of", "rather than", "other than", "anything but",
		"all but", "far from", "except for",
	},
	"[|][!]": {
		"不得", "切勿", "请勿", "shall not", "must not", "may not", "shall never", "must never", "shall neither", "may never",
		"nor",
	},
	"[!][ai]": {"ai free", "ai less", "0 ai", "反 ai"},
	"[=]": {
		"非真人", "不是真人", "并非真人", "没有真人", "无真人", "非人声", "非原声", "非本人", "不是本人", "并非本人", "非真实", "不是真实",
		"并非真实", "非实拍", "并非实拍", "not a human", "not human", "not a real", "not real", "not a person", "not the real",
		"no human", "no real", "without human", "without a human", "not an actual", "not spoken by a human", "not actual",
	},
})

# Words that only contain a negator.
_third := _table({
	"[·]": {
		"不仅", "不但", "不只", "不光", "不单单", "不止", "不断", "不同", "不久", "不良", "不妨", "不愧", "不可转", "不可思议",
		"不可或缺", "不可抗", "不限", "不管", "不论", "不少", "不错", "不禁", "不朽", "不凡", "不特定", "不定期", "不动产", "不间断", "不迟于",
		"不低于", "不超过", "不多于", "不早于", "不晚于", "不影响", "不好意思", "未来", "未婚", "未免", "未央",
		"未完待续", "未尽事宜", "非常", "非遗", "非洲", "非凡", "非法", "非营利", "非盈利", "非商业", "非独家", "非专有", "非专属", "非排他", "非物质",
		"非虚构", "非公开", "非现场", "无线", "无损", "无障碍", "无论", "无锡", "无限", "无偿", "无条件", "无期限", "无地域", "无缝", "无菌",
		"无形", "无比", "无私", "无忧", "无人机", "没收", "没落", "沉没", "没错", "否则", "特别", "识别", "分别", "类别", "级别", "个别", "性别", "别名", "鉴别",
		"判别", "别人", "别的", "别墅", "告别", "差别", "辨别", "派别", "免费", "免责", "免疫", "免税", "难免", "以免", "毋庸", "例如", "诸如", "譬如",
		"如下", "如实", "如期", "如约", "如前", "如上", "比如", "如同", "若干", "假若", "no later than", "no fewer than", "no less than",
		"without limitation", "without limit", "without limiting", "without restriction", "without prejudice",
		"without additional", "without further", "without any further", "non exclusive", "non exclusively",
		"non transferable", "non commercial", "non profit", "as if", "what if",
	},
})

_fourth := _table({
	"[!]": {
		"❌", "🚫", "×", "✗", "✘", "否", "不", "未", "无", "没", "非", "勿", "毋", "别", "免", "弗", "not", "cannot", "no", "never", "without", "none", "neither", "non", "anti", "zero",
		"lack", "lacks", "lacking", "exclude", "excludes", "excluded", "excluding", "except", "prohibit", "prohibits",
		"prohibited", "prohibiting", "forbid", "forbids", "forbidden", "deny", "denies", "denied", "oppose", "opposes", "avoid",
		"avoids", "avoided", "revoke", "revoked", "ban", "bans", "banned", "nobody", "nothing", "nowhere", "absent", "hardly",
		"barely",
	},
	"[@]": {
		"可能", "或许", "也许", "疑似", "疑为", "大概", "似乎", "貌似", "或为", "或含", "或由", "或系", "或涉", "涉嫌", "怀疑", "据称", "据说", "尚待",
		"待核实", "might", "could", "possibly", "perhaps", "probably", "maybe", "suspected", "appears", "seems", "likely",
		"allegedly", "potentially", "presumably", "supposedly",
	},
	"[%]": {"如", "若", "倘", "假如", "假设", "一旦", "除非", "if", "unless", "in case", "in the event"},
	"[|]": {"但", "却", "而是", "而由", "而系", "而为", "but", "however", "whereas", "yet", "and is", "and was", "and are", "and were"},
})

# A second negation beside the first is no double one.
_coordinations := {sprintf("[%s][!]", [conjunction]): "[|][!]" |
	some conjunction in {"也", "亦", "且", "并", "又", "更", "还", "或", "和", "及", "、", "and", "or", "nor", "|"}
}

# No phrase of a pass begins with another one of it.
_table(phrases) := {_wrapped(split(phrase, _between(phrase))): mark |
	some mark, listed in phrases
	some phrase in listed
}

# Of what is written in letters words are tokens, and of all else characters.
_between(phrase) := " " if {
	contains(phrase, " ")
} else := " " if {
	trim(phrase, "abcdefghijklmnopqrstuvwxyz") == ""
} else := ""

_wrapped(words) := concat("", ["[", concat("][", words), "]"])

_characters := object.union_n([_quiet, _paired(_wide, _narrow), _paired(_traditional, _simplified), _punctuation])

_paired(from, to) := {character: others[i] | some i, character in split(from, "")} if others := split(to, "")

_wide := "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９аеосрхіу"

_narrow := "abcdefghijklmnopqrstuvwxyz0123456789aeocpxiy"

_traditional := "無沒並請絕嚴與聲僅單許權會錄製訓練調語複雙對實號類體處應當須從來線損斷論條償終認識別區個級產內圍於適爲為經過點機術資據後開關係項導檢測擬這嗎麼們說讓給將總蓋觀視頻轉傳標誌簽約備載齡兒採營專屬願準証證來還諾謝"

_simplified := "无没并请绝严与声仅单许权会录制训练调语复双对实号类体处应当须从来线损断论条偿终认识别区个级产内围于适为为经过点机术资据后开关系项导检测拟这吗么们说让给将总盖观视频转传标志签约备载龄儿采营专属愿准证证来还诺谢"

_quiet := {character: "" | some character in split("“”\"'「」『』《》〈〉‘`*_", "")}

_punctuation := {character: mark |
	some mark, listed in {
		" ": "-‐‑‒~@%=·|^\u00a0\u3000+",
		",": ",，：:（）()[]【】—–…/\\\n\r\t<>〔〕{}",
		"。": "。｡.．！!；;",
		"?。": "?？",
	}
	some character in split(listed, "")
}
