package dubbing.lib.related_test

import data.dubbing.lib.related

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

test_digest_is_compared if {
	related.has_digest("/a", "1") with input.related as [_entry("/a", "1")]
	not related.has_digest("/a", "2") with input.related as [_entry("/a", "1")]
	not related.has_digest("/a", "1") with input as {}
}

_entry(pointer, sha256) := {"pointer": pointer, "sha256": sha256}
