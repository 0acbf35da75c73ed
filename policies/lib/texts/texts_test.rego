package lib.texts_test

import data.lib.texts
import future.keywords.not

test_every_text_of_what_is_seen_is_stated if {
	every text in ["x", "中", " x ", "-", "🎉", "\u200bx", "é"] {
		texts.stated(text)
		not texts.blank(text)
	}
}

test_what_is_not_seen_is_blank if {
	every text in ["", " ", "\t\n", "\u00a0", "\u00ad", "\u180e", "\u200b", "\u2060\u2064", "\u2800", "\u3000", "\u3164", "\ufeff"] {
		texts.blank(text)
		not texts.stated(text)
	}
}

test_what_is_no_text_is_neither if {
	every value in [null, 1, true, [], {}, ["x"]] {
		not texts.blank(value)
		not texts.stated(value)
	}
}

test_one_blank_text_among_many_is_found_wherever_it_stands if {
	every many in [[""], ["\u200b", "a"], ["a", " \u3000"], ["a", "\n", "b"], ["a\nb", "", "c"]] {
		texts.some_blank(many)
	}
}

test_where_each_is_stated_none_is_blank if {
	every many in [[], ["a"], ["a", " b "], ["a\n\nb", "c"], ["\u200ba", "b\u200b"]] {
		not texts.some_blank(many)
	}
}
