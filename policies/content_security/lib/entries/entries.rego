# METADATA
# scope: package
# title: The entries of a library or bank
# description: |
#   Entries count by their text, without the white space around it and whatever its case: what is written twice, or
#   blank, fills no quota. A library has ten thousand entries, so each is looked at once, and by no function, whose call
#   costs more than what it would do here.
package content_security.lib.entries

# METADATA
# description: The different texts.
texts contains text if {
	some entry in input.document.entries
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
count_of(subject) := count(object.get(_of, subject, set()) - {""})

_of[entry.risk] contains lower(trim_space(entry.term)) if some entry in input.document.entries

_of[entry.risk] contains lower(trim_space(entry.question)) if some entry in input.document.entries

_of[entry.topic] contains lower(trim_space(entry.question)) if some entry in input.document.entries
