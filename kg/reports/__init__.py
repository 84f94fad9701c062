"""queries/*.rq into rows, and rows into tables, CSV, JSON and Markdown."""

from kg.reports.bibtex import bibtex, dataset_references
from kg.reports.finding import find_dataset, find_paper
from kg.reports.rendering import FORMATS, render, rich_table
from kg.reports.running import Report, ask, names, read_report, reports, run
from kg.reports.tables import Cell, Table

__all__ = [
    "FORMATS",
    "Cell",
    "Report",
    "Table",
    "ask",
    "bibtex",
    "dataset_references",
    "find_dataset",
    "find_paper",
    "names",
    "read_report",
    "render",
    "reports",
    "rich_table",
    "run",
]
