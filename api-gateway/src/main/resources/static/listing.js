// @ts-check

/* A list of the API, page by page. */
import { isRefusal, messageOf, page } from './api.js';
import { button, element, link, problemLine, table } from './ui.js';
import { words } from './words.js';

/** @import { Query } from './api.js' */
/** @import { Listing, Rows } from './calls.js' */
/** @import { Column, Tell } from './ui.js' */

/**
 * What shows a list. It loads a page of it, the one that it shows again where none is named.
 *
 * @typedef {{ node: HTMLElement, tell: Tell, load: (wanted?: number) => Promise<void> }} List
 */

/**
 * @template {keyof Rows} Path
 * @typedef {object} Asked
 * @property {Path} path
 * @property {() => Query} [query] gives the filters as they are now
 * @property {() => Column<Rows[Path]>[]} [columns]
 * @property {(rows: Rows[Path][]) => Node} [show] makes a node from the rows; a table of the columns where it is not given
 * @property {number} [size]
 * @property {(total: number) => void} [onTotal]
 * @property {(page: number) => string} [href] the address of a page, where the list's place is kept in the address
 * @property {() => Node} [none] what is shown where there is nothing
 */

/**
 * @template {keyof Rows} Path
 * @param {Asked<Path>} asked
 * @returns {List}
 */
export function listing({
  path, query = () => ({}), columns = () => [], show = (rows) => table(columns(), rows), size = 20, onTotal = () => {}, href,
  none = () => element('p', 'soft', words().none),
}) {
  const node = element('div', 'listing');
  node.tabIndex = -1;
  const body = element('div');
  const problem = problemLine();
  const pager = pagerOf((wanted) => list.load(wanted), size, href);
  let shown = 0;
  let asked = 0;

  /** @type {List} */
  const list = {
    node,
    tell: problem.tell,
    async load(wanted = shown) {
      asked += 1;
      const mine = asked;
      try {
        const found = await page(path, { ...query(), page: wanted, size });
        if (mine !== asked) return;
        if (found.items.length === 0 && found.page > 0 && found.total > 0) {
          await list.load(Math.ceil(found.total / size) - 1);
          return;
        }
        shown = found.page;
        list.tell('');
        onTotal(found.total);
        const held = body.contains(document.activeElement);
        body.replaceChildren(found.items.length > 0 ? show(found.items) : none());
        // What was in hand may be gone: who is here by keyboard stays here.
        if (held) node.focus({ preventScroll: true });
        pager.show(found);
      } catch (failure) {
        if (mine !== asked || isRefusal(failure, 401)) return;
        list.tell(messageOf(failure));
      }
    },
  };
  node.append(problem.node, body, pager.node);
  return list;
}

/**
 * Stands while the list changes, so that who turns pages by keyboard keeps their place.
 *
 * @param {(wanted: number) => void} load
 * @param {number} size
 * @param {((page: number) => string) | undefined} href
 */
function pagerOf(load, size, href) {
  const node = element('div', 'row pager');
  node.setAttribute('role', 'group');
  node.setAttribute('aria-label', words().pagerLabel);
  node.hidden = true;
  const range = element('span', 'soft');
  range.setAttribute('role', 'status');
  /** @param {string} text @param {number} step */
  const turner = (text, step) => (href ? link('quiet button', text, '') : button('quiet', text, () => load(shown + step)));
  const [back, next] = [turner(words().back, -1), turner(words().next, 1)];
  node.append(back, range, next);
  let shown = 0;

  /** @param {Listing<unknown>} found */
  const show = ({ page: now, total, items }) => {
    shown = now;
    const last = Math.max(0, Math.ceil(total / size) - 1);
    node.hidden = last === 0;
    range.textContent = words().range(now * size + 1, now * size + items.length, total);
    set(back, now - 1, now > 0, href);
    set(next, now + 1, now < last, href);
  };
  return { node, show };
}

/**
 * @param {HTMLElement} turner
 * @param {number} page
 * @param {boolean} there
 * @param {((page: number) => string) | undefined} href
 */
function set(turner, page, there, href) {
  if (turner instanceof HTMLButtonElement) turner.disabled = !there;
  else if (turner instanceof HTMLAnchorElement && href) {
    if (there) turner.href = href(page);
    else turner.removeAttribute('href');
    turner.setAttribute('aria-disabled', String(!there));
  }
}
