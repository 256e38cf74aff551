"""The network and its training: one small dilated convolution over the lines of a page, in PyTorch."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from numpy.typing import NDArray
from torch import Tensor, nn

Record = dict[str, Any]
Floats = NDArray[np.float32]
DILATIONS = (1, 2, 4, 8, 16, 1)
SUMMARY_BEFORE = 3
GAP_COLUMNS = 3
LONGEST_PAGE = 900
LINES_A_BATCH = 3200
WARM_UP = 40
SOFT = 0.015


@dataclass(frozen=True)
class Settings:
    """What a run of `fit` may choose."""

    epochs: int = 8
    channels: int = 48
    rate: float = 2e-3
    dropout: float = 0.1
    lexicon_off: float = 0.3
    gaps_off: float = 0.3


class Net(nn.Module):
    """Entry, six convolutions with residuals, a page summary half way, exit; the twin of line_model's numpy."""

    def __init__(self, columns: int, settings: Settings) -> None:
        super().__init__()
        width = settings.channels
        self.entry = nn.Linear(columns, width)
        self.taps = nn.ModuleList(nn.Conv1d(width, width, 3, dilation=d, padding=d) for d in DILATIONS)
        self.summary = nn.Linear(2 * width, width)
        self.exit = nn.Linear(2 * width, 1)
        self.dropout = settings.dropout

    def forward(self, columns: Tensor, mask: Tensor) -> Tensor:
        """Log odds (pages, lines); mask is 1 where there is a line."""
        there = mask.unsqueeze(1)
        alone = torch.relu(self.entry(columns))
        state = F.dropout(alone, self.dropout, self.training).transpose(1, 2) * there
        for stage, taps in enumerate(self.taps):
            if stage == SUMMARY_BEFORE:
                both = torch.cat([state.sum(2) / there.sum(2), state.amax(2)], 1)
                state = (state + self.summary(both).unsqueeze(2)) * there
            state = (state + F.dropout(torch.relu(taps(state)), self.dropout, self.training)) * there
        joined = torch.cat([state.transpose(1, 2), alone], 2)
        return torch.as_tensor(self.exit(joined)).squeeze(2)


@dataclass(frozen=True)
class Fitted:
    """A network with the scaling of its columns."""

    net: Net
    mean: Floats
    scale: Floats


def line_weights(record: Record) -> Floats:
    """Each page weighs one: .4 by words, .35 over its main lines, .25 over the others."""
    main = record["y"] == 1
    size = np.minimum(record["size"], 100) + 0.5
    halves = np.where(main, 0.35 / max(main.sum(), 3), 0.25 / max((~main).sum(), 3))
    weight = 0.4 * size / size.sum() + halves
    return np.asarray(weight / weight.sum() * record.get("pw", 1.0), np.float32)


def scaling(records: list[Record]) -> tuple[Floats, Floats]:
    """Mean and spread of every column over the heads of a third of the pages."""
    sample = np.concatenate([record["X"][:200] for record in records[::3]]).astype(np.float32)
    return sample.mean(0), np.maximum(sample.std(0), 0.05)


def _batches(sizes: list[int], rng: random.Random) -> list[list[int]]:
    """Pages of like length together, in random order."""
    ranked = sorted(range(len(sizes)), key=lambda i: sizes[i] * (1 + 0.15 * rng.random()))
    batches: list[list[int]] = [[]]
    for i in ranked:
        longest = max((sizes[j] for j in (*batches[-1], i)), default=0)
        if batches[-1] and longest * (len(batches[-1]) + 1) > LINES_A_BATCH:
            batches.append([])
        batches[-1].append(i)
    rng.shuffle(batches)
    return batches


