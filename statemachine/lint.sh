#!/bin/sh
# Lints the state machine and the template with the installed tools, and names the missing ones.
# A finding fails the build; a missing tool does not.
set -u
cd "$(dirname "$0")" || exit 1
failed=0

if cfn-lint --version >/dev/null 2>&1; then
  cfn-lint template.yaml && echo "statemachine: cfn-lint found no problem in template.yaml" || failed=1
else
  echo "statemachine: template.yaml is NOT linted; cfn-lint is missing (pip install cfn-lint)"
fi

if asl-validator --version >/dev/null 2>&1; then
  asl="asl-validator"
elif [ -x node_modules/.bin/asl-validator ]; then
  asl="node_modules/.bin/asl-validator"
elif npx --no-install asl-validator --version >/dev/null 2>&1; then
  asl="npx --no-install asl-validator"
else
  asl=""
fi
if [ -n "$asl" ]; then
  $asl --json-path daily.asl.json && echo "statemachine: asl-validator found no problem in daily.asl.json" || failed=1
else
  echo "statemachine: daily.asl.json is NOT linted; asl-validator is missing (npm install asl-validator)"
fi

exit $failed
