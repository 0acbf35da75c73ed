#!/usr/bin/env bash
# Deny, waive, attest, verify, deploy: the way of one change from a developer's commit into production.
#
#   ./pipeline.sh [FOLDER]        # an empty or new folder; a temporary one unless said
#   ENGINE=opa ./pipeline.sh      # judged by the opa on PATH
#   ENGINE=native ./pipeline.sh   # judged by OPA without a server, where adjudge-opa is installed
#
# It needs git, openssl and `pip install 'adjudge[attest]'`. Four parties, four folders; in earnest, four places:
#
#   studio/      the developers' repository: what is judged
#   gates/       the approvers' repository: the gate, the waivers, public keys
#   keys/        private keys, each only where its owner is; in earnest, in a KMS
#   production/  where releases go
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=${1:-$(mktemp -d)}
engine=${ENGINE:-embedded}
mkdir -p "$work"
cd "$work"

say() { printf '\n== %s\n' "$*"; }

# Run a command that must end with this exit code: where a step is to be stopped, only its own code will do.
expect() {
  local wanted=$1 code=0
  shift
  "$@" || code=$?
  if [ "$code" -ne "$wanted" ]; then
    echo "exit code $code instead of $wanted: $*" >&2
    exit 1
  fi
}

commit() {
  git -C "$1" add --all
  git -C "$1" -c user.name="$2" -c user.email="$2@example.org" commit --quiet --message "$3"
}

# The CI job: a fresh clone of what was pushed, judged under the gate that is pinned.
judge() {
  rm -rf build
  git clone --quiet studio build
  (cd build && adjudge check --release dist --gate ../gates/production.toml --gate-digest "$digest")
}

# The release job, where the key is: it judges once more and signs what it judged.
attest() {
  (cd build && adjudge attest dist --gate ../gates/production.toml --gate-digest "$digest" \
    --key ../keys/release.pem --output ../dist.intoto.jsonl)
}

# The deployment step: it judges nothing. It copies exactly the bytes that were judged, or nothing.
deploy() {
  adjudge verify build/dist --attestation dist.intoto.jsonl \
    --gate gates/production.toml --gate-digest "$digest" --copy-to "production/$1"
}

say "Keys, and a gate that knows their public halves"
mkdir keys gates production
for name in release approver; do
  (umask 077 && openssl genpkey -algorithm ed25519 -out "keys/$name.pem")
  openssl pkey -in "keys/$name.pem" -pubout -out "gates/$name.pub"
done
cp "$here/gates/production.toml" gates/
case "$engine" in
  embedded) ;;
  opa)
    opa=$(sha256sum "$(command -v opa)" | cut -d ' ' -f 1)
    sed -i "s/^engine = .*/engine = \"opa\"\nopa_sha256 = \"$opa\"/" gates/production.toml
    ;;
  native)
    sed -i 's/^engine = .*/engine = "native"/' gates/production.toml
    printf '\n[plugins.native]\n' >> gates/production.toml
    ;;
  *)
    echo "ENGINE is embedded, native or opa, not $engine" >&2
    exit 2
    ;;
esac
printf 'waivers: []\n' > gates/waivers.yaml
adjudge sign gates/waivers.yaml --key keys/approver.pem
git init --quiet gates
commit gates approver "A gate for production"
digest=$(sha256sum gates/production.toml | cut -d ' ' -f 1)   # in earnest, a variable that only approvers can set

say "A release that passes is attested, verified and deployed"
git init --quiet studio
cp -R "$here/release" studio/dist
commit studio developer "The first release"
expect 0 judge
expect 0 attest
expect 0 deploy 1

say "Deny: a change takes the region off the account page"
sed -i 's/ip_location: true/ip_location: false/' studio/dist/service/studio.service.yaml
commit studio developer "A new account page, still without the region"
expect 1 judge

say "No attestation of a denial, and the one of the first release is no good for the second"
cp dist.intoto.jsonl first.intoto.jsonl
expect 1 attest
test ! -e dist.intoto.jsonl
cp first.intoto.jsonl dist.intoto.jsonl
expect 1 deploy 2
test ! -e production/2

say "A waiver that the developer writes into the change counts for nothing"
last=$(date -u -d '+28 days' +%F)
waive() {
  (cd "$1" && adjudge waive dist/service/studio.service.yaml --rule identity.service.ip_location --expires "$last" \
    --reason "the page is finished next week" --owner developer --approver "$2" --ticket EXAMPLE-1 --file "$3")
}
waive studio developer adjudge-waivers.yaml
commit studio developer "Waive it myself"
expect 1 judge
git -C studio rm --quiet adjudge-waivers.yaml
commit studio developer "Ask the approver instead"
expect 1 judge

say "Waive: the approver does, for this finding and four weeks, and signs it"
waive build approver ../gates/waivers.yaml
expect 3 judge                                                # what stands there now is not what was signed
adjudge sign gates/waivers.yaml --key keys/approver.pem
commit gates approver "Waive the region until $last (EXAMPLE-1)"
expect 0 judge

say "Attest: signed where the key is"
expect 0 attest

say "Verify: a file that was swapped on the way stops it"
cp build/dist/consents/signed/performer-a.txt performer-a.txt
printf 'And for anything else.\n' >> build/dist/consents/signed/performer-a.txt
expect 1 deploy 2
test ! -e production/2
mv performer-a.txt build/dist/consents/signed/performer-a.txt

say "Deploy: the bytes that were judged, and no others"
expect 0 deploy 2
diff -r production/2 studio/dist
say "In production: $(ls production | tr '\n' ' ')(in $work)"
