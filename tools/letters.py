#!/usr/bin/env python3
"""Fits lexicons/route/letters.tsv: what each three letters of a word say for English or against it.

usage: letters.py FILE... [--words FILE]... [--write]

FILE: JSON Lines with `text` and `lang` (`en`, or anything else for what is not English); posts that are not in Latin
letters are passed over. --words: more lists whose first column holds English words, beside lexicons/en.

The features are those of src/route/latin.rs: the trigrams of every word with its two ends, and for each word whether
the lists of lexicons/route/latin.tsv know it as English only, as English and other, as other only, whether the English
lexicon knows it, whether it has letters English does not use. A post's sum is divided by the square root of its number
of words; a logistic regression with an L2 penalty gives the weights, in hundredths of a log odds. Needs numpy, scipy and scikit-learn.
"""
import argparse
import collections
import glob
import json
import re

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

OUT = 'lexicons/route/letters.tsv'
# letters beyond a-z and the apostrophe fall into classes, each written by its first letter
CLASSES = ['éèêàáíóúîûô', 'ñãõçâìòùëïü', 'öäßåøæðþ']
REST = 'ŵ'
SYMBOLS = '_abcdefghijklmnopqrstuvwxyz\'' + ''.join(c[0] for c in CLASSES) + REST
CLASS = {letter: 28 + i for i, letters in enumerate(CLASSES) for letter in letters}
FEATURES = ['english', 'shared', 'other', 'lexicon', 'foreign']
TRIGRAMS, SCALE = 32 ** 3, 3.0


def symbol(letter):
    return ord(letter) - 96 if 'a' <= letter <= 'z' else 27 if letter == "'" else CLASS.get(letter, 31)


def lists():
    masks, codes, borrowed = collections.Counter(), [], set()
    for line in open('lexicons/route/latin.tsv', encoding='utf-8'):
        if line.startswith('#'):
            continue
        code, words = line.rstrip('\n').split('\t')
        if code == '*':
            borrowed.update(words.split(' '))
            continue
        for word in words.split(' '):
            masks[word] |= 1 << len(codes)
        codes.append(code)
    return masks, borrowed


def english(paths):
    known = set()
    for path in glob.glob('lexicons/en/*.tsv') + paths:
        for line in open(path, encoding='utf-8', errors='ignore'):
            if not line.startswith('#'):
                known.update(w.lower() for w in line.split('\t')[0].split('|') if re.fullmatch(r"[A-Za-z']+", w))
    return known


def reference(word):
    return word[0] == '@' or word[0] in '#＃' and len(word) > 1 or '://' in word or word.startswith('www.') or '[NAME]' in word


def words(text, borrowed):
    found = []
    for token in text.split():
        if reference(token):
            continue
        kept, last, run = [], '', 0
        for letter in token.lower().replace('’', "'"):
            run, last = run + 1 if letter == last else 1, letter
            if run <= 2:
                kept.append(letter if letter.isalpha() or letter == "'" else ' ')
        for word in ''.join(kept).split(' '):
            word = word.strip("'")[:40]
            if word and word not in borrowed and not (len(word) > 3 and set(word) <= set('hae')):
                found.append(word)
    return [word for word, before in zip(found, [''] + found) if word != before][:64]


def features(text, masks, borrowed, known):
    found = words(text, borrowed)
    counts, marks = collections.Counter(), [0] * len(FEATURES)
    for word in found:
        mask = masks.get(word, 0)
        marks[0] += mask == 1
        marks[1] += mask & 1 and mask > 1
        marks[2] += mask > 0 and not mask & 1
        marks[3] += mask == 0 and word in known
        marks[4] += not word.isascii()
        a = b = 0
        for k in [symbol(letter) for letter in word] + [0]:
            counts[(a * 32 + b) * 32 + k] += 1
            a, b = b, k
    for i, mark in enumerate(marks):
        counts[TRIGRAMS + i] = mark * SCALE
    return counts, len(found)


def latin(text):
    letters = [c for c in text if c.isalpha()]
    return letters and sum(c < 'ɐ' or 'Ḁ' <= c <= 'ỿ' for c in letters) > 0.8 * len(letters)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('files', nargs='+')
    parser.add_argument('--words', action='append', default=[])
    parser.add_argument('--penalty', type=float, default=1.0, help='inverse strength of the L2 penalty')
    parser.add_argument('--write', action='store_true')
    args = parser.parse_args()
    (masks, borrowed), known = lists(), english(args.words)
    rows, columns, values, labels, lengths = [], [], [], [], []
    for path in args.files:
        for line in open(path, encoding='utf-8'):
            record = json.loads(line)
            if not latin(record['text']):
                continue
            counts, length = features(record['text'], masks, borrowed, known)
            if length == 0:
                continue
            for column, value in counts.items():
                rows.append(len(labels))
                columns.append(column)
                values.append(value / length ** 0.5)
            labels.append(record.get('lang', 'en') == 'en')
            lengths.append(length)
    x = csr_matrix((values, (rows, columns)), shape=(len(labels), TRIGRAMS + len(FEATURES)))
    y, lengths = numpy.array(labels), numpy.array(lengths)
    model = LogisticRegression(C=args.penalty, max_iter=300, solver='liblinear')
    left_out = numpy.zeros(len(y))
    for train, test in KFold(4, shuffle=True, random_state=0).split(y):
        left_out[test] = model.fit(x[train], y[train]).decision_function(x[test])
    for low, high in ((1, 1), (2, 2), (3, 5), (6, 64)):
        some = (lengths >= low) & (lengths <= high)
        print(f'{low}-{high} words, left out:', ' '.join(
            f'>{t:+.1f} en {(left_out[some & y] > t).mean():.4f} other {(left_out[some & ~y] > t).mean():.4f};'
            for t in (-2, -1.5, -1, -0.5, 0, 0.5, 1)))
    weights = model.fit(x, y).coef_[0]
    weights[TRIGRAMS:] *= SCALE
    if not args.write:
        return
    with open(OUT, 'w', encoding='utf-8') as out:
        print('# What three letters of a word (_ is its end) say for English, in hundredths of a log odds; fitted by tools/letters.py.', file=out)
        print('# class: letters that count as the first of them. word: what a word known to a list adds, and the constant.', file=out)
        for letters in CLASSES:
            print(f'class\t{letters[0]}\t{letters}', file=out)
        print(f'word\tconstant\t{round(100 * model.intercept_[0])}', file=out)
        for name, weight in zip(FEATURES, weights[TRIGRAMS:]):
            print(f'word\t{name}\t{round(100 * weight)}', file=out)
        for i in numpy.flatnonzero(abs(weights[:TRIGRAMS]) >= 0.05):
            a, b, c = SYMBOLS[i >> 10], SYMBOLS[i >> 5 & 31], SYMBOLS[i & 31]
            print(f'{a}{b}{c}\t{round(100 * weights[i])}', file=out)


main()
