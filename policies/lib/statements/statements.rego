# METADATA
# scope: package
# title: What a text says of something, its negations read
# description: |
#   Whether a text states what its words name, denies it, leaves it open, or is silent about it. Chinese and English are
#   read; irony is not, and of other languages only the words are seen: rules say so with a warning.
package lib.statements

import data.lib.negations
import future.keywords.not

# METADATA
# description: |
#   Of a text, for elements that are lists of words, each element by any of its words: "states" where it affirms all of
#   them, "negated" where one stands inside a negation only, "silent" where one is missing, "unclear" where that cannot be
#   told: questions, conditions, doubts, double negations, and what is both affirmed and denied. Of `more`, `negators` and
#   `doubts` add words, `none` are phrases that deny nothing in texts of this sort, and `grants` are the words by which a
#   text of this sort agrees to something, and may draw limits beside it; `reserves` are the words that leave open what
#   stands before them.
said(text, elements, more) := _answer({
	"heard": heard,
	"refused": contains(marked, "[~]"),
	"granted": _places(sentences, {negations.word(word) | some word in object.get(more, "grants", [])}),
	"asserted": _places(sentences, _assertions),
}) if {
	marked := negations.marked(text, more)
	sentences := [split(sentence, "[,]") | some sentence in split(marked, "[。]")]
	heard := [_heard(sentences, {negations.word(word) | some word in words}) | some words in elements]
}

# METADATA
# description: One of the words stands in the text as a word, whatever its case, width, spaces and invisible characters.
names(text, words) if {
	searched := negations.tokens(text)
	some word in words
	contains(searched, negations.word(word))
}

# METADATA
# description: |
#   The text has letters of a language other than Chinese and English, or is said to be in one: no negation in it is read.
foreign(_, language) if not split(language, "-")[0] in {"zh", "en"}

foreign(text, _) if {
	regex.match(
		`[\x{00DF}-\x{00F6}\x{00F8}-\x{024F}\x{0370}-\x{1CFF}\x{3041}-\x{30FA}\x{AC00}-\x{D7AF}]`,
		negations.plain(text),
	)
}

_answer(found) := "negated" if {
	some each in found.heard
	kinds := _kinds(each)
	"negated" in kinds
	count(kinds & {"plain", "contested"}) == 0
} else := "silent" if {
	some each in found.heard
	count(each) == 0
} else := "unclear" if {
	some each in found.heard
	not "plain" in _kinds(each)
} else := "states" if {
	every each in found.heard {
		_kinds(each) == {"plain"}
	}
} else := "states" if {
	count(_together(found.heard) & found.granted) > 0
	not found.refused
} else := "states" if {
	count(_together(found.heard) & found.asserted) > 0
	every each in found.heard {
		not "negated" in _kinds(each)
	}
} else := "unclear"

_kinds(heard) := {kind | some [kind, _] in heard}

# The parts of sentences in which every element is affirmed.
_together(heard) := intersection({{place | some ["plain", place] in each} | some each in heard})

_places(sentences, words) := {[i, j] |
	some i, parts in sentences
	some j, part in parts
	some word in words
	contains(part, word)
}

_assertions := {sprintf("[%s]", [word]) |
	some word in {"由", "为", "使", "用", "经", "系", "是", "含", "by", "is", "are", "was", "were", "with", "contains", "uses"}
}

# Each place where an element is named, as what it is named there: the sentence, and the part of it.
_heard(sentences, words) := {[_kind(parts, j, before, after), [i, j]] |
	some i, parts in sentences
	some j, part in parts
	some word in words
	pieces := split(part, word)
	some n in numbers.range(1, count(pieces) - 1)
	n < count(pieces)
	n > 0
	before := concat(word, array.slice(pieces, 0, n))
	after := concat(word, array.slice(pieces, n, count(pieces)))
}

