#!/usr/bin/env python3
"""Mines labelled posts for what a lexicon lacks and for entries that err. It proposes; a person decides.

usage: mine.py BIN LANGUAGE FILE... [--top N] [--min N] [--words]

Part 1, missing entries: n-grams of the text outside all hits, ranked by how far the posts that hold them are from
their scores: z = sum of residuals / sqrt(sum of their variances), where the residual of a post is its label's
probability minus what its score predicts. An n-gram that mostly occurs within a reported one is left out.
Part 2, doubtful entries: lemmas whose hits point the other way than their posts, net of the other hits there.

FILE: JSON Lines with `text` and `label`, or translated pairs (`en` and the language's own field), whose labels are then
what VADER says of the English side: `mine.py BIN ja PAIRS.jsonl@15000-50000`; see labelled.py for parts, weights and
limits. Needs numpy and scikit-learn.
"""
import argparse
import collections

import numpy
from sklearn.feature_extraction.text import CountVectorizer

from labelled import explain, load, sum_of

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument('binary')
parser.add_argument('language')
parser.add_argument('files', nargs='+')
parser.add_argument('--top', type=int, default=150)
parser.add_argument('--min', type=int, default=12, help='posts an n-gram or a lemma must occur in')
parser.add_argument('--words', action='store_true', help='n-grams of words (English) instead of characters')
args = parser.parse_args()

rows = [row for spec in args.files for row in load(spec, args.binary, args.language)]
explain(args.binary, rows, args.language)
target = numpy.array([(row['label'] + 1) / 2 for row in rows])
total = numpy.array([sum_of(row['tone']) for row in rows])
weight = numpy.array([row['weight'] for row in rows])
prior = numpy.average(target, weights=weight)
predicted = 1 / (1 + numpy.exp(-(0.9 * total + numpy.log(prior / (1 - prior)))))
residual = target - predicted
variance = predicted * (1 - predicted) + 0.02

masked = []
for row in rows:
    text = list(row['text'])
    for hit in row['hits']:
        text[hit['start']:hit['end']] = '\0' * (hit['end'] - hit['start'])
    masked.append(' ' + ''.join(text).replace('\0', ' \0 ') + ' ')
if args.words:
    vectorizer = CountVectorizer(binary=True, min_df=args.min, ngram_range=(1, 3), token_pattern=r"[\w']+|[^\w\s]+")
else:
    vectorizer = CountVectorizer(binary=True, min_df=args.min, ngram_range=(2, 6), analyzer='char')
table = vectorizer.fit_transform(masked)
names = vectorizer.get_feature_names_out()
count = numpy.asarray(table.sum(axis=0)).ravel()
z = numpy.asarray(table.T @ (weight * residual)).ravel()
z /= numpy.sqrt(numpy.asarray(table.T @ (weight**2 * variance)).ravel())
mean = numpy.asarray(table.T @ target).ravel() / count
seen = []
for sign in (-1, 1):
    print(f'== missing, {"positive" if sign > 0 else "negative"}: n-gram, z, posts, share of positive labels')
    shown = 0
    for i in numpy.argsort(-sign * z):
        name = names[i]
        if '\0' in name or not any(c.isalnum() or ord(c) > 0x2000 for c in name) or sign * z[i] < 2.5:
            continue
        if any((name in other or other in name) and min(n, count[i]) > 0.45 * max(n, count[i]) for other, n in seen):
            continue
        if any(other in name and count[i] <= n for other, n in seen):
            continue
        seen.append((name, count[i]))
        print(f'{name!r}\t{z[i]:+.1f}\t{count[i]}\t{mean[i]:.2f}')
        shown += 1
        if shown >= args.top:
            break

lemmas = collections.defaultdict(list)
for i, row in enumerate(rows):
    for hit in row['hits']:
        rest = total[i] - hit['contribution']
        expected = 1 / (1 + numpy.exp(-(0.9 * rest + numpy.log(prior / (1 - prior)))))
        direction = numpy.sign(hit['contribution'])
        key = (hit['lemma'], hit['class'], hit['valence'])
        lemmas[key].append((direction * (target[i] - expected), expected * (1 - expected) + 0.02, direction, hit['text']))
print('== doubtful: lemma, class, valence, z of agreement, hits, commonest surfaces')
doubtful = []
for key, found in lemmas.items():
    if len(found) >= args.min:
        agreement = sum(f[0] for f in found) / sum(f[1] for f in found) ** 0.5
        doubtful.append((agreement / len(found) ** 0.5, agreement, key, found))
for _, agreement, key, found in sorted(doubtful, key=lambda d: d[1])[:args.top]:
    if agreement < 0.5:
        surfaces = collections.Counter(f[3] for f in found).most_common(4)
        print(*key, f'{agreement:+.1f}', len(found), ' '.join(f'{s}:{n}' for s, n in surfaces), sep='\t')
