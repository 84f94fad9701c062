"""queries/*.rq into rows, and rows into tables, CSV, JSON and Markdown."""
