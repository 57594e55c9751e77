/**
 * The one script of an exported page: lists the examples that pass the filters, a page at a time. What it shows it
 * sets as text; the page's policy allows this script alone, by its hash.
 */
export const SCRIPT = `
'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const { runs, a, b, types, ratings } = read('about');
  const examples = read('examples-data');
  const pictures = byId('pictures-data') ? read('pictures-data') : {};
  const [body, status, previous, next] = ['rows', 'status', 'previous', 'next'].map(byId);
  const fields = ['agreement', 'type', 'rating', 'find', 'size'].map(byId);
  const [agreement, type, rating, find, size] = fields;
  let shown = examples;
  let page = 0;

  /* an example: [id, question, reference, type, picture, answers]; an answer: [text, right, rating, error] or null */
  const right = (example, run) => example[5][run] ? example[5][run][1] === 1 : false;
  const disagrees = (answer) => answer && answer[2] >= 0 && (answer[2] === 0) !== (answer[1] === 1);
  const KINDS = {
    all: () => true,
    onlyA: (x, y) => x && !y,
    onlyB: (x, y) => y && !x,
    flipped: (x, y) => x !== y,
    both: (x, y) => x && y,
    neither: (x, y) => !x && !y,
    judge: (x, y, example) => [a, b].some((run) => disagrees(example[5][run])),
  };
  const texts = [];
  const textOf = (at) => texts[at] ??= [examples[at][1], examples[at][2], ...examples[at][5].map((answer) => answer ? answer[0] : '')].join('\\n').toLowerCase();

  function filter() {
    const kind = KINDS[agreement.value];
    const wanted = find.value.trim().toLowerCase();
    shown = examples.filter((example, at) =>
      kind(right(example, a), a === b ? false : right(example, b), example) &&
      (!type || type.value === '' || example[3] === Number(type.value)) &&
      (!rating || rating.value === '' || (example[5][a] && example[5][a][2] === Number(rating.value))) &&
      (wanted === '' || textOf(at).includes(wanted)));
    page = 0;
    show();
  }

  function cell(row, text, className) {
    const made = row.insertCell();
    if (text !== undefined) {
      const inner = made.appendChild(document.createElement('span'));
      inner.className = className || 'text';
      inner.dir = 'auto';
      inner.textContent = text;
    }
    return made;
  }

  function answerCell(row, answer) {
    const made = row.insertCell();
    const add = (to, tag, className, text) => {
      const child = to.appendChild(document.createElement(tag));
      child.className = className;
      if (text !== undefined) child.textContent = text;
      return child;
    };
    if (!answer) return add(made, 'span', 'small', 'not asked');
    const [said, isRight, rank, error] = answer;
    const both = add(made, 'div', 'answer');
    add(both, 'span', 'mark ' + (isRight ? 'right' : 'wrong'), isRight ? '\\u2713' : '\\u2717').ariaHidden = 'true';
    const told = add(both, 'div', 'told');
    add(told, 'span', 'unseen', isRight ? 'right: ' : 'wrong: ');
    add(told, 'span', error ? 'text error' : 'text', error ? 'No answer: ' + error : said).dir = 'auto';
    if (rank >= 0) add(told, 'span', 'small', ratings[rank]);
  }

  function show() {
    const many = size.value === 'all' ? Math.max(1, shown.length) : Number(size.value);
    const pages = Math.max(1, Math.ceil(shown.length / many));
    page = Math.min(page, pages - 1);
    const from = page * many;
    const rows = document.createDocumentFragment();
    for (const example of shown.slice(from, from + many)) {
      const row = document.createElement('tr');
      cell(row, String(example[0]), 'number');
      if (byId('pictures-data')) {
        const url = pictures[example[4]];
        const made = cell(row);
        if (url) {
          const image = made.appendChild(document.createElement('img'));
          image.alt = 'Image of example ' + example[0];
          image.src = url;
        }
      }
      cell(row, example[1]);
      cell(row, example[2]);
      for (const answer of example[5]) answerCell(row, answer);
      rows.append(row);
    }
    body.replaceChildren(rows);
    const count = (n) => n.toLocaleString('en');
    const range = shown.length === 0 ? 'No example passes these filters' : count(from + 1) + ' to ' + count(Math.min(from + many, shown.length)) + ' of ' + count(shown.length);
    status.textContent = range + (shown.length < examples.length && shown.length > 0 ? ' that pass, of ' + count(examples.length) + ' examples' : shown.length > 0 ? ' examples' : '');
    previous.disabled = page === 0;
    next.disabled = page >= pages - 1;
  }

  for (const field of fields) if (field) field.addEventListener('input', field === size ? show : filter);
  previous.addEventListener('click', () => { page--; show(); });
  next.addEventListener('click', () => { page++; show(); });
  filter();
})();
`;
