'use strict';

/* What the pages are built from. All foreign text goes in as text, never as markup. */
const $ = (id) => document.getElementById(id);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

function button(className, text, onClick) {
  const made = element('button', className, text);
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}

function tellProblem(id, message) {
  $(id).textContent = message || '';
  $(id).hidden = !message;
}

/** Does one thing at a time: the button rests meanwhile, and a refusal is told. */
function action(className, text, work, tell) {
  const made = button(className, text, async () => {
    made.disabled = true;
    tell('');
    try {
      await work();
    } catch (failure) {
      if (failure.status !== 401) tell(failure.message);
    } finally {
      made.disabled = false;
    }
  });
  return made;
}

/** A line that is there while it has something to tell. */
function line(className, role) {
  const node = element('p', className);
  node.setAttribute('role', role);
  node.hidden = true;
  const tell = (message) => {
    node.textContent = message || '';
    node.hidden = !message;
  };
  return { node, tell };
}

const problemLine = () => line('problem', 'alert');
const statusLine = () => line('soft', 'status');

/** @param options pairs of a value and its text */
function choice(options, value, label) {
  const made = element('select');
  options.forEach(([each, text]) => {
    const option = element('option', '', text);
    option.value = each;
    made.append(option);
  });
  if (value !== undefined && value !== null) made.value = value;
  if (label) made.setAttribute('aria-label', label);
  return made;
}

function queryText(query) {
  const set = Object.entries(query).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return new URLSearchParams(set).toString();
}

/** @param columns pairs of a heading and what makes a cell of a row: a text, a number, a node or null */
function table(columns, rows) {
  const made = element('table');
  const head = element('tr');
  columns.forEach(([heading]) => {
    const cell = element('th', '', heading);
    cell.scope = 'col';
    head.append(cell);
  });
  const body = element('tbody');
  rows.forEach((row) => {
    const line = element('tr');
    columns.forEach(([, cellOf]) => {
      const value = cellOf(row);
      const cell = element('td', typeof value === 'number' ? 'number' : '');
      cell.append(value === null || value === undefined ? '' : value);
      line.append(cell);
    });
    body.append(line);
  });
  const top = element('thead');
  top.append(head);
  made.append(top, body);
  const frame = element('div', 'wide');
  frame.append(made);
  return frame;
}

/**
 * A list of the API, page by page.
 *
 * @param query gives the filters as they are now
 * @param show makes a node from the rows; a table of the columns where it is not given
 */
function listing({ path, query = () => ({}), columns, show = (rows) => table(columns(), rows), size = 20, onTotal }) {
  const node = element('div', 'listing');
  const problem = problemLine();
  let page = 0;
  let asked = 0;

  const list = {
    node,
    tell: problem.tell,
    async load(wanted = page) {
      asked += 1;
      const mine = asked;
      try {
        const found = await api.call('GET', `${path}?${queryText({ ...query(), page: wanted, size })}`);
        if (mine !== asked) return;
        if (found.items.length === 0 && found.page > 0 && found.total > 0) {
          await list.load(Math.ceil(found.total / size) - 1);
          return;
        }
        page = found.page;
        list.tell('');
        if (onTotal) onTotal(found.total);
        node.replaceChildren(problem.node, found.items.length > 0 ? show(found.items) : element('p', 'soft', words().none),
          pager(found));
      } catch (failure) {
        if (mine !== asked || failure.status === 401) return;
        list.tell(failure.message);
      }
    },
  };
  function pager(found) {
    const last = Math.max(0, Math.ceil(found.total / size) - 1);
    const row = element('div', 'row pager');
    row.hidden = last === 0;
    const back = button('quiet', words().back, () => list.load(page - 1));
    back.disabled = page === 0;
    const next = button('quiet', words().next, () => list.load(page + 1));
    next.disabled = page >= last;
    row.append(back, element('span', 'soft', words().range(page * size + 1, page * size + found.items.length, found.total)), next);
    return row;
  }
  node.append(problem.node);
  return list;
}

