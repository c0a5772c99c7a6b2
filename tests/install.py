#!/usr/bin/env python3
"""Installs into a folder, uses what lies there as a stranger would, uninstalls.

    python3 tests/install.py --make make --build build

- `make install` puts exactly the files that are listed here, `make uninstall` takes every one away
- the shared library has its soname, exports what the headers declare and nothing else; the command does not load it
- each header stands alone, in C11 and in C++11; libcost.pc serves a shared and a static link
- every program of examples/embed, compiled against what was installed, prints its NAME.txt, as C and as C++; one of them also with the static library
- the manual page has no mistake that groff knows; the completion scripts complete
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]
# Arguments of a program of examples/embed.
ARGUMENTS = {"own_prices": ["own_prices.csv"]}
# Exit codes that are not 0.
CODES = {"budget_gate": 2}
STATIC = "estimate_text"


def run(*command, code=0, **options):
    """Standard output; what ends with another code is told whole."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          timeout=300, **options)
    if done.returncode != code:
        raise AssertionError(f"{' '.join(map(str, command))}\nexit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def files_below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")
                  if path.is_symlink() or not path.is_dir())


def wanted_files(version):
    headers = [path.relative_to(ROOT / "include").as_posix() for path in (ROOT / "include").rglob("*.h")]
    major = version.split(".")[0]
    documents = ["README.md", "LICENSE", "CHANGELOG.md"] + [
        path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*") if path.suffix in (".md", ".json")]
    return sorted(["bin/ilm-cost", "lib/libcost.a", "lib/libcost.so", f"lib/libcost.so.{major}",
                   f"lib/libcost.so.{version}", "lib/pkgconfig/libcost.pc", "share/man/man1/ilm-cost.1",
                   "share/bash-completion/completions/ilm-cost", "share/zsh/site-functions/_ilm-cost",
                   "share/fish/vendor_completions.d/ilm-cost.fish"] + [f"include/{name}" for name in headers]
                  + [f"share/doc/libcost/{name}" for name in documents])


class Installed:
    """What lies in build/installed, and how to build against it."""

    def __init__(self, make, build):
        self.make, self.build = make, build
        self.destination = (build / "installed").resolve()
        self.prefix = self.destination / "usr"
        self.work = (build / "installed-use").resolve()
        self.version = re.search(r'COST_VERSION "(.+)"', (ROOT / "include/cost/version.h").read_text())[1]
        self.environment = dict(os.environ, LC_ALL="C", LD_LIBRARY_PATH=str(self.prefix / "lib"),
                                PKG_CONFIG_PATH=str(self.prefix / "lib/pkgconfig"))

    def run_make(self, target):
        return run(*self.make, "--no-print-directory", target, f"BUILD={self.build}", f"DESTDIR={self.destination}",
                   "PREFIX=/usr", cwd=ROOT)

    def pkg_config(self, *words):
        out = run("pkg-config", f"--define-variable=prefix={self.prefix}", *words, "libcost", env=self.environment)
        return shlex.split(out)

    def compile(self, source, target, language="c11", static=False):
        flags = self.pkg_config("--cflags")
        libraries = self.pkg_config("--libs", *(["--static"] if static else []))
        if static:
            libraries = [str(self.prefix / "lib/libcost.a") if word == "-lcost" else word for word in libraries]
        compiler = ["c++", "-x", "c++", "-std=c++11"] if language == "c++" else ["cc", f"-std={language}"]
        neutral = ["-x", "none"] if language == "c++" else []
        run(*compiler, *STRICT, *flags, source, *neutral, "-o", target, *libraries, cwd=self.work)
        return target


# ---- checks: each yields what is wrong ------------------------------------------------------------------------------

def check_files(installed):
    found, wanted = files_below(installed.prefix), wanted_files(installed.version)
    for name in sorted(set(found) ^ set(wanted)):
        yield f"make install: {name} is {'not asked for' if name in found else 'missing'}"


def check_library(installed):
    library = installed.prefix / "lib/libcost.so"
    dynamic = run("readelf", "-d", library)
    soname = f"libcost.so.{installed.version.split('.')[0]}"
    if f"[{soname}]" not in dynamic:
        yield f"libcost.so: its soname is not {soname}"
    if "RPATH" in dynamic or "RUNPATH" in dynamic:
        yield "libcost.so: it names a folder to look for libraries in"
    declared = set(re.findall(r"^COST_API[^;(]*?\b(cost_\w+)\(",
                              "".join(path.read_text() for path in (installed.prefix / "include/cost").glob("*.h")),
                              re.M))
    exported = set()
    for line in run("nm", "-D", "--defined-only", library).splitlines():
        name, _, version = line.split()[-1].partition("@@")
        if version and version != f"LIBCOST_{installed.version.split('.')[0]}":
            yield f"libcost.so: {name} has the version {version}"
        if version:
            exported.add(name)
        elif line.split()[-2] != "A":
            yield f"libcost.so: {name} is exported without a version"
    for name in sorted(declared ^ exported):
        yield f"libcost.so: {name} is {'declared, not exported' if name in declared else 'exported, not declared'}"
    command = run("readelf", "-d", installed.prefix / "bin/ilm-cost")
    if "libcost" in command:
        yield "ilm-cost: it loads libcost.so, and should have the library in it"
    for late in ("libcjson", "libxlsxwriter"):
        if late in dynamic + command:
            yield f"{late} is loaded at the start, and should be when it is needed"


def check_header(installed, name, language):
    compiler = ["c++", "-x", "c++", "-std=c++11"] if language == "c++" else ["cc", "-x", "c", "-std=c11"]
    source = installed.work / f"alone_{name.replace('/', '_')}_{language}.c"
    # Twice: it guards itself.
    source.write_text(f"#include <{name}>\n#include <{name}>\nint main(void) {{ return 0; }}\n")
    run(*compiler, *STRICT, "-fsyntax-only", "-I", installed.prefix / "include", source)
    return []


def check_package_file(installed):
    if run("pkg-config", "--modversion", "libcost", env=installed.environment).strip() != installed.version:
        yield "libcost.pc: its version is not that of the headers"
    if (installed.prefix / "lib/pkgconfig/libcost.pc").read_text().count("@"):
        yield "libcost.pc: something was not filled in"
    if str(installed.destination) in (installed.prefix / "lib/pkgconfig/libcost.pc").read_text():
        yield "libcost.pc: it names DESTDIR"


def check_program(installed, source, language="c11", static=False):
    name = source.stem
    target = installed.work / f"{name}-{language}{'-static' if static else ''}"
    installed.compile(source, target, language, static)
    loads = "libcost.so" in run("readelf", "-d", target)
    if loads == static:
        yield f"examples/embed/{name}.c: it {'loads' if loads else 'does not load'} libcost.so"
    got = run(target, *ARGUMENTS.get(name, []), cwd=source.parent, env=installed.environment,
              code=CODES.get(name, 0))
    wanted = source.with_suffix(".txt").read_text()
    if got != wanted:
        yield f"examples/embed/{name}.c ({language}) prints\n{got}instead of\n{wanted}"
    if len(source.read_text().splitlines()) >= 60:
        yield f"examples/embed/{name}.c: it has 60 lines or more"


def check_command(installed):
    command = installed.prefix / "bin/ilm-cost"
    if f"ilm-cost {installed.version}\n" not in run(command, "version", env={}):
        yield "bin/ilm-cost: its version is not that of the headers"
    page = installed.prefix / "share/man/man1/ilm-cost.1"
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z", page], capture_output=True, text=True)
    if done.returncode or done.stderr:
        yield f"ilm-cost.1: {done.stderr}"
    text = page.read_text().replace("\\-", "-")
    for line in run(command, "help", env={}).splitlines():
        name = line.split()[0] if line.startswith("  ") else None
        if name and f'.SS "ilm-cost {name}' not in text:
            yield f"ilm-cost.1: {name} is missing"
        for option in re.findall(r"^  .{4}(--[a-z-]+)", run(command, "help", name, env={}), re.M) if name else []:
            if f"\\fB{option}\\fR" not in text:
                yield f"ilm-cost.1: {option} of {name} is missing"


# What stands on the line, and a few words that must be offered.
LINES = [
    ("ilm-cost est", {"estimate"}),
    ("ilm-cost estimate --for", {"--format"}),
    ("ilm-cost estimate --format ", {"table", "json"}),
    ("ilm-cost services far", {"fargate"}),
    ("ilm-cost completion ", {"bash", "zsh", "fish"}),
    ("ilm-cost prices se", {"search"}),
]


def check_bash(installed):
    script = installed.prefix / "share/bash-completion/completions/ilm-cost"
    asked = "".join(f"COMP_WORDS=({' '.join(line.split(' ')[:-1])} '{line.split(' ')[-1]}')\n"
                    f"COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n_ilm_cost\necho \"${{COMPREPLY[*]}}\"\n"
                    for line, _ in LINES)
    answers = run("bash", "--norc", "-u", "-c", f"source '{script}'\n{asked}").splitlines()
    for (line, words), answer in zip(LINES, answers, strict=True):
        if not words <= set(answer.split()):
            yield f"bash offers \"{answer}\" for \"{line}\""


def check_fish(installed):
    script = installed.prefix / "share/fish/vendor_completions.d/ilm-cost.fish"
    for line, words in LINES:
        out = run("fish", "--no-config", "-c", f"source '{script}'; complete -C '{line}'",
                  env=dict(os.environ, HOME=str(installed.work), PATH=f"{installed.prefix}/bin:{os.environ['PATH']}"))
        offered = {row.split("\t")[0] for row in out.splitlines()}
        if not words <= offered:
            yield f"fish offers {sorted(offered)} for \"{line}\""


def check_zsh(installed):
    run("zsh", "-f", "-n", installed.prefix / "share/zsh/site-functions/_ilm-cost")
    return []


def jobs(installed):
    yield check_files, ()
    yield check_library, ()
    yield check_package_file, ()
    yield check_command, ()
    yield check_bash, ()
    yield check_fish, ()
    yield check_zsh, ()
    for path in sorted((ROOT / "include").rglob("*.h")):
        for language in ("c11", "c++"):
            yield check_header, (path.relative_to(ROOT / "include").as_posix(), language)
    for source in sorted((ROOT / "examples/embed").glob("*.c")):
        yield check_program, (source,)
        yield check_program, (source, "c++")
        if source.stem == STATIC:
            yield check_program, (source, "c11", True)


def perform(installed, check, arguments):
    try:
        return list(check(installed, *arguments))
    except (AssertionError, OSError) as error:
        return [f"{check.__name__}: {error}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--make", default="make")
    parser.add_argument("--build", default="build")
    options = parser.parse_args()
    installed = Installed(shlex.split(options.make), pathlib.Path(options.build))
    for folder in (installed.destination, installed.work):
        shutil.rmtree(folder, ignore_errors=True)
    installed.work.mkdir(parents=True)
    installed.run_make("install")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(perform, installed, check, arguments) for check, arguments in jobs(installed)]
        wrong = [text for job in waiting for text in job.result()]
    installed.run_make("uninstall")
    wrong += [f"make uninstall leaves {name}" for name in files_below(installed.destination)]
    wrong += [f"make uninstall leaves {name}" for name in ("include/cost", "share/doc/libcost")
              if (installed.prefix / name).exists()]
    print("\n".join(wrong) if wrong else f"install: {len(waiting)} checks of what `make install` puts: all passed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
