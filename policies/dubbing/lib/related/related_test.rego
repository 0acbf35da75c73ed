package dubbing.lib.related_test

import data.dubbing.lib.related
import future.keywords.not

test_entries_are_found_by_their_pointer if {
	related.at == {"/a": {0, 2}, "/b": {1}} with input.related as [_entry("/a", "1"), _entry("/b", "2"), _entry("/a", "3")]
}

test_missing_file_does_not_exist if {
	not related.exists("/a") with input.related as [_entry("/a", null)]
	not related.exists("/a") with input.related as [{"pointer": "/a"}]
	not related.exists("/a") with input.related as [_entry("/b", "1")]
	not related.exists("/a") with input as {}
}

test_file_with_a_digest_exists if {
	related.exists("/a") with input.related as [_entry("/a", "1")]
}

test_digest_is_told if {
	related.digest("/a") == "1" with input.related as [_entry("/a", "1"), _entry("/b", "2")]
	related.digest("/a") == "1, 2" with input.related as [_entry("/a", "2"), _entry("/a", "1")]
	related.digest("/a") == "" with input.related as [_entry("/a", null)]
}

test_digest_is_compared if {
	related.has_digest("/a", "1") with input.related as [_entry("/a", "1")]
	not related.has_digest("/a", "2") with input.related as [_entry("/a", "1")]
	not related.has_digest("/a", "1") with input as {}
}

test_files_are_named_wherever_they_stand if {
	document := {"a": [{"file": "x", "sha256": "1"}, {"b": {"file": "y"}}, "file"], "c": {"d": "file"}}
	related.named == {
		{"place": ["a", 0], "path": ["a", 0, "file"], "pointer": "/a/0/file", "file": "x", "sha256": "1"},
		{"place": ["a", 1, "b"], "path": ["a", 1, "b", "file"], "pointer": "/a/1/b/file", "file": "y", "sha256": null},
	} with input as {"document": document}
}

test_empty_document_names_no_files if {
	related.named == set() with input as {"document": {}}
}

_entry(pointer, sha256) := {"pointer": pointer, "sha256": sha256}
