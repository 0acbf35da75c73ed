# METADATA
# scope: package
# title: Nothing runs more often than every hour
# schemas:
#   - input.document: schema.foreign.workflow
# custom:
#   severity: high
package foreign.workflow.schedule

deny contains {"cron": cron} if {
	cron := input.document.on.schedule[_].cron
	fields := regex.split(`\s+`, trim_space(cron))
	count(fields) == 5
	minute := fields[0]
	every_few(minute)
}

every_few(minute) if minute == "*"

every_few(minute) if {
	startswith(minute, "*/")
	to_number(trim_prefix(minute, "*/")) < 60
}

every_few(minute) if contains(minute, ",")
