"""Which of OPA's builtins the embedded engine has: those with types, as a test finds out again.

OPA 1.22, without operators, ``internal.*`` and what Rego v1 has dropped.
"""

from __future__ import annotations

from .signatures import NAMED_SIGNS, SIGNATURES

AVAILABLE: dict[str, int] = {
    **{name: len(types.partition("->")[0].split()) for name, types in SIGNATURES.items() if name not in NAMED_SIGNS},
    "print": 0,
}
"""Builtins of the embedded engine, with how many arguments they take; ``print`` takes any."""

MISSING: frozenset[str] = frozenset(
    """
    array.flatten crypto.hmac.equal crypto.hmac.md5 crypto.hmac.sha1 crypto.hmac.sha256 crypto.hmac.sha512
    crypto.md5 crypto.parse_private_keys crypto.sha1 crypto.sha256 crypto.x509.parse_and_verify_certificates
    crypto.x509.parse_and_verify_certificates_with_options crypto.x509.parse_certificate_request
    crypto.x509.parse_certificates crypto.x509.parse_keypair crypto.x509.parse_rsa_private_key graphql.is_valid
    graphql.parse graphql.parse_and_verify graphql.parse_query graphql.parse_schema graphql.schema_is_valid
    io.jwt.decode io.jwt.decode_verify io.jwt.encode_sign io.jwt.encode_sign_raw io.jwt.verify_eddsa
    io.jwt.verify_es256 io.jwt.verify_es384 io.jwt.verify_es512 io.jwt.verify_hs256 io.jwt.verify_hs384
    io.jwt.verify_hs512 io.jwt.verify_ps256 io.jwt.verify_ps384 io.jwt.verify_ps512 io.jwt.verify_rs256
    io.jwt.verify_rs384 io.jwt.verify_rs512 net.cidr_contains_matches net.cidr_intersects net.cidr_merge
    net.lookup_ip_addr providers.aws.sign_req regex.globs_match rego.metadata.chain rego.metadata.rule
    rego.parse_module strings.render_template strings.split_n uri.is_valid uri.parse
""".split()
)
"""Builtins that OPA has and the embedded engine lacks."""

GONE: frozenset[str] = frozenset(
    """
    all any cast_array cast_boolean cast_null cast_object cast_set cast_string net.cidr_overlap re_match set_diff
""".split()
)
"""Builtins that OPA still lists, but refuses in Rego v1."""
