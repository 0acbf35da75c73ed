package dubbing.project.voice_source_test

import data.dubbing.project.voice_source

test_sources_that_fit_pass if {
	every voice in [
		{"type": "cloned", "source": "own_clone", "performer": "p", "consent": "c.yaml"},
		{"type": "synthetic", "source": "own_clone", "derived_from_person": true},
		{"type": "cloned", "source": "vendor_library", "licence": {}},
		{"type": "synthetic", "source": "vendor_library", "licence": {}, "under_14": true},
		{"type": "human", "source": "performer_recording", "under_14": false},
		{"type": "synthetic", "source": "nobody", "statement": {"vendor": "VENDOR (CN)"}},
		{"type": "synthetic", "derived_from_person": false, "under_14": false, "statement": {"vendor": "Vendor"}},
	] {
		voice_source.applies with input as _project(voice)
		count(voice_source.deny) == 0 with input as _project(voice)
		count(voice_source.warn) == 0 with input as _project(voice)
	}
}

test_source_that_does_not_fit_the_type_is_denied if {
	every pair in [
		["human", "own_clone"],
		["human", "vendor_library"],
		["human", "nobody"],
		["cloned", "nobody"],
		["cloned", "performer_recording"],
		["synthetic", "performer_recording"],
	] {
		findings := voice_source.deny with input as _project({"type": pair[0], "source": pair[1]})
		findings == {_finding("type", ["source"], {"type": pair[0], "source": pair[1]})}
	}
}

test_only_nobodys_voice_is_not_derived_from_a_person if {
	every voice in [
		{"type": "cloned"},
		{"type": "human"},
		{"type": "synthetic", "source": "own_clone"},
		{"type": "synthetic", "source": "vendor_library"},
	] {
		findings := voice_source.deny with input as _project(object.union(voice, {"derived_from_person": false}))
		findings == {_finding("derived", ["derived_from_person"], {})}
	}
}

test_nobodys_voice_is_not_derived_from_a_person if {
	findings := voice_source.deny with input as _project({
		"type": "synthetic",
		"source": "nobody",
		"derived_from_person": true,
	})
	findings == {_finding("origin", ["derived_from_person"], {})}
}

test_nobodys_voice_with_a_person_is_denied if {
	every key, value in {"performer": "p", "consent": "c.yaml", "under_14": true} {
		every nobody in [{"source": "nobody"}, {"derived_from_person": false}] {
			voice := object.union(nobody, {"type": "synthetic", key: value})
			findings := voice_source.deny with input as _project(voice)
			findings == {_finding("person", [key], {})}
		}
	}
}

test_nobodys_voice_without_a_statement_warns if {
	every nobody in [{"source": "nobody"}, {"derived_from_person": false}] {
		findings := voice_source.warn with input as _project(object.union(nobody, {"type": "synthetic"}))
		findings == {_finding("unproven", ["statement"], {})}
	}
}

test_statement_of_another_than_the_engines_vendor_warns if {
	voice := {"type": "synthetic", "source": "nobody", "statement": {"vendor": "Another"}}
	findings := voice_source.warn with input as _project(voice)
	findings == {_finding("other_vendor", ["statement", "vendor"], {
		"other": "Another",
		"vendor": "Vendor",
		"related": [{"path": ["engine", "vendor"]}],
	})}
}

test_licence_that_no_source_calls_for_warns if {
	every voice in [{"type": "cloned"}, {"type": "cloned", "source": "own_clone"}] {
		findings := voice_source.warn with input as _project(object.union(voice, {"licence": {}}))
		findings == {_finding("licence", ["licence"], {})}
	}
}

test_statement_that_no_source_calls_for_warns if {
	findings := voice_source.warn with input as _project({"type": "cloned", "statement": {"vendor": "Vendor"}})
	findings == {_finding("statement", ["statement"], {})}
}

test_voices_that_say_nothing_of_their_source_are_not_applicable if {
	not voice_source.applies with input as _project({"type": "cloned", "performer": "p"})
	not voice_source.applies with input as {"document": {}}
}

_finding(code, place, details) := object.union(
	{"code": code, "path": array.concat(["voices", 0], place), "voice": "v"},
	details,
)

_project(voice) := {"document": {
	"engine": {"vendor": "Vendor"},
	"voices": [object.union(voice, {"id": "v"})],
}}
