"""The functions and types of the public headers for ctypes.

Made by generate_ffi.py from include/cost/*.h; do not edit.  Every function of the library is here under its own name;
the headers say what it does, who owns what it returns, and which threads may call it."""
# pylint: disable=all
from ctypes import (CDLL, CFUNCTYPE, POINTER, Structure, c_bool, c_char_p, c_double, c_int, c_int32, c_int64, c_long,
                    c_size_t, c_uint, c_uint64, c_void_p)
from enum import IntEnum
from typing import Any, Dict, List, Tuple

VERSION = "0.1.0"
SOVERSION = 0
COST_MONEY_TEXT_SIZE = 24
COST_TRIALS_MAX = 10000000
COST_THREADS_MAX = 256
COST_QUALITY_TEXT_SIZE = 64
COST_REPORT_COLOR = 1
COST_REPORT_LINES = 2
COST_SCHEDULE_TIME_SIZE = 64


class Status(IntEnum):
    """cost_status_t"""
    OK = 0
    MEMORY = 1
    IO = 2
    SYNTAX = 3
    SCHEMA = 4
    RANGE = 5
    NO_PRICE = 6
    LIMIT = 7
    UNSUPPORTED = 8
    UNPRICED = 9
    CANCELLED = 10


class PriceField(IntEnum):
    """cost_price_field_t"""
    SERVICE = 0
    DIMENSION = 1
    VARIANT = 2
    REGION = 3
    USAGE_TYPE = 4
    UNIT = 5
    TIER_FROM = 6
    USD = 7
    MODEL = 8
    OBSERVED = 9
    VALID_FROM = 10
    VALID_TO = 11
    CONFIDENCE = 12
    SOURCE = 13
    SOURCE_URL = 14


class LineField(IntEnum):
    """cost_line_field_t"""
    ID = 0
    WORKLOAD = 1
    RESOURCE = 2
    MONTH = 3
    SERVICE = 4
    DIMENSION = 5
    VARIANT = 6
    USAGE_TYPE = 7
    REGION = 8
    CATEGORY = 9
    TIER_FROM = 10
    QUANTITY = 11
    UNIT = 12
    UNIT_PRICE = 13
    LIST_COST = 14
    COST = 15
    EFFECTIVE_COST = 16
    IMPLIED_BY = 17
    PRICE_SOURCE = 18


class BillPart(IntEnum):
    """cost_bill_part_t"""
    TOTAL = 0
    MONTH = 1
    SERVICE = 2
    RESOURCE = 3
    TAG = 4
    BUDGET = 5


class Percentile(IntEnum):
    """cost_percentile_t"""
    P5 = 0
    P25 = 1
    P50 = 2
    P75 = 3
    P95 = 4
    P99 = 5
    PERCENTILES = 6


class VerdictState(IntEnum):
    """cost_verdict_state_t"""
    WITHIN = 0
    UNDECIDED = 1
    WAIVED = 2
    BROKEN = 3
    STATES = 4


class GateOutcome(IntEnum):
    """cost_gate_outcome_t"""
    PASSED = 0
    WARNED = 1
    BROKEN = 2


class Effect(IntEnum):
    """cost_effect_t"""
    EFFECT_CALENDAR = 0
    EFFECT_CONFIGURATION = 1
    EFFECT_USAGE = 2
    EFFECT_PRICE = 3
    EFFECTS = 4


class DiffField(IntEnum):
    """cost_diff_field_t"""
    WORKLOAD = 0
    RESOURCE = 1
    SERVICE = 2
    DIMENSION = 3
    VARIANT = 4
    REGION = 5
    UNIT = 6
    OLD_QUANTITY = 7
    NEW_QUANTITY = 8


class ExplainStep(IntEnum):
    """cost_explain_step_t"""
    WHAT = 0
    INPUT = 1
    DEFAULT = 2
    LOAD = 3
    MINUTES = 4
    HOURS = 5
    RULE = 6
    QUANTITY = 7
    TIER = 8
    COST = 9
    PRICE = 10
    STEPS = 11


