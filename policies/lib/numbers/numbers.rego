# METADATA
# scope: package
# title: The shapes of numbers that authorities give
# description: |
#   A shape shows a slip of the pen, not that the number was given: invented numbers of a perfect shape are around. Filing,
#   registration and licence numbers are known from published examples only, no text describes most of them, so no part of
#   them is read beyond what is written here. They are read as pages print them: full width or not, with blanks and line
#   breaks inside, in any brackets, behind a word such as 备案号 with a colon, several in one text. Classes of characters
#   are spelled out: the engines differ on \d and \S beyond ASCII. Give these functions texts that are defined: OPA leaves
#   `not f(x)` undefined when x is.
package lib.numbers

import future.keywords.not

# METADATA
# description: |
#   The text as it would be typed: full width and other forms of digits, letters, brackets, dashes and colons are those of
#   ASCII, traditional characters simplified, all brackets round; blanks and quotation marks are left out.
as_typed(text) := regex.replace(strings.replace_n(_typed, text), _blanks, "")

# METADATA
# description: |
#   What stands where a number is not there: no digit at all (申请中, N/A) or zeros only, a mark in the place of digits (XXXX, 第×号), or
#   a word such as 申请中 or pending beside a date. A text of a known shape is none.
placeholder(text) if not regex.match(`[0-9]`, as_typed(text))

placeholder(text) if {
	count(kinds(text)) == 0
	regex.match(`^[0.-]+$`, as_typed(text))
}

placeholder(text) if {
	count(kinds(text)) == 0
	regex.match(_marks, as_typed(text))
}

placeholder(text) if {
	count(kinds(text)) == 0
	regex.match(_pending, lower(strings.replace_n(_typed, text)))
}

# METADATA
# description: Which kinds of numbers the text has the shape of, by the names of the functions below.
kinds(text) := (shaped | filed) | serial if {
	bare := _bare(text)
	unbracketed := regex.replace(bare, `[()]`, "")
	shaped := {kind |
		some kind, shape in _shapes
		regex.match(shape, bare)
	}
	filed := {"algorithm_filing" | regex.match(_algorithm_shape, unbracketed)}
	parts := {_without_label(part) | some part in regex.split(`[,;/]`, unbracketed)}
	serial := {kind |
		some kind, shape in {"service_filing": _service_shape, "registration": _registration_shape}
		every part in parts {
			regex.match(shape, part)
		}
	}
}

# METADATA
# description: The number of an algorithm filing, such as 网信算备000000000000000000000号; the last character may be left out.
algorithm_filing(text) if "algorithm_filing" in kinds(text)

# METADATA
# description: |
#   The number of a generative AI service's filing: region, name, and a date with or without a serial of four digits, such
#   as Example-Name-20260101 and Example-Name-202601010001.
service_filing(text) if "service_filing" in kinds(text)

# METADATA
# description: |
#   The number of a registration, for services that call a filed model: region, name, one to eight digits, mostly a date,
#   S and a serial, such as Example-Name-20260101S0001.
registration(text) if "registration" in kinds(text)

# METADATA
# description: |
#   The number of a micro-drama's permit (审字), approval (备字) or programme, such as （平台）网微剧备字（2026）第00001号.
micro_drama(text) if "micro_drama" in kinds(text)

# METADATA
# description: |
#   The number of a drama's or film's permit for the network, such as (总局)网剧审字(2026)第001号, or the older one, V and
#   15 digits.
web_programme(text) if "web_programme" in kinds(text)

# METADATA
# description: The number of a film's permit for public showing, such as 电审故字[2026]第001号.
film(text) if "film" in kinds(text)

# METADATA
# description: The number of a licence to produce and trade in programmes, such as （京）字第00001号.
programme_production(text) if "programme_production" in kinds(text)

# METADATA
# description: The number of a licence for audiovisual programmes on the network, seven digits.
network_audiovisual(text) if "network_audiovisual" in kinds(text)

# METADATA
# description: The number of a licence for network culture, such as 京网文〔2026〕0001-001号.
network_culture(text) if "network_culture" in kinds(text)

# METADATA
# description: |
#   The number of a licence for value-added telecommunications, such as 京ICP证000001号 and 京B2-20260001. The number of a
#   site's filing (京ICP备…) is none.
value_added_telecom(text) if "value_added_telecom" in kinds(text)

# METADATA
# description: The number of a site's filing, such as 京ICP备2026000001号-1.
site_filing(text) if "site_filing" in kinds(text)

_bare(text) := _without_label(as_typed(text))

_without_label(typed) := regex.replace(typed, `^[一-龥]*(号|号码|编号|备案|登记|证)[:为是]+`, "")

# Several numbers in one text follow each other at once, or behind a comma, a stroke or 和.
_algorithm_shape := `^网信算备:?第?[0-9]{21}(号?[,;/和及]*网信算备:?[0-9]{21}|(号[,;/和及]*|[,;/和及]+)[0-9]{21})*号?$`

_service_shape := `^[A-Z][A-Za-z]+-[A-Za-z0-9]+(-[A-Za-z0-9]+)*-[0-9]{8}([0-9]{4})?$`

