#!/bin/sh
# Gives every sink below the folder $2 to the Kafka Connect at $1; a file's name is the connector's.
set -eu
connect=$1
folder=$2
for file in "$folder"/*.json; do
  name=$(basename "$file" .json)
  curl -fsS -X PUT -H 'Content-Type: application/json' --data "@$file" "$connect/connectors/$name/config" >/dev/null
  echo "connector $name is set"
done
