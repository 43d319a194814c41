"""Deploys a SAM template to moto in the three steps of sam deploy: package, transform, create the stack.

Standard input is a JSON object: endpoint, region, template (a path), stack (its name), parameters, and secret (name and value of a
secret whose ARN is the parameter ServiceNowSecretArn). The argument is the file that gets the outcome as JSON: resources (the physical id
by logical id, of those that moto creates), left (the type by logical id, of those that it does not), functions.

samtranslator is the transform that AWS itself publishes; it comes with moto's server, by way of cfn-lint.
"""

import json
import os
import sys

import boto3
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

CREDENTIALS = {"aws_access_key_id": "local", "aws_secret_access_key": "localsecret"}


class NoManagedPolicies:
    """The template names none of AWS's own policies, so that none need be looked up."""

    def load(self):
        return {}


def package(path):
    """What the command line would upload is named instead, or put in: nothing reads the code here."""
    with open(path) as file:
        template = yaml_parse(file.read())
    template["Globals"]["Function"]["CodeUri"] = {"Bucket": "packaged", "Key": "functions.zip"}
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::StateMachine":
            definition = resource["Properties"].pop("DefinitionUri")
            with open(os.path.join(os.path.dirname(path), definition)) as file:
                resource["Properties"]["Definition"] = json.load(file)
    return template


def put_secret(client, secret):
    created = client("secretsmanager").create_secret(Name=secret["name"], SecretString=secret["value"])
    return created["ARN"]


def create(client, name, template, parameters):
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName=name,
        TemplateBody=json.dumps(template),
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        Capabilities=["CAPABILITY_IAM"],
    )
    stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    if stack["StackStatus"] != "CREATE_COMPLETE":
        sys.exit("The stack %s is %s: %s" % (name, stack["StackStatus"], stack.get("StackStatusReason")))
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
    found = [resource for page in pages for resource in page["StackResourceSummaries"]]
    # moto lists what it left out as well, without a name.
    return {r["LogicalResourceId"]: r.get("PhysicalResourceId", "") for r in found if r.get("LogicalResourceId")}


def functions(client, names):
    for page in client("lambda").get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            if function["FunctionName"] in names:
                yield {
                    "name": function["FunctionName"],
                    "handler": function["Handler"],
                    "memory": function["MemorySize"],
                    "timeout": function["Timeout"],
                    "environment": function["Environment"]["Variables"],
                }


def main():
    asked = json.load(sys.stdin)
    os.environ["AWS_DEFAULT_REGION"] = asked["region"]

    def client(service):
        return boto3.client(service, endpoint_url=asked["endpoint"], region_name=asked["region"], **CREDENTIALS)

    template = transform(package(asked["template"]), {}, NoManagedPolicies())
    parameters = dict(asked["parameters"])
    if "secret" in asked:
        parameters["ServiceNowSecretArn"] = put_secret(client, asked["secret"])
    resources = create(client, asked["stack"], template, parameters)
    left = {name: r["Type"] for name, r in template["Resources"].items() if name not in resources}
    outcome = {
        "resources": resources,
        "left": left,
        "functions": list(functions(client, set(resources.values()))),
    }
    with open(sys.argv[1], "w") as file:
        json.dump(outcome, file)


main()
