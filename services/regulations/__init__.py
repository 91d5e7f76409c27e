"""Regulations as data: a TOML file → `Draft` (checked, no portal needed) → `Regulation` (in the portal's codes)."""

from services.regulations.binding import bind, looks_at_workdays
from services.regulations.consultation_rules import mirror_of
from services.regulations.differences import Difference, differences
from services.regulations.draft import Draft, check_file, load, restored
from services.regulations.news import Change, news
from services.regulations.problems import Problem, RegulationError, describe

__all__ = [
    "Change",
    "Difference",
    "Draft",
    "Problem",
    "RegulationError",
    "bind",
    "check_file",
    "describe",
    "differences",
    "load",
    "looks_at_workdays",
    "mirror_of",
    "news",
    "restored",
]
