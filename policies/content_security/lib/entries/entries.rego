# METADATA
# scope: package
# title: The entries of a library or bank
# description: |
#   Entries count by their text, without the white space around it and whatever its case: what is written twice, or
#   blank, fills no quota, and a word that is allowed is no keyword. A library has ten thousand entries, so each is looked
#   at once, and by no function, whose call costs more than what it would do here.
package content_security.lib.entries

import future.keywords.not

# METADATA
# description: The different texts.
texts contains text if {
	some entry in input.document.entries
	not entry.category == "allowed"
	text := lower(trim_space(entry.term))
	text != ""
}

texts contains text if {
	some entry in input.document.entries
	text := lower(trim_space(entry.question))
	text != ""
}

# METADATA
# description: How many different texts a risk or topic has.
count_of(subject) := object.get(_counts, subject, 0)

# METADATA
# description: |
#   What stands in a sorted list of texts, in its order: each text with the place where it begins and how often it is
#   there. It is for long lists: a set for each text, filled one by one, takes OPA a time that grows with the square.
runs(sorted) := [{"text": sorted[start], "start": start, "length": ends[at] - start} | some at, start in starts] if {
	before := array.concat([null], sorted)
	starts := [at | some at, text in sorted; before[at] != text]
	ends := array.concat(array.slice(starts, 1, count(starts)), [count(sorted)])
}

_counts := {run.text: run.length | some run in runs([subject | some [subject, _] in sort(_of)])}

_of contains [entry.risk, text] if {
	some entry in input.document.entries
	not entry.category == "allowed"
	text := lower(trim_space(entry.term))
	text != ""
}

_of contains [entry.risk, text] if {
	some entry in input.document.entries
	text := lower(trim_space(entry.question))
	text != ""
}

_of contains [entry.topic, text] if {
	some entry in input.document.entries
	text := lower(trim_space(entry.question))
	text != ""
}
