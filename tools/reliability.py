#!/usr/bin/env python3
"""Is the confidence of routing honest? Of the posts routed with 0.9, nine in ten should go to the right scorer.

usage: reliability.py BIN FILE... [--lang-field NAME] [--language CODE]

FILE: JSON Lines with `text` and the true language (`lang`, or as --lang-field says; `en`, `ko`, `ja`, anything else is a
language without a scorer), or all of one language (--language). Prints for each bin of `tone_lang_confidence` the number
of posts, their mean confidence and the share that went to the right scorer, or rightly to none; then the same for each source.
Posts without any letter (source `none`) are left out: nothing is claimed of them.
"""
import argparse
import collections
import json
import os
import subprocess
import tempfile

SCORED = ('en', 'ko', 'ja')


def scorer(code):
    return code if code in SCORED else 'none'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('binary')
    parser.add_argument('files', nargs='+')
    parser.add_argument('--lang-field', default='lang')
    parser.add_argument('--language', help='the true language of all posts')
    args = parser.parse_args()
    bins, sources = collections.defaultdict(list), collections.defaultdict(list)
    for path in args.files:
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, 'out.jsonl')
            subprocess.run([args.binary, 'score', path, '-o', out], check=True)
            records = [json.loads(line) for line in open(out, encoding='utf-8')]
        for record in records:
            if record['tone_lang_source'] == 'none':
                continue
            truth = args.language or record[args.lang_field]
            confidence = record['tone_lang_confidence']
            pair = confidence, scorer(record['tone_lang']) == scorer(truth)
            bins[min(int(confidence * 10 + 1e-9), 9)].append(pair)
            sources[record['tone_lang_source']].append(pair)

    def show(name, pairs):
        count = len(pairs)
        claimed, right = sum(c for c, _ in pairs) / count, sum(r for _, r in pairs) / count
        print(f'{name:10} {count:7} {claimed:10.3f} {right:7.3f}')

    print('confidence   posts  mean said   right')
    for tenth in sorted(bins):
        show(f'.{tenth}-{"1" if tenth == 9 else f".{tenth + 1}"}', bins[tenth])
    for source in sorted(sources):
        show(source, sources[source])


main()