function valueOf(input) {
  if (input.type === 'checkbox') return input.checked;
  return input.type === 'password' ? input.value : input.value.trim();
}

/**
 * A form of labelled fields, which tells beside each what the gateway says of it.
 *
 * @param fields each with name, label, and type, options, value, hint, required as needed
 */
function form({ fields, submit, onSubmit, className = 'fields' }) {
  const made = element('form', className);
  made.noValidate = true;
  const inputs = new Map();
  const problems = new Map();
  fields.forEach((field) => {
    const id = `f${Math.random().toString(36).slice(2)}`;
    const input = field.options ? choice(field.options) : element(field.type === 'textarea' ? 'textarea' : 'input');
    if (!field.options && field.type !== 'textarea') input.type = field.type || 'text';
    if (field.type === 'checkbox') input.checked = field.value === true;
    else if (field.value !== undefined && field.value !== null) input.value = field.value;
    Object.assign(input, { id, name: field.name, required: field.required === true });
    if (field.autocomplete) input.autocomplete = field.autocomplete;
    ['step', 'min', 'max', 'list'].forEach((name) => { if (field[name] !== undefined) input.setAttribute(name, field[name]); });
    const problem = element('span', 'problem');
    problem.id = `${id}p`;
    problem.hidden = true;
    input.setAttribute('aria-describedby', problem.id);
    const label = element('label', '', field.label);
    label.htmlFor = id;
    const box = element('div', field.type === 'checkbox' ? 'field check' : 'field');
    box.append(label, input);
    if (field.hint) box.append(element('span', 'soft small', field.hint));
    box.append(problem);
    made.append(box);
    inputs.set(field.name, input);
    problems.set(field.name, problem);
  });
  const problem = problemLine();
  const send = element('button', 'main', submit);
  send.type = 'submit';
  made.append(problem.node, send);

  function tell(failure) {
    const errors = failure.errors || [];
    const elsewhere = errors.filter((error) => !problems.has(error.field.replace(/\[.*/, '')));
    errors.forEach((error) => {
      const place = problems.get(error.field.replace(/\[.*/, ''));
      if (!place) return;
      place.textContent = error.message;
      place.hidden = false;
    });
    problem.tell(errors.length === 0 ? failure.message : elsewhere.map((error) => `${error.field}: ${error.message}`).join(' '));
  }
  made.addEventListener('submit', async (event) => {
    event.preventDefault();
    problems.forEach((place) => { place.hidden = true; });
    problem.tell('');
    send.disabled = true;
    try {
      const values = {};
      inputs.forEach((input, name) => { values[name] = valueOf(input); });
      await onSubmit(values);
    } catch (failure) {
      if (failure.status !== 401) tell(failure);
    } finally {
      send.disabled = false;
    }
  });
  return made;
}

/** Over the page, until it is closed. Gives what closes it. */
function dialog(title, ...content) {
  const made = element('dialog', 'card');
  const heading = element('h2', '', title);
  heading.id = `d${Math.random().toString(36).slice(2)}`;
  made.setAttribute('aria-labelledby', heading.id);
  const top = element('div', 'row');
  const close = button('quiet end', words().close, () => made.close());
  top.append(heading, close);
  made.append(top, ...content);
  made.addEventListener('close', () => made.remove());
  document.body.append(made);
  made.showModal();
  return () => made.close();
}

/** Pairs of a name and a value; those without a value are left out. */
function facts(pairs) {
  const made = element('dl', 'facts-list');
  pairs.filter(([, value]) => value !== null && value !== undefined && value !== '').forEach(([name, value]) => {
    const text = element('dd');
    text.append(value);
    made.append(element('dt', '', name), text);
  });
  return made;
}

function card(title, ...content) {
  const made = element('section', 'card');
  made.append(element('h2', '', title), ...content);
  return made;
}

function chip(state, text) {
  const made = element('span', 'chip', text);
  made.dataset.state = state;
  return made;
}

function roleOptions() {
  return ['VIEWER', 'OPERATOR', 'ADMIN'].map((role) => [role, words().roles[role]]);
}
