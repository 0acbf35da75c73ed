# METADATA
# scope: package
# title: How long a retention is
package lib.retention

# METADATA
# scope: document
# description: >-
#   The retention lasts at least so many calendar months. Days count as if the months were the longest that can follow
#   each other: 184 days for six months, and 92 for each three.
at_least(retention, months) if {
	retention.unit == "months"
	retention.value >= months
}

at_least(retention, months) if {
	retention.unit == "years"
	retention.value * 12 >= months
}

at_least(retention, months) if {
	retention.unit == "days"
	retention.value >= days(months)
}

# METADATA
# description: How many days are so many calendar months wherever they begin; 184 for six of them.
days(months) := (total + ((3 - (total % 3)) % 3)) / 3 if total := months * 92
