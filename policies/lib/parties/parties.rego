# METADATA
# scope: package
# title: Whether two names are those of one party
# description: |
#   Names are compared without case, spaces and what stands in brackets at their end, such as a country. That a party has
#   two names, a short one or one in another language, cannot be known: they are two parties here. Give these functions
#   texts that are defined.
package lib.parties

# METADATA
# description: Both names are those of one party.
same(one, other) if _core(one) == _core(other)

_core(name) := regex.replace(regex.replace(lower(name), "[\t\n\r\u00a0\u3000 ]+", ""), "[(（][^()（）]*[)）]$", "")
