// @ts-check

/* What the pages are built from. All foreign text goes in as text, never as markup. */
import { isRefusal, messageOf, ROLES } from './api.js';
import { words } from './words.js';

/** @typedef {(message: string) => void} Tell tells a message, or with an empty one that there is nothing to tell */
/** @typedef {readonly [value: string, text: string]} Option */
/** @typedef {string | number | Node | null | undefined} Cell */

/**
 * @template Row
 * @typedef {readonly [heading: string, cellOf: (row: Row) => Cell]} Column
 */

/**
 * The part of the page with that id.
 *
 * @param {string} id
 */
export function $(id) {
  return part(id, HTMLElement);
}

/**
 * The part of the page with that id, which is of that kind.
 *
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 */
export function part(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} with the id ${id}`);
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {string | number | null} [text]
 */
export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = String(text);
  return made;
}

/**
 * @param {string} className
 * @param {string | number} text
 * @param {() => unknown} onClick
 */
export function button(className, text, onClick) {
  const made = element('button', className, text);
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}

/** @param {string} id @param {string} message */
export function tellProblem(id, message) {
  $(id).textContent = message;
  $(id).hidden = !message;
}

/**
 * Tells a failure of what the user asked for. The end of the session is told where one signs in.
 *
 * @param {unknown} failure
 * @param {Tell} tell
 */
export function tellFailure(failure, tell) {
  if (!isRefusal(failure, 401)) tell(messageOf(failure));
}

/**
 * Does one thing at a time: the button rests meanwhile, and a refusal is told.
 *
 * @param {string} className
 * @param {string} text
 * @param {() => Promise<void>} work
 * @param {Tell} tell
 */
export function action(className, text, work, tell) {
  const made = button(className, text, async () => {
    made.disabled = true;
    tell('');
    try {
      await work();
    } catch (failure) {
      tellFailure(failure, tell);
    } finally {
      made.disabled = false;
    }
  });
  return made;
}

/**
 * A line that is there while it has something to tell.
 *
 * @param {string} className
 * @param {string} role
 */
function line(className, role) {
  const node = element('p', className);
  node.setAttribute('role', role);
  node.hidden = true;
  /** @type {Tell} */
  const tell = (message) => {
    node.textContent = message;
    node.hidden = !message;
  };
  return { node, tell };
}

export const problemLine = () => line('problem', 'alert');
export const statusLine = () => line('soft', 'status');

/**
 * @param {readonly Option[]} options
 * @param {string} [value]
 * @param {string} [label]
 */
export function choice(options, value, label) {
  const made = element('select');
  options.forEach(([each, text]) => {
    const option = element('option', '', text);
    option.value = each;
    made.append(option);
  });
  if (value !== undefined) made.value = value;
  if (label) made.setAttribute('aria-label', label);
  return made;
}

/** @returns {Option[]} */
export function roleOptions() {
  return ROLES.map((role) => [role, words().roles[role]]);
}

/**
 * @template Row
 * @param {readonly Column<Row>[]} columns
 * @param {readonly Row[]} rows
 */
export function table(columns, rows) {
  const made = element('table');
  const head = element('tr');
  columns.forEach(([heading]) => {
    // A column of buttons has no heading, and an empty one would be read out.
    const cell = element(heading ? 'th' : 'td', '', heading);
    if (cell instanceof HTMLTableCellElement && heading) cell.scope = 'col';
    head.append(cell);
  });
  const body = element('tbody');
  rows.forEach((row) => {
    const line = element('tr');
    columns.forEach(([, cellOf]) => {
      const value = cellOf(row);
      const cell = element('td', typeof value === 'number' ? 'number' : '');
      cell.append(value instanceof Node ? value : String(value ?? ''));
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
 * Over the page, until it is closed. Gives what closes it.
 *
 * @param {string} title
 * @param {...Node} content
 */
export function dialog(title, ...content) {
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

/**
 * Pairs of a name and a value; those without a value are left out.
 *
 * @param {(readonly [name: string, value: string])[]} pairs
 */
export function facts(pairs) {
  const made = element('dl', 'facts-list');
  pairs.filter(([, value]) => value !== '').forEach(([name, value]) => {
    made.append(element('dt', '', name), element('dd', '', value));
  });
  return made;
}

/**
 * @param {string} title
 * @param {...Node} content
 */
export function card(title, ...content) {
  const made = element('section', 'card');
  made.append(element('h2', '', title), ...content);
  return made;
}

/** @param {string} state @param {string} text */
export function chip(state, text) {
  const made = element('span', 'chip', text);
  made.dataset.state = state;
  return made;
}
