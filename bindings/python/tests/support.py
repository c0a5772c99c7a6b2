"""What the tests of the binding share."""
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
PRODUCTION = ROOT / "examples/interviewlm/production.yaml"


def shop(**resources):
    """A workload of the given resources, in 720 hours."""
    return {"format": "libcost-workload/1", "workload": "shop", "region": "us-east-1", "period": "2025-11",
            "resources": resources}


def fargate(**more):
    """By hand: 720 h x (2 vCPU x 0.04048 + 4 GB x 0.004445) = 71.0928 USD a task."""
    return {"service": "fargate", "tasks": 2, "task": {"vcpu": 2, "memory": "4 GiB"}, "subnets": "private", **more}
