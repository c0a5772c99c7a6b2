#!/usr/bin/env python3
"""The jobs of examples/ci do what they say, and what they write is what their readers take.

    python3 tests/ci.py --command build/ilm-cost

A repository with a workload is made, with a branch that breaks its budgets and one that does not; the script parts of the
GitHub and GitLab jobs run in clones of it, the hook commits.  The command is found in PATH, as an installed one is.  JUnit
XML and workflow commands are read back, with names that would break a careless writer.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHOP = """format: libcost-workload/1
workload: shop
region: us-east-1
period: 2025-11
resources:
  app: {service: fargate, tasks: 2, task: {vcpu: 1, memory: 2 GiB}, subnets: private, pulls: none}
  nat: {service: nat-gateway, usage: {data_processed: 100 GB}}
budgets:
  month:  {limit: 150 USD}
  growth: {growth: +10%}
"""
passed = failed = 0


def hold(condition, message):
    global passed, failed
    passed += bool(condition)
    failed += not condition
    if not condition:
        print(f"ci: {message}")


def git(folder, *arguments, check=True):
    return subprocess.run(["git", "-c", "user.name=ci", "-c", "user.email=ci@example.com", "-c", "init.defaultBranch=main",
                           "-c", "protocol.file.allow=always", *arguments],
                          cwd=folder, check=check, capture_output=True, text=True, env=ENVIRONMENT)


def make_repository(folder):
    (folder / "cost").mkdir(parents=True)
    git(folder, "init", "-q")
    for branch, tasks in (("main", 2), ("dearer", 4), ("same", 2)):
        git(folder, "checkout", "-q", *(["-b", branch] if branch != "main" else ["-b", "main"]))
        (folder / "cost/shop.yaml").write_text(SHOP.replace("tasks: 2", f"tasks: {tasks}"))
        (folder / "note").write_text(branch)
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", branch)
        git(folder, "checkout", "-q", "main")


def run_script(script, folder, environment):
    return subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=folder, capture_output=True, text=True,
                          env={**ENVIRONMENT, **environment})


# ---- GitHub ----

UNESCAPE = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}


def unescape(text):
    return re.sub("|".join(UNESCAPE), lambda match: UNESCAPE[match[0]], text)


def annotations(text):
    """As the runner reads them: ::command key=value,key=value::message, one a line."""
    found = []
    for line in text.splitlines():
        match = re.match(r"^::(error|warning|notice) ([^:]*)::(.*)$", line)
        if match:
            properties = dict(pair.split("=", 1) for pair in match[2].split(","))
            found.append((match[1], {key: unescape(value) for key, value in properties.items()}, unescape(match[3])))
        else:
            hold(not line.startswith("::"), f"no workflow command: {line}")
    return found


def check_github(repository, folder):
    steps = {step.get("name"): step.get("run")
             for step in yaml.safe_load((ROOT / "examples/ci/github.yml").read_text())["jobs"]["budget"]["steps"]}
    for branch, code in (("dearer", 2), ("same", 0)):
        clone = folder / f"github-{branch}"
        git(folder, "clone", "-q", "--branch", branch, str(repository), str(clone))
        environment = {"GITHUB_BASE_REF": "main", "RUNNER_TEMP": str(folder), "GITHUB_STEP_SUMMARY": str(clone / "summary")}
        done = run_script(steps["Baseline"], clone, environment)
        hold(done.returncode == 0, f"GitHub: the baseline failed: {done.stderr}")
        done = run_script(steps["Check"], clone, environment)
        hold(done.returncode == code, f"GitHub, {branch}: exit code {done.returncode}: {done.stdout}{done.stderr}")
        found = annotations(done.stdout)
        hold(len(found) == (2 if code else 0), f"GitHub, {branch}: {done.stdout}")
        for command, properties, message in found:
            line = SHOP.splitlines()[int(properties["line"]) - 1]
            name = properties["title"].split()[1]
            hold(command == "error" and properties["file"] == "cost/shop.yaml" and line.strip().startswith(name + ":"),
                 f"GitHub: {properties}")
            hold("over the limit of" in message and "Largest: app" in message, f"GitHub: {message}")
        hold(len(ET.parse(clone / "budgets.xml").findall(".//failure")) == (2 if code else 0), "GitHub: the test report")
        run_script(steps["Summary"], clone, environment)
        hold((clone / "summary").read_text().startswith("# shop: 2 budgets: "), "GitHub: the summary")


# ---- GitLab ----

def check_gitlab(repository, folder):
    job = yaml.safe_load((ROOT / "examples/ci/gitlab.yml").read_text())["budget"]
    for branch, code in (("dearer", 2), ("same", 0)):
        clone = folder / f"gitlab-{branch}"
        git(folder, "clone", "-q", "--branch", branch, str(repository), str(clone))
        done = run_script("\n".join(job["script"]), clone, {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"})
        hold(done.returncode == code, f"GitLab, {branch}: exit code {done.returncode}: {done.stdout}{done.stderr}")
        hold(("broken" in done.stdout) == bool(code), f"GitLab, {branch}: {done.stdout}")
        report = ET.parse(clone / job["artifacts"]["reports"]["junit"]).getroot()
        hold([case.get("name") for case in report.iter("testcase")] == ["month", "growth"], "GitLab: the test cases")
        hold(int(report.get("failures")) == len(report.findall(".//failure")) == (2 if code else 0), "GitLab: failures")


# ---- the hook ----

def check_hook(repository, folder):
    clone = folder / "hook"
    git(folder, "clone", "-q", str(repository), str(clone))
    hook = clone / ".git/hooks/pre-commit"
    hook.write_text((ROOT / "examples/ci/pre-commit").read_text())
    hook.chmod(0o755)
    shop, own = clone / "cost/shop.yaml", SHOP.replace("  growth: {growth: +10%}\n", "")
    shop.write_text(own)
    git(clone, "add", "-A")
    hold(git(clone, "commit", "-q", "-m", "kept", check=False).returncode == 0, "the hook refuses what is within budget")
    shop.write_text(own.replace("tasks: 2", "tasks: 9"))
    git(clone, "add", "-A")
    shop.write_text(own)  # what is staged counts
    done = git(clone, "commit", "-q", "-m", "broken", check=False)
    hold(done.returncode != 0 and "month" in done.stderr and "broken" in done.stderr, f"the hook lets it pass: {done.stderr}")
    shop.write_text(own.split("budgets:")[0].replace("tasks: 2", "tasks: many"))
    git(clone, "add", "-A")
    done = git(clone, "commit", "-q", "-m", "wrong", check=False)
    hold(done.returncode != 0 and "is not a whole number" in done.stderr, f"the hook lets it pass: {done.stderr}")


# ---- texts that would break a careless writer ----

HOSTILE = ['a "b" & <c>', "100%, all: of it", "two\nlines\r\n::error::x", "]]> é ✓ \x07 tab\t.", "::warning::no", "\ufffe\uffff"]


def check_hostile(folder):
    document = yaml.safe_load(SHOP)
    document["workload"] = HOSTILE[0]
    document["tags"] = {f"t{i}": text for i, text in enumerate(HOSTILE)}
    document["budgets"] = {f"b{i}": {"limit": 1, "description": text, "tag": f"t{i}={text}",
                                     "waiver": {"reason": text, "until": "2026-01-31"}}
                           for i, text in enumerate(HOSTILE)}
    path = folder / "a, b: 100% & <c>.json"
    path.write_text(json.dumps(document))
    command = 'ilm-cost check "$FILE" --quiet --today 2025-12-01 --format '
    done = run_script(command + "junit", folder, {"FILE": path.name})
    hold(done.returncode == 0, f"hostile texts: exit code {done.returncode}: {done.stderr}")
    root = ET.fromstring(done.stdout.encode())
    cases = list(root.iter("testcase"))
    shown = [re.sub("[\x07\ufffe\uffff]", "?", text) for text in HOSTILE]
    hold(root.find("testsuite").get("name") == HOSTILE[0], "JUnit: the workload's name")
    hold([case.get("classname") for case in cases] == [f"tag t{i}={text}" for i, text in enumerate(shown)], "JUnit: tags")
    hold([case.find("skipped").get("message").split(": ", 1)[1] for case in cases] == shown, "JUnit: reasons")
    hold(all(case.get("file") == path.name for case in cases), "JUnit: the file")
    done = run_script(command + "github", folder, {"FILE": path.name})
    found = annotations(done.stdout)
    hold(len(found) == len(HOSTILE), f"GitHub: {len(found)} annotations: {done.stdout}")
    for (name, properties, message), text in zip(found, HOSTILE):
        hold(name == "notice" and properties["file"] == path.name, f"GitHub: {properties}")
        hold(re.sub("[\x07\t]", "?", text) in message, f"GitHub: {message!r} has not {text!r}")


def main():
    global ENVIRONMENT
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    command = pathlib.Path(parser.parse_args().command).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "bin").mkdir()
        (folder / "bin/ilm-cost").symlink_to(command)
        ENVIRONMENT = {"PATH": f"{folder / 'bin'}:{os.environ.get('PATH', '/usr/bin:/bin')}", "HOME": name, "LC_ALL": "C",
                       "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "ci", "GIT_AUTHOR_EMAIL": "ci@example.com",
                       "GIT_COMMITTER_NAME": "ci", "GIT_COMMITTER_EMAIL": "ci@example.com"}
        repository = folder / "repository"
        make_repository(repository)
        check_github(repository, folder)
        check_gitlab(repository, folder)
        check_hook(repository, folder)
        check_hostile(folder)
    print(f"ci: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
