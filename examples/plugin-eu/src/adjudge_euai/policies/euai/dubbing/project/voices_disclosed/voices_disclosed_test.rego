package euai.dubbing.project.voices_disclosed_test

import data.euai.dubbing.project.voices_disclosed

test_it_applies_to_dubs_of_persons_in_the_union if {
	voices_disclosed.applies with input as _of("news", ["IT"], [])
	voices_disclosed.applies with input as _of("news", ["*"], [])
	not voices_disclosed.applies with input as _of("news", ["CN"], [])
	not voices_disclosed.applies with input as {"document": {
		"release": {"territories": ["IT"]},
		"voices": [{"id": "actor", "type": "human"}],
		"deliverables": [{"file": "a.wav", "voices": ["actor"], "labels": []}],
	}}
}

test_a_dub_without_a_label_is_denied_and_so_is_art if {
	every genre in ["news", "film"] {
		findings := voices_disclosed.deny with input as _of(genre, ["IT"], [])
		findings == {{
			"code": "undisclosed",
			"path": ["deliverables", 0, "labels"],
			"file": "out/a.it.wav",
			"voices": ["anchor", "guest"],
		}}
	}
}

test_a_label_at_the_end_is_late if {
	findings := voices_disclosed.deny with input as _of("news", ["IT"], [_late])
	findings == {{"code": "late", "path": ["deliverables", 0, "labels"], "file": "out/a.it.wav"}}
	count(voices_disclosed.warn) == 0 with input as _of("news", ["IT"], [_late])
}

test_art_is_labelled_anywhere if {
	every genre in ["drama", "micro_drama", "film", "animation", "audiobook", "game"] {
		count(voices_disclosed.deny) == 0 with input as _of(genre, ["IT"], [_late])
		count(voices_disclosed.warn) == 0 with input as _of(genre, ["IT"], [_late])
	}
}

test_which_genres_are_art_can_be_said if {
	count(voices_disclosed.deny) == 1 with input as _of("film", ["IT"], [_late])
		with data.euai.params.artistic_genres as ["drama"]
}

test_a_label_at_the_start_or_in_the_player_will_do if {
	every label in [
		{"form": "spoken", "at": "start", "language": "it-IT"},
		{"form": "interface", "language": "it"},
		{"form": "corner_mark", "language": "it"},
	] {
		count(voices_disclosed.deny) == 0 with input as _of("news", ["IT"], [label])
		count(voices_disclosed.warn) == 0 with input as _of("news", ["IT"], [_chinese, label])
	}
}

test_a_label_in_another_language_alone_is_a_warning if {
	findings := voices_disclosed.warn with input as _of("news", ["IT"], [_chinese])
	findings == {{
		"code": "foreign",
		"path": ["deliverables", 0, "labels"],
		"file": "out/a.it.wav",
		"language": "it-CH",
	}}
	count(voices_disclosed.warn) == 0 with input as _of("news", ["IT"], [])
}

test_chinese_is_what_is_meant_where_nothing_is_said if {
	project := _of("news", ["IT"], [_chinese])
	chinese := json.patch(project, [{"op": "replace", "path": "/document/deliverables/0/language", "value": "zh"}])
	count(voices_disclosed.warn) == 0 with input as chinese
}

_of(genre, territories, labels) := {"document": {
	"work": {"genre": genre},
	"release": {"territories": territories},
	"voices": [{"id": "guest", "type": "synthetic"}, {"id": "anchor", "type": "cloned"}],
	"deliverables": [{
		"file": "out/a.it.wav",
		"language": "it-CH",
		"voices": ["guest", "anchor"],
		"labels": labels,
	}],
}}

_late := {"form": "spoken", "at": "end", "language": "it"}

_chinese := {"form": "spoken", "at": "start"}
