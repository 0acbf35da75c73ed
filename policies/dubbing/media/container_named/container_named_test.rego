package dubbing.media.container_named_test

import data.dubbing.media.container_named

test_names_of_a_container_pass if {
	every container, extension in {
		"wav": "wav", "mp3": "mp3", "flac": "flac", "ogg": "oga", "opus": "ogg", "m4a": "mp4", "mp4": "m4v", "mov": "mov",
		"mkv": "mka", "webm": "webm", "avi": "avi", "flv": "flv", "adts": "aac", "pcm": "raw",
	} {
		count(container_named.warn) == 0 with input as _file(container, extension)
	}
}

test_lying_extension_is_told if {
	every container, extension in {"mp3": "wav", "wav": "mp3", "mov": "mp4", "mkv": "webm", "adts": "m4a", "mp4": "avi"} {
		findings := container_named.warn with input as _file(container, extension)
		findings == {{"code": "other", "path": ["extension"], "container": container, "extension": extension}}
	}
}

test_container_that_is_not_known_is_told if {
	findings := container_named.warn with input as _file("new", "new")
	findings == {{"code": "other", "path": ["extension"], "container": "new", "extension": "new"}}
}

_file(container, extension) := {"document": {"container": container, "extension": extension}}
