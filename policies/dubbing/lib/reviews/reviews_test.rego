package dubbing.lib.reviews_test

import data.dubbing.lib.reviews

test_last_review_is_the_one_of_the_latest_day if {
	reviews.last_input == {"en": 0, "fr": 2} with input.document.reviews as {"input": [
		{"language": "en", "date": "2026-10-02"},
		{"language": "en", "date": "2026-10-01"},
		{"language": "fr", "date": "2026-09-01"},
	]}
}

test_of_two_on_one_day_the_later_in_the_list_is_the_last if {
	reviews.last_output == {"a.wav": 10} with input.document.reviews as {"output": [review |
		some _ in numbers.range(0, 10)
		review := {"file": "a.wav", "date": "2026-10-01"}
	]}
}

test_empty_document_has_no_reviews if {
	count([i | some i in reviews.last_input]) == 0 with input as {"document": {}}
	count([i | some i in reviews.last_output]) == 0 with input as {"document": {}}
}
