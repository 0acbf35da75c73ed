package dubbing.media.carrier_test

import data.dubbing.media.carrier

test_containers_with_metadata_pass if {
	every container in ["wav", "mp3", "flac", "ogg", "opus", "m4a", "mp4", "mov", "mkv", "webm", "avi", "flv"] {
		count(carrier.deny) == 0 with input as {"document": {"container": container}}
	}
}

test_what_carries_no_metadata_is_denied if {
	every container in ["adts", "pcm"] {
		findings := carrier.deny with input as {"document": {"container": container}}
		findings == {{"path": ["container"], "container": container}}
	}
}
