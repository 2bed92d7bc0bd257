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


def add_heads(graph: Graph, heads: Arrays) -> None:
    """Label-wise attention over the tokens of each segment, then for each pattern one score, three for whose it is and
    seven for what became of it: what a pattern sees, what the segment shows as a whole, and what is usual for it."""
    known = {name: graph.keep(array.astype(np.float32), f"heads.{name}") for name, array in heads.items()}
    count, middle = heads["patterns.bias"].shape[0], graph.whole(1)
    view = graph.add("Tanh", graph.add("Add", graph.add("MatMul", "tokens", known["view.weight"]), known["view.bias"]))
    scores = graph.add("Transpose", graph.add("MatMul", view, known["queries"]), perm=[1, 0])
    look = graph.add("Softmax", graph.add("Add", scores, graph.add("Unsqueeze", "outside", middle)), axis=-1)
    seen = graph.add("MatMul", look, "tokens")
    share = graph.add("Div", "inside", graph.add("ReduceSum", "inside", middle, keepdims=1))
    mean = graph.add("MatMul", share, "tokens")
    graph.add("LpNormalization", mean, axis=-1, p=2, out="vectors")
    each = graph.add("Slice", seen, graph.whole(0), graph.whole(count), middle)
    label = graph.add("ReduceSum", graph.add("Mul", each, known["patterns.seen"]), graph.whole(2), keepdims=0)
    shared = graph.add("Gemm", mean, known["patterns.mean"], known["patterns.bias"])
    graph.add("Sigmoid", graph.add("Add", label, shared), out="patterns")
    for place, part in enumerate(("holder", "status"), start=count):
        one = graph.add("Gather", seen, graph.keep(np.int64(place)), axis=1)
        both = graph.add("Concat", one, mean, axis=-1)
        segment = graph.add("Unsqueeze", graph.add("MatMul", both, known[f"{part}.weight"]), middle)
        pattern = graph.add("Add", graph.add("MatMul", each, known[f"{part}.each"]), known[f"{part}.bias"])
        graph.add("Softmax", graph.add("Add", segment, pattern), out=part, axis=-1)


def draw_encoder(weights: Arrays) -> onnx.ModelProto:
    """The encoder. weights: the base checkpoint's arrays by their published names, adapters already added. Input `ids`
    (windows, tokens ≤ LONGEST), padded with PAD; output `tokens` (windows, tokens, WIDTH)."""
    graph = Graph()
    graph.add("Shape", "ids", out="length", start=1, end=2)
    real = graph.add("Not", graph.add("Equal", "ids", graph.keep(np.int64(PAD))))
    add_wall(graph, real, "wall")
    value, bias = add_embeddings(graph, weights), add_bias(graph, weights)
    for layer in range(LAYERS):
        value = add_layer(graph, value, bias, weights, layer)
    graph.add("Identity", value, out="tokens")
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["windows", "tokens"])
    out = helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["windows", "tokens", WIDTH])
    return make_model(graph, [ids], [out])


def draw_heads(heads: Arrays) -> onnx.ModelProto:
    """The heads, which read the encoder's `tokens` (tokens, WIDTH) of one window as often as they are asked.

    heads: the arrays of `model/heads.safetensors`. For each segment its first token `begin` and the one after its last,
    `end`. Outputs, all probabilities: `patterns` (segments, n), `holder` (segments, n, 3), `status` (segments, n, 7);
    and `vectors` (segments, WIDTH) of length 1, near each other for segments that say alike.
    """
    graph = Graph()
    length = graph.add("Squeeze", graph.add("Shape", "tokens", start=0, end=1), graph.whole(0))
    steps = graph.add("Range", graph.keep(np.int64(0)), length, graph.keep(np.int64(1)))
    after = graph.add("GreaterOrEqual", steps, graph.add("Unsqueeze", "begin", graph.whole(1)))
    before = graph.add("Less", steps, graph.add("Unsqueeze", "end", graph.whole(1)))
    own = graph.add("And", after, before)
    add_wall(graph, own, "outside")
    graph.add("Cast", own, out="inside", to=TensorProto.FLOAT)
    add_heads(graph, heads)
    count = heads["patterns.bias"].shape[0]
    shapes = {"patterns": [count], "holder": [count, HOLDERS], "status": [count, STATUSES], "vectors": [WIDTH]}
    tokens = helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["tokens", WIDTH])
    places = [helper.make_tensor_value_info(name, TensorProto.INT64, ["segments"]) for name in ("begin", "end")]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["segments", *shape]) for name, shape in shapes.items()
    ]
    return make_model(graph, [tokens, *places], outputs)


def make_model(graph: Graph, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]) -> onnx.ModelProto:
    """A finished model."""
    body = helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.constants)
    return helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)


def add_wall(graph: Graph, kept: str, out: str) -> None:
    """What is added before a soft-max so that it sees nothing but what is `kept`."""
    missing = graph.add("Sub", graph.add("Cast", kept, to=TensorProto.FLOAT), graph.keep(np.float32(1)))
    graph.add("Mul", missing, graph.keep(np.float32(1e9)), out=out)
