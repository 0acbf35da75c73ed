package content_security.lib.entries_test

import data.content_security.lib.entries

test_texts_count_once if {
	entries.texts == {"a", "b"} with input as _list(["a", " A ", "b", "\t", ""])
}

test_texts_count_for_each_subject if {
	keywords := [
		{"term": "a", "risk": "A.1.1"},
		{"term": "A", "risk": "A.1.1"},
		{"term": "a", "risk": "A.1.2"},
		{"term": "b"},
		{"term": " ", "risk": "A.1.2"},
	]
	numbers := [entries.count_of(risk) | some risk in ["A.1.1", "A.1.2", "A.1.3"]] with input as _of(keywords)
	numbers == [1, 1, 0]
}

test_an_allowed_word_is_no_keyword if {
	words := [{"term": "a", "risk": "A.1.1", "category": "I1"}, {"term": "b", "risk": "A.1.1", "category": "allowed"}]
	entries.texts == {"a"} with input as _of(words)
	entries.count_of("A.1.1") == 1 with input as _of(words)
}

test_questions_have_topics_or_risks if {
	questions := [{"question": "a", "topic": "age"}, {"question": "b", "risk": "A.1.1"}]
	numbers := [entries.count_of(subject) | some subject in ["age", "A.1.1"]] with input as _of(questions)
	numbers == [1, 1]
	entries.texts == {"a", "b"} with input as _of(questions)
}

test_empty_document_has_no_texts if {
	entries.texts == set() with input as {"document": {}}
	entries.count_of("A.1.1") == 0 with input as {"document": {}}
}

test_runs_tell_where_each_text_begins_and_how_often_it_stands_there if {
	entries.runs([]) == []
	entries.runs(["a"]) == [{"text": "a", "start": 0, "length": 1}]
	entries.runs(["", "", "a", "b", "b", "b"]) == [
		{"text": "", "start": 0, "length": 2},
		{"text": "a", "start": 2, "length": 1},
		{"text": "b", "start": 3, "length": 3},
	]
}

_list(terms) := _of([{"term": term} | some term in terms])

_of(list) := {"document": {"entries": list}}
