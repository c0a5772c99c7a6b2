# libcost: from a workload and its traffic to the AWS bill it will cause.
#
#   make               build/ilm-cost, build/libcost.so and build/libcost.a
#   make demo          install what is missing, build, print the bill of InterviewLM
#   make check         the whole promise: every test, sanitizers, fuzz corpus, clang, documents up to date
#   make check-quick   unit, case, golden and invalid-input tests only
#   make check-data    look the price book over
#   make bench         how long a cold estimate takes, as a ratio to /bin/true
#   make deps          install missing packages (as root or with sudo), or say what to type
#   make golden        rewrite the golden outputs (then read the diff)
#   make docs          rewrite the generated pages
#   make format        clang-format over everything
#   make clean         remove build/
#
# CC, CFLAGS, CPPFLAGS, LDFLAGS and PYTHON are yours: what you give is added.

BUILD   ?= build
VARIANT := $(BUILD)/obj
PYTHON  ?= python3
PKG     ?= pkg-config
VERSION := $(shell sed -n 's/.*COST_VERSION "\(.*\)"/\1/p' include/cost/version.h)
SOVERSION := 0

PACKAGES := libcjson yaml-0.1
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=c11 -fPIC -fvisibility=hidden -D_POSIX_C_SOURCE=200809L -I. -Iinclude \
             $(shell $(PKG) --cflags $(PACKAGES)) -pthread $(WARN) $(CPPFLAGS) $(CFLAGS)
LIBS = $(shell $(PKG) --libs $(PACKAGES)) -lcsv -pthread
CHECK_LIBS = $(shell $(PKG) --libs check)

LIB_SRC := $(wildcard libcost/*/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(VARIANT)/%.o) $(VARIANT)/book_data.o
CLI_OBJ := $(patsubst %.c,$(VARIANT)/%.o,$(wildcard cli/*.c))
UNIT_SRC := $(wildcard tests/unit/test_*.c)
UNIT_BIN := $(UNIT_SRC:%.c=$(VARIANT)/%)

all: $(BUILD)/ilm-cost $(BUILD)/libcost.so $(BUILD)/libcost.a

help:
	@sed -n '2,/^$$/s/^# \{0,1\}//p' Makefile

$(VARIANT)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# ---- the price book, compiled in ------------------------------------------------------------------------------------
$(VARIANT)/book_data.c: $(wildcard pricing/*.csv) pricing/book.py
	@mkdir -p $(@D)
	$(PYTHON) pricing/book.py compile $@

$(VARIANT)/book_data.o: $(VARIANT)/book_data.c
	$(CC) $(ALL_CFLAGS) -Ilibcost/catalog -MMD -MP -c $< -o $@

# ---- the library and the command ------------------------------------------------------------------------------------
$(BUILD)/libcost.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/libcost.so: $(LIB_OBJ)
	$(CC) -shared -Wl,-soname,libcost.so.$(SOVERSION) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/ilm-cost: $(CLI_OBJ) $(BUILD)/libcost.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(VARIANT)/tests/%: tests/%.c $(BUILD)/libcost.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libcost.a $(LIBS) $(CHECK_LIBS)

clean:
	rm -rf build

.PHONY: all help clean
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(UNIT_BIN:=.d)
