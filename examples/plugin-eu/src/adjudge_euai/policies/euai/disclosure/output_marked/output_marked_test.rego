package euai.disclosure.output_marked_test

import data.euai.disclosure.output_marked

test_it_applies_to_whoever_has_an_output if {
	output_marked.applies with input as _on("2026-12-15T12:00:00Z", "2026-09-01", _unmarked)
	not output_marked.applies with input as {"document": {"provider": {"outputs": []}}}
}

test_output_without_a_mark_is_denied if {
	findings := output_marked.deny with input as _on("2026-08-02T00:00:00Z", "2026-08-02", _unmarked)
	findings == {{
		"code": "unmarked",
		"path": ["provider", "outputs", 1, "marks"],
		"name": "speech",
		"media": "audio",
	}}
	count(output_marked.warn) == 0 with input as _on("2026-08-02T00:00:00Z", "2026-08-02", _unmarked)
}

test_a_mark_or_an_exception_will_do if {
	every output in [
		{"name": "speech", "media": "audio", "marks": [{"type": "watermark", "detector": "a service"}]},
		{"name": "denoised", "media": "audio", "marks": [], "exception": "assistive"},
	] {
		count(output_marked.deny) == 0 with input as _on("2026-12-15T12:00:00Z", "2026-09-01", output)
		count(output_marked.warn) == 0 with input as _on("2026-12-15T12:00:00Z", "2026-09-01", output)
	}
}

test_an_older_system_has_time_until_the_second_of_december_in_brussels if {
	warned := output_marked.warn with input as _on("2026-12-01T22:59:59Z", "2026-08-01", _unmarked)
	warned == {{
		"code": "soon",
		"path": ["provider", "outputs", 1, "marks"],
		"name": "speech",
		"media": "audio",
	}}
	count(output_marked.deny) == 0 with input as _on("2026-12-01T22:59:59Z", "2026-08-01", _unmarked)
	count(output_marked.deny) == 1 with input as _on("2026-12-01T23:00:00Z", "2026-08-01", _unmarked)
	count(output_marked.warn) == 0 with input as _on("2026-12-01T23:00:00Z", "2026-08-01", _unmarked)
}

test_a_mark_that_nobody_can_detect_is_a_warning if {
	output := {"name": "speech", "media": "audio", "marks": [{"type": "watermark"}]}
	findings := output_marked.warn with input as _on("2026-12-15T12:00:00Z", "2026-09-01", output)
	findings == {{
		"code": "undetected",
		"path": ["provider", "outputs", 1, "marks", 0],
		"name": "speech",
		"type": "watermark",
	}}
}

_unmarked := {"name": "speech", "media": "audio", "marks": []}

_on(as_of, placed, output) := {
	"as_of": as_of,
	"document": {
		"system": {"name": "Example Voice", "placed_on_market": placed},
		"provider": {"outputs": [_marked, output]},
	},
}

_marked := {"name": "cover", "media": "image", "marks": [{"type": "metadata", "detector": "a service"}]}
