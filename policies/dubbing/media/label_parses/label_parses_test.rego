package dubbing.media.label_parses_test

import data.dubbing.media.label_parses

test_bare_object_and_object_under_a_key_pass if {
	every form in ["object", "wrapped"] {
		count(label_parses.deny) == 0 with input as _file(form)
		count(label_parses.warn) == 0 with input as _file(form)
	}
}

test_what_cannot_be_read_is_denied if {
	every form in ["quoted", "empty", "other", "broken"] {
		findings := label_parses.deny with input as _file(form)
		findings == {{"code": "unreadable", "path": ["labels", 0], "box": "ID3v2/TXXX", "form": form}}
	}
}

test_base64_is_told if {
	findings := label_parses.warn with input as _file("base64")
	findings == {{"code": "encoded", "path": ["labels", 0], "box": "ID3v2/TXXX"}}
	count(label_parses.deny) == 0 with input as _file("base64")
}

test_label_makes_it_applicable if {
	label_parses.applies with input as _file("broken")
	not label_parses.applies with input as {"document": {"labels": []}}
}

_file(form) := {"document": {"labels": [{"box": "ID3v2/TXXX", "form": form}]}}
