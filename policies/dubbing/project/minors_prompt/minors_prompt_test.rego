package dubbing.project.minors_prompt_test

import data.dubbing.project.minors_prompt

test_prompt_before_the_content_passes if {
	every form in ["spoken", "text"] {
		every delivery in ["file", "stream"] {
			count(minors_prompt.deny) == 0 with input as _project(delivery, {"form": form, "before_content": true})
		}
	}
}

test_stream_may_be_prompted_by_the_interface if {
	count(minors_prompt.deny) == 0 with input as _project("stream", {"form": "interface", "before_content": true})
}

test_file_is_not_prompted_by_the_interface if {
	prompted := _project("file", {"form": "interface", "before_content": true})
	findings := minors_prompt.deny with input as prompted
	findings == {_finding("interface", ["deliverables", 0, "minors_prompt"])}
	unsaid := minors_prompt.deny with input as json.patch(prompted, [{"op": "remove", "path": "/document/release"}])
	unsaid == findings
}

test_prompt_after_the_beginning_is_denied if {
	every prompt in [{"form": "text", "before_content": false}, {"form": "text"}] {
		findings := minors_prompt.deny with input as _project("file", prompt)
		findings == {_finding("late", ["deliverables", 0, "minors_prompt"])}
	}
}

test_deliverable_without_a_prompt_is_denied if {
	bare := [{"op": "remove", "path": "/document/deliverables/0/minors_prompt"}]
	findings := minors_prompt.deny with input as json.patch(_project("file", {}), bare)
	findings == {_finding("missing", ["deliverables", 0])}
}

test_prompt_that_denies_is_denied if {
	findings := minors_prompt.deny with input as _prompted("本片不含影响未成年人的内容")
	findings == {object.union(_finding("negated", _text_path), {"text": "本片不含影响未成年人的内容"})}
}

test_prompt_that_does_not_name_minors_warns if {
	every text in ["精彩即将开始", "可能不适合儿童"] {
		findings := minors_prompt.warn with input as _prompted(text)
		findings == {object.union(_finding("unclear", _text_path), {"text": text})}
	}
}

test_prompt_in_another_language_warns if {
	every text in ["未成年者は真似しないでください", "Déconseillé aux minors"] {
		findings := minors_prompt.warn with input as _prompted(text)
		findings == {object.union(_finding("foreign", _text_path), {"text": text})}
	}
}

test_prompt_that_names_minors_warns_of_nothing if {
	every text in ["未成年人请勿模仿", "Not suitable for children"] {
		count(minors_prompt.warn) == 0 with input as _prompted(text)
		count(minors_prompt.deny) == 0 with input as _prompted(text)
	}
}

_text_path := ["deliverables", 0, "minors_prompt", "text"]

_prompted(text) := _project("file", {"form": "text", "before_content": true, "text": text})

test_content_that_may_affect_minors_makes_it_applicable if minors_prompt.applies with input as _project("file", {})

test_other_content_is_not_applicable if {
	harmless := [{"op": "replace", "path": "/document/work/may_affect_minors", "value": false}]
	not minors_prompt.applies with input as json.patch(_project("file", {}), harmless)
}

test_other_publics_are_not_applicable if {
	abroad := [{"op": "replace", "path": "/document/scope/domestic_public", "value": false}]
	not minors_prompt.applies with input as json.patch(_project("file", {}), abroad)
}

test_empty_document_is_not_applicable if not minors_prompt.applies with input as {"document": {}}

_finding(code, path) := {"code": code, "path": path, "file": "a.wav"}

_project(delivery, prompt) := {"document": {
	"scope": {"domestic_public": true},
	"work": {"may_affect_minors": true},
	"release": {"delivery": delivery},
	"deliverables": [{"file": "a.wav", "minors_prompt": prompt}],
}}
