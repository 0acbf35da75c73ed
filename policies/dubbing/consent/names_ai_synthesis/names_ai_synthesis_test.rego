package dubbing.consent.names_ai_synthesis_test

import data.dubbing.consent.names_ai_synthesis

test_express_words_pass if {
	every wording in [
		"同意使用人工智能技术合成本人声音",
		"I agree to the cloning of my voice by artificial intelligence",
	] {
		count(names_ai_synthesis.deny) == 0 with input as _consent({"ai_synthesis": true, "wording": wording})
	}
}

test_consent_to_something_else_is_denied if {
	every scope in [{"ai_synthesis": false}, {"ai_synthesis": false, "wording": "同意人工智能合成"}, {}] {
		findings := names_ai_synthesis.deny with input as _consent(scope)
		findings == {{"code": "not_covered", "path": ["scope", "ai_synthesis"]}}
	}
}

test_consent_without_its_words_is_denied if {
	findings := names_ai_synthesis.deny with input as _consent({"ai_synthesis": true})
	findings == {{"code": "silent", "path": ["scope", "wording"]}}
}

test_words_about_recordings_only_are_denied if {
	every wording in ["同意录制并使用本人录音", "同意合成本人声音", "同意人工智能处理"] {
		findings := names_ai_synthesis.deny with input as _consent({"ai_synthesis": true, "wording": wording})
		findings == {{"code": "wording", "path": ["scope", "wording"], "wording": wording}}
	}
}

test_words_that_refuse_are_denied if {
	every wording in ["本人不同意将本人声音用于人工智能合成。", "I do not agree to AI cloning of my voice."] {
		findings := names_ai_synthesis.deny with input as _consent({"ai_synthesis": true, "wording": wording})
		findings == {{"code": "negated", "path": ["scope", "wording"], "wording": wording}}
	}
}

test_words_that_leave_it_open_warn if {
	wording := "如需AI合成，另行约定"
	findings := names_ai_synthesis.warn with input as _consent({"ai_synthesis": true, "wording": wording})
	findings == {{"code": "unclear", "path": ["scope", "wording"], "wording": wording}}
	count(names_ai_synthesis.deny) == 0 with input as _consent({"ai_synthesis": true, "wording": wording})
}

test_words_in_another_language_warn if {
	every scope in [
		{"wording": "AI clone de ma voix", "wording_language": "fr"},
		{"wording": "私の声のAI合成に同意する"},
	] {
		findings := names_ai_synthesis.warn with input as _consent(object.union(scope, {"ai_synthesis": true}))
		findings == {{"code": "foreign", "path": ["scope", "wording"], "wording": scope.wording}}
	}
}

test_plain_words_warn_of_nothing if {
	count(names_ai_synthesis.warn) == 0 with input as _consent({"ai_synthesis": true, "wording": "同意AI合成本人声音"})
}

test_words_of_what_is_not_agreed_to_warn_of_nothing if {
	every wording in ["如需AI合成，另行约定", "私の声のAI合成に同意する"] {
		count(names_ai_synthesis.warn) == 0 with input as _consent({"ai_synthesis": false, "wording": wording})
	}
}

test_words_are_a_parameter if {
	count(names_ai_synthesis.deny) == 0 with input as _consent({"ai_synthesis": true, "wording": "clonage par IA"})
		with data.dubbing.params.consent_words as {"ai": ["IA"], "synthesis": ["clonage"]}
}

test_empty_document_is_denied if {
	findings := names_ai_synthesis.deny with input as {"document": {}}
	findings == {{"code": "not_covered", "path": ["scope", "ai_synthesis"]}}
}

_consent(scope) := {"document": {"scope": scope}}
