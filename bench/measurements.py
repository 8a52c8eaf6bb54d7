"""Running two commands in turns and comparing what they cost."""

import shlex
import statistics
import subprocess
import tempfile
from dataclasses import asdict, dataclass

from preparation import Failure


@dataclass
class Cost:
    """Of one run: seconds of CPU and of the wall clock, peak memory in MB (10^6 bytes)."""

    cpu: float
    wall: float
    peak: float


@dataclass
class Measurement:
    """What is run and what it is held to: a ratio of CPU, a peak in MB, or milliseconds more of wall time. The aim is
    what a sketch has shown to be possible, and nothing is held to it."""

    name: str
    work: str
    reference_name: str
    product: list
    reference: list
    cpu_limit: float = None
    peak_limit: float = None
    extra_wall_limit: float = None
    repeats: int = 1
    aim: str = "–"


@dataclass
class Result:
    measurement: Measurement
    rounds: list  # of (product's Cost, reference's Cost)

    def values(self):
        """One a round: the ratio of CPU, or the difference in milliseconds."""
        if self.measurement.extra_wall_limit is not None:
            return [(product.wall - reference.wall) * 1000 for product, reference in self.rounds]
        return [product.cpu / reference.cpu for product, reference in self.rounds]

    @property
    def measured(self):
        return statistics.median(self.values())

    @property
    def peak(self):
        return max(product.peak for product, _ in self.rounds)

    @property
    def held(self):
        limits = self.measurement
        limit = limits.cpu_limit if limits.extra_wall_limit is None else limits.extra_wall_limit
        return self.measured <= limit and (limits.peak_limit is None or self.peak <= limits.peak_limit)

    def row(self):
        limits = self.measurement
        values = self.values()
        if limits.extra_wall_limit is None:
            must, show = f"{limits.cpu_limit:g}×", lambda value: f"{value:.2f}×"
            took = lambda cost: cost.cpu
        else:
            must, show = f"+ {limits.extra_wall_limit:g} ms", lambda value: f"{value:+.1f} ms"
            took = lambda cost: cost.wall
        if limits.peak_limit is not None:
            must += f", {limits.peak_limit:g} MB"
        times = [statistics.median(took(pair[side]) for pair in self.rounds) * 1000 for side in (0, 1)]
        reference_peak = max(reference.peak for _, reference in self.rounds)
        spread = f"{show(min(values))}–{show(max(values))}"
        return [limits.work, limits.reference_name, must, limits.aim, show(self.measured), spread, f"{times[0]:.1f} ms",
                f"{times[1]:.1f} ms", f"{self.peak:.1f} MB ({reference_peak:.1f})", "holds" if self.held else "MISSED"]

    def as_json(self):
        rounds = [{"product": asdict(product), "reference": asdict(reference)} for product, reference in self.rounds]
        unit = "ratio of CPU" if self.measurement.extra_wall_limit is None else "ms of wall time"
        return {**asdict(self.measurement), "unit": unit, "measured": self.measured, "min": min(self.values()),
                "max": max(self.values()), "peak_mb": self.peak, "held": self.held, "rounds": rounds}


def measure(launcher, measurement, rounds):
    """One warm-up round that is thrown away, then the rounds; who goes first changes from one to the next."""
    pairs = []
    for number in range(rounds + 1):
        commands = {"product": measurement.product, "reference": measurement.reference}
        order = ["product", "reference"] if number % 2 else ["reference", "product"]
        costs = {side: typical(launcher, commands[side], measurement.repeats) for side in order}
        if number > 0:
            pairs.append((costs["product"], costs["reference"]))
    return Result(measurement, pairs)


def typical(launcher, command, repeats):
    costs = [run(launcher, command) for _ in range(repeats)]
    return Cost(statistics.median(cost.cpu for cost in costs), statistics.median(cost.wall for cost in costs),
                max(cost.peak for cost in costs))


def run(launcher, command):
    """One run to its end, through run_once.c, which says why it is needed."""
    with tempfile.TemporaryFile() as output, tempfile.NamedTemporaryFile() as cost:
        launched = subprocess.run([launcher, cost.name, *command], stdin=subprocess.DEVNULL, stdout=output,
                                  stderr=output)
        output.seek(0)
        said = output.read().decode("utf-8", "replace").strip()[-2000:] or "(nothing)"
        if launched.returncode != 0:
            raise Failure(said)
        status, user, system, wall, peak = map(int, cost.read().split())
    if status != 0:
        ended = f"ended with {status}" if status > 0 else f"was ended by signal {-status}"
        raise Failure(f"`{shlex.join(command)}` {ended}, and only 0 can be measured; it said:\n{said}")
    return Cost((user + system) / 1e6, wall / 1e6, peak * 1024 / 1e6)
