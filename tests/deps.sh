#!/bin/sh
# Installs the packages that are missing, as root or through a sudo that asks no password; otherwise prints what to
# type.  Does nothing, fast, when nothing is missing.
#
#   sh tests/deps.sh          what building and every test need
#   sh tests/deps.sh build    what building needs
set -eu

# What is needed, each with the question that tells whether it is there.
have_library() { pkg-config --exists "$1" 2>/dev/null; }
have_header() { printf '#include <%s>\n' "$1" | ${CC:-cc} -E - >/dev/null 2>&1; }
have_command() { command -v "$1" >/dev/null 2>&1; }

missing=""
need() { missing="$missing $1"; }
have_command cc || have_command gcc || need gcc
have_command pkg-config || need pkg-config
have_command "${PYTHON:-python3}" || need python3
have_library libcjson || need libcjson-dev
have_library yaml-0.1 || need libyaml-dev
[ "${GSL:-1}" = 0 ] || have_library gsl || need libgsl-dev
have_library xlsxwriter || need libxlsxwriter-dev
have_header csv.h || need libcsv-dev
if [ "${1:-}" != build ]; then
    have_command c++ || have_command g++ || need g++
    have_command clang || need clang
    have_command valgrind || need valgrind
    # What `make install` puts: the manual page and the completion scripts are tried.
    have_command groff || need groff-base
    have_command fish || need fish
    have_command bash || need bash
    have_command git || need git
    have_command zsh || need zsh
    have_command soffice || need libreoffice-calc
    have_library check || need check
    "${PYTHON:-python3}" -c 'import jsonschema' 2>/dev/null || need python3-jsonschema
    "${PYTHON:-python3}" -c 'import yaml' 2>/dev/null || need python3-yaml
    "${PYTHON:-python3}" -c 'import openpyxl' 2>/dev/null || need python3-openpyxl
    [ -d /usr/share/zoneinfo/Europe ] || need tzdata
fi
[ -n "$missing" ] || exit 0

apt="apt-get install -y$missing"
if have_command apt-get; then
    if [ "$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo -n"; else as=none; fi
    if [ "$as" != none ]; then
        echo "installing:$missing" >&2
        $as env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
        # shellcheck disable=SC2086
        $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libc6-dev $missing >&2
        exit 0
    fi
fi
cat >&2 <<TEXT
These packages are missing:$missing
Install them with the line for your system:
  apt:    sudo $apt
  dnf:    sudo dnf install git gcc gcc-c++ clang pkgconf python3 python3-jsonschema python3-pyyaml python3-openpyxl libreoffice-calc cjson-devel libyaml-devel gsl-devel libxlsxwriter-devel check-devel libcsv-devel valgrind tzdata groff-base fish zsh
  pacman: sudo pacman -S git gcc clang pkgconf python python-jsonschema python-yaml python-openpyxl libreoffice-fresh cjson libyaml gsl libxlsxwriter check libcsv valgrind tzdata groff fish zsh
  brew:   brew install git pkg-config python cjson libyaml gsl libxlsxwriter check libcsv llvm groff fish zsh libreoffice; pip install openpyxl jsonschema pyyaml
TEXT
exit 1
