// @ts-check

/* A list of the API, page by page. */
import { isRefusal, messageOf, page } from './api.js';
import { button, element, problemLine, table } from './ui.js';
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
 */

/**
 * @template {keyof Rows} Path
 * @param {Asked<Path>} asked
 * @returns {List}
 */
export function listing({
  path, query = () => ({}), columns = () => [], show = (rows) => table(columns(), rows), size = 20, onTotal = () => {},
}) {
  const node = element('div', 'listing');
  const problem = problemLine();
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
        node.replaceChildren(problem.node, found.items.length > 0 ? show(found.items) : element('p', 'soft', words().none),
          pager(found, size, list));
      } catch (failure) {
        if (mine !== asked || isRefusal(failure, 401)) return;
        list.tell(messageOf(failure));
      }
    },
  };
  node.append(problem.node);
  return list;
}

/**
 * @param {Listing<unknown>} found
 * @param {number} size
 * @param {List} list
 */
function pager({ page: shown, total, items }, size, list) {
  const last = Math.max(0, Math.ceil(total / size) - 1);
  const row = element('div', 'row pager');
  row.hidden = last === 0;
  const back = button('quiet', words().back, () => list.load(shown - 1));
  back.disabled = shown === 0;
  const next = button('quiet', words().next, () => list.load(shown + 1));
  next.disabled = shown >= last;
  row.append(back, element('span', 'soft', words().range(shown * size + 1, shown * size + items.length, total)), next);
  return row;
}
