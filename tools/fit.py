#!/usr/bin/env python3
"""Refits valences on labelled posts, with the hand-written value as prior, and writes lexicons/LANGUAGE/fitted.tsv.

usage: fit.py BIN LANGUAGE FILE... [--prior P] [--min N] [--write]

A post's sum is linear in the valences of its hits as long as the rules that act stay the same: the share of a hit is
its contribution divided by its valence. With s = sum of share x valence + rest, the label's log odds are k s + b; the
valences minimise the weighted log loss plus P/2 x (valence - hand value)^2. A fitted valence never changes its sign,
stays within 4 and 0.3 + 0.4 |hand value| of the hand value (1 at most); towards zero it may go down by --silence, keeping --keep of it; a word of 0.3 or less
stays faint. It is written only where it moved by 0.2 or more (faint ones: 0.1).

FILE: JSON Lines with `text` and `label`; see labelled.py. BIN must be built without fitted.tsv. Needs numpy and scipy.
"""
import argparse
import os

import numpy
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from labelled import explain, lexicon, load, sum_of

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument('binary')
parser.add_argument('language')
parser.add_argument('files', nargs='+')
parser.add_argument('--prior', type=float, default=6.0, help='how many posts the hand value weighs')
parser.add_argument('--min', type=int, default=8, help='hits below which a lemma keeps its value')
parser.add_argument('--ordinal', action='store_true', help='fit three classes with the neutral band of the labels, not two')
parser.add_argument('--silence', type=float, default=1.0, help='how far a valence may move towards zero')
parser.add_argument('--keep', type=float, default=0.4, help='share of the hand value that stays at least')
parser.add_argument('--write', action='store_true', help='write fitted.tsv (else only print what would change)')
args = parser.parse_args()

hand = lexicon(args.language)
rows = [row for spec in args.files for row in load(spec)]
explain(args.binary, rows, args.language)
index, cells = {}, ([], [], [])
rest = numpy.zeros(len(rows))
for i, row in enumerate(rows):
    rest[i] = sum_of(row['tone'])
    for hit in row['hits']:
        key = (hit['lemma'], hit['class'])
        if hit['class'] == 'vader':
            hand.setdefault(key, (hit['valence'], 'vader'))
        if key not in hand or abs(hand[key][0]) < 0.05 or hand[key][-1].startswith('common/'):
            continue
        share = hit['contribution'] / hit['valence']
        rest[i] -= share * hit['valence']
        for cell, value in zip(cells, (share, i, index.setdefault(key, len(index)))):
            cell.append(value)
table = csr_matrix((cells[0], (cells[1], cells[2])), shape=(len(rows), len(index)))
start = numpy.array([hand[key][0] for key in index])
count = numpy.asarray((table != 0).sum(axis=0)).ravel()
target = numpy.array([(row['label'] + 1) / 2 for row in rows])
weight = numpy.array([row['weight'] for row in rows])
toned = target != 0.5
share_positive = numpy.average(target[toned], weights=weight[toned])
# each side weighs as much as the other, so that the fit does not learn the balance of the source
weight = weight * numpy.where(target > 0.5, 0.5 / share_positive, numpy.where(target < 0.5, 0.5 / (1 - share_positive), 0.7))
rest = numpy.clip(rest, -6, 6)
# the slope is fitted at the hand values, so that the fit moves words against each other and not all of them at once
hand_sum = table @ start + rest
K = min(numpy.linspace(0.2, 1.2, 41),
        key=lambda k: numpy.sum(weight * (numpy.logaddexp(0, k * hand_sum) - target * k * hand_sum)))


def two_classes(valence):
    logit = K * (table @ valence + rest)
    value = numpy.sum(weight * (numpy.logaddexp(0, logit) - target * logit))
    return value, table.T @ (weight * K * (1 / (1 + numpy.exp(-logit)) - target))


# Three ordered classes: the sum is squeezed (a second strong word adds little certainty), and the two boundaries lie where
# a label starts (tone 0.05 is a sum of 0.194), so that words of neutral posts come to rest inside the band.
BAND, REACH, SLOPE = 0.194, 1.2, 1.0
shares = {label: weight_of_class for label, weight_of_class in zip((0.0, 0.5, 1.0), (
    len(rows) / 3 / max(1, numpy.sum(target < 0.5)), len(rows) / 3 / max(1, numpy.sum(target == 0.5)), len(rows) / 3 / max(1, numpy.sum(target > 0.5))))}
balance = numpy.array([row['weight'] for row in rows]) * numpy.where(target < 0.5, shares[0.0], numpy.where(target > 0.5, shares[1.0], shares[0.5]))


def three_classes(valence):
    total = table @ valence + rest
    squeezed, cut = SLOPE * total / (REACH + numpy.abs(total)), SLOPE * BAND / (REACH + BAND)
    value, slope = 0.0, numpy.zeros(len(rows))
    for above, offset in ((target > 0.5, -cut), (target >= 0.5, cut)):
        logit = squeezed + offset
        value += numpy.sum(balance * (numpy.logaddexp(0, logit) - above * logit))
        slope += balance * (1 / (1 + numpy.exp(-logit)) - above)
    return value, table.T @ (slope * SLOPE * REACH / (REACH + numpy.abs(total)) ** 2)


def at_slope(slope):
    global SLOPE
    SLOPE = slope
    return three_classes(start)[0]


SLOPE = min(numpy.linspace(1, 6, 26), key=at_slope) if args.ordinal else SLOPE


def loss(valence):
    value, slope = (three_classes if args.ordinal else two_classes)(valence)
    delta = valence - start
    return value + args.prior / 2 * delta @ delta, slope + args.prior * delta


# towards zero there is more room than away from it: doubt may silence a word, not shout it
FAINT = 0.3
room = [min(1.0, 0.3 + 0.4 * abs(v)) if abs(v) > FAINT else FAINT - abs(v) for v in start]
down = [max(r, min(args.silence, abs(v) - 0.1)) for r, v in zip(room, start)]
least = [min(abs(v), max(0.1, args.keep * abs(v))) for v in start]
bounds = [(max(w, v - d), min(4.0, v + r)) if v > 0 else (max(-4.0, v - r), min(-w, v + d)) for v, r, d, w in zip(start, room, down, least)]
bounds = [(v, v) if n < args.min else (min(lo, v), max(hi, v)) for (lo, hi), v, n in zip(bounds, start, count)]
fitted = minimize(loss, start, jac=True, method='L-BFGS-B', bounds=bounds, options={'maxiter': 300}).x
changed = [(key, old, round(new, 1), n) for key, old, new, n in zip(index, start, fitted, count) if abs(round(new, 1) - old) >= (0.2 if abs(old) > FAINT else 0.1) - 1e-6]
if args.write:
    path = os.path.join(os.path.dirname(__file__), '..', 'lexicons', args.language, 'fitted.tsv')
    with open(path, 'w', encoding='utf-8') as out:
        out.write('# Valences refitted on labelled posts by tools/fit.py; a row replaces the valence of the same lemma and class\n')
        for (lemma, class_), _, new, _ in sorted(changed):
            out.write(f'{lemma}\t{class_}\t{new:.1f}\n')
print(f'slope {K:.2f}; {len(rows)} posts, {len(index)} lemmas hit, {sum(count >= args.min)} fitted, {len(changed)} moved; loss {loss(start)[0]:.0f} -> {loss(fitted)[0]:.0f}')
for key, old, new, n in sorted(changed, key=lambda c: -abs(c[1] - c[2]) * c[3] ** 0.5)[:40]:
    print(*key, old, '->', new, f'({n} hits)')
