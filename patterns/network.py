"""The reader's network as an ONNX graph, drawn by hand: a sentence encoder with 8-bit weights, and its heads.

Drawing the graph here instead of exporting it keeps PyTorch out of set-up and keeps every step readable. The shape
is MPNet's (Song et al. 2020: a BERT-like encoder with one shared relative position bias), as published with the base
weights; the heads are label-wise attention: each label looks at the tokens through a query of its own, so that "he
withdrew from me" and "I withdrew from him" can differ.

Linear layers multiply whole numbers: weights are rounded with one scale an output, activations with one scale a row.
The usual dynamic quantisation takes one scale for a whole batch; a few outlying values then cost the token vectors a
fifth of their direction (cosine 0.80 to the exact ones, against 0.99 here), and a sentence's scores would depend on
its neighbours. Weights stay within ±63 because processors without VNNI add pairs of products in 16 bits: 2 · 255 · 63
still fits, 2 · 255 · 127 would silently saturate.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[Any]
Arrays = Mapping[str, Array]

LAYERS = 12
HEADS = 12
WIDTH = 768
LONGEST = 256
PAD = 1
FIRST_POSITION = 2
BUCKETS = 32
FAR = 128
WEIGHT_STEPS = 63
VALUE_STEPS = 127
ZERO = 128
HOLDERS = 3
STATUSES = 7
OPSET = 20


class Graph:
    """Nodes and constants of one graph; `add` returns the name of a node's (first) output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[TensorProto] = []

    def keep(self, value: Array | np.generic, name: str = "") -> str:
        """Stores a constant and returns its name."""
        name = name or f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, count: int = 1, out: str = "", **attributes: Any) -> str:
        """Appends a node; with `count` > 1 its outputs are called name.0, name.1, …"""
        name = out or f"n{len(self.nodes)}"
        outputs = [name] if count == 1 else [f"{name}.{i}" for i in range(count)]
        self.nodes.append(helper.make_node(kind, list(inputs), outputs, **attributes))
        return name

    def whole(self, *numbers: int) -> str:
        """A constant vector of whole numbers (shapes, axes)."""
        return self.keep(np.array(numbers, np.int64))


def round_rows(weight: Array) -> tuple[Array, Array]:
    """Rounds (outputs, inputs) weights to whole numbers from −63 to 63, with one scale for each output."""
    scale = np.abs(weight).max(axis=1, keepdims=True) / WEIGHT_STEPS
    scale[scale == 0] = 1
    return np.rint(weight / scale).astype(np.int8), scale[:, 0].astype(np.float32)


def add_linear(graph: Graph, value: str, weight: Array, bias: Array) -> str:
    """One linear layer in whole numbers; `weight` is (outputs, inputs). Each row of `value` gets a scale of its own."""
    rounded, scale = round_rows(weight.astype(np.float32))
    last, high, low = graph.whole(-1), graph.keep(np.float32(VALUE_STEPS)), graph.keep(np.float32(1 / VALUE_STEPS))
    least = graph.add("Neg", graph.add("ReduceMin", value, last, keepdims=1))
    peak = graph.add("Max", graph.add("ReduceMax", value, last, keepdims=1), least)
    # Casting cuts towards zero, so half a step more than the zero point makes it round to the nearest.
    lifted = graph.add("Mul", value, graph.add("Div", high, peak))
    whole = graph.add("Cast", graph.add("Add", lifted, graph.keep(np.float32(ZERO + 0.5))), to=TensorProto.UINT8)
    product = graph.add("MatMulInteger", whole, graph.keep(rounded.T), graph.keep(np.uint8(ZERO)))
    rows = graph.add("Mul", graph.add("Cast", product, to=TensorProto.FLOAT), graph.add("Mul", peak, low))
    return graph.add("Add", graph.add("Mul", rows, graph.keep(scale)), graph.keep(bias.astype(np.float32)))


def add_norm(graph: Graph, value: str, weights: Arrays, name: str) -> str:
    """Layer normalisation with the published scale, shift and epsilon."""
    scale, shift = (graph.keep(weights[f"{name}.{part}"].astype(np.float32)) for part in ("weight", "bias"))
    return graph.add("LayerNormalization", value, scale, shift, axis=-1, epsilon=1e-5)


