# METADATA
# scope: package
# title: What the words of an explicit label must name
package dubbing.lib.labels

import data.lib.words

# METADATA
# description: |
#   The words name AI and name generation (GB 45438-2025, 5.3, 5.4, 5.6). The standard's Chinese words and AI count in
#   every language; a label in another language may use that language's words as well, which is an interpretation.
worded(text, language) if {
	_names(text, language, "ai")
	_names(text, language, "generation")
}

# METADATA
# description: A corner mark needs AI only (GB 45438-2025, 5.1).
marked(text) if words.found(text, ["AI"])

_names(text, _, element) if words.found(text, _standard[element])

_names(text, language, element) if {
	subtag := split(language, "-")[0]
	subtag != "zh"
	words.found(text, data.dubbing.params.label_words[subtag][element])
}

_standard := {"ai": ["人工智能", "AI"], "generation": ["生成", "合成"]}