def _batch(records: list[Record], fitted: Fitted, settings: Settings, rng: random.Random) -> Iterator[Tensor]:
    """Columns, labels, weights and mask of some pages, a stretch of the very long ones."""
    longest = min(max(len(record["y"]) for record in records), LONGEST_PAGE)
    plain = len(fitted.mean)
    columns = np.zeros((len(records), longest, plain + records[0]["L"].shape[1]), np.float32)
    labels, weights, mask = (np.zeros((len(records), longest), np.float32) for _ in range(3))
    for row, record in enumerate(records):
        size = min(len(record["y"]), LONGEST_PAGE)
        start = rng.randrange(len(record["y"]) - size + 1)
        part = slice(start, start + size)
        scaled = (record["X"][part].astype(np.float32) - fitted.mean) / fitted.scale
        columns[row, :size, :plain] = np.clip(scaled, -5, 5)
        if rng.random() < settings.gaps_off:
            columns[row, :size, plain - GAP_COLUMNS : plain] = 0
        if rng.random() > settings.lexicon_off:
            columns[row, :size, plain:] = record["L"][part]
        labels[row, :size], weights[row, :size], mask[row, :size] = record["y"][part], record["lw"][part], 1
    return map(torch.from_numpy, (columns, labels, weights, mask))


def fit(
    records: list[Record], rounds: list[list[Record]], scale: tuple[Floats, Floats], seed: int, settings: Settings
) -> Fitted:
    """One network: AdamW, a warm start, then down a cosine; every epoch reads the pages and one round of made ones."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)  # noqa: S311
    for record in (*records, *(record for made in rounds for record in made)):
        record["lw"] = line_weights(record)
    fitted = Fitted(Net(len(scale[0]) + records[0]["L"].shape[1], settings), *scale)
    pools = [records + rounds[epoch % len(rounds)] for epoch in range(settings.epochs)]
    plans = [(pool, _batches([min(len(record["y"]), LONGEST_PAGE) for record in pool], rng)) for pool in pools]
    optimizer = torch.optim.AdamW(fitted.net.parameters(), settings.rate, weight_decay=1e-2)
    total, step = sum(len(batches) for _, batches in plans), 0
    fitted.net.train()
    for pool, batches in plans:
        for picks in batches:
            rate = settings.rate * min(1.0, step / WARM_UP) * 0.5 * (1 + np.cos(np.pi * step / (total + 1)))
            batch = tuple(_batch([pool[i] for i in picks], fitted, settings, rng))
            _learn(fitted.net, optimizer, float(rate), batch)
            step += 1
        print(f"{step} of {total} steps", flush=True)
    fitted.net.eval()
    return fitted


def _learn(net: Net, optimizer: torch.optim.AdamW, rate: float, batch: tuple[Tensor, ...]) -> None:
    """One step of the optimizer."""
    columns, labels, weights, mask = batch
    for group in optimizer.param_groups:
        group["lr"] = rate
    loss = F.binary_cross_entropy_with_logits(net(columns, mask), labels * (1 - 2 * SOFT) + SOFT, reduction="none")
    optimizer.zero_grad()
    ((loss * weights).sum() / len(columns)).backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()


def predict(fitted: Fitted, record: Record) -> Floats:
    """Log odds of every line of a page."""
    scaled = np.clip((record["X"].astype(np.float32) - fitted.mean) / fitted.scale, -5, 5)
    columns = torch.from_numpy(np.concatenate([scaled, record["L"]], axis=1)[None])
    with torch.no_grad():
        return np.asarray(fitted.net(columns, torch.ones(1, columns.shape[1]))[0].numpy(), np.float32)


def numpy_weights(net: Net) -> dict[str, Floats]:
    """Weights under the names line_model.Net uses."""
    held = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    stages = range(len(DILATIONS))
    return {
        "entry": held["entry.weight"].T,
        "entry_bias": held["entry.bias"],
        "taps": np.stack([held[f"taps.{i}.weight"].transpose(2, 1, 0) for i in stages]),
        "tap_bias": np.stack([held[f"taps.{i}.bias"] for i in stages]),
        "summary": held["summary.weight"].T,
        "summary_bias": held["summary.bias"],
        "exit": held["exit.weight"][0],
        "exit_bias": held["exit.bias"][0],
    }
