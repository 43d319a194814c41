"""Runs moto's server with an executing Step Functions engine, and fixes defects of moto 5.2.

Argument: the port to listen on. Exits when standard input is closed, because the parent process has ended.
"""

import datetime
import logging
import os
import signal
import sys
import threading
import types

from importlib.metadata import version

if not version("moto").startswith("5.2."):
    sys.exit("moto 5.2 is needed, not " + version("moto"))

from moto.core.config import default_user_config

default_user_config["stepfunctions"]["execute_state_machine"] = True
# Functions run elsewhere: moto has only their definitions, and no code in its S3.
os.environ["VALIDATE_LAMBDA_S3"] = "false"

import copy

import boto3
from moto.cloudformation.parsing import ResourceMap
from moto.dynamodb.models import DynamoDBBackend
from moto.stepfunctions import models as stepfunctions_models
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import (
    state_task_service_aws_sdk,
)
from moto.stepfunctions.parser.asl.utils import boto_client
from moto.stepfunctions.parser.backend import execution_worker
from moto.stepfunctions.parser.models import stepfunctions_parser_backends


def copy_without_executions(self, memo):
    """StartExecution copies the machine; its running executions hold locks, which cannot be copied."""
    clone = self.__class__.__new__(self.__class__)
    memo[id(self)] = clone
    for name, value in self.__dict__.items():
        setattr(clone, name, [] if name == "executions" else copy.deepcopy(value, memo))
    return clone


StateMachine.__deepcopy__ = copy_without_executions

# Creates a template's state machine in the executing engine, with its substitutions.
stepfunctions_models.stepfunctions_backends = stepfunctions_parser_backends
create_from_template = StateMachine.create_from_cloudformation_json.__func__


def create_with_substitutions(cls, resource_name, cloudformation_json, account_id, region_name, **more):
    properties = cloudformation_json["Properties"]
    for name, value in properties.get("DefinitionSubstitutions", {}).items():
        properties["DefinitionString"] = properties["DefinitionString"].replace("${" + name + "}", value)
    return create_from_template(cls, resource_name, cloudformation_json, account_id, region_name, **more)


StateMachine.create_from_cloudformation_json = classmethod(create_with_substitutions)

# moto knows only Retain; a stack that can be deleted was created.
delete_resources = ResourceMap.delete


def delete_but_retained(self):
    for resource in self._resource_json_map.values():
        if resource.get("DeletionPolicy") == "RetainExceptOnCreate":
            resource["DeletionPolicy"] = "Retain"
    delete_resources(self)


ResourceMap.delete = delete_but_retained

# AWS names the service in the error names of its SDK integrations: Glue.EntityNotFoundException, not glue....
state_task_service_aws_sdk._SERVICE_ERROR_NAMES.update({"glue": "Glue", "s3": "S3", "lambda": "Lambda"})

ExecutionData = execution_worker.ExecutionData


def execution_data(**fields):
    """Converts $$.Execution.StartTime to text, as on AWS; moto sets a datetime, which no state can use."""
    start = fields.get("StartTime")
    if isinstance(start, datetime.datetime):
        utc = start.astimezone(datetime.timezone.utc)
        fields["StartTime"] = utc.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (utc.microsecond // 1000)
    return ExecutionData(**fields)


execution_worker.ExecutionData = execution_data

clients = {}
clients_lock = threading.Lock()


def shared_client(**arguments):
    """Caches clients: creating one is expensive and not thread-safe, using one is neither."""
    key = (arguments["service_name"], arguments["region_name"])
    with clients_lock:
        if key not in clients:
            # A Map runs its branches in parallel, and each uses a connection while its Lambda runs.
            config = arguments["config"].merge(boto_client.Config(max_pool_connections=50))
            clients[key] = boto3.client(**{**arguments, "config": config})
        return clients[key]


boto_client.boto3 = types.SimpleNamespace(client=shared_client)


dynamodb_lock = threading.RLock()


def one_at_a_time(write):
    """A condition and its write are one step in DynamoDB; moto's threads can come between them."""

    def locked(self, *arguments, **more):
        with dynamodb_lock:
            return write(self, *arguments, **more)

    return locked


for name in ("put_item", "update_item", "delete_item", "transact_write_items"):
    setattr(DynamoDBBackend, name, one_at_a_time(getattr(DynamoDBBackend, name)))


def end_with_the_starter():
    while os.read(0, 256):
        pass
    os._exit(70)


# Ctrl-C reaches every process of the terminal; the parent process then ends this one.
signal.signal(signal.SIGINT, signal.SIG_IGN)
threading.Thread(target=end_with_the_starter, daemon=True).start()
logging.getLogger("werkzeug").setLevel(logging.WARNING)

from moto.server import main

main(["-H", "127.0.0.1", "-p", sys.argv[1]])
