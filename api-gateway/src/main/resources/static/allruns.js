// @ts-check

/* All runs: filtered, sorted and turned by address, so that going back and reloading keep them. */
import { address, pageHref, pageOf, place, remember, turn } from './address.js';
import { may } from './api.js';
import { sourceOptions } from './cluster.js';
import { controlsOf } from './control.js';
import { listing } from './listing.js';
import { isActive, progressText, runLink, tookText } from './runtext.js';
import { chip, choice, element, link, timeNode } from './ui.js';
import { durationText, words } from './words.js';

/** @import { Turn } from './address.js' */
/** @import { List } from './listing.js' */
/** @import { Run } from './types.js' */
/** @import { Option } from './ui.js' */

const COUNTS = /** @type {const} */ (['created', 'changed', 'unchanged', 'gone', 'failed', 'cancelled']);
const RELOAD_AT_MOST_EVERY_MS = 4000;

/** @type {List | null} */
let list = null;
let loadedAt = 0;

/** @param {HTMLElement} host @returns {Turn} */
export function openPage(host) {
  const total = element('span', 'soft');
  const row = element('div', 'row');
  row.append(element('h2', '', words().pages.runs), total);
  if (may('OPERATOR')) row.append(link('main button end', words().startNew, '#runs/new'));
  const filters = element('div', 'fields inline');
  filters.setAttribute('role', 'group');
  filters.setAttribute('aria-label', words().filter);
  const { query } = place();
  const selects = filtersOf().map(([name, label, options]) => {
    const { box, select } = filter(name, label, options, query[name] || '');
    filters.append(box);
    return { name, select };
  });
  /** @type {List} */
  const shown = listing({
    path: '/api/sync/runs', href: pageHref, onTotal: (n) => { total.textContent = words().runTotal(n); },
    query: () => Object.fromEntries(selects.map(({ name, select }) => [name, select.value])),
    columns: () => columns(() => shown.load(), shown.tell),
    none: () => nothing(selects.some(({ select }) => select.value !== '')),
  });
  list = shown;
  remember();
  const body = element('section', 'card');
  body.append(shown.node);
  host.append(row, filters, body);
  shown.load(pageOf(query));
  return (next) => {
    remember();
    selects.forEach(({ name, select }) => { select.value = next[name] || ''; });
    shown.load(pageOf(next));
  };
}

/** @returns {[name: string, label: string, options: Option[]][]} */
function filtersOf() {
  return [
    ['state', words().state, [['', words().all], ...Object.entries(words().states)]],
    ['source', words().source, [['', words().all], ...sourceOptions()]],
    ['trigger', words().trigger, [['', words().all], ...Object.entries(words().triggers)]],
    ['sort', words().sort, [['', words().newestFirst], ['oldest', words().oldestFirst]]],
  ];
}

/** @param {string} name @param {string} label @param {Option[]} options @param {string} value */
function filter(name, label, options, value) {
  const select = choice(options, value);
  select.id = `runs-${name}`;
  select.addEventListener('change', () => turn({ [name]: select.value }));
  const named = element('label', '', label);
  named.htmlFor = select.id;
  const box = element('div', 'field');
  box.append(named, select);
  return { box, select };
}

/**
 * @param {() => Promise<void>} reload
 * @param {(message: string) => void} tell
 * @returns {import('./ui.js').Column<Run>[]}
 */
function columns(reload, tell) {
  return [
    [words().state, (run) => chip(run.state, words().states[run.state])],
    [words().what, runLink],
    [words().trigger, (run) => words().triggers[run.trigger]],
    [words().requestedAt, (run) => timeNode(run.requested_at)],
    [words().took, tookText],
    [words().progressOf, progressNode],
    [words().result, (run) => COUNTS.filter((name) => run[name] > 0).map((name) => `${words().counts[name]} ${run[name]}`).join(' · ')],
    ['', (run) => controlsOf(run, reload, tell)],
  ];
}

/** How far it is, and how long the rest takes. @param {Run} run */
function progressNode(run) {
  const made = element('span', '', progressText(run));
  if (isActive(run) && run.eta_seconds !== null && run.outstanding > 0) made.append(element('span', 'detail', words().eta(durationText(run.eta_seconds))));
  return made;
}

/** @param {boolean} filtered */
function nothing(filtered) {
  const made = element('p', 'soft', filtered ? words().noRunsFound : words().noRuns);
  if (filtered) made.append(' ', link('', words().showAll, address('runs')));
  else if (may('OPERATOR')) made.append(' ', link('', words().startNew, '#runs/new'));
  return made;
}

/**
 * Shows anew what the list shows, where it is shown.
 *
 * @param {Run} run
 * @param {boolean} atOnce it has begun, moved to another state, or ended; where it only goes on, now and then is enough, and
 *     never under the hands of somebody who is in the list
 */
export function heardOfRun(run, atOnce) {
  if (!list || !list.node.isConnected) return;
  const disturbs = list.node.contains(document.activeElement) || Date.now() - loadedAt < RELOAD_AT_MOST_EVERY_MS;
  if (disturbs && !atOnce) return;
  loadedAt = Date.now();
  list.load();
}