_kind(parts, j, before, after) := "unclear" if {
	_is_open(parts, j, before)
} else := "unclear" if {
	contains(split(after, "[|]")[0], "[&]")
} else := "unclear" if {
	regex.match(_reserved_next, parts[j + 1])
} else := "unclear" if {
	_is_exception(before, after)
	regex.match(_besides, concat("", array.concat([after], array.slice(parts, j + 1, j + 2))))
} else := "negated" if {
	_is_exception(before, after)
} else := "unclear" if {
	strings.count(_scope(before), "[!]") > 1
} else := "unclear" if {
	regex.match(`\[!\](\[~\])?(\[[^\[\]]+\]){3,}\[由\]`, _scope(before))
	not contains(before, "[任][何]")
} else := "negated" if {
	contains(_scope(before), "[!]")
} else := "unclear" if {
	regex.match(`\[=\].*\[(或|和|与|及|、|or|and)\]`, before)
} else := "negated" if {
	regex.match(_refused_after, after)
} else := "negated" if {
	regex.match(_refused_next, parts[j + 1])
} else := "contested" if {
	regex.match(`^\[%\]\[(有|any|so)\]$|\[~\](\[(的|了)\])*$`, parts[j + 1])
} else := carried if {
	not contains(before, "[|]")
	not regex.match(`^\[(而|且|并|但|由|乃|系|是|为|均|全|皆|it|this|these|the|all|rather|\|)\]`, parts[j])
	carried := _carried(parts, j)
} else := "plain"

# A question, a doubt before it in its part, a condition before it in its sentence.
_is_open(parts, j, _) if contains(parts[j], "[?]")

_is_open(_, _, before) if contains(before, "[%]")

_is_open(_, _, before) if {
	contains(before, "[@]")
	not regex.match(`\[!\].*\[@\]`, before)
}

_is_open(parts, j, before) if {
	not contains(before, "[|][!]")
	some part in array.slice(parts, 0, j)
	contains(part, "[%]")
}

# "除…外" takes out what it names, unless it tells who or what does it, and "还" or "也" adds to it instead.
_is_exception(before, after) if {
	regex.match(`\[除\](\[(了|去|使|用|利|通|过|将|把|以|采|对|进|行|的|声|音|本|人|、)\])*$`, before)
	regex.match(`^(\[[^\[\]。,]\]){0,8}(\[(以|之)\])?\[外\]`, after)
}

_besides := `\[外\](\[[^\[\]]+\])*\[(还|也|亦|另|并|又)\]`

# What a negation in a part of a sentence can bind: all since the last word that ends one.
_scope(part) := pieces[count(pieces) - 1] if pieces := split(part, "[|]")

# What a negation in an earlier part of the sentence makes of a later one: a pause ends it, unless the negation has nothing
# to bind before the pause, or the later part goes on with the list.
_carried(parts, j) := "negated" if {
	_dangles(parts, j - 1)
} else := "negated" if {
	regex.match(`^\[(或|及|以|和|与|包|or|including)\]`, parts[j])
	contains(_scope(parts[j - 1]), "[!]")
} else := "negated" if {
	_dangles(parts, j - 2)
	regex.match(`^\[(under|in|for|by|at|除|依|根|按|!)\]`, parts[j - 1])
} else := "unclear" if {
	some k in numbers.range(0, j - 1)
	_dangles(parts, k)
} else := "unclear" if {
	regex.match(`^\[(也|亦|and)\]|\[or\]`, parts[j])
	some part in array.slice(parts, 0, j)
	contains(_scope(part), "[!]")
}

_dangles(parts, k) if {
	k >= 0
	regex.match(_unbound, parts[k])
	not _is_reply(parts[k], k)
}

# No more than the answer to what stands before it.
_is_reply("[!]", k) if k > 0

_unbound := `\[!\](\[~\])?(\[(含|有|用|使|采|纳|包|括|涉|及|经|由|是|为|得|会|将|任|何|以|下|列|事|项|行|内|容|方|式|contain|contains|contained|use|uses|used|using|include|includes|including|involve|involves|be|been|a|an|any|the|is|to|following|of)\])*$`

_refused_after := `(\[!\](\[~\])?(\[(使|采|用|有|存|在|授|权|许|可|予|允|同|接|受|适|包|括|内|含|范|围|之|列|意|行|关|系|联|任|何|涉|及|影|响|的|了|被|used|permitted|allowed|authorised|authorized|included|covered|granted|licensed|involved|present|accepted|at|all|here|any|part|to|by|me|from|this|consent|licence|license|agreement|contract)\])*|\[除\]\[外\]|\[为\]\[(零|0)\]|\[(none|free)\])$`

# What was named is kept for later, or for another agreement.
_reserved_next := `^(\[(本|人|我|方|双|由|须|应|需|将|to|be|is|are)\])*\[&\]`

_refused_next := `^(\[(本|人|我|方|甲|乙|均|一|律|概|都|皆|全|部|完|是|i|we|it|is|are|was)\])*\[!\](\[~\])?(\[(使|采|用|有|存|在|授|权|许|可|予|允|同|接|受|适|包|括|意|的|了|used|permitted|allowed|authorised|authorized|included|covered|granted|involved|accepted|at|all)\])*$|^\[(0|零)\]$`