_registration_shape := `^[A-Z][A-Za-z]+-[!-~]+-[0-9]{1,8}S[0-9]{4}$`

_shapes := {
	"micro_drama": `^\([一-龥A-Za-z0-9]+\)网微剧[审备]字\([0-9]{4}\)第[0-9]{3,6}号$`,
	"web_programme": `^(\([一-龥]+\)网[剧影]审字\([0-9]{4}\)第[0-9]{3,6}号|V[0-9]{15})$`,
	"film": `^电审[一-龥]字\([0-9]{4}\)第[0-9]{1,4}号$`,
	"programme_production": `^\([一-龥]{1,4}\)字第[0-9]{3,5}号$`,
	"network_audiovisual": `^([一-龥]+证:?)?[0-9]{7}号?$`,
	"network_culture": `^[一-龥]网文\([0-9]{4}\)[0-9]{3,4}(-[0-9]{3})?号$`,
	"value_added_telecom": `^([一-龥]ICP证[0-9]{6}号?|[一-龥]?[AB][12]-[0-9]{8}(-[0-9]+)?)$`,
	"site_filing": `^[一-龥]ICP备[0-9]{8,10}号?(-[0-9]+[A-Z]?)?$`,
}

_marks := `(^|[^A-Za-z])[Xx]{2,}([^A-Za-z]|$)|[0-9][Xx]+号|[×*□○?#_…]{2,}|[.]{3,}|第[^0-9]*号`

_pending := concat("", [
	`(申请|办理|审核|审批|备案|登记|公示|受理)中|待(定|办|批|补|取得|备案)|(尚|暂)(未|无)|未(取得|备案|办理|登记|申请)|预计|`,
	`正在|将于|拟于|(准备|进行)中|受理号|[年月日]申请|提交|补交|暂缺|无(需|须)|豁免|不适用|见附件|详见|同上|`,
	`(^|[^a-z])(tbd|tbc|n/a|n\.a\.|none|pending|todo|unknown|applied|awaiting|awaited|submitted|exempt|in progress|not yet|to follow)([^a-z]|$)`,
])

_blanks := `[“”"《》\x{0009}-\x{000D}\x{0020}\x{0085}\x{00A0}\x{00AD}\x{1680}\x{180E}\x{2000}-\x{200F}\x{2028}-\x{202F}\x{205F}\x{2060}\x{3000}\x{FEFF}]+`

_typed := {substring(printed, i, 1): substring(typed, i, 1) |
	some printed, typed in {
		"０１２３４５６７８９": "0123456789",
		"ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
		"ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ": "abcdefghijklmnopqrstuvwxyz",
		"（）[]〔〕【】［］﹝﹞〖〗「」": "()()()()()()()()",
		"：﹕∶，、；／": ":::,,;/",
		"－‐‑‒–—―−﹣": "---------",
		"＊？＃＿．✕": "*?#_.×",
		"網備號劇審電證滬處": "网备号剧审电证沪处",
	}
	some i in numbers.range(0, count(printed) - 1)
}

# METADATA
# description: |
#   A unified social credit code (GB 32100-2015): 18 characters without I, O, S, V and Z. The first two name who registers
#   and what is registered, by the standard's tables; 3 to 8 are digits; 9 to 17 are the organisation's own code with its
#   check digit (GB 11714); the last one is the check digit modulo 31. So a person's ID number is none, whatever it adds up to.
unified_social_credit_code(text) if {
	regex.match(`^(1[1-39]|2[19]|3[1-59]|4[19]|5[1-39]|6[129]|7[129]|8[19]|9[1-39]|A[19]|N[1-39]|Y1)[0-9]{6}[0-9A-HJ-NPQRTUWXY]{8}[0-9X][0-9A-HJ-NPQRTUWXY]$`, text)
	sum([value |
		some i, weight in _weights
		value := weight * indexof(_characters, substring(text, i, 1))
	]) % 31 == 0
	_organisation_digit(substring(text, 8, 8)) == substring(text, 16, 1)
}

# METADATA
# description: |
#   The code of a producer or propagator (TC260-PG-20252A): 27 characters. With the prefix 0011, an organisation by its
#   credit code, the characters 5 to 22 are that code; the values of other prefixes are not known and not read.
producer_code(text) if {
	_has_producer_shape(text)
	not startswith(text, "0011")
}

producer_code(text) if {
	_has_producer_shape(text)
	startswith(text, "0011")
	unified_social_credit_code(substring(text, 4, 18))
}

_has_producer_shape(text) if regex.match(`^00[0-9A-Z]{25}$`, text)

_characters := "0123456789ABCDEFGHJKLMNPQRTUWXY"

# Powers of three modulo 31; the check digit itself counts once and makes the sum a multiple of 31.
_weights := [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1]

# The check digit of GB 11714 for the eight characters before it.
_organisation_digit(body) := substring("0123456789X0", 11 - (total % 11), 1) if {
	total := sum([value |
		some i, weight in [3, 7, 9, 10, 5, 8, 4, 2]
		value := weight * indexof("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", substring(body, i, 1))
	])
}
