// @ts-check

/* One run: its cause, its lists, how far it is, and its titles by state. */
import { changed, lastPlace, pageHref, pageOf, place } from './address.js';
import { call, may, page } from './api.js';
import { feedNames, sourceLabel } from './cluster.js';
import { controlPlace } from './control.js';
import { listing } from './listing.js';
import { reasonNode } from './reasons.js';
import { runPicture } from './runhistory.js';
import { isActive, progressBar, progressText, runHref, tookText, whatOf } from './runtext.js';
import { action, card, chip, element, facts, link, problemLine, replaceByKey, table, tellFailure, timeNode } from './ui.js';
import { timeLeftText, whyNot } from './why.js';
import { longTimeText, named, words } from './words.js';

/** @import { Turn } from './address.js' */
/** @import { List } from './listing.js' */
/** @import { Item, ItemState, Run, RunDetail } from './types.js' */
/** @import { Tell } from './ui.js' */

/** What the stream doesn't tell, the lists and the titles, is asked for at most so often. */
const ASK_AGAIN_MS = 2000;
const ITEM_PAGE = 200;
const COUNTS = /** @type {const} */ (['listed', 'created', 'changed', 'unchanged', 'outstanding', 'gone', 'failed', 'cancelled']);

/**
 * The run that is shown.
 *
 * @typedef {object} Shown
 * @property {RunDetail} run
 * @property {HTMLElement} head
 * @property {ReturnType<typeof controlPlace>} buttons
 * @property {ReturnType<typeof runPicture>} picture
 * @property {HTMLElement} lists
 * @property {HTMLElement} states
 * @property {List} items
 * @property {Tell} tell
 * @property {number} askedAt
 * @property {ReturnType<typeof setTimeout> | null} waiting
 */

/** @type {Shown | null} */
let shown = null;

/** @param {HTMLElement} host @param {string} runId @returns {Turn} */
export function openPage(host, runId) {
  const problem = problemLine();
  const body = element('div', 'room-part');
  host.append(link('quiet button', words().backToRuns, lastPlace('runs')), problem.node, body);
  let stateShown = place().query.state || '';
  const items = listing({
    path: `/api/sync/runs/${encodeURIComponent(runId)}/items`, query: () => ({ state: stateShown }), href: pageHref, columns: itemColumns,
  });
  open(runId, body, items, problem.tell);
  items.load(pageOf(place().query));
  return (query) => {
    stateShown = query.state || '';
    if (shown) showStates(shown);
    items.load(pageOf(query));
  };
}

/** @param {string} runId @param {HTMLElement} body @param {List} items @param {Tell} tell */
async function open(runId, body, items, tell) {
  shown = null;
  try {
    const run = await call('GET', `/api/sync/runs/${encodeURIComponent(runId)}`);
    const [head, lists, states] = [element('div'), element('div', 'room-part'), element('nav', 'row')];
    states.setAttribute('aria-label', words().titlesByState);
    const buttons = controlPlace(heardOfRun, tell, (now) => (now.failed > 0 && may('OPERATOR')
      ? [action('quiet', words().repeatFailed(now.failed), () => repeatFailed(now), tell)] : []));
    shown = { run, head, buttons, picture: runPicture(), lists, states, items, tell, askedAt: Date.now(), waiting: null };
    const top = element('section', 'card');
    top.append(head, buttons.node);
    body.append(top, shown.picture.node, lists, card(words().titles, states, items.node));
    show(shown);
  } catch (failure) {
    tellFailure(failure, tell);
  }
}

/** @param {Shown} here */
function show(here) {
  showHead(here);
  here.picture.look(here.run);
  showLists(here);
  showStates(here);
}

/** @param {Shown} here */
function showHead(here) {
  const { run, head, buttons } = here;
  const row = element('div', 'row');
  row.append(element('h2', '', whatOf(run)), chip(run.state, words().states[run.state]));
  const figures = element('div', 'row tight');
  const held = isActive(run) ? whyNot(run) : '';
  const share = run.planned > 0 ? `${Math.floor(((run.planned - run.outstanding) / run.planned) * 100)}%` : '';
  figures.append(element('strong', 'share', share), element('span', 'soft', progressText(run) || (isActive(run) ? words().listing : '')),
    element('span', 'soft end', timeLeftText(run)));
  const counts = element('dl', 'counts');
  COUNTS.filter((name) => run[name] > 0).forEach((name) => {
    const pair = element('div', `count ${name}`);
    pair.append(element('dt', '', words().counts[name]), element('dd', '', run[name]));
    counts.append(pair);
  });
  const status = element('p', 'problem', held);
  status.hidden = !held;
  head.replaceChildren(row, figures, progressBar(run), status, counts, causeOf(run));
  buttons.show(run);
}

