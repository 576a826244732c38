#!/usr/bin/env python3
"""Refits valences on labelled posts, with the hand-written value as prior, and writes lexicons/LANGUAGE/fitted.tsv.

usage: fit.py BIN LANGUAGE FILE... [--prior P] [--min N] [--ordinal [--neutral W] [--doubt D,P] [--away A,B] [--inward A,B]]
              [--exclamation A,B] [--take T] [--write]

A post's sum is linear in the valences of its hits as long as the rules that act stay the same: the share of a hit is
the product of the factors its rules multiplied it with; what they added goes to the rest. With s = sum of
share x valence + rest, the label's log odds are k s + b; the valences minimise the weighted log loss plus
P/2 x (valence - hand value)^2. A fitted valence never changes its sign, stays within 4, within 0.3 + 0.4 |hand value| of the
hand value (1 at most; towards zero it may go down by --silence, keeping --keep of it), a word
of 0.3 or less stays faint, and it is written only where it moved by 0.2 or more (faint ones: 0.1). A row whose note begins
with "held" keeps its value: a speaker knows better than one site's posts.

--ordinal fits three classes whose bounds lie where a label starts (tone 0.05, a sum of 0.194; --doubt gives the language's
constants of weak evidence, which move that start), so that words of neutral posts come to rest between them. The leash is then
--away (A + B |hand value| from zero) and --inward (the larger of A and B |hand value| towards it). Where the doubt differs
from post to post (English), --exclamation gives the constants of the rule that acts on the sum, and the sum is rebuilt from the hits. --take writes only that
share of each move: the words of other sources gain more from it than this one's lose.

FILE: JSON Lines with `text` and `label`; see labelled.py. BIN may be built with or without an older fitted.tsv: the prior
is read from the word lists. Needs numpy and scipy.
"""
import argparse
import os

import numpy
from scipy.optimize import brentq, minimize
from scipy.sparse import csr_matrix

from labelled import explain, lexicon, load, sum_of, vader

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument('binary')
parser.add_argument('language')
parser.add_argument('files', nargs='+')
parser.add_argument('--prior', type=float, default=6.0, help='how many posts the hand value weighs')
parser.add_argument('--min', type=int, default=8, help='hits below which a lemma keeps its value')
parser.add_argument('--ordinal', action='store_true', help='fit three classes with the neutral band of the labels, not two')
parser.add_argument('--silence', type=float, default=1.0, help='how far a valence may move towards zero')
parser.add_argument('--keep', type=float, default=0.4, help='share of the hand value that stays at least')
parser.add_argument('--neutral', type=float, default=1.0, help='weight of neutral posts beside the others, with --ordinal')
parser.add_argument('--doubt', default='0,2', help='constants of weak evidence: sum^P / (sum^P + D), as D,P')
parser.add_argument('--away', default='0.3,0.4', help='how far from zero a valence may move, A + B |hand value|, with --ordinal')
parser.add_argument('--inward', default='0.5,0.55', help='and how far towards zero, the larger of A and B |hand value|')
parser.add_argument('--exclamation', help='increment per exclamation mark and once, as A,B')
parser.add_argument('--take', type=float, default=1.0, help='share of each move that is written')
parser.add_argument('--write', action='store_true', help='write fitted.tsv (else only print what would change)')
args = parser.parse_args()

ADDS = {'booster', 'laughter', 'tears', 'capitals', 'emphasis'}
DOUBT, POWER = (float(part) for part in args.doubt.split(','))


def doubted(total):
    return total * abs(total) ** POWER / (abs(total) ** POWER + DOUBT) if total else 0.0


def undoubted(total):
    """The sum before weak evidence was doubted."""
    if not DOUBT or not total:
        return total
    size = brentq(lambda size: doubted(size) - abs(total), 0.0, abs(total) + DOUBT + 2)
    return size if total > 0 else -size


START = undoubted(0.194)
hand = lexicon(args.language)
reference = vader() if args.language == 'en' else {}
rows = [row for spec in args.files for row in load(spec)]
explain(args.binary, rows, args.language)
index, cells, start = {}, ([], [], []), {}
rest = numpy.zeros(len(rows))
for i, row in enumerate(rows):
    # what acted on the text as a whole; a sarcasm mark turns the sum, so there is no telling
    total = sum(hit['contribution'] for hit in row['hits'])
    if args.exclamation:
        each, once = (float(part) for part in args.exclamation.split(','))
        marks = min(4, row['text'].count('!'))
        on_text = numpy.sign(total) * each * marks + once * (marks > 0) if total else 0.0
    else:
        on_text = undoubted(sum_of(row['tone'])) - total
    rest[i] = numpy.clip(on_text, -1.2, 1.2)
    for hit in row['hits']:
        key = (hit['lemma'], hit['class'])
        share = numpy.prod([effect['amount'] for effect in hit['effects'] if effect['rule'] not in ADDS])
        rest[i] += hit['contribution'] - share * hit['valence']
        # a function word that stands alone has its class changed, and its valence is the engine's
        prior = hand[key][0] if key in hand else reference.get(hit['lemma']) if hit['class'] == 'vader' else None
        fixed = prior is None or abs(prior) < 0.05 or key in hand and (
            hand[key][-1].startswith('common/') or hand[key][2].startswith('held'))
        if fixed:
            rest[i] += share * hit['valence']
            continue
        start[key] = prior
        for cell, value in zip(cells, (share, i, index.setdefault(key, len(index)))):
            cell.append(value)
