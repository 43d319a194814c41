#!/bin/sh
# Lints the state machine and the template with the installed tools, and prints a line for each missing tool.
# Findings fail the build; missing tools do not.
set -u
cd "$(dirname "$0")" || exit 1
failed=0

if cfn-lint --version >/dev/null 2>&1; then
  cfn-lint template.yaml && echo "statemachine: cfn-lint finds nothing in template.yaml" || failed=1
else
  echo "statemachine: template.yaml is NOT linted: cfn-lint is missing; run pip install cfn-lint"
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
  $asl --json-path daily.asl.json && echo "statemachine: asl-validator finds nothing in daily.asl.json" || failed=1
else
  echo "statemachine: daily.asl.json is NOT linted: asl-validator is missing; run npm install asl-validator"
fi

exit $failed
