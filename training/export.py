"""The network as the file that ships: ONNX with weights of eight bits."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.extraction.tagging import CORPORA, KINDS_OF_NAMES, SHAPES
from training.network import Network

_OPSET = 17


class _Answers(nn.Module):
    """For each piece and each of CORPORA the likelihood that it belongs to the name of a dataset."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        _, seen = self.network.read(ids, shapes, marks, mask)
        inside = [1 - self.network.heads[corpus](seen).softmax(-1)[..., 0] for corpus in CORPORA]
        return torch.stack(inside, -1)


def export(network: Network, tokenizer: Tokenizer, folder: Path) -> None:
    """Write tagger.onnx and tokenizer.json to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[5, 6, 7, 8], [5, 6, 7, 0]])
    marks = torch.zeros(2, 4, 2 * len(KINDS_OF_NAMES))
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole.onnx"
        torch.onnx.export(
            _Answers(network.eval()).float(),
            (ids, ids % SHAPES, marks, (ids > 0).long()),
            str(whole),
            input_names=["ids", "shapes", "marks", "mask"],
            output_names=["inside"],
            dynamic_axes={name: {0: "rows", 1: "pieces"} for name in ("ids", "shapes", "marks", "mask", "inside")},
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, folder / "tagger.onnx", per_channel=True, weight_type=QuantType.QInt8)
    tokenizer.save(str(folder / "tokenizer.json"))
