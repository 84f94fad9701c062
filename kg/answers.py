"""What `kg extract --format jsonl` prints: one object a paper, with its datasets and the references cited for each."""

from __future__ import annotations

from typing import Any

from kg.model import Catalogue, Identity, Record, Reference, Use


def answer(record: Record, identity: Identity, catalogue: Catalogue) -> dict[str, Any]:
    """The answer for one paper; two uses that denote one dataset are merged into one."""
    merged: dict[str, list[Use]] = {}
    for i, use in enumerate(record.uses):
        merged.setdefault(identity.of_use[record.paper.id, i], []).append(use)
    references = {r.key: r for r in record.paper.references}
    return {
        "paper": record.paper.source,
        "title": record.paper.title,
        "datasets": [_dataset(id_, uses, references, catalogue) for id_, uses in merged.items()],
    }


def _dataset(id_: str, uses: list[Use], references: dict[str, Reference], catalogue: Catalogue) -> dict[str, Any]:
    main = max(uses, key=lambda u: (u.used or u.introduced, u.confidence))
    cited: dict[str, dict[str, Any]] = {}
    for use in uses:
        for citation in use.citations:
            reference = references[citation.reference]
            cited.setdefault(
                citation.reference,
                {
                    "key": reference.key,
                    "marker": citation.marker,
                    "title": reference.title or reference.raw,
                    "raw": reference.raw,
                    "basis": citation.basis,
                    "reason": citation.reason,
                },
            )
    nearby: dict[str, dict[str, Any]] = {}
    for use in uses:
        for near in use.nearby:
            if near.reference not in cited:
                title = references[near.reference].title or references[near.reference].raw
                nearby.setdefault(
                    near.reference,
                    {"key": near.reference, "marker": near.marker, "title": title, "reason": near.reason},
                )
    described = next((u.description for u in (main, *uses) if u.description is not None), None)
    return {
        "id": id_,
        "name": max((u.name for u in uses), key=len),
        "surfaces": list(dict.fromkeys(s for u in uses for s in u.surfaces)),
        "kind": catalogue.datasets[id_].kind if id_ in catalogue.datasets else main.kind,
        "used": any(u.used for u in uses),
        "introduced": any(u.introduced for u in uses),
        "evidence": main.evidence.quote,
        "page": main.evidence.page,
        "description": described.text if described else "",
        "description_from": described.source if described else "",
        "instances": described.instances if described else None,
        "classes": described.classes if described else None,
        "splits": {split.part: split.instances for split in described.splits} if described else {},
        "modality": described.modality if described else "",
        "references": list(cited.values()),
        "nearby": list(nearby.values()),
        "addresses": list(dict.fromkeys(a for u in uses for a in u.addresses)),
        "confidence": main.confidence,
    }
