# METADATA
# scope: package
# title: What the words of an explicit label say
package dubbing.lib.labels

import data.lib.statements
import future.keywords.not

# METADATA
# description: |
#   What the words say of AI and generation together (GB 45438-2025, 5.3, 5.4, 5.6): "states", "negated", "unclear",
#   "silent". The standard's Chinese words and AI count in every language; a label in another language may use that
#   language's words as well, which is an interpretation.
said(text, language) := statements.said(text, [_words(language, "ai"), _words(language, "generation")], _grammar)

# METADATA
# description: The same of a corner mark, which needs AI only (GB 45438-2025, 5.1).
marked(text) := statements.said(text, [["AI"]], _grammar)

# METADATA
# description: The label says that there is no AI, or no generation; whatever its language, in any that is read.
opposes(label) if {
	label.form != "corner_mark"
	said(label.text, language(label)) == "negated"
}

opposes(label) if {
	label.form == "corner_mark"
	marked(label.text) == "negated"
}

# METADATA
# description: The words name both elements as the standard does, whatever they say of them.
standard(text) if {
	every words in _standard {
		statements.names(text, words)
	}
}

# METADATA
# description: The language of a label's words; Chinese unless it is said.
language(label) := object.get(label, "language", "zh")

# METADATA
# description: The primary subtag of a language, en of en-US.
subtag(language) := split(language, "-")[0]

_words(language, element) := array.concat(_standard[element], _own(subtag(language), element))

_own(tag, element) := data.dubbing.params.label_words[tag][element] if {
	tag != "zh"
} else := []

_standard := {"ai": ["人工智能", "AI"], "generation": ["生成", "合成"]}

# On a label, may and can leave open what a consent with the same words allows.
_grammar := {
	"doubts": array.concat(["may", "can"], data.dubbing.params.statement_words.doubts),
	"negators": array.concat(["去除", "剔除", "移除"], data.dubbing.params.statement_words.negators),
}
