"""moto whose Step Functions execute state machines, for tests."""

import copy
import sys

from moto.core.config import default_user_config

default_user_config["stepfunctions"]["execute_state_machine"] = True
default_user_config["lambda"]["use_docker"] = False

from moto.stepfunctions.models import StateMachine  # noqa: E402


def _without_executions(self, memo):
    """moto 5.2.1 copies a machine with its running executions, which cannot be copied."""
    memo[id(self.executions)] = []
    clone = self.__class__.__new__(self.__class__)
    memo[id(self)] = clone
    for name, value in self.__dict__.items():
        setattr(clone, name, [] if name == "executions" else copy.deepcopy(value, memo))
    return clone


StateMachine.__deepcopy__ = _without_executions

from moto.server import main  # noqa: E402

main(sys.argv[1:])
