#!/usr/bin/env python3
"""Fits the calibration of Korean and Japanese to English on parallel posts and writes lexicons/calibration.tsv.

usage: calibrate.py BIN PARALLEL.jsonl [--write]

PARALLEL: JSON Lines with the fields `en`, `ko` and `ja`, the same reaction written natively in each; a tenth of the rows
is left out in turn (5 times over), the curve is fitted on the others and measured on it. BIN: the built yoron; its raw
tones are read, so that it does not matter what it is calibrated with. Needs numpy and scipy.

The two factors of a curve (src/calibrate.rs) bring the mean positive part and the mean negative part of the tones to
those of English. Least squares would not do: they shrink the tones of the language that is fitted, the more the noisier,
and then the languages differ in spread. Since the rows are few, the factors are pulled towards 1 (no change) by a penalty
on their logarithms; its weight is the one with the least bias + absolute difference + (1 - r) by cross-validation, and no
change at all competes. With --write the file is replaced; then build again.
"""
import json
import os
import subprocess
import sys

import numpy
from scipy.optimize import minimize

THRESHOLD = 0.05
PENALTIES = (0.0, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, None)  # None: no change
FOLDS, TIMES = 10, 5


def tones(binary, texts, language):
    lines = ''.join(json.dumps({'text': text}, ensure_ascii=False) + '\n' for text in texts)
    command = [binary, 'score', '-', '--format', 'jsonl', '--uncalibrated', '--lang', language]
    out = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    return numpy.array([json.loads(line)['tone'] or 0.0 for line in out.splitlines()])


def curve(tone, factors):
    beyond = (abs(tone) - THRESHOLD) / (1 - THRESHOLD)
    factor = numpy.where(tone > 0, factors[0], factors[1])
    moved = numpy.sign(tone) * (THRESHOLD + (1 - THRESHOLD) * beyond * factor / (1 + (factor - 1) * beyond))
    return numpy.where(beyond <= 0, tone, moved)


def fit(tone, english, penalty):
    if penalty is None:
        return numpy.ones(2)

    def loss(logarithms):
        calibrated = curve(tone, numpy.exp(logarithms))
        apart = [numpy.mean(part(calibrated, 0) - part(english, 0)) for part in (numpy.maximum, numpy.minimum)]
        return apart[0] ** 2 + apart[1] ** 2 + penalty * logarithms @ logarithms

    return numpy.exp(minimize(loss, numpy.zeros(2), method='Nelder-Mead', bounds=[(-1.2, 1.2)] * 2).x)


def held_out(tone, english, penalty):
    """The calibrated tones, each by a curve that has not seen its row: one array for each of the TIMES."""
    runs = []
    for seed in range(TIMES):
        order = numpy.random.default_rng(seed).permutation(len(tone))
        calibrated = numpy.zeros(len(tone))
        for fold in range(FOLDS):
            test = order[fold::FOLDS]
            train = numpy.setdiff1d(order, test)
            calibrated[test] = curve(tone[test], fit(tone[train], english[train], penalty))
        runs.append(calibrated)
    return runs


def measure(a, b):
    """Bias, its standard error, mean absolute difference, correlation; means over the runs."""
    figures = []
    for x, y in zip(a, b):
        apart = x - y
        error = apart.std(ddof=1) / len(apart) ** 0.5
        figures.append((apart.mean(), error, abs(apart).mean(), numpy.corrcoef(x, y)[0, 1]))
    return numpy.mean(figures, axis=0)


def show(name, figures):
    print(f'{name:28} bias {figures[0]:+.3f} (s.e. {figures[1]:.3f})  absolute {figures[2]:.3f}  r {figures[3]:.3f}')


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith('--')]
    if len(arguments) != 2:
        sys.exit(__doc__)
    with open(arguments[1], encoding='utf-8') as file:
        rows = [json.loads(line) for line in file]
    raw = {code: tones(os.path.abspath(arguments[0]), [row[code] for row in rows], code) for code in ('en', 'ko', 'ja')}
    english, factors, runs = raw['en'], {'en': numpy.ones(2)}, {'en': [raw['en']] * TIMES}
    for code in ('ko', 'ja'):
        show(f'{code}-en raw', measure([raw[code]], [english]))
        best = None
        for penalty in PENALTIES:
            tried = held_out(raw[code], english, penalty)
            figures = measure(tried, runs['en'])
            score = abs(figures[0]) + figures[2] + 1 - figures[3]
            show(f'   penalty {penalty}' if penalty is not None else '   no change', figures)
            if best is None or score < best[0]:
                best = score, penalty, tried
        runs[code], factors[code] = best[2], fit(raw[code], english, best[1])
        print(f'   -> {best[1]}: positive x {factors[code][0]:.3f}, negative x {factors[code][1]:.3f}')
        show(f'{code}-en, same rows', measure([curve(raw[code], factors[code])], [english]))
    lines = ['# Brings each language to the scale of English. Written by tools/calibrate.py --write: do not edit.',
             f'# Fitted on {len(rows)} reactions, each written natively in English, Korean and Japanese.',
             '# curve: language, odds factor of positive and of negative tones (src/calibrate.rs)']
    lines += [f'curve\t{code}\t{factors[code][0]:.3f}\t{factors[code][1]:.3f}' for code in ('en', 'ko', 'ja')]
    lines.append('# bias, cross-validated: languages, posts, mean difference, its standard error, mean absolute difference, correlation')
    for a, b in (('ko', 'en'), ('ja', 'en'), ('ko', 'ja')):
        figures = measure(runs[a], runs[b])
        lines.append(f'bias\t{a}\t{b}\t{len(rows)}\t' + '\t'.join(f'{figure:.4f}' for figure in figures))
    print('\n'.join(lines))
    if '--write' in sys.argv:
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lexicons', 'calibration.tsv')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('\n'.join(lines) + '\n')


if __name__ == '__main__':
    main()
