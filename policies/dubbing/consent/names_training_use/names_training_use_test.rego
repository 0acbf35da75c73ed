package dubbing.consent.names_training_use_test

import data.dubbing.consent.names_training_use

test_express_words_pass if {
	every wording in [
		"同意将本人录音用于训练声音模型",
		"I agree that a model is trained with my recordings",
		"My voice may be used for fine-tuning",
	] {
		count(names_training_use.deny) == 0 with input as _consent({"training": true, "training_wording": wording})
	}
}

test_consent_to_something_else_is_denied if {
	every scope in [{"training": false}, {"training": false, "training_wording": "同意训练模型"}, {}] {
		findings := names_training_use.deny with input as _consent(scope)
		findings == {{"code": "not_covered", "path": ["scope", "training"]}}
	}
}

test_consent_without_its_words_is_denied if {
	findings := names_training_use.deny with input as _consent({"training": true})
	findings == {{"code": "silent", "path": ["scope", "training_wording"]}}
}

test_words_about_recordings_only_are_denied if {
	every wording in ["同意录制并使用本人录音", "同意使用人工智能技术合成本人声音", "I agree to the use of my recordings"] {
		findings := names_training_use.deny with input as _consent({"training": true, "training_wording": wording})
		findings == {{"code": "wording", "path": ["scope", "training_wording"], "wording": wording}}
	}
}

test_words_that_refuse_are_denied_and_words_that_leave_it_open_warn if {
	refused := _consent({"training": true, "training_wording": "录音不得用于训练"})
	denied := names_training_use.deny with input as refused
	denied == {{"code": "negated", "path": ["scope", "training_wording"], "wording": "录音不得用于训练"}}
	count(names_training_use.warn) == 0 with input as refused
	open := _consent({"training": true, "training_wording": "如需训练，另行约定"})
	warned := names_training_use.warn with input as open
	warned == {{"code": "unclear", "path": ["scope", "training_wording"], "wording": "如需训练，另行约定"}}
	count(names_training_use.deny) == 0 with input as open
}

test_words_in_another_language_warn if {
	wording := "entraînement d'un modèle, training"
	findings := names_training_use.warn with input as _consent({"training": true, "training_wording": wording})
	findings == {{"code": "foreign", "path": ["scope", "training_wording"], "wording": wording}}
	said := names_training_use.warn with input as _consent({
		"training": true,
		"training_wording": "model training",
		"wording_language": "it",
	})
	{finding.code | some finding in said} == {"foreign"}
}

test_words_are_a_parameter if {
	scope := {"training": true, "training_wording": "Lernen eines Modells"}
	count(names_training_use.deny) == 0 with input as _consent(scope)
		with data.dubbing.params.consent_words.training as ["Lernen"]
}

test_training_makes_it_applicable if {
	names_training_use.applies with input as _consent({})
}

test_training_that_is_not_ruled_out_makes_it_applicable if {
	names_training_use.applies with input as {"document": {"processing": {}}}
}

test_processing_without_training_is_not_applicable if {
	not names_training_use.applies with input as {"document": {"processing": {"training": false}}}
}

test_empty_document_is_denied if {
	names_training_use.applies with input as {"document": {}}
	findings := names_training_use.deny with input as {"document": {}}
	findings == {{"code": "not_covered", "path": ["scope", "training"]}}
}

_consent(scope) := {"document": {"scope": scope, "processing": {"training": true}}}
