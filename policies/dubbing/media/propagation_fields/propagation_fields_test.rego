package dubbing.media.propagation_fields_test

import data.dubbing.media.propagation_fields

test_propagator_with_its_number_passes if {
	count(propagation_fields.deny) == 0 with input as _file({"ContentPropagator": "platform", "PropagateID": "77"})
}

test_propagator_without_a_number_is_denied if {
	every more in [{}, {"PropagateID": ""}, {"PropagateID": null}] {
		findings := propagation_fields.deny with input as _file(object.union({"ContentPropagator": "platform"}, more))
		findings == {{"code": "number", "path": ["labels", 0], "box": "RIFF/AIGC"}}
	}
}

test_number_without_a_propagator_is_denied if {
	findings := propagation_fields.deny with input as _file({"PropagateID": "77"})
	findings == {{"code": "propagator", "path": ["labels", 0], "box": "RIFF/AIGC"}}
}

test_label_of_another_propagator_makes_it_applicable if {
	propagation_fields.applies with input as _file({"ContentPropagator": "platform"})
	propagation_fields.applies with input as _file({"PropagateID": "77"})
	not propagation_fields.applies with input as _file({"ContentPropagator": "p", "PropagateID": "n"})
	not propagation_fields.applies with input as _file({})
}

_file(more) := {"document": {"labels": [{
	"box": "RIFF/AIGC",
	"fields": object.union({"ContentProducer": "p", "ProduceID": "n"}, more),
}]}}
