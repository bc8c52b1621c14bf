"""Executions beside moto's server (LocalStack's interpreter), in one run on one machine: a Choice/Pass loop, counted by an
intrinsic. Prints both and the ratio; judges nothing. Run by `make bench`.

STEPWELL_BIN names the release build of `stepwell`. moto is used where it is installed for this Python, or where
MOTO_SERVER names its `moto_server`:

    python3 -m venv /tmp/moto && /tmp/moto/bin/pip install "moto[server,stepfunctions]"
    MOTO_SERVER=/tmp/moto/bin/moto_server make bench
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

INSTALL = 'pip install "moto[server,stepfunctions]"'
ROLE = "arn:aws:iam::123456789012:role/r"
# Two transitions and four events a round; a history has room for 25,000 events.
ROUNDS_HERE = 6_000
ROUNDS_MOTO = 1_000
RUNS_HERE = 5


def machine(rounds):
    return json.dumps(
        {
            "StartAt": "Add",
            "States": {
                "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More?"},
                "More?": {
                    "Type": "Choice",
                    "Choices": [{"Variable": "$.n", "NumericLessThan": rounds, "Next": "Add"}],
                    "Default": "Done",
                },
                "Done": {"Type": "Succeed"},
            },
        }
    )


def transitions(rounds):
    return 2 * rounds + 1


def run_here(stepwell, rounds):
    """Seconds of the whole command, with its start and its history kept in memory."""
    begun = time.monotonic()
    done = subprocess.run(
        [stepwell, "run", "-", "--input", '{"n": 0}'], input=machine(rounds), capture_output=True, text=True, timeout=300
    )
    took = time.monotonic() - begun
    if done.returncode != 0 or f'{{"n":{rounds}}}' not in done.stdout:
        sys.exit(f"stepwell did not run the loop: {done.stdout[-500:]}{done.stderr[-500:]}")
    return took


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Moto:
    def __init__(self, command):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.server = subprocess.Popen(
            [command, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait(self):
        for _ in range(300):
            if self.server.poll() is not None:
                sys.exit("moto's server ended by itself; run it by hand to see why")
            try:
                urllib.request.urlopen(self.url + "/moto-api/", timeout=5).read()
                return
            except OSError:
                time.sleep(0.1)
        sys.exit("moto's server did not answer within 30 seconds")

    def post(self, path, body, target=None):
        headers = {
            "Content-Type": "application/x-amz-json-1.0",
            # Only the service's name counts; moto checks no signatures.
            "Authorization": "AWS4-HMAC-SHA256 Credential=t/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0",
        }
        if target:
            headers["X-Amz-Target"] = f"AWSStepFunctions.{target}"
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=300) as answer:
            return json.loads(answer.read() or b"{}")

    def call(self, target, **body):
        return self.post("/", body, target)

    def run(self, rounds):
        """Seconds from the start of an execution to its end, as its own dates and our waiting tell."""
        self.post("/moto-api/config", {"stepfunctions": {"execute_state_machine": True}})
        name = f"loop{rounds}"
        arn = self.call("CreateStateMachine", name=name, definition=machine(rounds), roleArn=ROLE)["stateMachineArn"]
        begun = time.monotonic()
        execution = self.call("StartExecution", stateMachineArn=arn, input='{"n": 0}')["executionArn"]
        while True:
            described = self.call("DescribeExecution", executionArn=execution)
            if described["status"] != "RUNNING":
                break
            time.sleep(0.02)
        took = time.monotonic() - begun
        if described["status"] != "SUCCEEDED" or json.loads(described["output"]) != {"n": rounds}:
            sys.exit(f"moto did not run the loop: {described}")
        return took


def main():
    stepwell = os.environ.get("STEPWELL_BIN") or shutil.which("stepwell")
    if not stepwell:
        sys.exit("STEPWELL_BIN does not name the stepwell command to measure")
    command = os.environ.get("MOTO_SERVER") or shutil.which("moto_server")
    if not command or not os.path.exists(command):
        print(f"Skipped: moto is not installed here: {INSTALL}; MOTO_SERVER names its moto_server.")
        return
    moto = Moto(command)
    try:
        moto.wait()
        try:
            moto.run(10)
            there = transitions(ROUNDS_MOTO) / moto.run(ROUNDS_MOTO)
        except urllib.error.HTTPError as error:
            said = error.read().decode(errors="replace")[-300:]
            print(f"Skipped: {command} cannot run the loop ({error}); it may lack its part for that: {INSTALL}. It said: {said}")
            return
        took = min(run_here(stepwell, ROUNDS_HERE) for _ in range(RUNS_HERE))
    finally:
        moto.server.terminate()
        moto.server.wait()
    here = transitions(ROUNDS_HERE) / took
    print(f"moto's server   {there:>12,.0f} transitions a second   ({transitions(ROUNDS_MOTO):,} of them, one execution)")
    print(
        f"stepwell run    {here:>12,.0f} transitions a second   ({transitions(ROUNDS_HERE):,} of them, the whole command in"
        f" {took * 1000:.0f} ms, its history kept in memory)"
    )
    print(f"ratio           {here / there:>12,.1f}")


main()
