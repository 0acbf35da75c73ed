# METADATA
# scope: package
# title: Allow and deny do not meet
# schemas:
#   - input.document: schema.foreign.iam
# custom:
#   severity: high
package foreign.iam.matrix

deny contains {"action": action} if {
	allowed := {a | some s in input.document.Statement; s.Effect == "Allow"; some a in s.Action}
	denied := {a | some s in input.document.Statement; s.Effect == "Deny"; some a in s.Action}
	some action in (allowed & denied)
}

warn contains {"services": services} if {
	services := {service: actions |
		some s in input.document.Statement
		some a in s.Action
		[service, _] := split(a, ":")
		actions := {action | some t in input.document.Statement; some x in t.Action; [service, action] := split(x, ":")}
	}
	count(services) > 3
}
