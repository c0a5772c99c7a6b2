# libcost: from a workload and its traffic to the AWS bill it will cause.
#
#   make               build/ilm-cost, build/libcost.so and build/libcost.a
#   make demo          install what building needs, build, print the bill of InterviewLM
#   make check         the whole promise: every test, sanitizers, fuzz corpus, clang, generated pages up to date
#   make check-quick   unit, case, golden, invalid-input and property tests, with the ordinary build
#   make check-data    look the price book over
#   make check-asan    unit, case, property and golden tests under AddressSanitizer and UBSan
#   make check-tsan    the tests that use threads under ThreadSanitizer
#   make check-clang   build with clang and compare every golden output byte for byte
#   make check-memory  make every allocation fail once
#   make check-cron    random schedules fire when Python's calendar and zones say, and are on for as long
#   make check-instructions  how many a trial, a month and a cold estimate take, against their floors (valgrind)
#   make check-no-gsl  build without GSL, and test what such a build refuses
#   make check-workbook timelines add up; workbooks calculated anew in LibreOffice, as they are and with changed cells
#   make check-install install into build/, use what was installed as a stranger would, uninstall
#   make check-python  the Python package; the golden folders through the library in C and in Python
#   make install       into DESTDIR and PREFIX (/usr/local); make uninstall takes it away again
#   make fuzz          run each fuzz target for FUZZ_SECONDS (60) with clang's libFuzzer
#   make bench         months beside their peers in C, NumPy and CPython, a cold estimate against /bin/true, calls from
#                      Python, many trials on one thread, two and in shards: as ratios, and in instructions
#   make deps          install missing packages (as root or with sudo), or say what to type
#   make golden        rewrite the golden outputs (then read the diff)
#   make docs          rewrite the generated pages
#   make format        clang-format over everything
#   make clean         remove build/
#
#   make GSL=0 ...     the same without GSL, which is under the GPL; what needs it is then refused
#
# CC, CFLAGS, CPPFLAGS, LDFLAGS, CLI_LDFLAGS, BUILD and PYTHON are yours: what you give is added; WARN= takes our warnings away.
# So are DESTDIR, PREFIX and BINDIR, LIBDIR, INCLUDEDIR, DATADIR, DOCDIR, MANDIR, PKGCONFIGDIR, BASHCOMPDIR, ZSHCOMPDIR
# and FISHCOMPDIR when you install.

BUILD   ?= build
OBJ     := $(BUILD)/obj
PYTHON  ?= $(firstword $(wildcard /usr/bin/python3) python3)
PKG     ?= pkg-config
CLANG   ?= clang
FUZZ_SECONDS ?= 60
VERSION := $(shell sed -n 's/.*COST_VERSION "\(.*\)"/\1/p' include/cost/version.h)
SOVERSION := $(firstword $(subst ., ,$(VERSION)))
GSL     ?= 1
$(if $(filter 0 1,$(GSL)),,$(error GSL=$(GSL) is neither GSL=1, with it, nor GSL=0, without))

# Building takes as many processors as there are; a test has the machine to itself.
JOBS ?= $(shell nproc 2>/dev/null || echo 1)
BUILD_ALL = $(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))

PACKAGES := libcjson yaml-0.1 $(if $(filter 1,$(GSL)),gsl)
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror
CFLAGS ?= -O2 -g
PKG_CFLAGS := $(shell $(PKG) --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS   := $(shell $(PKG) --libs yaml-0.1 2>/dev/null)
CHECK_LIBS := $(shell $(PKG) --libs check 2>/dev/null)
# Doubles have the same bits from every compiler: no product is joined with a sum, and a square root is an instruction.
ALL_CFLAGS = -std=c11 -ffp-contract=off -fno-math-errno -fPIC -fvisibility=hidden -D_POSIX_C_SOURCE=200809L \
             -DCOST_HAVE_GSL=$(GSL) -I. -Iinclude $(PKG_CFLAGS) -pthread $(WARN) $(CPPFLAGS) $(CFLAGS)

# The command links GSL statically where its archive is installed: to load it would cost half of the start-up time.
ifeq ($(GSL),1)
GSL_LIBS     := $(or $(shell $(PKG) --libs gsl 2>/dev/null),-lgsl -lgslcblas -lm)
GSL_DIR      := $(shell $(PKG) --variable=libdir gsl 2>/dev/null)
GSL_ARCHIVES := $(wildcard $(GSL_DIR)/libgsl.a) $(wildcard $(GSL_DIR)/libgslcblas.a)
GSL_STATIC   := $(if $(word 2,$(GSL_ARCHIVES)),$(GSL_ARCHIVES),$(GSL_LIBS))
endif
BASE_LIBS = $(PKG_LIBS) -lcsv -ldl -pthread -Wl,--as-needed -lm -Wl,--no-as-needed
LIBS = $(BASE_LIBS) $(GSL_LIBS)
# So it does with the other small libraries: each that is loaded costs a tenth of /bin/true.
archive_of = $(or $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a)),-l$(1))
STATIC_LIBS = $(call archive_of,yaml) $(call archive_of,csv) -pthread $(GSL_STATIC) \
              $(call archive_of,m)
