"""The figures of growth.py as a picture: two plots, time and memory, both axes logarithmic. Written by hand, because a
plotting library would be the largest dependency of them all."""

import math
from html import escape

WIDTH, HEIGHT = 860, 400
# Of a plot's area, from the picture's left and top.
TOP, BOTTOM, SIDE, GAP = 64, 340, 62, 430
COLOURS = ["#0b6e4f", "#1f5fa8", "#b3471d"]
SHAPES = ["4,0", "7,4", "2,3"]


def svg(points, kinds):
    sizes = [point["recipients"] for point in points]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="system-ui, sans-serif" font-size="12" fill="#1a1a1a" role="img" '
        'aria-label="Time and memory by the number of recipients">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>']
    series = [(name, kind) for kind, name in kinds.items()]
    for index, (title, what, unit) in enumerate((("CPU time", "cpu", "s"), ("Peak memory", "peak", "MB"))):
        parts += plot(GAP * index, f"{title} ({unit})", sizes,
                      [(name, [point[kind][what] for point in points]) for name, kind in series])
    for index, (name, _) in enumerate(series):
        x = SIDE + 200 * index
        parts += [f'<path d="M{x} 24h28" stroke="{COLOURS[index]}" stroke-width="2.5" '
                  f'stroke-dasharray="{SHAPES[index]}" fill="none"/>',
                  f'<circle cx="{x + 14}" cy="24" r="3.5" fill="{COLOURS[index]}"/>',
                  f'<text x="{x + 36}" y="28">{escape(name)}</text>']
    return "\n".join([*parts, "</svg>"]) + "\n"


def plot(left, title, sizes, series):
    values = [value for _, column in series for value in column]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = math.log10(min(sizes)) - 0.12, math.log10(max(sizes)) + 0.4
    begin, end = left + SIDE, left + GAP - 24

    def x(size):
        return begin + (math.log10(size) - first) / (last - first) * (end - begin)

    def y(value):
        return BOTTOM - (math.log10(value) - low) / (high - low) * (BOTTOM - TOP)

    parts = [f'<text x="{begin}" y="{TOP - 12}" font-weight="600">{escape(title)}</text>']
    for power in range(low, high + 1):
        at = y(10 ** power)
        parts += [f'<path d="M{begin} {at:.1f}H{end}" stroke="#d5d5d5"/>',
                  f'<text x="{begin - 8}" y="{at + 4:.1f}" text-anchor="end">{label(10 ** power)}</text>']
    for size in sizes:
        at = x(size)
        parts += [f'<path d="M{at:.1f} {TOP}V{BOTTOM}" stroke="#ececec"/>',
                  f'<text x="{at:.1f}" y="{BOTTOM + 18}" text-anchor="middle">{label(size)}</text>']
    parts += [f'<path d="M{begin} {TOP}V{BOTTOM}H{end}" stroke="#1a1a1a" fill="none"/>',
              f'<text x="{(begin + end) / 2:.0f}" y="{BOTTOM + 38}" text-anchor="middle">recipients</text>']
    for index, (_, column) in enumerate(series):
        places = [(x(size), y(value)) for size, value in zip(sizes, column)]
        path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in places)
        parts.append(f'<path d="{path}" stroke="{COLOURS[index]}" stroke-width="2.5" fill="none" '
                     f'stroke-dasharray="{SHAPES[index]}"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{COLOURS[index]}"/>' for a, b in places]
    return parts + ends(series, sizes, x, y)


def ends(series, sizes, x, y):
    """What each line has come to, beside its last point; those that would overlap move apart."""
    parts, taken = [], []
    for index, value in sorted(((index, column[-1]) for index, (_, column) in enumerate(series)),
                               key=lambda pair: -pair[1]):
        at = y(value) + 4
        if taken and at < taken[-1] + 14:
            at = taken[-1] + 14
        taken.append(at)
        parts.append(f'<text x="{x(sizes[-1]) + 8:.1f}" y="{at:.1f}" fill="{COLOURS[index]}" '
                     f'font-weight="600">{label(float(f"{value:.2g}"))}</text>')
    return parts


def label(number):
    for size, letter in ((1e6, " M"), (1e3, " k")):
        if number >= 10_000 and number >= size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"
