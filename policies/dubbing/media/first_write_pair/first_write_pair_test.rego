package dubbing.media.first_write_pair_test

import data.dubbing.media.first_write_pair

test_pair_of_the_producer_and_pair_of_another_pass if {
	every pair in [["p", "n"], ["platform", "77"]] {
		count(first_write_pair.warn) == 0 with input as _file(_propagated(pair[0], pair[1]))
	}
}

test_pair_of_which_half_is_the_producers_is_told if {
	every case in [["p", "77", "PropagateID"], ["platform", "n", "ContentPropagator"]] {
		findings := first_write_pair.warn with input as _file(_propagated(case[0], case[1]))
		findings == {_finding("half", case[2])}
	}
}

test_empty_half_is_told if {
	findings := first_write_pair.warn with input as _file(_propagated("", " "))
	findings == {_finding("blank", "ContentPropagator"), _finding("blank", "PropagateID")}
}

test_missing_half_is_another_rules_matter if {
	fields := {"ContentProducer": "p", "ProduceID": "n", "ContentPropagator": "p"}
	count(first_write_pair.warn) == 0 with input as _file(fields)
}

test_label_with_one_of_the_two_makes_it_applicable if {
	first_write_pair.applies with input as _file(_propagated("p", "n"))
	first_write_pair.applies with input as _file({"PropagateID": "n"})
	not first_write_pair.applies with input as _file({"ContentProducer": "p", "ProduceID": "n"})
	not first_write_pair.applies with input as {"document": {"labels": []}}
}

_finding(code, key) := {"code": code, "path": ["labels", 0, "fields", key], "box": "RIFF/AIGC", "field": key}

_propagated(propagator, number) := {
	"ContentProducer": "p",
	"ProduceID": "n",
	"ContentPropagator": propagator,
	"PropagateID": number,
}

_file(fields) := {"document": {"labels": [{"box": "RIFF/AIGC", "fields": fields}]}}
