#!/bin/sh
# Creates or updates every connector in folder $2 in the Kafka Connect at $1; the file name is the connector's name.
set -eu
connect=$1
folder=$2
for file in "$folder"/*.json; do
  name=$(basename "$file" .json)
  curl -fsS -X PUT -H 'Content-Type: application/json' --data "@$file" "$connect/connectors/$name/config" >/dev/null
  echo "Configured connector $name"
done
