"""queries/*.rq into rows, and rows into tables, CSV, JSON and Markdown."""

from kg.reports.bibtex import bibtex, dataset_references
from kg.reports.finding import find_dataset, find_paper
from kg.reports.parameters import Parameter, assigned
from kg.reports.rendering import FORMATS, left_out, render, rich_table
from kg.reports.running import Report, ask, names, read_report, reports, run, shipped_query
from kg.reports.tables import Cell, Table

__all__ = [
    "FORMATS",
    "Cell",
    "Parameter",
    "Report",
    "Table",
    "ask",
    "assigned",
    "bibtex",
    "dataset_references",
    "find_dataset",
    "find_paper",
    "left_out",
    "names",
    "read_report",
    "render",
    "reports",
    "rich_table",
    "run",
    "shipped_query",
]
