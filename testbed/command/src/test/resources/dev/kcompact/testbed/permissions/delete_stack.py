"""Deletes a stack in moto. Arguments: endpoint, stack."""

import sys

import boto3

endpoint, stack = sys.argv[1:]
boto3.client(
    "cloudformation",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="local",
    aws_secret_access_key="localsecret",
).delete_stack(StackName=stack)
