package filing.lib.incidents_test

import data.filing.lib.incidents

test_critical_infrastructure_has_fewer_hours if {
	incidents.hours == data.filing.params.incident_report_hours with input.document.critical_infrastructure as false
	incidents.hours == data.filing.params.incident_report_hours_critical with input.document.critical_infrastructure as true
}

test_who_does_not_say_has_the_fewer if {
	incidents.hours == data.filing.params.incident_report_hours_critical with input as {"document": {}}
}
