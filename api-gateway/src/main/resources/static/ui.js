// @ts-check

/* What the pages are built from. All foreign text goes in as text, never as markup. */
import { isRefusal, messageOf, ROLES } from './api.js';
import { longTimeText, timeText, words } from './words.js';

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

/**
 * @param {string} className
 * @param {string | number | Node} content
 * @param {string} href
 */
export function link(className, content, href) {
  const made = element('a', className);
  made.append(content instanceof Node ? content : String(content));
  made.href = href;
  return made;
}

/**
 * A time, with the whole of it where one asks.
 *
 * @param {string} iso
 * @param {string} [className]
 */
export function timeNode(iso, className) {
  const made = element('time', className, timeText(iso));
  made.dateTime = iso;
  made.title = longTimeText(iso);
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
      // A button that rests can't keep the focus.
      if (document.activeElement === document.body && made.isConnected) made.focus({ preventScroll: true });
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
 * On a phone each row becomes a card, in which each cell has its heading before it: the roles say that it is a table still.
 *
 * @template Row
 * @param {readonly Column<Row>[]} columns
 * @param {readonly Row[]} rows
 * @param {string} [label] what it is a table of, where no heading says so
 */
export function table(columns, rows, label) {
  const made = withRole(element('table'), 'table');
  if (label) made.setAttribute('aria-label', label);
  const head = withRole(element('tr'), 'row');
  columns.forEach(([heading]) => {
    const cell = withRole(element('th', '', heading), 'columnheader');
    cell.scope = 'col';
    if (!heading) cell.append(element('span', 'unseen', words().actions));
    head.append(cell);
  });
  const body = withRole(element('tbody'), 'rowgroup');
  rows.forEach((row) => {
    const line = withRole(element('tr'), 'row');
    columns.forEach(([heading, cellOf]) => line.append(tableCell(heading, cellOf(row))));
    body.append(line);
  });
  const top = withRole(element('thead'), 'rowgroup');
  top.append(head);
  made.append(top, body);
  const frame = element('div', 'wide cards');
  frame.append(made);
  // What is too wide is scrolled by keyboard too.
  new ResizeObserver(() => {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    else frame.removeAttribute('tabindex');
  }).observe(frame);
  return frame;
}

/** @param {string} heading @param {Cell} value */
function tableCell(heading, value) {
  const cell = withRole(element('td', typeof value === 'number' ? 'number' : ''), 'cell');
  cell.dataset.heading = heading;
  cell.append(value instanceof Node ? value : String(value ?? ''));
  if (cell.textContent === '' && cell.children.length === 0) cell.classList.add('nothing');
  return cell;
}

/**
 * @template {HTMLElement} Kind
 * @param {Kind} made
 * @param {string} role
 */
function withRole(made, role) {
  made.setAttribute('role', role);
  return made;
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
 * Asks before something is done that can't be taken back. Resolves to whether it is to be done.
 *
 * @param {string} title
 * @param {string} verb what the button that does it says
 * @param {...Node} content
 * @returns {Promise<boolean>}
 */
export function confirmed(title, verb, ...content) {
  return new Promise((resolve) => {
    let agreed = false;
    const row = element('div', 'row');
    const close = dialog(title, ...content, row);
    row.append(button('main', verb, () => {
      agreed = true;
      close();
    }), button('quiet', words().leaveIt, close));
    row.closest('dialog')?.addEventListener('close', () => resolve(agreed));
  });
}

/**
 * Pairs of a name and a value; those without a value are left out.
 *
 * @param {(readonly [name: string, value: Cell])[]} pairs
 */
export function facts(pairs) {
  const made = element('dl', 'facts-list');
  pairs.filter(([, value]) => value !== '' && value !== null && value !== undefined).forEach(([name, value]) => {
    const said = element('dd');
    said.append(value instanceof Node ? value : String(value));
    made.append(element('dt', '', name), said);
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

/**
 * Puts others in the place of what is there. Who has the focus on one of them keeps it on the one with the same key.
 *
 * @param {HTMLElement} host
 * @param {...Node} nodes with data-key on what may have the focus
 */
export function replaceByKey(host, ...nodes) {
  const held = document.activeElement;
  const key = held instanceof HTMLElement && host.contains(held) ? held.dataset.key : undefined;
  host.replaceChildren(...nodes);
  if (key === undefined) return;
  const same = [...host.querySelectorAll('[data-key]')].find((one) => one instanceof HTMLElement && one.dataset.key === key);
  if (same instanceof HTMLElement) same.focus({ preventScroll: true });
}

/** @param {string} state @param {string} text */
export function chip(state, text) {
  const made = element('span', 'chip', text);
  made.dataset.state = state;
  return made;
}
