# METADATA
# scope: package
# title: What the quoted words of consents, agreements and prompts say
# description: Each function gives "states", "negated", "unclear" or "silent".
package dubbing.lib.wordings

import data.lib.statements

# METADATA
# description: What the words of a consent say of the AI synthesis of the voice.
synthesis(text) := statements.said(text, [words.ai, words.synthesis], _consent) if words := data.dubbing.params.consent_words

# METADATA
# description: What the words of a consent say of training a model with the voice.
training(text) := statements.said(text, [data.dubbing.params.consent_words.training], _consent)

# METADATA
# description: What the words of an agreement say of the user's duty to label.
duty(text) := statements.said(text, [data.dubbing.params.duty_words], _agreement)

# METADATA
# description: What the words of a prompt say of minors. That they should keep away is what a prompt says, no negation.
prompt(text) := statements.said(text, [data.dubbing.params.prompt_words], _prompt)

_consent := _grammar({
	"grants": [
		"同意", "授权", "许可", "允许", "准许", "agree", "agrees", "consent", "consents", "authorise", "authorises", "authorize",
		"authorizes", "grant", "grants", "permit", "permits",
	],
	"negators": [],
	"doubts": ["保留", "暂缓", "待本人", "待双方", "reserve", "reserves", "reserved"],
	"reserves": [
		"另行协商", "另行约定", "另行商定", "另行书面", "另行同意", "另行授权", "另行签", "另行确认", "另议", "另订", "另签", "待协商", "待商", "待定", "免谈",
		"由本人保留", "持保留", "权利保留", "须经本人", "需经本人", "须取得本人", "需取得本人", "rights are reserved", "rights reserved", "is reserved",
		"are reserved", "to be agreed", "to be discussed", "to be negotiated", "agreed separately", "requires my", "requires the performer",
		"requires a separate", "requires further", "requires prior", "subject to my", "subject to the performer", "subject to separate",
		"subject to further", "only upon", "only with my", "only after",
	],
	"none": [],
})

# What must not be done without a label, or to it, is said of users who have the duty.
_agreement := _grammar({
	"grants": ["应当", "须", "负责", "shall", "must"],
	"negators": ["need not"],
	"doubts": [],
	"none": ["未标", "未添加", "未按", "不得", "请勿", "不可", "shall not", "must not", "may not", "if it does not", "if not"],
})

_prompt := _grammar({
	"grants": [],
	"negators": [],
	"doubts": ["may not"],
	"none": [
		"请勿", "切勿", "勿", "不得", "不适合", "不宜", "不建议", "不推荐", "禁止", "not suitable", "unsuitable", "not for", "do not",
		"should not", "must not", "not recommended",
	],
})

_grammar(own) := object.union(own, {
	"negators": array.concat(own.negators, data.dubbing.params.statement_words.negators),
	"doubts": array.concat(own.doubts, data.dubbing.params.statement_words.doubts),
})
