"""`kg check`: what a paper should still cite for its datasets, before it is submitted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.commands.terminal import FAILED, Catalogue, Grobid, Papers, Plain, Workers, complain, told

if TYPE_CHECKING:
    from kg.citation_check import Finding
    from kg.model import Paper


def check(
    papers: Papers,
    format: Annotated[Plain, typer.Option("--format", "-f", help="For people, or as JSON.")] = Plain.table,
    workers: Workers = None,
    grobid: Grobid = "",
    catalogue: Catalogue = None,
) -> None:
    """Datasets that a paper uses without citing them well, with the entries to add; exit code 1 if there are any."""
    from kg import catalogue as catalogues
    from kg.build import extract
    from kg.citation_check import check as check_record

    with told():
        known = catalogues.load_with(catalogue) if catalogue is not None else catalogues.load()
        records, identity, failures = extract(papers, workers=workers, grobid=grobid, catalogue=known)
        answers = [_answer(record.paper, check_record(record, identity, known)) for record in records]
    if format is Plain.json:
        stored = [{"path": f.path, "error": f.error} for f in failures]
        print(json.dumps({"papers": answers, "failures": stored}, ensure_ascii=False, indent=1))
    else:
        names = Counter(answer["paper"] for answer in answers)
        for answer in answers:
            # Many papers are called main.tex.
            print(_text(answer, told_apart=names[answer["paper"]] > 1))
    for failure in failures:
        complain(f"failed: {failure.error}")
    if failures or any(not answer["ok"] for answer in answers):
        raise typer.Exit(FAILED)


def _answer(paper: Paper, findings: Sequence[Finding]) -> dict[str, Any]:
    from kg.citation_check import entries

    return {
        "paper": paper.source,
        "title": paper.title,
        "ok": not any(f.to_do for f in findings),
        "findings": [
            {
                "kind": f.kind,
                "to_do": f.to_do,
                "dataset": f.dataset,
                "name": f.name,
                "message": f.message,
                "evidence": f.evidence,
                "page": f.page,
                "cited": list(f.cited),
                "entry": entries([f]),
            }
            for f in findings
        ],
        "entries": entries(findings),
    }


def _text(answer: dict[str, Any], *, told_apart: bool) -> str:
    to_do = sum(f["to_do"] for f in answer["findings"])
    name = f"{answer['paper']} ({answer['title']})" if told_apart else answer["paper"]
    lines = [f"{name}: {'all is well' if answer['ok'] else f'{to_do} to do'}"]
    for finding in answer["findings"]:
        page = f" (page {finding['page']})" if finding["page"] else ""
        lines.append(f"  {finding['kind']:<10} {finding['name']}: {finding['message']}")
        if finding["to_do"] or finding["kind"] == "doubtful":
            lines.append(f"             {' '.join(finding['evidence'].split())}{page}")
        if finding["kind"] == "miscited":
            lines += [f"             cited: {' '.join(title.split())}" for title in finding["cited"]]
    if answer["entries"]:
        lines += ["", "Entries to add:", "", answer["entries"].rstrip()]
    return "\n".join(lines)
