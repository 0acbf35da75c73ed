package dubbing.project.media_agrees_test

import data.dubbing.project.media_agrees

_sound := {"type": "audio", "codec": "pcm"}

_picture := {"type": "video", "codec": "avc", "width": 1920, "height": 1080}

_cover := {"type": "image", "codec": "jpeg", "width": 500, "height": 500}

test_files_as_they_are_described_pass if {
	audio := _project({"media": "audio", "language": "en-US", "duration": 10400}, {"streams": [_sound, _cover]})
	video := _project({"media": "video", "frame": {"width": 1920, "height": 1080}}, {"streams": [_picture, _sound]})
	every project in [audio, video] {
		count(media_agrees.deny) == 0 with input as project
		count(media_agrees.warn) == 0 with input as project
	}
}

test_video_that_is_declared_as_audio_is_denied if {
	findings := media_agrees.deny with input as _project({"media": "audio"}, {"streams": [_sound, _picture]})
	findings == {_finding("picture", ["media"], ["streams", 1], {})}
}

test_audio_that_is_declared_as_video_is_denied if {
	findings := media_agrees.deny with input as _project({"media": "video"}, {"streams": [_sound, _cover]})
	findings == {_finding("no_picture", ["media"], ["streams"], {})}
}

test_other_frame_is_denied if {
	project := _project({"media": "video", "frame": {"width": 1080, "height": 1080}}, {"streams": [_picture, _sound]})
	findings := media_agrees.deny with input as project
	sizes := {"width": 1920, "height": 1080, "stated_width": 1080, "stated_height": 1080}
	findings == {_finding("frame", ["frame"], ["streams", 0], sizes)}
}

test_frame_that_is_turned_and_second_stream_pass if {
	turned := _project({"media": "video", "frame": {"width": 1080, "height": 1920}}, {"streams": [_picture, _sound]})
	count(media_agrees.deny) == 0 with input as turned
	small := object.union(_picture, {"width": 320, "height": 180})
	project := _project({"media": "video", "frame": {"width": 1920, "height": 1080}}, {"streams": [small, _picture, _sound]})
	count(media_agrees.deny) == 0 with input as project
}

test_file_without_sound_is_told if {
	findings := media_agrees.warn with input as _project({"media": "video"}, {"streams": [_picture]})
	findings == {_finding("silent", ["file"], ["streams"], {})}
}

test_other_language_is_told if {
	every found, language in {"en": "zh", "jpn": "en", "pt-BR": "es", "abc": "en"} {
		project := _project({"language": language}, {"streams": [object.union(_sound, {"language": found})]})
		findings := media_agrees.warn with input as project
		findings == {_finding("language", ["language"], ["streams"], {"language": language, "found": found})}
	}
}

test_language_in_other_letters_passes if {
	every found, language in {"eng": "en-US", "en-GB": "en", "chi": "zh", "yue": "zh", "zh_Hans": "zh-TW", "ENG": "en"} {
		project := _project({"language": language}, {"streams": [object.union(_sound, {"language": found})]})
		count(media_agrees.warn) == 0 with input as project
	}
}

test_language_that_one_stream_does_not_state_may_be_any if {
	every other in [_sound, object.union(_sound, {"language": "und"}), object.union(_sound, {"language": "English"})] {
		project := _project({"language": "zh"}, {"streams": [object.union(_sound, {"language": "en"}), other]})
		count(media_agrees.warn) == 0 with input as project
	}
}

test_other_playing_time_is_told if {
	every stated in [8999, 11001] {
		findings := media_agrees.warn with input as _project({"duration": stated}, {"streams": [_sound]})
		findings == {_finding("duration", ["duration"], ["duration"], {"actual": 10000, "stated": stated})}
	}
	every stated in [9000, 11000] {
		count(media_agrees.warn) == 0 with input as _project({"duration": stated}, {"streams": [_sound]})
	}
	longer := media_agrees.warn with input as _project({"duration": 8999}, {"streams": [_sound]})
		with data.dubbing.params.media_duration_tolerance as 1001
	count(longer) == 0
}

test_playing_time_that_the_file_does_not_tell_is_not_compared if {
	unknown := {"streams": [_sound], "duration": null}
	project := _project({"duration": 5, "labels": [{"form": "spoken", "seconds": 60}]}, unknown)
	count(media_agrees.warn) == 0 with input as project
}

test_label_that_lasts_longer_than_its_file_is_told if {
	labels := [{"form": "spoken", "seconds": 4.5}, {"form": "spoken"}, {"form": "spoken", "seconds": 12.5}]
	findings := media_agrees.warn with input as _project({"labels": labels}, {"streams": [_sound]})
	findings == {_finding("label_longer", ["labels", 2, "seconds"], ["duration"], {})}
}

test_file_that_was_read_makes_it_applicable if {
	media_agrees.applies with input as _project({}, {"streams": [_sound]})
	not media_agrees.applies with input as {"document": {"deliverables": [{"file": "a"}]}, "related": []}
}

_finding(code, field, place, more) := object.union(more, {
	"code": code,
	"path": array.concat(["deliverables", 0], field),
	"related": [{"artifact": "job/out/a", "path": place}],
	"file": "out/a",
})

_project(deliverable, file) := {
	"document": {"deliverables": [object.union(
		{"file": "out/a", "media": "audio", "language": "en", "labels": []},
		deliverable,
	)]},
	"related": [{
		"pointer": "/deliverables/0/file",
		"path": "job/out/a",
		"kind": "dubbing.media",
		"sha256": "1",
		"document": object.union({"container": "mp4", "duration": 10000, "labels": []}, file),
	}],
}
