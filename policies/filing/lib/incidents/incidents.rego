# METADATA
# scope: package
# title: Within how many hours a serious incident is reported
# schemas:
#   - input.document: schema.filing.provider
package filing.lib.incidents

import future.keywords.not

# METADATA
# description: The hours of the parameter; of the shorter one unless the record says that the infrastructure is not critical.
hours := data.filing.params.incident_report_hours if input.document.critical_infrastructure == false

hours := data.filing.params.incident_report_hours_critical if {
	not input.document.critical_infrastructure == false
}