/** @param {RunDetail} run */
function causeOf(run) {
  return facts([
    [words().cause, run.requested_by ? `${words().triggers[run.trigger]} · ${run.requested_by}` : words().triggers[run.trigger]],
    [words().requestedAt, longTimeText(run.requested_at)],
    [words().startedAt, run.started_at && longTimeText(run.started_at)],
    [words().finishedAt, run.finished_at && longTimeText(run.finished_at)],
    [words().took, tookText(run)],
    [words().runId, element('code', '', run.run_id)],
    [words().traceId, element('code', '', run.trace_id)],
    [words().logLines, element('code', '', `./reelsync logs --trace ${run.trace_id}`)],
  ]);
}

/** @param {Shown} here */
function showLists({ run, lists }) {
  const parts = run.parts.length > 1 ? [card(words().bySource, table([
    [words().source, (part) => sourceLabel(part.source)],
    [words().progressOf, (part) => words().settled(part.planned - part.outstanding, part.planned)],
    ...COUNTS.map((name) => /** @type {import('./ui.js').Column<typeof run.parts[0]>} */ ([words().counts[name], (part) => part[name]])),
  ], run.parts))] : [];
  const feeds = run.feeds.length > 0 ? [card(words().lists, table([
    [words().source, (feed) => sourceLabel(feed.source)],
    [words().list, (feed) => feedNames(feed.source, [feed.feed])],
    [words().state, (feed) => chip(feed.state === 'READ' ? 'COMPLETED' : feed.state, words().feedStates[feed.state])],
    [words().counts.listed, (feed) => feed.listed],
    [words().reason, (feed) => (feed.reason ? reasonNode(feed) : '')],
    [words().triedAgain, (feed) => (feed.retry_at ? timeNode(feed.retry_at) : '')],
  ], run.feeds))] : [];
  lists.replaceChildren(...feeds, ...parts);
}

/** Links, so that each state is a place to come back to. @param {Shown} here */
function showStates({ run, states }) {
  const now = place().query.state || '';
  /** @type {[ItemState | '', number][]} */
  const all = [['', run.planned], ['OUTSTANDING', run.outstanding], ['FAILED', run.failed], ['CREATED', run.created], ['CHANGED', run.changed],
    ['UNCHANGED', run.unchanged], ['GONE', run.gone], ['CANCELLED', run.cancelled], ['FRESH', run.listed - run.planned]];
  replaceByKey(states, ...all.filter(([state, n]) => n > 0 || state === now).map(([state, n]) => {
    const made = link('tab', `${state ? words().itemStates[state] : words().all} ${n}`, changed({ state }));
    made.dataset.key = state;
    if (state === now) made.setAttribute('aria-current', 'true');
    return made;
  }));
}

/** @returns {import('./ui.js').Column<Item>[]} */
function itemColumns() {
  return [
    [words().title, (item) => (item.video_id ? link('', item.title || words().untitled, `#videos/${item.video_id}`) : item.title || words().untitled)],
    [words().source, (item) => sourceLabel(item.source)],
    [words().number, (item) => element('code', '', item.source_id)],
    [words().state, (item) => named(words().itemStates, item.state)],
    [words().attempts, (item) => item.attempts],
    [words().reason, (item) => (item.reason ? reasonNode(item) : '')],
  ];
}

/** @param {Run | RunDetail} run */
async function repeatFailed(run) {
  /** @type {Map<string, string[]>} */
  const bySource = new Map();
  for (let n = 0; n * ITEM_PAGE < run.failed; n += 1) {
    const found = await page(`/api/sync/runs/${encodeURIComponent(run.run_id)}/items`, { state: 'FAILED', page: n, size: ITEM_PAGE });
    found.items.forEach((item) => bySource.set(item.source, [...bySource.get(item.source) || [], item.source_id]));
  }
  const started = await call('POST', '/api/sync/runs', { sources: [...bySource].map(([source, ids]) => ({ source, source_ids: ids })) });
  location.hash = runHref(started.run_id);
}

/** @param {Run} run whatever run has moved; the page shows it, or another */
export function heardOfRun(run) {
  if (!shown || shown.run.run_id !== run.run_id || !shown.head.isConnected) return;
  const before = shown.run;
  const { feeds, ...rest } = run;
  shown.run = { ...before, ...rest };
  showHead(shown);
  showStates(shown);
  if (before.state !== run.state || before.outstanding !== run.outstanding || before.listed !== run.listed) askAgain(shown);
}

/** @param {Shown} here */
function askAgain(here) {
  if (here.waiting) return;
  here.waiting = setTimeout(async () => {
    here.waiting = null;
    if (here !== shown || !here.head.isConnected) return;
    here.askedAt = Date.now();
    try {
      here.run = await call('GET', `/api/sync/runs/${encodeURIComponent(here.run.run_id)}`);
      show(here);
      await here.items.load();
    } catch (failure) {
      // The next event asks again.
    }
  }, Math.max(0, here.askedAt + ASK_AGAIN_MS - Date.now()));
}

