# METADATA
# scope: package
# title: The risks and topics that GB/T 45654-2025 lists
package content_security.lib.risks

# METADATA
# description: The 31 security risks of Annex A.
all := [risk | some list in _lists; list.id == "risks"; some risk in list.members]

# METADATA
# description: The 17 risks that keywords and refusals are about, content contrary to core values and discrimination.
first_two := [risk | some risk in all; risk.group in {"A.1", "A.2"}]

# METADATA
# description: The topics of questions that should be answered.
topics := [topic | some list in _lists; list.id == "topics"; some topic in list.members]

_lists := data.instruments["gbt-45654-2025"].lists
