"""Loss, regulariser and weight gradients of a residual network in PyTorch, in float64, for given weights: JSON in, JSON out. Run by
torch.test.ts where SEPRANK_PYTHON is set."""
import json
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
given = json.load(sys.stdin)


def tensor(entry):
    return torch.tensor(entry["values"], dtype=torch.float64).reshape(entry["shape"])


def convolution(filter_):  # [h, w, in, out] to [out, in, h, w]
    return filter_.permute(3, 2, 0, 1)


weights = {name: tensor(entry).requires_grad_() for name, entry in given["parameters"].items()}


def normalize(x, name):
    return F.batch_norm(x, None, None, weights[f"{name}.weight"], weights[f"{name}.bias"], training=True)


def convolve(x, name, stride):
    filter_ = convolution(weights[f"{name}.weight"])
    return F.conv2d(x, filter_, stride=stride, padding=(filter_.shape[2] - 1) // 2)


def network(x):
    x = F.relu(normalize(convolve(x, "conv1", given["stemStride"]), "bn1"))
    if given["pool"]:
        x = F.max_pool2d(x, 3, 2, 1)
    for stage, blocks in enumerate(given["blocks"], 1):
        for block in range(blocks):
            name = f"layer{stage}.{block}"
            stride = 2 if stage > 1 and block == 0 else 1
            inner = F.relu(normalize(convolve(x, f"{name}.conv1", stride), f"{name}.bn1"))
            inner = normalize(convolve(inner, f"{name}.conv2", 1), f"{name}.bn2")
            if f"{name}.downsample.0.weight" in weights:
                x = normalize(convolve(x, f"{name}.downsample.0", stride), f"{name}.downsample.1")
            x = F.relu(inner + x)
    return (x.mean((2, 3)) @ weights["fc.weight"] + weights["fc.bias"])[:, 0]


def images(entry):
    return tensor(entry).permute(0, 3, 1, 2).requires_grad_()


x, other = images(given["x"]), images(given["exchanged"])
region = torch.tensor(given["region"], dtype=torch.float64).reshape(1, 1, *x.shape[2:])
logits = network(x)
loss = F.binary_cross_entropy_with_logits(logits, torch.tensor(given["labels"], dtype=torch.float64))
rows = []
for at, outputs in ((x, logits), (other, network(other))):
    (gradient,) = torch.autograd.grad(outputs.sum(), at, create_graph=True)
    rows.append((gradient * region).flatten(1))
penalty = F.cosine_similarity(*rows).abs().mean()
(loss + given["coefficient"] * penalty).backward()
json.dump(
    {
        "loss": loss.item(),
        "penalty": penalty.item(),
        "logits": logits.tolist(),
        "gradients": {name: weight.grad.flatten().tolist() for name, weight in weights.items()},
    },
    sys.stdout,
)
