package dubbing.media.label_charset_test

import data.dubbing.media.label_charset

test_characters_of_the_annex_pass if {
	fields := {"Label": "1", "ContentProducer": "!#[]~09AZaz", "ReservedCode1": "{\"Type\":\"x\"}", "ReservedCode2": ""}
	count(label_charset.warn) == 0 with input as _file(fields)
}

test_other_characters_are_told_by_field if {
	every value in ["a b", "a\\b", "示例", "a\n", "a\u007f", "é"] {
		findings := label_charset.warn with input as _file({"Label": "1", "ContentPropagator": value})
		findings == {{
			"code": "character",
			"path": ["labels", 0, "fields", "ContentPropagator"],
			"box": "RIFF/AIGC",
			"field": "ContentPropagator",
		}}
	}
}

test_what_is_no_text_and_other_keys_are_other_rules_matter if {
	count(label_charset.warn) == 0 with input as _file({"ProduceID": 7, "Note": "a b"})
}

test_label_whose_fields_can_be_read_makes_it_applicable if {
	label_charset.applies with input as _file({})
	not label_charset.applies with input as {"document": {"labels": [{"box": "RIFF/AIGC", "form": "empty"}]}}
}

_file(fields) := {"document": {"labels": [{"box": "RIFF/AIGC", "fields": fields}]}}