def bucket_distances() -> Array:
    """Bucket of each distance key − query from −(LONGEST − 1) to LONGEST − 1: half for each side, exact when near,
    logarithmic when far (the T5 scheme)."""
    distance = np.arange(-(LONGEST - 1), LONGEST)
    half, near = BUCKETS // 2, BUCKETS // 4
    apart = np.abs(distance)
    far = near + np.log(np.maximum(apart, 1) / near) / math.log(FAR / near) * (half - near)
    return np.where(distance > 0, half, 0) + np.where(apart < near, apart, np.minimum(far.astype(np.int64), half - 1))


def add_embeddings(graph: Graph, weights: Arrays) -> str:
    """Word vectors (8 bits, one scale a row) plus position vectors, normalised: (sentences, tokens, WIDTH)."""
    words = weights["embeddings.word_embeddings.weight"].astype(np.float32)
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True) / 127, 1e-8).astype(np.float32)
    rounded = graph.add("Gather", graph.keep(np.rint(words / scale).astype(np.int8)), "ids")
    exact = graph.add(
        "Mul", graph.add("Cast", rounded, to=TensorProto.FLOAT), graph.add("Gather", graph.keep(scale), "ids")
    )
    table = weights["embeddings.position_embeddings.weight"][FIRST_POSITION : FIRST_POSITION + LONGEST]
    positions = graph.add("Slice", graph.keep(table.astype(np.float32)), graph.whole(0), "length", graph.whole(0))
    return add_norm(graph, graph.add("Add", exact, positions), weights, "embeddings.LayerNorm")


def add_bias(graph: Graph, weights: Arrays) -> str:
    """What every layer adds to its attention: the relative position bias, and a wall before padding."""
    table = weights["encoder.relative_attention_bias.weight"].astype(np.float32)[bucket_distances()]
    scalar = graph.add("Squeeze", "length", graph.whole(0))
    steps = graph.add("Range", graph.keep(np.int64(0)), scalar, graph.keep(np.int64(1)))
    apart = graph.add(
        "Sub", graph.add("Unsqueeze", steps, graph.whole(0)), graph.add("Unsqueeze", steps, graph.whole(1))
    )
    rows = graph.add("Gather", graph.keep(table), graph.add("Add", apart, graph.keep(np.int64(LONGEST - 1))))
    near = graph.add("Unsqueeze", graph.add("Transpose", rows, perm=[2, 0, 1]), graph.whole(0))
    return graph.add("Add", near, graph.add("Unsqueeze", "wall", graph.whole(1, 2)))


