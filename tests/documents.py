#!/usr/bin/env python3
"""Generated pages, the schema and the library's border are what the sources say.

    python3 tests/documents.py --command build/ilm-cost --library build/libcost.so             # compare; exit 1 on a difference
    python3 tests/documents.py --command build/ilm-cost --library build/libcost.so --rewrite   # write the pages

- docs/services/*.md are what `ilm-cost services NAME --markdown` prints, one for each service and no other
- docs/workload.schema.json is what `ilm-cost schema` prints, a valid JSON Schema, and accepts every example
- README.md shows the bill and the services that the command prints
- docs/errors.md lists the statuses of include/cost/status.h
- neither links the library of workbooks, which costs more at start-up than an estimate
- the shared library exports exactly the functions that headers declare with COST_API
- every rule of pricing/rules.csv is read
- every warning code that the sources can give is in docs/warnings.md, and no other
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def output(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def headers():
    return "".join(path.read_text() for path in sorted(ROOT.glob("include/cost/*.h")))


def error_page():
    rows = re.findall(r'X\((\d+), (\w+), "([^"]+)"\)', (ROOT / "include/cost/status.h").read_text())
    lines = ["# Statuses", "", "Made from `COST_STATUS_LIST` in `include/cost/status.h`.", "",
             "| number | name | meaning |", "| --- | --- | --- |"]
    lines += [f"| {number} | `COST_{'OK' if name == 'OK' else 'ERR_' + name}` | {text} |" for number, name, text in rows]
    return "\n".join(lines) + "\n"


def pages(command):
    """Every generated file and its text."""
    listed = output(command, "services").splitlines()[1:]
    for name in (row.split()[0] for row in listed):
        yield ROOT / f"docs/services/{name}.md", output(command, "services", name, "--markdown")
    yield ROOT / "docs/workload.schema.json", output(command, "schema")
    yield ROOT / "docs/errors.md", error_page()


def check_pages(command, rewrite):
    wanted = dict(pages(command))
    for path, text in wanted.items():
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            yield f"{path.relative_to(ROOT)} is not what the sources say; run `make docs`"
    for path in (ROOT / "docs/services").glob("*.md"):
        if path not in wanted:
            yield f"{path.relative_to(ROOT)} is of no service"


def service_table(command):
    lines = ["| service | AWS's name | dimensions | prices | regions |", "| --- | --- | --- | --- | --- |"]
    for row in output(command, "services").splitlines()[1:]:
        name, title, *numbers = re.split(r"  +", row.strip())
        lines.append(f"| [`{name}`](docs/services/{name}.md) | {title} | " + " | ".join(numbers[:3]) + " |")
    return "\n".join(lines)


def check_readme(command, rewrite):
    """The bill and the table of services in README.md are what the command prints."""
    path = ROOT / "README.md"
    bill = "```\n" + output(command, "estimate", "examples/interviewlm/production.yaml").rstrip() + "\n```"
    text = path.read_text()
    made = re.sub(r"(<!-- bill:[^>]*-->\n).*?(<!-- /bill -->)", lambda m: m[1] + bill + "\n" + m[2], text, flags=re.S)
    made = re.sub(r"(<!-- services -->\n).*?(<!-- /services -->)",
                  lambda m: m[1] + service_table(command) + "\n" + m[2], made, flags=re.S)
    if rewrite:
        path.write_text(made)
    elif made != text:
        yield "README.md: the bill or the table of services is not what the command prints; run `make docs`"


def check_border(library):
    declared = set(re.findall(r"^COST_API[^;(]*?\b(cost_\w+)\(", headers(), re.M))
    symbols = output("nm", "-D", "--defined-only", library).splitlines()
    exported = {line.split()[-1].split("@")[0] for line in symbols if line.split()[-2] in "TDBR"}
    for name in sorted(declared ^ exported):
        yield f"{name} is {'declared, not exported' if name in declared else 'exported, not declared'}"


def check_linked(*files):
    for file in files:
        if "xlsxwriter" in output("readelf", "-d", file):
            yield f"{file} links libxlsxwriter, which is to be loaded when a workbook is written"


def check_warnings():
    source = "".join(path.read_text() for path in sorted(ROOT.glob("libcost/*/*.c")))
    used = set(re.findall(r'cost_usage_warn\(\s*[^,]+,\s*"([a-z0-9-]+)"', source))
    used |= set(re.findall(r'cost_reader_warn\(reader, [^,]+,\s*"([a-z0-9-]+)"', source))
    used |= set(re.findall(r'\.first = "([a-z0-9-]+)"', source))
    used |= set(re.findall(r'add\(rater, [^,]+, "([a-z0-9-]+)"', source))
    used |= set(re.findall(r'hint\(\s*account,\s*resource,\s*"([a-z0-9-]+)"', source))
    listed = set(re.findall(r"^## ([a-z0-9-]+)$", (ROOT / "docs/warnings.md").read_text(), re.M))
    for code in sorted(used ^ listed):
        yield f"docs/warnings.md: {code} is {'missing' if code in used else 'given by no source'}"
    golden = "".join(path.read_text() for path in sorted(ROOT.glob("tests/golden/*/std*")))
    for code in sorted(used):
        if f"[{code}]" not in golden and f'"code": "{code}"' not in golden:
            yield f"no golden case provokes the warning {code}"
    for code in sorted(set(re.findall(r'"code": "([a-z0-9-]+)"', golden)) - listed):
        yield f"docs/warnings.md: {code}, which a golden case gives, is missing"


# Rules that wait for the simulator to give a service its capacity in time.
WAITING_RULES = re.compile(r"aurora\.(scale|resume).*|apprunner\.(idle_after|resume)"
                           r"|(ec2|rds)\.credit(s_per_hour_.*|_balance_hours)")


def check_rules():
    """Every rule of the book is read by the library, or held against the facts by pricing/book.py: a number that nothing
    reads would be a second copy of one that something does."""
    source = "".join(re.sub(r'\.name = "[^"]*"', "", path.read_text()) for path in sorted(ROOT.glob("libcost/*/*.[ch]")))
    words = set(re.findall(r'"((?:[a-z0-9_-]|%[.*0-9]*s)+)"', source))
    made = [re.compile(re.sub(r"%[.*0-9]*s", "[a-z0-9_.-]+", word) + ("[a-z0-9_]+" if word.endswith("_") else ""))
            for word in words if re.search(r"[a-z]{3}.*_|_.*[a-z]{3}", word) and ("%" in word or word.endswith("_"))]
    importer = (ROOT / "pricing/book.py").read_text()
    with open(ROOT / "pricing/rules.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rule, name = row["rule"], f"{row['service']}.{row['rule']}"
            if not (rule in words or any(form.fullmatch(rule) for form in made) or name in importer
                    or WAITING_RULES.fullmatch(name)):
                yield f"pricing/rules.csv: nothing reads {name}"


def check_schema(command):
    import jsonschema
    import yaml

    class TextLoader(yaml.SafeLoader):
        """Dates and times stay text, as in our own reader."""

    TextLoader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    schema = json.loads(output(command, "schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted(ROOT.glob("examples/**/*.yaml")):
        text = path.read_text()
        if "libcost-workload/1" in text:
            for error in validator.iter_errors(yaml.load(text, Loader=TextLoader)):
                yield f"{path.relative_to(ROOT)}: the schema refuses it: {error.message}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--library", required=True)
    parser.add_argument("--rewrite", action="store_true")
    options = parser.parse_args()
    command = str(pathlib.Path(options.command).resolve())
    library = str(pathlib.Path(options.library).resolve())
    found = list(check_pages(command, options.rewrite)) + list(check_readme(command, options.rewrite))
    found += list(check_border(library)) + list(check_linked(command, library)) + list(check_warnings())
    found += list(check_rules()) + list(check_schema(command))
    print("\n".join(found) if found else "documents: pages, schema, border and warnings are what the sources say")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
