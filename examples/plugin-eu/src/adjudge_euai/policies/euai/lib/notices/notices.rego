# What notices there are, of whom article 50 says that people are told.
package euai.lib.notices

# What has a notice: where it stands, what it is called, its notices, and whether it is part of an artistic work.
told contains {"path": [role, field, i], "name": each.name, "notices": each.notices, "artistic": artistic} if {
	some [role, field] in _fields
	some i, each in input.document[role][field]
	count(each.notices) > 0
	artistic := object.get(each, "artistic", false)
}

# With the first exposure, or before.
is_in_time(notice) if notice.at in {"before", "first"}

_fields := {
	["provider", "interactions"],
	["deployer", "recognitions"],
	["deployer", "deep_fakes"],
	["deployer", "texts"],
}