def add_layer(graph: Graph, value: str, bias: str, weights: Arrays, layer: int) -> str:
    """One encoder layer: self-attention and feed-forward, each followed by its residual and normalisation."""
    name = f"encoder.layer.{layer}"
    parts = [f"{name}.attention.attn.{part}" for part in "qkv"]
    shrink = [1 / math.sqrt(WIDTH // HEADS), 1, 1]
    joined = add_linear(
        graph,
        value,
        np.concatenate([weights[f"{p}.weight"] * s for p, s in zip(parts, shrink, strict=True)]),
        np.concatenate([weights[f"{p}.bias"] * s for p, s in zip(parts, shrink, strict=True)]),
    )
    split = graph.add("Split", joined, count=3, axis=-1, num_outputs=3)
    apart = graph.whole(0, 0, HEADS, WIDTH // HEADS)
    orders = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
    query, key, content = (
        graph.add("Transpose", graph.add("Reshape", f"{split}.{i}", apart), perm=order)
        for i, order in enumerate(orders)
    )
    look = graph.add("Softmax", graph.add("Add", graph.add("MatMul", query, key), bias), axis=-1)
    seen = graph.add("Transpose", graph.add("MatMul", look, content), perm=[0, 2, 1, 3])
    flat = graph.add("Reshape", seen, graph.whole(0, 0, WIDTH))
    heard = add_linear(
        graph, flat, weights[f"{name}.attention.attn.o.weight"], weights[f"{name}.attention.attn.o.bias"]
    )
    value = add_norm(graph, graph.add("Add", heard, value), weights, f"{name}.attention.LayerNorm")
    inner = add_linear(
        graph, value, weights[f"{name}.intermediate.dense.weight"], weights[f"{name}.intermediate.dense.bias"]
    )
    outer = add_linear(
        graph, graph.add("Gelu", inner), weights[f"{name}.output.dense.weight"], weights[f"{name}.output.dense.bias"]
    )
    return add_norm(graph, graph.add("Add", outer, value), weights, f"{name}.output.LayerNorm")


def add_heads(graph: Graph, value: str, heads: Arrays) -> None:
    """Label-wise attention over the tokens, then one score a pattern, three for the holder, seven for the status."""
    known = {name: graph.keep(array.astype(np.float32), f"heads.{name}") for name, array in heads.items()}
    view = graph.add("Tanh", graph.add("Add", graph.add("MatMul", value, known["view.weight"]), known["view.bias"]))
    scores = graph.add("Transpose", graph.add("MatMul", view, known["queries"]), perm=[0, 2, 1])
    look = graph.add("Softmax", graph.add("Add", scores, graph.add("Unsqueeze", "wall", graph.whole(1))), axis=-1)
    seen = graph.add("MatMul", look, value)
    share = graph.add("Div", "real", graph.add("ReduceSum", "real", graph.whole(1), keepdims=1))
    mean = graph.add("MatMul", graph.add("Unsqueeze", share, graph.whole(1)), value)
    own = graph.add("ReduceSum", graph.add("Mul", seen, known["patterns.seen"]), graph.whole(2), keepdims=0)
    flat = graph.add("Squeeze", mean, graph.whole(1))
    graph.add("LpNormalization", flat, axis=-1, p=2, out="vectors")
    count = heads["patterns.bias"].shape[0]
    label = graph.add("Slice", own, graph.whole(0), graph.whole(count), graph.whole(1))
    shared = graph.add("Gemm", flat, known["patterns.mean"], known["patterns.bias"])
    graph.add("Sigmoid", graph.add("Add", label, shared), out="patterns")
    for place, part in enumerate(("holder", "status"), start=count):
        one = graph.add("Gather", seen, graph.keep(np.int64(place)), axis=1)
        both = graph.add("Concat", one, flat, axis=-1)
        scores = graph.add("Gemm", both, known[f"{part}.weight"], known[f"{part}.bias"])
        graph.add("Softmax", scores, out=part, axis=-1)


def draw(weights: Arrays, heads: Arrays) -> onnx.ModelProto:
    """The whole network.

    weights: the base checkpoint's arrays by their published names, adapters already added. heads: the arrays of
    `model/heads.safetensors`. Input `ids` (sentences, tokens ≤ LONGEST), padded with PAD; outputs `patterns`
    (sentences, n), `holder` (sentences, 3) and `status` (sentences, 7), all probabilities, and `vectors` (sentences,
    WIDTH) of length 1: near each other for sentences that say alike.
    """
    graph = Graph()
    graph.add("Shape", "ids", out="length", start=1, end=2)
    graph.add(
        "Cast", graph.add("Not", graph.add("Equal", "ids", graph.keep(np.int64(PAD)))), out="real", to=TensorProto.FLOAT
    )
    missing = graph.add("Sub", "real", graph.keep(np.float32(1)))
    graph.add("Mul", missing, graph.keep(np.float32(1e9)), out="wall")
    value, bias = add_embeddings(graph, weights), add_bias(graph, weights)
    for layer in range(LAYERS):
        value = add_layer(graph, value, bias, weights, layer)
    add_heads(graph, value, heads)
    count = heads["patterns.bias"].shape[0]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["sentences", size])
        for name, size in (("patterns", count), ("holder", HOLDERS), ("status", STATUSES), ("vectors", WIDTH))
    ]
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["sentences", "tokens"])
    body = helper.make_graph(graph.nodes, "reader", [ids], outputs, graph.constants)
    return helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
