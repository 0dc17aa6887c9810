"""Outputs of PyTorch Geometric's layers for given weights: JSON in, JSON out. Run by pyg.test.ts where SEPRANK_PYTHON is set."""
import json
import sys

import torch
from torch_geometric.nn import GATConv, GATv2Conv, GCNConv, GENConv, GINConv, Linear, RGCNConv, SAGEConv

given = json.load(sys.stdin)
x = torch.tensor(given["x"])
edges = torch.tensor(given["edges"]).T
types = torch.tensor(given["types"])
inputs, outputs, heads = x.shape[1], given["outputs"], 4


def tensors(name):
    return [torch.tensor(t["values"]).reshape(t["shape"]) for t in given["parameters"][name]]


def linear(layer, weight, bias=None):
    layer.weight.data = weight.T.contiguous()
    if bias is not None:
        layer.bias.data = bias


def gcn():
    weight, bias = tensors("gcn")
    layer = GCNConv(inputs, outputs)
    linear(layer.lin, weight)
    layer.bias.data = bias
    return layer(x, edges).relu()


def gin(epsilon, parameters):
    w1, gain1, shift1, w2, gain2, shift2 = parameters
    norms = [torch.nn.BatchNorm1d(outputs) for _ in range(2)]
    first, second = torch.nn.Linear(inputs, outputs, bias=False), torch.nn.Linear(outputs, outputs, bias=False)
    mlp = torch.nn.Sequential(first, norms[0], torch.nn.ReLU(), second, norms[1], torch.nn.ReLU())
    layer = GINConv(mlp, eps=float(epsilon))  # it draws the perceptron's weights anew
    linear(first, w1)
    linear(second, w2)
    for norm, gain, shift in zip(norms, (gain1, gain2), (shift1, shift2)):
        norm.weight.data, norm.bias.data = gain, shift
    return layer(x, edges)


def gat():
    weight, source, target, bias = tensors("gat")
    layer = GATConv(inputs, outputs // heads, heads=heads)
    linear(layer.lin, weight)
    layer.att_src.data = source.reshape(1, heads, -1)
    layer.att_dst.data = target.reshape(1, heads, -1)
    layer.bias.data = bias
    return layer(x, edges).relu()


def gatv2():
    source, target, vectors, bias = tensors("gatv2")
    layer = GATv2Conv(inputs, outputs // heads, heads=heads)
    linear(layer.lin_l, source, torch.zeros(outputs))
    linear(layer.lin_r, target, torch.zeros(outputs))
    layer.att.data = vectors.reshape(1, heads, -1)
    layer.bias.data = bias
    return layer(x, edges).relu()


def sage():
    neighbor, own, bias = tensors("sage")
    layer = SAGEConv(inputs, outputs)
    linear(layer.lin_l, neighbor, bias)
    linear(layer.lin_r, own)
    return layer(x, edges).relu()


def sage_max():
    pool, pool_bias, neighbor, own, bias = tensors("sage-max")
    layer = SAGEConv(inputs, outputs, aggr="max", project=True)
    linear(layer.lin, pool, pool_bias)
    linear(layer.lin_l, neighbor, bias)
    linear(layer.lin_r, own)
    return layer(x, edges).relu()


def gen():
    weight, bias = tensors("gen")
    layer = GENConv(inputs, outputs, aggr="max", num_layers=1, norm=None, bias=True, eps=0.0)
    final = [module for module in layer.modules() if isinstance(module, (Linear, torch.nn.Linear))][-1]
    linear(final, weight, bias)
    return layer(x, edges)


def rgcn():
    weights, bias = tensors("rgcn")
    channels = weights.shape[1] // outputs
    blocks = weights.reshape(inputs, channels, outputs).permute(1, 0, 2)
    layer = RGCNConv(inputs, outputs, num_relations=channels - 1, aggr="mean")
    layer.weight.data = blocks[1:].contiguous()
    layer.root.data = blocks[0].contiguous()
    layer.bias.data = bias
    directed = torch.tensor(given["directed"]).T
    return layer(x, directed, types).relu()


epsilon, *ginParameters = tensors("gin")
results = {
    "gcn": gcn(),
    "gin": gin(epsilon, ginParameters),
    "gin-0": gin(0, tensors("gin-0")),
    "gat": gat(),
    "gatv2": gatv2(),
    "sage": sage(),
    "sage-max": sage_max(),
    "gen": gen(),
    "rgcn": rgcn(),
}
json.dump({name: value.detach().flatten().tolist() for name, value in results.items()}, sys.stdout)
