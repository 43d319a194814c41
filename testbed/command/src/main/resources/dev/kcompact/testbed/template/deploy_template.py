"""Deploys a SAM template to moto in the three steps of sam deploy: package, transform, create the stack.

Standard input is a JSON object: endpoint, region, template (a path), stack (its name), parameters, and secret (name and value of a
secret whose ARN is the parameter ServiceNowSecretArn). The argument is the file for the result as JSON: resources (physical ids by
logical id, of those that moto creates), left (types by logical id, of the others), functions.

samtranslator is AWS's own transform; moto's server installs it through cfn-lint.
"""

import json
import os
import sys

import boto3
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

CREDENTIALS = {"aws_access_key_id": "local", "aws_secret_access_key": "localsecret"}


class NoManagedPolicies:
    """The template uses no AWS managed policies, so none need to be loaded."""

    def load(self):
        return {}


def package(path):
    """Replaces the files that sam would upload by a name or by their content: nothing reads the code here."""
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
    # moto also lists resources that it does not support, without a name.
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
