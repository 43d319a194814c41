"""Writes the permissions of the roles of a stack in moto. Arguments: endpoint, stack, the file to write.

The principal of a function's role is the function's name; of any other role, its logical id.
"""

import ast
import json
import sys

import boto3

endpoint, stack, target = sys.argv[1:]


def client(service):
    return boto3.client(
        service, endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="local", aws_secret_access_key="localsecret"
    )


def many(value):
    return value if isinstance(value, list) else [value]


def grants(iam, role, principal):
    assert not iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"], role
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        document = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        # moto stores a template's document as Python text, with None for an omitted statement.
        document = ast.literal_eval(document) if isinstance(document, str) else document
        for statement in filter(None, document["Statement"]):
            assert statement["Effect"] == "Allow", statement
            for action in many(statement["Action"]):
                for resource in many(statement["Resource"]):
                    yield {"principal": principal, "action": action, "resource": resource}


functions = {
    function["Role"].rsplit("/", 1)[1]: function["FunctionName"]
    for page in client("lambda").get_paginator("list_functions").paginate()
    for function in page["Functions"]
}
pages = client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
found = []
for page in pages:
    for resource in page["StackResourceSummaries"]:
        if resource.get("ResourceType") == "AWS::IAM::Role":
            role = resource["PhysicalResourceId"]
            found += grants(client("iam"), role, functions.get(role, resource["LogicalResourceId"]))
with open(target, "w") as file:
    json.dump(found, file)
