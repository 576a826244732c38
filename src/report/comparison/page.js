
'use strict';
(() => {
  const table = document.getElementById('list');
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const bar = document.getElementById('controls');
  const group = document.getElementById('by-group');
  const label = document.getElementById('by-label');
  const word = document.getElementById('by-word');
  const count = document.getElementById('count');
  const fold = (text) => text.normalize('NFKC').toLowerCase();
  const texts = rows.map((row) => fold(row.cells[2].textContent));
  // a word of the lexicon stands in a post in any of its forms
  const lemmas = rows.map((row) => fold(row.dataset.words).split('\n'));
  bar.hidden = false;

  const filter = () => {
    const wanted = fold(word.value.trim());
    let shown = 0;
    rows.forEach((row, i) => {
      const fits = (!group.value || row.dataset.group === group.value) &&
        (!label.value || row.dataset.label === label.value) && 
        (!wanted || texts[i].includes(wanted) || lemmas[i].includes(wanted));
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    count.textContent = count.dataset.text.replace('{n}', shown).replace('{all}', rows.length);
  };
  const sort = (head, column, ascending) => {
    const key = (row) => {
      const value = row.cells[column].dataset.value;
      return value === undefined ? row.cells[column].textContent : Number(value);
    };
    const order = (a, b) => {
      const [x, y] = [key(a), key(b)];
      return typeof x === 'number' ? x - y : x.localeCompare(y);
    };
    const sorted = rows.slice().sort(ascending ? order : (a, b) => order(b, a));
    body.append(...sorted);
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
  };
  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.title = head.dataset.sort;
    button.addEventListener('click', () => sort(head, column, head.getAttribute('aria-sort') !== 'ascending'));
    head.replaceChildren(button);
  });
  // what is shown can be linked to: #group=1&label=negative&word=ending&sort=0
  const follow = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    if (!['group', 'label', 'word', 'sort'].some((name) => asked.has(name))) return;
    group.value = asked.get('group') || '';
    label.value = asked.get('label') || '';
    word.value = asked.get('word') || '';
    const column = Number(asked.get('sort'));
    const head = asked.has('sort') && table.tHead.rows[0].cells[column];
    if (head) sort(head, column, true);
    filter();
    const posts = document.getElementById('posts');
    posts.scrollIntoView();
    posts.focus({ preventScroll: true });
  };
  for (const control of [group, label]) control.addEventListener('change', filter);
  word.addEventListener('input', filter);
  document.getElementById('reset').addEventListener('click', () => {
    group.value = label.value = word.value = '';
    filter();
  });
  window.addEventListener('hashchange', follow);
  filter();
  follow();
})();
