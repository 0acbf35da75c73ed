# METADATA
# scope: package
# title: Texts that state something
# description: |
#   White space, controls, zero-width and format characters, fillers and selectors are not seen: a text of them alone is
#   blank and states nothing. The schemas' text fields have the same list.
package lib.texts

import future.keywords.not

# METADATA
# description: A text of which something is seen. What is no text is none; of `undefined` neither function holds.
stated(text) if {
	is_string(text)
	regex.match(_seen, text)
}

# METADATA
# description: A text of which nothing is seen, as of the empty one.
blank(text) if {
	is_string(text)
	not regex.match(_seen, text)
}

# METADATA
# description: |
#   One of many texts is blank. They are looked at in one go first: a library has ten thousand terms, and a call for each
#   takes longer than all the rest.
some_blank(many) if {
	regex.match(_empty_line, concat("\n", many))
	some text in many
	blank(text)
}

_seen := `[^\x00-\x20\x7f-\x{a0}\x{ad}\x{34f}\x{61c}\x{115f}-\x{1160}\x{1680}\x{17b4}-\x{17b5}\x{180b}-\x{180f}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{205f}-\x{206f}\x{2800}\x{3000}\x{3164}\x{fe00}-\x{fe0f}\x{feff}\x{ffa0}\x{fff0}-\x{fffc}\x{13430}-\x{13440}\x{16fe4}\x{1bca0}-\x{1bca3}\x{1d159}\x{1d173}-\x{1d17a}\x{e0000}-\x{e0fff}]`

_empty_line := `(^|\n)[\x00-\x20\x7f-\x{a0}\x{ad}\x{34f}\x{61c}\x{115f}-\x{1160}\x{1680}\x{17b4}-\x{17b5}\x{180b}-\x{180f}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{205f}-\x{206f}\x{2800}\x{3000}\x{3164}\x{fe00}-\x{fe0f}\x{feff}\x{ffa0}\x{fff0}-\x{fffc}\x{13430}-\x{13440}\x{16fe4}\x{1bca0}-\x{1bca3}\x{1d159}\x{1d173}-\x{1d17a}\x{e0000}-\x{e0fff}]*(\n|$)`
