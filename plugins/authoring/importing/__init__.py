"""Make a package of rules from policies that were written for conftest, Gatekeeper, Konstraint, Trivy or AICertify."""