# At a fixed address six thousand pointers need no relocation, a seventh of /bin/true.  CLI_LDFLAGS=-pie has it where the
# system likes; -static-pie is faster than both, but such a command loads cJSON and libxlsxwriter only where the libc is
# the one that it was built with.
CLI_LDFLAGS ?= -no-pie

LIB_SRC  := $(wildcard libcost/*/*.c)
LIB_OBJ  := $(LIB_SRC:%.c=$(OBJ)/%.o) $(OBJ)/book_data.o
CLI_OBJ  := $(patsubst %.c,$(OBJ)/%.o,$(wildcard cli/*.c))
UNIT_BIN := $(patsubst %.c,$(OBJ)/%,$(wildcard tests/unit/test_*.c))
PROP_BIN := $(patsubst %.c,$(OBJ)/%,$(wildcard tests/property/*.c))
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
REPLAY_BIN := $(FUZZ_SRC:%.c=$(OBJ)/%)
CASES    := $(sort $(wildcard tests/cases/*.csv))
BILL_CASES := $(filter-out tests/cases/conformance% tests/cases/differences.csv,$(CASES))

all: $(BUILD)/ilm-cost $(BUILD)/libcost.so $(BUILD)/libcost.a

help:
	@sed -n '2,/^$$/s/^# \{0,1\}//p' Makefile

# ---- what is needed -------------------------------------------------------------------------------------------------
deps:
	@PYTHON=$(PYTHON) GSL=$(GSL) sh tests/deps.sh

demo:
	@PYTHON=$(PYTHON) GSL=$(GSL) sh tests/deps.sh build
	+@$(BUILD_ALL) all >/dev/null
	@$(BUILD)/ilm-cost estimate examples/interviewlm/production.yaml

# ---- objects --------------------------------------------------------------------------------------------------------
# Whatever was built with the other GSL= is built anew.
WITH_GSL := $(OBJ)/with-gsl-$(GSL)
$(WITH_GSL):
	@mkdir -p $(@D)
	@rm -f $(OBJ)/with-gsl-*
	@touch $@

$(OBJ)/%.o: %.c $(WITH_GSL)
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# The price book, compiled in.
$(OBJ)/book_data.c: $(wildcard pricing/*.csv) pricing/book.py
	@mkdir -p $(@D)
	@echo "  BOOK  $@"
	@$(PYTHON) pricing/book.py compile $@

$(OBJ)/book_data.o: $(OBJ)/book_data.c
	@echo "  CC    $<"
	@$(CC) $(ALL_CFLAGS) -Ilibcost/catalog -MMD -MP -c $< -o $@

# What few processes need is loaded by the name that a linker would write down, and never linked (base/library.h).
library_name = $(shell objdump -p "$$($(CC) -print-file-name=lib$(1).so)" 2>/dev/null | sed -n 's/^ *SONAME *//p')
named = $(if $(2),-D$(1)='"$(2)"')
$(OBJ)/libcost/base/json.o: ALL_CFLAGS += $(call named,COST_CJSON_LIBRARY,$(call library_name,cjson))
$(OBJ)/libcost/report/xlsx_library.o: ALL_CFLAGS += $(call named,COST_XLSX_LIBRARY,$(call library_name,xlsxwriter))

$(BUILD)/libcost.a: $(LIB_OBJ)
	@rm -f $@
	@echo "  AR    $@"
	@$(AR) rcs $@ $^

# What headers declare with COST_API, and nothing else, not even what a static library brings along.
$(BUILD)/libcost.map: $(wildcard include/cost/*.h)
	@mkdir -p $(@D)
	@{ echo "LIBCOST_$(SOVERSION) {"; echo "global:"; \
	   sed -n 's/^COST_API.*[ *]\(cost_[a-z0-9_]*\)(.*/    \1;/p' $^; echo "local:"; echo "    *;"; echo "};"; } >$@

$(BUILD)/libcost.so: $(LIB_OBJ) $(BUILD)/libcost.map
	@echo "  LINK  $@"
	@$(CC) -shared -Wl,-soname,libcost.so.$(SOVERSION) -Wl,--version-script,$(BUILD)/libcost.map $(CFLAGS) $(LDFLAGS) \
	    -o $@ $(LIB_OBJ) $(LIBS)
	@ln -sf libcost.so $@.$(SOVERSION)

$(BUILD)/ilm-cost: $(CLI_OBJ) $(BUILD)/libcost.a
	@echo "  LINK  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) $(CLI_LDFLAGS) -o $@ $^ $(STATIC_LIBS)

$(OBJ)/tests/%: tests/%.c $(BUILD)/libcost.a
	@mkdir -p $(@D)
	@echo "  TEST  $@"
	@$(CC) $(ALL_CFLAGS) $(TEST_CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libcost.a $(LIBS) $(CHECK_LIBS)

# The peers of `make bench`: the same model as a plain loop.
$(OBJ)/tests/bench/months: tests/bench/months.c tests/bench/gsl_month.c tests/bench/months.h $(BUILD)/libcost.a
	@mkdir -p $(@D)
	@$(PKG) --exists gsl || { echo "bench: libgsl-dev is missing, whose random numbers a peer uses" >&2; exit 1; }
	@echo "  BENCH $@"
	@$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) $(BUILD)/libcost.a $(BASE_LIBS) \
	    $(or $(shell $(PKG) --libs gsl 2>/dev/null),-lgsl -lgslcblas -lm)

$(OBJ)/tests/memory/%: TEST_CFLAGS = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=cost_arena_alloc \
    -Wl,--wrap=cost_arena_array,--wrap=cost_arena_raw,--wrap=cost_arena_text,--wrap=cost_arena_string,--wrap=cost_arena_format
$(OBJ)/tests/fuzz/%: TEST_CFLAGS = -DREPLAY

# ---- installing -----------------------------------------------------------------------------------------------------
PREFIX       ?= /usr/local
BINDIR       ?= $(PREFIX)/bin
LIBDIR       ?= $(PREFIX)/lib
INCLUDEDIR   ?= $(PREFIX)/include
DATADIR      ?= $(PREFIX)/share
MANDIR       ?= $(DATADIR)/man
PKGCONFIGDIR ?= $(LIBDIR)/pkgconfig
BASHCOMPDIR  ?= $(DATADIR)/bash-completion/completions
ZSHCOMPDIR   ?= $(DATADIR)/zsh/site-functions
FISHCOMPDIR  ?= $(DATADIR)/fish/vendor_completions.d
DOCDIR       ?= $(DATADIR)/doc/libcost
INSTALL      ?= install

SHARED := libcost.so.$(VERSION)
HEADERS := $(notdir $(wildcard include/cost/*.h))
DOCUMENTS := README.md LICENSE CHANGELOG.md $(wildcard docs/*.md docs/*/*.md docs/*.json)
INSTALLED = $(BINDIR)/ilm-cost $(LIBDIR)/$(SHARED) $(LIBDIR)/libcost.so.$(SOVERSION) $(LIBDIR)/libcost.so \
    $(LIBDIR)/libcost.a $(PKGCONFIGDIR)/libcost.pc $(INCLUDEDIR)/cost.h $(HEADERS:%=$(INCLUDEDIR)/cost/%) \
    $(DOCUMENTS:%=$(DOCDIR)/%) $(MANDIR)/man1/ilm-cost.1 $(BASHCOMPDIR)/ilm-cost $(ZSHCOMPDIR)/_ilm-cost $(FISHCOMPDIR)/ilm-cost.fish

# Made by the command itself; whoever builds for another machine gives one that runs here: make install ILM_COST=ilm-cost
ILM_COST ?= $(BUILD)/ilm-cost

install: all
	@$(INSTALL) -d $(foreach directory,$(sort $(dir $(INSTALLED))),"$(DESTDIR)$(directory)")
	@$(INSTALL) -m 755 $(BUILD)/ilm-cost "$(DESTDIR)$(BINDIR)/ilm-cost"
	@$(INSTALL) -m 644 $(BUILD)/libcost.so "$(DESTDIR)$(LIBDIR)/$(SHARED)"
	@ln -sf $(SHARED) "$(DESTDIR)$(LIBDIR)/libcost.so.$(SOVERSION)"
	@ln -sf libcost.so.$(SOVERSION) "$(DESTDIR)$(LIBDIR)/libcost.so"
	@$(INSTALL) -m 644 $(BUILD)/libcost.a "$(DESTDIR)$(LIBDIR)/libcost.a"
	@$(INSTALL) -m 644 include/cost.h "$(DESTDIR)$(INCLUDEDIR)/cost.h"
	@$(INSTALL) -m 644 $(HEADERS:%=include/cost/%) "$(DESTDIR)$(INCLUDEDIR)/cost/"
	@for file in $(DOCUMENTS); do $(INSTALL) -m 644 $$file "$(DESTDIR)$(DOCDIR)/$$file" || exit 1; done
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR:$(PREFIX)/%=$${prefix}/%)|' \
	    -e 's|@INCLUDEDIR@|$(INCLUDEDIR:$(PREFIX)/%=$${prefix}/%)|' -e 's|@VERSION@|$(VERSION)|' \
	    -e 's|@REQUIRES_PRIVATE@|$(filter-out libcjson,$(PACKAGES))|' -e 's|@LIBS_PRIVATE@|-lcsv -ldl -lm -pthread|' \
	    libcost.pc.in >$(BUILD)/libcost.pc
	@$(INSTALL) -m 644 $(BUILD)/libcost.pc "$(DESTDIR)$(PKGCONFIGDIR)/libcost.pc"
	@$(ILM_COST) help --man >$(BUILD)/ilm-cost.1
	@$(INSTALL) -m 644 $(BUILD)/ilm-cost.1 "$(DESTDIR)$(MANDIR)/man1/ilm-cost.1"
	@for shell in bash zsh fish; do $(ILM_COST) completion $$shell >$(BUILD)/completion.$$shell || exit 1; done
	@$(INSTALL) -m 644 $(BUILD)/completion.bash "$(DESTDIR)$(BASHCOMPDIR)/ilm-cost"
	@$(INSTALL) -m 644 $(BUILD)/completion.zsh "$(DESTDIR)$(ZSHCOMPDIR)/_ilm-cost"
	@$(INSTALL) -m 644 $(BUILD)/completion.fish "$(DESTDIR)$(FISHCOMPDIR)/ilm-cost.fish"
	@if [ -z "$(DESTDIR)" ] && [ "$$(id -u)" = 0 ]; then ldconfig 2>/dev/null || true; fi
	@echo "installed libcost $(VERSION) into $(DESTDIR)$(PREFIX)"

# Directories stay, but for those that are ours alone.
uninstall:
	@rm -f $(foreach file,$(INSTALLED),"$(DESTDIR)$(file)")
	@rmdir "$(DESTDIR)$(INCLUDEDIR)/cost" \
	    $(foreach folder,$(filter-out ./,$(sort $(dir $(DOCUMENTS)))),"$(DESTDIR)$(DOCDIR)/$(folder)") 2>/dev/null || true
	@rmdir "$(DESTDIR)$(DOCDIR)/docs" "$(DESTDIR)$(DOCDIR)" 2>/dev/null || true
	@if [ -z "$(DESTDIR)" ] && [ "$$(id -u)" = 0 ]; then ldconfig 2>/dev/null || true; fi
	@echo "libcost is gone from $(DESTDIR)$(PREFIX)"

# A client of the shared library.
$(OBJ)/tests/border/%: tests/border/%.c $(BUILD)/libcost.so
	@mkdir -p $(@D)
	@echo "  TEST  $@"
	@$(CC) -std=c11 $(WARN) -Iinclude $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< -L$(BUILD) -lcost \
	    -Wl,-rpath,$(abspath $(BUILD))

# ---- tests ----------------------------------------------------------------------------------------------------------
check: deps
	@$(MAKE) --no-print-directory check-all

build-tests: all $(UNIT_BIN) $(PROP_BIN) $(REPLAY_BIN) $(OBJ)/tests/cases/cases $(OBJ)/tests/border/golden_library

check-all:
	+@$(BUILD_ALL) build-tests $(OBJ)/tests/memory/chaos
	@$(MAKE) --no-print-directory check-quick
	@$(MAKE) --no-print-directory check-tree
	@$(MAKE) --no-print-directory check-cron
	@$(MAKE) --no-print-directory check-instructions
	@$(MAKE) --no-print-directory check-workbook
	@$(MAKE) --no-print-directory check-memory
	@$(MAKE) --no-print-directory check-asan
	@$(MAKE) --no-print-directory check-tsan
	@$(MAKE) --no-print-directory check-clang
	@$(MAKE) --no-print-directory check-no-gsl
	@echo "check: everything passed"

check-quick: all check-unit check-cases check-property check-golden check-explain check-ci check-data check-fuzz check-install check-python check-shards

# A busy machine is no failure: Check's own limit is four seconds a test.
export CK_DEFAULT_TIMEOUT ?= 120

check-unit: $(UNIT_BIN)
	@failed=0; for test in $(UNIT_BIN); do $$test || failed=1; done; exit $$failed

check-cases: $(OBJ)/tests/cases/cases $(BUILD)/ilm-cost
	@$(OBJ)/tests/cases/cases $(BILL_CASES)
	@$(PYTHON) tests/reference/reference.py --command $(BUILD)/ilm-cost
	@$(PYTHON) tests/conformance.py --command $(BUILD)/ilm-cost
	@$(PYTHON) tests/measured.py --command $(BUILD)/ilm-cost

check-property: $(PROP_BIN)
	@failed=0; for test in $(PROP_BIN); do $$test || failed=1; done; exit $$failed

check-ci: $(BUILD)/ilm-cost
	@$(PYTHON) tests/ci.py --command $(BUILD)/ilm-cost

check-explain: $(BUILD)/ilm-cost
	@$(PYTHON) tests/explain.py --command $(BUILD)/ilm-cost

check-golden: $(BUILD)/ilm-cost
	@$(PYTHON) tests/golden.py --command $(BUILD)/ilm-cost
	@$(PYTHON) tests/counterparts.py --command $(BUILD)/ilm-cost

check-cron: $(BUILD)/ilm-cost
	@$(PYTHON) tests/cron_fires.py --command $(BUILD)/ilm-cost

check-shards: $(BUILD)/ilm-cost
	@$(PYTHON) tests/shards.py --command $(BUILD)/ilm-cost

check-data: $(BUILD)/ilm-cost
	@$(BUILD)/ilm-cost prices check

check-fuzz: $(REPLAY_BIN)
	@for test in $(REPLAY_BIN); do $$test tests/fuzz/corpus/$$(basename $$test | sed s/^fuzz_//) || exit 1; done

check-workbook: $(BUILD)/ilm-cost
	@$(PYTHON) tests/timeline.py --command $(BUILD)/ilm-cost
	@$(PYTHON) tests/workbook.py --command $(BUILD)/ilm-cost

check-memory: $(OBJ)/tests/memory/chaos
	@$(OBJ)/tests/memory/chaos

# Instructions do not depend on what else a machine does; on its compiler's flags they do.
check-instructions: all $(if $(filter 1,$(GSL)),$(OBJ)/tests/bench/months)
ifeq ($(GSL) $(filter -O2,$(CFLAGS)),1 -O2)
	@$(PYTHON) tests/bench/instructions.py --command $(BUILD)/ilm-cost --months $(OBJ)/tests/bench/months
else
	@echo "check-instructions: counted with -O2 and GSL only"
endif

# What needs no build: rooms, generated pages, the schema, exported symbols.
check-tree: all
	@$(PYTHON) tests/layers.py
	@$(PYTHON) tests/documents.py --command $(BUILD)/ilm-cost --library $(BUILD)/libcost.so

SANITIZE_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
SANITIZE_tsan := -O1 -g -fsanitize=thread
check-asan:
	+@$(BUILD_ALL) BUILD=build/asan CFLAGS="$(SANITIZE_asan)" build-tests
	@CK_FORK=no $(MAKE) --no-print-directory BUILD=build/asan CFLAGS="$(SANITIZE_asan)" \
	    check-unit check-cases check-property check-golden check-fuzz
	@$(MAKE) --no-print-directory BUILD=build/asan CFLAGS="$(SANITIZE_asan)" \
	    PRELOAD="$$($(CC) -print-file-name=libasan.so)" check-python
check-tsan:
	+@$(BUILD_ALL) BUILD=build/tsan CFLAGS="$(SANITIZE_tsan)" build/tsan/obj/tests/threads/threads
	@build/tsan/obj/tests/threads/threads

check-clang:
	+@$(BUILD_ALL) CC=$(CLANG) BUILD=build/clang all build/clang/obj/tests/cases/cases
	@$(MAKE) --no-print-directory CC=$(CLANG) BUILD=build/clang all check-golden check-cases

check-install: all
	@$(PYTHON) tests/install.py --make "$(MAKE)" --build $(BUILD)

# The binding, and the golden folders through the library and through the binding.
check-python: all $(OBJ)/tests/border/golden_library
	@$(PRELOADED) PYTHONPATH=bindings/python LIBCOST_LIBRARY=$(abspath $(BUILD)/libcost.so) PYTHONDONTWRITEBYTECODE=1 \
	    $(PYTHON) -W error -m unittest discover -s bindings/python/tests
	@$(PRELOADED) $(PYTHON) tests/readme.py --build $(BUILD)
	@$(PRELOADED) $(PYTHON) tests/three_ways.py --program $(OBJ)/tests/border/golden_library --library $(BUILD)/libcost.so

# Python itself knows nothing of the sanitizer that the library was built with, and leaks when it ends.
PRELOADED = $(if $(PRELOAD),LD_PRELOAD=$(PRELOAD) ASAN_OPTIONS=detect_leaks=0)

# Nothing of GSL is left in it, and what needs it says so.
check-no-gsl:
	+@$(BUILD_ALL) BUILD=build/no-gsl GSL=0 CFLAGS=-O0 all \
	    build/no-gsl/obj/tests/unit/test_interpolate build/no-gsl/obj/tests/unit/test_series \
	    build/no-gsl/obj/tests/unit/test_sobol
	@! nm build/no-gsl/ilm-cost build/no-gsl/libcost.so | grep gsl_
	@build/no-gsl/obj/tests/unit/test_interpolate
	@build/no-gsl/obj/tests/unit/test_series
	@build/no-gsl/obj/tests/unit/test_sobol
	@! build/no-gsl/ilm-cost estimate tests/golden/series/workload.yaml 2>&1 | grep -v 'made with GSL=0'
	@build/no-gsl/ilm-cost estimate tests/golden/series/workload.yaml --set traffic.web.measured.between=linear >/dev/null

fuzz:
	@for source in $(FUZZ_SRC); do \
	    name=$$(basename $$source .c); \
	    $(MAKE) --no-print-directory CC=$(CLANG) BUILD=build/fuzz CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined" \
	        build/fuzz/libcost.a >/dev/null && \
	    $(CLANG) $(ALL_CFLAGS) -fsanitize=fuzzer,address,undefined -o build/fuzz/$$name $$source build/fuzz/libcost.a $(LIBS) && \
	    build/fuzz/$$name -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=build/fuzz/ \
	        tests/fuzz/corpus/$${name#fuzz_} || exit 1; \
	done

# ---- by hand --------------------------------------------------------------------------------------------------------
golden: $(BUILD)/ilm-cost
	@$(PYTHON) tests/golden.py --command $(BUILD)/ilm-cost --rewrite

docs: all
	@$(PYTHON) bindings/python/generate_ffi.py
	@$(PYTHON) tests/readme.py --build $(BUILD) --rewrite
	@$(PYTHON) tests/conformance.py --write-docs docs/differences.md >/dev/null
	@$(PYTHON) tests/documents.py --command $(BUILD)/ilm-cost --library $(BUILD)/libcost.so --rewrite

bench: all $(OBJ)/tests/bench/months $(OBJ)/tests/property/engines
	@$(PYTHON) tests/bench/speed.py --command $(BUILD)/ilm-cost --months $(OBJ)/tests/bench/months \
	    --engines $(OBJ)/tests/property/engines
	@$(PYTHON) tests/bench/startup.py --command $(BUILD)/ilm-cost
	@$(PYTHON) tests/bench/py_calls.py --library $(BUILD)/libcost.so
	@$(PYTHON) tests/bench/threads.py --command $(BUILD)/ilm-cost

format:
	@clang-format -i $(wildcard include/*.h include/cost/*.h libcost/*/*.[ch] cli/*.[ch] tests/*/*.[ch])

clean:
	rm -rf build

.PHONY: install uninstall check-install check-python check-ci
.PHONY: all help deps demo build-tests check check-all check-quick check-unit check-cases check-property check-golden check-explain check-data \
        check-fuzz check-cron check-shards check-workbook check-memory check-instructions check-tree check-asan check-tsan check-clang check-no-gsl fuzz golden docs bench format clean
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(wildcard $(OBJ)/tests/*/*.d)
