# METADATA
# scope: package
# title: Words in a text
package lib.words

# METADATA
# description: |
#   One of the words stands in the text, whatever its case. Where a word begins or ends with an ASCII letter or digit, no
#   other may touch it there, so that AI is not found in CHAIN; Chinese has no spaces between words and needs none.
found(text, words) if {
	some word in words
	contains(lower(text), lower(word))
	_stands_alone(lower(text), lower(word))
}

_stands_alone(text, word) if {
	parts := split(text, word)
	some i in numbers.range(1, count(parts) - 1)
	_may_follow(word, concat(word, array.slice(parts, 0, i)))
	_may_precede(word, concat(word, array.slice(parts, i, count(parts))))
}

_may_follow(word, _) if word == trim_left(word, _letters)

_may_follow(_, before) if before == trim_right(before, _letters)

_may_precede(word, _) if word == trim_right(word, _letters)

_may_precede(_, after) if after == trim_left(after, _letters)

_letters := "abcdefghijklmnopqrstuvwxyz0123456789"
