"""What mine.py and fit.py share: labelled posts, and the command's explanation of each."""
import glob
import json
import os
import re
import subprocess
import tempfile


def load(spec, binary=None, language=None):
    """Rows of FILE, FILE:odd or FILE:even (JSON Lines with `text` and `label` -1/0/1), each with a weight of 1.

    `FILE*3` weighs every row threefold; `FILE@20000` takes the first 20,000 rows, `FILE@15000-50000` those after the
    first 15,000. Rows without a label but with the fields `en` and `language` are translations: the label is then the sign
    of the English side, scored as VADER with `binary`, where that is beyond 0.3.
    """
    path, weight, limit, part = spec, 1.0, None, None
    if '*' in path:
        path, weight = path.rsplit('*', 1)
    if '@' in path:
        path, limit = path.rsplit('@', 1)
    if path.endswith((':odd', ':even')):
        path, part = path.rsplit(':', 1)
    with open(path, encoding='utf-8') as lines:
        rows = [json.loads(line) for line in lines]
    if part:
        rows = rows[part == 'odd'::2]
    if limit:
        first, _, last = limit.rpartition('-')
        rows = rows[int(first or 0):int(last)]
    if binary and rows and 'label' not in rows[0]:
        english = explain(binary, [{'text': row['en']} for row in rows], 'en', '--english', 'vader')
        label = [(row['tone'] >= 0.3) - (row['tone'] <= -0.3) for row in english]
        rows = [{'text': row[language], 'label': label} for row, label in zip(rows, label, strict=True)]
    return [{'text': row['text'], 'label': row['label'], 'weight': float(weight)} for row in rows]


def explain(binary, rows, language, *options):
    """Adds `tone` and `hits` (the tone_hits of `score --explain`) to the rows."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, 'in.jsonl'), os.path.join(folder, 'out.jsonl')
        with open(source, 'w', encoding='utf-8') as out:
            for row in rows:
                out.write(json.dumps({'text': row['text']}, ensure_ascii=False) + '\n')
        command = [binary, 'score', source, '--text-field', 'text', '--lang', language, '--explain', '-o', target, *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(target, encoding='utf-8') as lines:
            for row, line in zip(rows, lines, strict=True):
                scored = json.loads(line)
                row['tone'] = scored['tone'] or 0.0
                row['hits'] = scored.get('tone_hits') or []
    return rows


def sum_of(tone):
    """The sum behind a tone: the inverse of s/sqrt(s*s+15)."""
    return 15 ** 0.5 * tone / max(1e-6, 1 - tone * tone) ** 0.5


def lexicon(language):
    """(lemma, class) -> (valence, class as written, note, file) for a language's rows; fitted.tsv is left out."""
    rows = {}
    for folder in ('common', language):
        base = os.path.join(os.path.dirname(__file__), '..', 'lexicons', folder)
        for name in sorted(os.listdir(base)):
            if not name.endswith('.tsv') or name in ('endings.tsv', 'fitted.tsv'):
                continue
            with open(os.path.join(base, name), encoding='utf-8') as lines:
                for line in lines:
                    columns = line.rstrip('\n').split('\t')
                    if line.startswith('#') or len(columns) < 3:
                        continue
                    lemma = columns[0].split('|')[0]
                    if folder != 'common':
                        lemma = re.sub(r'\{([^{},]*)[^{}]*\}', r'\1', lemma)
                    written, valence = columns[1], float(columns[2])
                    rows.setdefault((lemma, written.rstrip('+!')), (valence, written, columns[3] if len(columns) > 3 else '', f'{folder}/{name}'))
    return rows


def vader():
    """lemma -> valence of VADER's word list, out of the `vader_sentiment` crate that the build uses."""
    home = os.environ.get('CARGO_HOME', os.path.expanduser('~/.cargo'))
    words = {}
    for path in sorted(glob.glob(os.path.join(home, 'registry/src/*/vader_sentiment-*/**/vader_lexicon.txt'), recursive=True)):
        with open(path, encoding='utf-8') as lines:
            for line in lines:
                columns = line.rstrip('\n').split('\t')
                if len(columns) > 1:
                    words[columns[0].lower()] = float(columns[1])
    return words