class QualityField(IntEnum):
    """cost_quality_field_t"""
    WORKLOAD = 0
    RESOURCE = 1
    MONTH = 2
    UNIT = 3
    LEAST = 4
    MEAN = 5
    MOST = 6
    STARTS = 7
    DECISIONS = 8
    INTERRUPTIONS = 9
    LOAD = 10
    SERVED = 11
    LOST = 12
    SATURATED_MINUTES = 13
    WAIT_S = 14
    BACKLOG = 15
    BACKLOG_MOST = 16
    RECONNECTS = 17
    FIELDS = 18


class FieldFact(IntEnum):
    """cost_field_fact_t"""
    HELP = 0
    KIND = 1
    MEASURE = 2
    MIN = 3
    MAX = 4
    FALLBACK = 5
    SOURCE = 6


class Resolution(IntEnum):
    """cost_resolution_t"""
    HOURLY = 0
    MINUTE = 1


class TimelineField(IntEnum):
    """cost_timeline_field_t"""
    NAME = 0
    KIND = 1
    WORKLOAD = 2
    RESOURCE = 3
    SERVICE = 4
    DIMENSION = 5
    VARIANT = 6
    REGION = 7
    UNIT = 8


class Format(IntEnum):
    """cost_format_t"""
    TABLE = 0
    CSV = 1
    JSON = 2
    MARKDOWN = 3
    JUNIT = 4
    GITHUB = 5
    XLSX = 6


class Turn(IntEnum):
    """cost_turn_t"""
    ON = 0
    OFF = 1


STATUS_TEXTS: Dict[int, str] = {
    0: "no error",
    1: "out of memory",
    2: "a file could not be read or written",
    3: "a text is not well-formed YAML, JSON, CSV or UTF-8",
    4: "a field is missing, unknown or of the wrong type",
    5: "a value lies outside its documented range",
    6: "the price book has no price for this usage",
    7: "a document is larger or deeper than the library accepts",
    8: "this build or this version of the library cannot do it",
    9: "a load that nobody stated, under strict rules",
    10: "the caller ended the call before it was done",
}
FORMATS: Dict[str, str] = {  # name: ending of files
    "table": "txt",
    "csv": "csv",
    "json": "json",
    "markdown": "md",
    "junit": "xml",
    "github": "",
    "xlsx": "xlsx",
}


class cost_error_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_catalog_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_options_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_workload_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_bill_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_simulation_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_distribution_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_budgets_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_gate_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_verdicts_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_comparison_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_diff_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_explanation_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_rate_card_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_timeline_t(Structure):
    """Opaque: only pointers to it cross."""


class cost_money_t(Structure):
    _fields_ = [("nano_usd", c_int64)]


class cost_schedule_on_t(Structure):
    _fields_ = [("seconds", c_int64), ("clock_hours", c_int64), ("month_seconds", c_int64), ("windows", c_size_t)]


