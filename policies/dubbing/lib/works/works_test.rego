package dubbing.lib.works_test

import data.dubbing.lib.works
import future.keywords.not

test_ways_are_those_of_the_release if {
	works.modes == {"linear", "client"} with input as {"document": {
		"scope": {"domestic_public": true},
		"release": {"modes": ["linear", "client"], "channels": ["TV channel"]},
	}}
}

test_without_any_on_demand_is_presumed if {
	works.modes == {"on_demand"} with input as {"document": {"release": {"channels": ["audio platform", "IPTV"]}}}
	works.modes == {"on_demand"} with input as {"document": {}}
}

test_without_any_the_name_of_a_channel_shows_broadcasting if {
	every channel in ["示例电视台", "示例卫视", "Example Television", "a radio station"] {
		works.modes == {"on_demand", "linear"} with input as {"document": {"release": {"channels": [channel]}}}
	}
}

test_delivery_to_the_client_alone_serves_no_public if {
	every public, modes in {"true": {"client", "on_demand"}, "false": {"client"}} {
		works.modes == modes with input as {"document": {
			"scope": {"domestic_public": public == "true"},
			"release": {"modes": ["client"]},
		}}
	}
}

test_publication_is_more_than_delivery_to_the_client if {
	works.published with input as {"document": {}}
	not works.published with input as {"document": {"release": {"modes": ["client"]}}}
}

test_channels_are_named_by_position if {
	works.linear_channels == {1} with input as {"document": {"release": {"channels": ["platform", "示例电视台"]}}}
}

test_china_is_reached_by_scope_or_territory if {
	works.reaches_china with input as {"document": {"scope": {"domestic_public": true}}}
	every territory in ["CN", "*"] {
		works.reaches_china with input as {"document": {"release": {"territories": ["SG", territory]}}}
	}
	not works.reaches_china with input as {"document": {
		"scope": {"domestic_public": false},
		"release": {"territories": ["SG"]},
	}}
	not works.reaches_china with input as {"document": {}}
}

test_origin_without_mainland_china_is_foreign if {
	every origin in [["GB"], ["HK"], ["GB", "TW"]] {
		works.foreign with input as {"document": {"work": {"origin": origin, "original_language": "zh"}}}
		works.declared_foreign with input as {"document": {"work": {"origin": origin}}}
	}
	every origin in [["CN"], ["CN", "GB"]] {
		not works.foreign with input as {"document": {"work": {"origin": origin, "original_language": "en"}}}
	}
}

test_without_origin_the_language_decides if {
	works.foreign with input as {"document": {"work": {"original_language": "en-US"}}}
	not works.declared_foreign with input as {"document": {"work": {"original_language": "en-US"}}}
	not works.foreign with input as {"document": {"work": {"original_language": "zh-Hans"}}}
	not works.foreign with input as {"document": {}}
}

test_languages_of_china_are_chinese if {
	every language in ["zh", "zh-Hant", "yue", "bo", "ug-CN"] {
		works.chinese(language)
	}
	every language in ["en", "ja", "ko", "mn", "zha"] {
		not works.chinese(language)
	}
}

test_numbers_are_compared_without_their_spelling if {
	every number in [
		"（示例）网微剧备字（2026）第000号",
		"[示例]网微剧备字〔2026〕第 000 号",
		"【示例】网微剧备字［2026］：第000号",
	] {
		works.normal(number) == "(示例)网微剧备字(2026)第000号"
	}
}

test_public_platform_is_on_demand_unless_it_is_linear if {
	every modes, expected in {
		["client"]: {"client", "on_demand"},
		["screening"]: {"screening", "on_demand"},
		["linear"]: {"linear"},
	} {
		works.modes == expected with input as {"document": {"release": {"modes": modes, "channels": ["示例平台"]}}}
			with data.dubbing.params.public_platforms as ["示例平台"]
	}
}