table = csr_matrix((cells[0], (cells[1], cells[2])), shape=(len(rows), len(index)))
start = numpy.array([start[key] for key in index])
count = numpy.asarray((table != 0).sum(axis=0)).ravel()
target = numpy.array([(row['label'] + 1) / 2 for row in rows])
weight = numpy.array([row['weight'] for row in rows])


def balanced(sizes):
    """Weights that make each side weigh as much as the other, so that the fit does not learn the balance of the source."""
    shares = [max(1e-9, numpy.sum(weight[target == side])) for side in (0.0, 0.5, 1.0)]
    scale = numpy.sum(weight) / 3
    return weight * numpy.select([target == side for side in (0.0, 0.5, 1.0)],
                                 [size * scale / share for size, share in zip(sizes, shares)])


two_weights = weight * numpy.where(target == 0.5, 0.7, 0.5 / numpy.where(
    target > 0.5, numpy.average(target[target != 0.5], weights=weight[target != 0.5]),
    1 - numpy.average(target[target != 0.5], weights=weight[target != 0.5])))
three_weights = balanced((1.0, args.neutral, 1.0))
# how far the sum is from where a second strong word adds little certainty
REACH = 2.0


def two_classes(valence, slope):
    total = table @ valence + numpy.clip(rest, -6, 6)
    logit = slope * total
    value = numpy.sum(two_weights * (numpy.logaddexp(0, logit) - target * logit))
    return value, table.T @ (two_weights * slope * (1 / (1 + numpy.exp(-logit)) - target))


def three_classes(valence, slope):
    total = table @ valence + rest
    squeezed, cut = slope * total / (REACH + numpy.abs(total)), slope * START / (REACH + START)
    value, gradient = 0.0, numpy.zeros(len(rows))
    for above, offset in ((target > 0.5, -cut), (target >= 0.5, cut)):
        logit = squeezed + offset
        value += numpy.sum(three_weights * (numpy.logaddexp(0, logit) - above * logit))
        gradient += three_weights * (1 / (1 + numpy.exp(-logit)) - above)
    return value, table.T @ (gradient * slope * REACH / (REACH + numpy.abs(total)) ** 2)


classes, slopes = (three_classes, numpy.linspace(1, 10, 37)) if args.ordinal else (two_classes, numpy.linspace(0.2, 1.2, 41))
# the slope is fitted at the hand values, so that the fit moves words against each other and not all of them at once
SLOPE = min(slopes, key=lambda slope: classes(start, slope)[0])


def loss(valence):
    value, gradient = classes(valence, SLOPE)
    delta = valence - start
    return value + args.prior / 2 * delta @ delta, gradient + args.prior * delta


# towards zero there is more room than away from it: doubt may silence a word, not shout it
FAINT = 0.3
size = numpy.abs(start)
if args.ordinal:
    (flat, share), (least, part) = ([float(p) for p in pair.split(',')] for pair in (args.away, args.inward))
    away = flat + share * size
    inward = numpy.minimum(numpy.maximum(least, part * size), size - numpy.minimum(size, 0.1))
else:
    away = 0.3 + 0.4 * size
    away = numpy.where(size > FAINT, numpy.minimum(1.0, away), FAINT - size)
    inward = numpy.maximum(away, numpy.minimum(args.silence, size - 0.1))
    inward = numpy.minimum(inward, size - numpy.minimum(size, numpy.maximum(0.1, args.keep * size)))
away, inward = (numpy.where(count >= args.min, room, 0.0) for room in (away, inward))
low, high = numpy.maximum(size - inward, 0.0), numpy.maximum(size, numpy.minimum(4.0, size + away))
bounds = [(lo, hi) if sign > 0 else (-hi, -lo) for sign, lo, hi in zip(start, low, high)]
fitted = minimize(loss, start, jac=True, method='L-BFGS-B', bounds=bounds, options={'maxiter': 300}).x
fitted = start + args.take * (fitted - start)
changed = [(key, old, round(new, 1), n) for key, old, new, n in zip(index, start, fitted, count) if abs(round(new, 1) - old) >= (0.2 if abs(old) > FAINT else 0.1) - 1e-6]
if args.write:
    path = os.path.join(os.path.dirname(__file__), '..', 'lexicons', args.language, 'fitted.tsv')
    with open(path, 'w', encoding='utf-8') as out:
        out.write('# Valences refitted on labelled posts by tools/fit.py; a row replaces the valence of the same lemma and class\n')
        for (lemma, class_), _, new, _ in sorted(changed):
            out.write(f'{lemma}\t{class_}\t{new:.1f}\n')
print(f'slope {SLOPE:.2f}, labels from {START:.2f}; {len(rows)} posts, {len(index)} lemmas hit, {sum(count >= args.min)} fitted, '
      f'{len(changed)} moved; loss {loss(start)[0]:.0f} -> {loss(fitted)[0]:.0f}')
for key, old, new, n in sorted(changed, key=lambda c: -abs(c[1] - c[2]) * c[3] ** 0.5)[:60]:
    print(*key, old, '->', new, f'({n} hits)')