cost_progress_t = CFUNCTYPE(c_int, c_void_p, c_size_t, c_size_t)
cost_write_t = CFUNCTYPE(c_int, c_void_p, c_void_p, c_size_t)
# Name: what it returns, then what it takes.
FUNCTIONS: Dict[str, Tuple[Any, ...]] = {
    "cost_status_count": (c_int,),
    "cost_status_name": (c_char_p, c_int,),
    "cost_status_text": (c_char_p, c_int,),
    "cost_error_create": (POINTER(cost_error_t),),
    "cost_error_destroy": (None, POINTER(cost_error_t),),
    "cost_error_clear": (None, POINTER(cost_error_t),),
    "cost_error_count": (c_size_t, POINTER(cost_error_t),),
    "cost_error_text": (c_char_p, POINTER(cost_error_t), c_size_t,),
    "cost_error_message": (c_char_p, POINTER(cost_error_t), c_size_t,),
    "cost_error_file": (c_char_p, POINTER(cost_error_t), c_size_t,),
    "cost_error_path": (c_char_p, POINTER(cost_error_t), c_size_t,),
    "cost_error_line": (c_int, POINTER(cost_error_t), c_size_t,),
    "cost_error_column": (c_int, POINTER(cost_error_t), c_size_t,),
    "cost_error_status": (c_int, POINTER(cost_error_t), c_size_t,),
    "cost_catalog_create": (c_int, POINTER(POINTER(cost_catalog_t)), c_char_p, POINTER(cost_error_t),),
    "cost_catalog_destroy": (None, POINTER(cost_catalog_t),),
    "cost_catalog_version": (c_char_p, POINTER(cost_catalog_t),),
    "cost_catalog_date": (c_int32, POINTER(cost_catalog_t),),
    "cost_catalog_price_count": (c_size_t, POINTER(cost_catalog_t),),
    "cost_catalog_price_field": (c_char_p, POINTER(cost_catalog_t), c_size_t, c_int, c_char_p, c_size_t,),
    "cost_catalog_price_matches": (c_bool, POINTER(cost_catalog_t), c_size_t, c_char_p,),
    "cost_catalog_check": (c_int, POINTER(cost_catalog_t), POINTER(cost_error_t),),
    "cost_money_text": (c_char_p, cost_money_t, c_int, c_char_p,),
    "cost_money_parse": (c_int, POINTER(cost_money_t), c_char_p,),
    "cost_options_create": (POINTER(cost_options_t),),
    "cost_options_destroy": (None, POINTER(cost_options_t),),
    "cost_options_set_period": (c_int, POINTER(cost_options_t), c_char_p,),
    "cost_options_set_region": (c_int, POINTER(cost_options_t), c_char_p,),
    "cost_options_set_folder": (c_int, POINTER(cost_options_t), c_char_p,),
    "cost_options_set_scenario": (c_int, POINTER(cost_options_t), c_char_p,),
    "cost_options_add_override": (c_int, POINTER(cost_options_t), c_char_p,),
    "cost_options_set_as_of": (c_int, POINTER(cost_options_t), c_char_p,),
    "cost_options_set_catalog": (None, POINTER(cost_options_t), POINTER(cost_catalog_t),),
    "cost_options_set_strict": (None, POINTER(cost_options_t), c_int,),
    "cost_options_set_hourly": (None, POINTER(cost_options_t), c_int,),
    "cost_workload_load": (c_int, POINTER(POINTER(cost_workload_t)), c_char_p, POINTER(cost_options_t), POINTER(cost_error_t),),
    "cost_workload_parse": (c_int, POINTER(POINTER(cost_workload_t)), c_char_p, c_size_t, c_char_p, POINTER(cost_options_t), POINTER(cost_error_t),),
    "cost_workload_destroy": (None, POINTER(cost_workload_t),),
    "cost_workload_name": (c_char_p, POINTER(cost_workload_t),),
    "cost_workload_resource_count": (c_size_t, POINTER(cost_workload_t),),
    "cost_workload_resource": (c_char_p, POINTER(cost_workload_t), c_size_t,),
    "cost_workload_scenario_count": (c_size_t, POINTER(cost_workload_t),),
    "cost_workload_scenario": (c_char_p, POINTER(cost_workload_t), c_size_t,),
    "cost_workload_check": (c_int, POINTER(cost_workload_t), POINTER(cost_catalog_t), POINTER(cost_options_t), POINTER(cost_error_t),),
    "cost_estimate": (c_int, POINTER(POINTER(cost_bill_t)), POINTER(cost_catalog_t), POINTER(POINTER(cost_workload_t)), c_size_t, POINTER(cost_options_t), POINTER(cost_error_t),),
    "cost_bill_load": (c_int, POINTER(POINTER(cost_bill_t)), c_char_p, POINTER(cost_error_t),),
    "cost_bill_parse": (c_int, POINTER(POINTER(cost_bill_t)), c_char_p, c_size_t, c_char_p, POINTER(cost_error_t),),
    "cost_bill_destroy": (None, POINTER(cost_bill_t),),
    "cost_bill_scenario": (c_char_p, POINTER(cost_bill_t),),
    "cost_bill_workload_count": (c_size_t, POINTER(cost_bill_t),),
    "cost_bill_workload": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_total": (cost_money_t, POINTER(cost_bill_t),),
    "cost_bill_month_count": (c_size_t, POINTER(cost_bill_t),),
    "cost_bill_month_name": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_month_hours": (c_long, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_month_total": (cost_money_t, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_line_count": (c_size_t, POINTER(cost_bill_t),),
    "cost_bill_line_field": (c_char_p, POINTER(cost_bill_t), c_size_t, c_int, c_char_p, c_size_t,),
    "cost_bill_line_cost": (cost_money_t, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_resource_count": (c_size_t, POINTER(cost_bill_t),),
    "cost_bill_resource_name": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_resource_service": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_resource_cost": (cost_money_t, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_service_count": (c_size_t, POINTER(cost_bill_t),),
    "cost_bill_service_name": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_service_cost": (cost_money_t, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_default_count": (c_size_t, POINTER(cost_bill_t),),
    "cost_bill_default_path": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_default_value": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_default_source": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_unpriced_count": (c_size_t, POINTER(cost_bill_t),),
    "cost_bill_unpriced_path": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_unpriced_dimension": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_unpriced_remedy": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_warning_count": (c_size_t, POINTER(cost_bill_t),),
    "cost_bill_warning_code": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_warning_text": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_warning_path": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_warning_file": (c_char_p, POINTER(cost_bill_t), c_size_t,),
    "cost_bill_warning_line": (c_int, POINTER(cost_bill_t), c_size_t,),
    "cost_simulation_create": (POINTER(cost_simulation_t),),
    "cost_simulation_destroy": (None, POINTER(cost_simulation_t),),
    "cost_simulation_set_trials": (c_int, POINTER(cost_simulation_t), c_size_t,),
    "cost_simulation_set_seed": (None, POINTER(cost_simulation_t), c_uint64,),
    "cost_simulation_set_threads": (c_int, POINTER(cost_simulation_t), c_size_t,),
    "cost_simulation_set_until": (c_int, POINTER(cost_simulation_t), c_double,),
    "cost_simulation_set_shard": (c_int, POINTER(cost_simulation_t), c_size_t, c_size_t,),
    "cost_simulation_set_sobol": (None, POINTER(cost_simulation_t), c_int,),
    "cost_simulation_set_progress": (None, POINTER(cost_simulation_t), cost_progress_t, c_void_p,),
    "cost_simulation_add_budget": (c_int, POINTER(cost_simulation_t), c_char_p, cost_money_t, c_char_p, c_char_p, c_char_p, c_char_p,),
    "cost_simulate": (c_int, POINTER(POINTER(cost_distribution_t)), POINTER(cost_catalog_t), POINTER(POINTER(cost_workload_t)), c_size_t, POINTER(cost_options_t), POINTER(cost_simulation_t), POINTER(cost_error_t),),
    "cost_simulate_trial": (c_int, POINTER(POINTER(cost_bill_t)), POINTER(cost_catalog_t), POINTER(POINTER(cost_workload_t)), c_size_t, POINTER(cost_options_t), c_uint64, c_uint64, POINTER(cost_error_t),),
    "cost_distribution_destroy": (None, POINTER(cost_distribution_t),),
    "cost_distribution_trials": (c_size_t, POINTER(cost_distribution_t),),
    "cost_distribution_first_trial": (c_uint64, POINTER(cost_distribution_t),),
    "cost_distribution_seed": (c_uint64, POINTER(cost_distribution_t),),
    "cost_distribution_bill": (POINTER(cost_bill_t), POINTER(cost_distribution_t),),
    "cost_distribution_write": (c_int, POINTER(cost_distribution_t), cost_write_t, c_void_p, POINTER(cost_error_t),),
    "cost_distribution_merge": (c_int, POINTER(POINTER(cost_distribution_t)), POINTER(c_char_p), c_size_t, POINTER(cost_error_t),),
    "cost_distribution_count": (c_size_t, POINTER(cost_distribution_t), c_int,),
    "cost_distribution_name": (c_char_p, POINTER(cost_distribution_t), c_int, c_size_t,),
    "cost_distribution_find": (c_int, POINTER(cost_distribution_t), c_int, c_char_p,),
    "cost_distribution_central": (cost_money_t, POINTER(cost_distribution_t), c_int, c_size_t,),
    "cost_distribution_mean": (cost_money_t, POINTER(cost_distribution_t), c_int, c_size_t,),
    "cost_distribution_sd": (cost_money_t, POINTER(cost_distribution_t), c_int, c_size_t,),
    "cost_distribution_standard_error": (cost_money_t, POINTER(cost_distribution_t), c_int, c_size_t,),
    "cost_distribution_percentile": (cost_money_t, POINTER(cost_distribution_t), c_int, c_size_t, c_int,),
    "cost_distribution_percentile_error": (cost_money_t, POINTER(cost_distribution_t), c_int, c_size_t, c_int,),
    "cost_distribution_probability_above": (c_int, POINTER(cost_distribution_t), c_int, c_size_t, cost_money_t, POINTER(c_double), POINTER(c_double), POINTER(cost_error_t),),
    "cost_distribution_budget_limit": (cost_money_t, POINTER(cost_distribution_t), c_size_t,),
    "cost_distribution_budget_broken": (c_double, POINTER(cost_distribution_t), c_size_t, POINTER(c_double),),
    "cost_distribution_budget_date": (c_int64, POINTER(cost_distribution_t), c_size_t,),
    "cost_distribution_input_count": (c_size_t, POINTER(cost_distribution_t),),
    "cost_distribution_input_name": (c_char_p, POINTER(cost_distribution_t), c_size_t,),
    "cost_distribution_input_correlation": (c_double, POINTER(cost_distribution_t), c_size_t,),
    "cost_distribution_sobol_rows": (c_size_t, POINTER(cost_distribution_t),),
    "cost_distribution_input_first_order": (c_double, POINTER(cost_distribution_t), c_size_t, POINTER(c_double),),
    "cost_distribution_input_total_effect": (c_double, POINTER(cost_distribution_t), c_size_t,),
    "cost_distribution_noise_first_order": (c_double, POINTER(cost_distribution_t), POINTER(c_double),),
    "cost_budgets_load": (c_int, POINTER(POINTER(cost_budgets_t)), c_char_p, POINTER(cost_error_t),),
    "cost_budgets_parse": (c_int, POINTER(POINTER(cost_budgets_t)), c_char_p, c_size_t, c_char_p, POINTER(cost_error_t),),
    "cost_budgets_destroy": (None, POINTER(cost_budgets_t),),
    "cost_budgets_count": (c_size_t, POINTER(cost_budgets_t),),
    "cost_gate_create": (POINTER(cost_gate_t),),
    "cost_gate_destroy": (None, POINTER(cost_gate_t),),
    "cost_gate_set_budgets": (None, POINTER(cost_gate_t), POINTER(cost_budgets_t),),
    "cost_gate_set_baseline": (None, POINTER(cost_gate_t), POINTER(cost_bill_t),),
    "cost_gate_set_today": (c_int, POINTER(cost_gate_t), c_char_p,),
    "cost_gate_set_trials": (c_int, POINTER(cost_gate_t), c_size_t,),
    "cost_gate_set_seed": (None, POINTER(cost_gate_t), c_uint64,),
    "cost_gate_set_threads": (c_int, POINTER(cost_gate_t), c_size_t,),
    "cost_gate_set_progress": (None, POINTER(cost_gate_t), cost_progress_t, c_void_p,),
    "cost_check": (c_int, POINTER(POINTER(cost_verdicts_t)), POINTER(cost_catalog_t), POINTER(POINTER(cost_workload_t)), c_size_t, POINTER(cost_options_t), POINTER(cost_gate_t), POINTER(cost_error_t),),
    "cost_verdicts_destroy": (None, POINTER(cost_verdicts_t),),
    "cost_verdicts_outcome": (c_int, POINTER(cost_verdicts_t),),
    "cost_verdicts_bill": (POINTER(cost_bill_t), POINTER(cost_verdicts_t),),
    "cost_verdicts_count": (c_size_t, POINTER(cost_verdicts_t),),
    "cost_verdict_state_name": (c_char_p, c_int,),
    "cost_verdict_name": (c_char_p, POINTER(cost_verdicts_t), c_size_t,),
    "cost_verdict_file": (c_char_p, POINTER(cost_verdicts_t), c_size_t,),
    "cost_verdict_line": (c_int, POINTER(cost_verdicts_t), c_size_t,),
    "cost_verdict_state": (c_int, POINTER(cost_verdicts_t), c_size_t,),
    "cost_verdict_warns": (c_int, POINTER(cost_verdicts_t), c_size_t,),
    "cost_verdict_month": (c_char_p, POINTER(cost_verdicts_t), c_size_t,),
    "cost_verdict_cost": (cost_money_t, POINTER(cost_verdicts_t), c_size_t,),
    "cost_verdict_limit": (cost_money_t, POINTER(cost_verdicts_t), c_size_t,),
    "cost_verdict_probability": (c_double, POINTER(cost_verdicts_t), c_size_t, POINTER(c_double),),
    "cost_verdict_crossing": (c_int64, POINTER(cost_verdicts_t), c_size_t,),
    "cost_compare": (c_int, POINTER(POINTER(cost_comparison_t)), POINTER(cost_catalog_t), POINTER(cost_workload_t), POINTER(cost_options_t), POINTER(cost_error_t),),
    "cost_compare_trials": (c_int, POINTER(POINTER(cost_comparison_t)), POINTER(cost_catalog_t), POINTER(cost_workload_t), POINTER(cost_options_t), POINTER(cost_simulation_t), POINTER(cost_error_t),),
    "cost_comparison_destroy": (None, POINTER(cost_comparison_t),),
    "cost_comparison_count": (c_size_t, POINTER(cost_comparison_t),),
    "cost_comparison_name": (c_char_p, POINTER(cost_comparison_t), c_size_t,),
    "cost_comparison_bill": (POINTER(cost_bill_t), POINTER(cost_comparison_t), c_size_t,),
    "cost_comparison_distribution": (POINTER(cost_distribution_t), POINTER(cost_comparison_t), c_size_t,),
    "cost_comparison_cheapest": (c_size_t, POINTER(cost_comparison_t),),
    "cost_comparison_row_count": (c_size_t, POINTER(cost_comparison_t),),
    "cost_comparison_row_service": (c_char_p, POINTER(cost_comparison_t), c_size_t,),
    "cost_comparison_row_resource": (c_char_p, POINTER(cost_comparison_t), c_size_t,),
    "cost_comparison_row_cost": (cost_money_t, POINTER(cost_comparison_t), c_size_t, c_size_t,),
    "cost_comparison_row_there": (c_int, POINTER(cost_comparison_t), c_size_t, c_size_t,),
    "cost_effect_name": (c_char_p, c_int,),
    "cost_diff_workloads": (c_int, POINTER(POINTER(cost_diff_t)), POINTER(cost_catalog_t), POINTER(cost_workload_t), POINTER(cost_options_t), POINTER(cost_catalog_t), POINTER(cost_workload_t), POINTER(cost_options_t), POINTER(cost_error_t),),
    "cost_diff_bills": (c_int, POINTER(POINTER(cost_diff_t)), POINTER(cost_bill_t), POINTER(cost_bill_t), POINTER(cost_error_t),),
    "cost_diff_destroy": (None, POINTER(cost_diff_t),),
    "cost_diff_old": (cost_money_t, POINTER(cost_diff_t),),
    "cost_diff_new": (cost_money_t, POINTER(cost_diff_t),),
    "cost_diff_effect": (cost_money_t, POINTER(cost_diff_t), c_int,),
    "cost_diff_item_count": (c_size_t, POINTER(cost_diff_t),),
    "cost_diff_item_field": (c_char_p, POINTER(cost_diff_t), c_size_t, c_int,),
    "cost_diff_item_old": (cost_money_t, POINTER(cost_diff_t), c_size_t,),
    "cost_diff_item_new": (cost_money_t, POINTER(cost_diff_t), c_size_t,),
    "cost_diff_item_effect": (cost_money_t, POINTER(cost_diff_t), c_size_t, c_int,),
    "cost_diff_note_count": (c_size_t, POINTER(cost_diff_t),),
    "cost_diff_note": (c_char_p, POINTER(cost_diff_t), c_size_t,),
    "cost_explain_step_name": (c_char_p, c_int,),
    "cost_explain": (c_int, POINTER(POINTER(cost_explanation_t)), POINTER(cost_bill_t), POINTER(POINTER(cost_workload_t)), c_size_t, c_char_p, POINTER(cost_error_t),),
    "cost_explanation_destroy": (None, POINTER(cost_explanation_t),),
    "cost_explanation_count": (c_size_t, POINTER(cost_explanation_t),),
    "cost_explanation_line": (c_size_t, POINTER(cost_explanation_t), c_size_t,),
    "cost_explanation_step_count": (c_size_t, POINTER(cost_explanation_t), c_size_t,),
    "cost_explanation_step": (c_int, POINTER(cost_explanation_t), c_size_t, c_size_t,),
    "cost_explanation_text": (c_char_p, POINTER(cost_explanation_t), c_size_t, c_size_t,),
    "cost_explanation_source": (c_char_p, POINTER(cost_explanation_t), c_size_t, c_size_t,),
    "cost_bill_quality_count": (c_size_t, POINTER(cost_bill_t),),
    "cost_bill_quality_field": (c_char_p, POINTER(cost_bill_t), c_size_t, c_int, c_char_p, c_size_t,),
    "cost_quality_field_name": (c_char_p, c_int,),
    "cost_rate_card_create": (c_int, POINTER(POINTER(cost_rate_card_t)), POINTER(cost_catalog_t), POINTER(c_char_p), c_size_t, c_char_p, POINTER(cost_error_t),),
    "cost_rate_card_destroy": (None, POINTER(cost_rate_card_t),),
    "cost_rate_card_count": (c_size_t, POINTER(cost_rate_card_t),),
    "cost_rate_card_unit": (c_char_p, POINTER(cost_rate_card_t), c_size_t,),
    "cost_rate_card_price": (c_int, POINTER(cost_rate_card_t), POINTER(c_int64), c_size_t, POINTER(cost_money_t), POINTER(cost_money_t),),
    "cost_service_count": (c_size_t,),
    "cost_service_name": (c_char_p, c_size_t,),
    "cost_service_title": (c_char_p, c_size_t,),
    "cost_service_dimension_count": (c_size_t, c_size_t,),
    "cost_service_dimension": (c_char_p, c_size_t, c_size_t,),
    "cost_service_dimension_unit": (c_char_p, c_size_t, c_size_t,),
    "cost_service_field": (c_char_p, c_char_p, c_char_p, c_int,),
    "cost_schema_text": (c_int, POINTER(c_char_p), POINTER(cost_error_t),),
    "cost_service_manual": (c_int, POINTER(c_char_p), c_char_p, POINTER(cost_error_t),),
    "cost_text_free": (None, c_char_p,),
    "cost_resolution_find": (c_int, c_char_p,),
    "cost_resolution_name": (c_char_p, c_int,),
    "cost_timeline_create": (c_int, POINTER(POINTER(cost_timeline_t)), POINTER(cost_bill_t), c_int, POINTER(cost_error_t),),
    "cost_timeline_destroy": (None, POINTER(cost_timeline_t),),
    "cost_timeline_row_count": (c_size_t, POINTER(cost_timeline_t),),
    "cost_timeline_time": (c_char_p, POINTER(cost_timeline_t), c_size_t, c_char_p, c_size_t,),
    "cost_timeline_column_count": (c_size_t, POINTER(cost_timeline_t),),
    "cost_timeline_column": (c_char_p, POINTER(cost_timeline_t), c_size_t, c_int,),
    "cost_timeline_value": (c_char_p, POINTER(cost_timeline_t), c_size_t, c_size_t, c_char_p, c_size_t,),
    "cost_format_find": (c_int, c_char_p,),
    "cost_format_name": (c_char_p, c_int,),
    "cost_format_for_file": (c_int, c_char_p,),
    "cost_report_bill": (c_int, POINTER(c_char_p), POINTER(c_size_t), POINTER(cost_bill_t), c_int, c_uint, POINTER(cost_error_t),),
    "cost_report_comparison": (c_int, POINTER(c_char_p), POINTER(c_size_t), POINTER(cost_comparison_t), c_int, c_uint, POINTER(cost_error_t),),
    "cost_report_timeline": (c_int, POINTER(c_char_p), POINTER(c_size_t), POINTER(cost_timeline_t), c_int, POINTER(cost_error_t),),
    "cost_report_workbook": (c_int, c_char_p, POINTER(cost_bill_t), POINTER(cost_comparison_t), POINTER(cost_error_t),),
    "cost_report_diff": (c_int, POINTER(c_char_p), POINTER(c_size_t), POINTER(cost_diff_t), cost_money_t, c_int, c_uint, POINTER(cost_error_t),),
    "cost_report_distribution": (c_int, POINTER(c_char_p), POINTER(c_size_t), POINTER(cost_distribution_t), c_int, c_uint, POINTER(cost_error_t),),
    "cost_report_check": (c_int, POINTER(c_char_p), POINTER(c_size_t), POINTER(cost_verdicts_t), c_int, c_uint, POINTER(cost_error_t),),
    "cost_report_explanation": (c_int, POINTER(c_char_p), POINTER(c_size_t), POINTER(cost_explanation_t), c_int, c_uint, POINTER(cost_error_t),),
    "cost_workload_schedule_count": (c_size_t, POINTER(cost_workload_t),),
    "cost_workload_schedule": (c_char_p, POINTER(cost_workload_t), c_size_t,),
    "cost_schedule_expression": (c_char_p, POINTER(cost_workload_t), c_size_t, c_int,),
    "cost_schedule_timezone": (c_char_p, POINTER(cost_workload_t), c_size_t,),
    "cost_schedule_next": (c_int64, POINTER(cost_workload_t), c_size_t, c_int, c_int64,),
    "cost_schedule_time_text": (c_char_p, POINTER(cost_workload_t), c_size_t, c_int64, c_char_p,),
    "cost_workload_month_count": (c_size_t, POINTER(cost_workload_t),),
    "cost_workload_month": (c_char_p, POINTER(cost_workload_t), c_size_t, POINTER(c_int64), POINTER(c_int64), c_char_p,),
    "cost_schedule_on": (c_int, POINTER(cost_workload_t), c_size_t, c_size_t, POINTER(cost_schedule_on_t),),
    "cost_estimate_many": (c_int, POINTER(cost_money_t), POINTER(c_int), POINTER(cost_catalog_t), POINTER(cost_workload_t), POINTER(cost_options_t), POINTER(c_char_p), c_size_t, POINTER(c_char_p), c_size_t, POINTER(cost_error_t),),
    "cost_version": (c_char_p,),
}


def bind(library: CDLL) -> List[str]:
    """Tells ctypes the types of every function.  Answers the names that the library does not have."""
    missing = []
    for name, (result, *arguments) in FUNCTIONS.items():
        try:
            function = getattr(library, name)
        except AttributeError:
            missing.append(name)
            continue
        function.restype = result
        function.argtypes = arguments
    return missing
