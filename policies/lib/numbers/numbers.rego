# METADATA
# scope: package
# title: The shapes of numbers that authorities give
# description: |
#   A shape shows a slip of the pen, not that the number was given. Filing and registration numbers are known from
#   published examples only, no text describes them, so no part of them is read beyond what is written here. Classes of
#   characters are spelled out: the engines differ on \d and \S beyond ASCII. Give these functions texts that are defined:
#   OPA leaves `not f(x)` undefined when x is.
package lib.numbers

import future.keywords.not

# METADATA
# description: The number of an algorithm filing, such as 网信算备000000000000000000000号.
algorithm_filing(text) if regex.match(`^网信算备[0-9]{21}号$`, text)

# METADATA
# description: |
#   The number of a generative AI service's filing: region, name, and a date with or without a serial of four digits, such
#   as Example-Name-20260101 and Example-Name-202601010001.
service_filing(text) if regex.match(`^[A-Z][A-Za-z]+-[A-Za-z0-9]+(-[A-Za-z0-9]+)*-[0-9]{8}([0-9]{4})?$`, text)

# METADATA
# description: |
#   The number of a registration, for services that call a filed model: region, name, date, S and a serial, such as
#   Example-Name-20260101S0001.
registration(text) if regex.match(`^[A-Z][A-Za-z]+-[!-~]+-[0-9]{8}S[0-9]{4}$`, text)

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
