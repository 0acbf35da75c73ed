# METADATA
# scope: package
# title: Shares in whole numbers
# description: |
#   Without fractions, in which the engines reckon differently. Of nothing, and of less than the part, there is no share:
#   neither function holds then, so negate what has to hold.
package lib.shares

# METADATA
# description: The part is at least so many percent of the whole.
at_least(part, whole, percent) if {
	_is_share(part, whole)
	part * 100 >= whole * percent
}

# METADATA
# description: The part is at most so many percent of the whole.
at_most(part, whole, percent) if {
	_is_share(part, whole)
	part * 100 <= whole * percent
}

_is_share(part, whole) if {
	whole > 0
	part >= 0
	part <= whole
}
