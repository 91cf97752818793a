// @ts-check

/* What can be read of the sources, ticked to start a run. Lists are added by their links, and removed. */
import { call, may, page } from './api.js';
import { feedNames, sourceLabel } from './cluster.js';
import { form } from './form.js';
import { listing } from './listing.js';
import { action, confirmed, element } from './ui.js';
import { words } from './words.js';

/** @import { List } from './listing.js' */
/** @import { Feed } from './types.js' */
/** @typedef {{ link: string, name: string, size: string }} Wanted */

/** As many as there can be of some sources. */
const ALL = 200;

/**
 * The feeds to tick, with a button that starts a run of them, and a form that adds a list.
 *
 * @param {(run: string) => void} onStarted is told the run
 */
export function feedChoice(onStarted) {
  /** @type {Map<string, Feed>} */
  const ticked = new Map();
  const host = element('div');
  const starting = action('main', words().startLists, async () => {
    /** @type {Map<string, string[]>} */
    const bySource = new Map();
    ticked.forEach(({ source, name }) => bySource.set(source, [...(bySource.get(source) || []), name]));
    const started = await call('POST', '/api/sync/runs', { sources: [...bySource].map(([source, feeds]) => ({ source, feeds })) });
    onStarted(started.run_id);
  }, (message) => list.tell(message));
  starting.disabled = true;
  /** @type {List} */
  const list = listing({
    path: '/api/feeds',
    size: ALL,
    columns: () => [
      ['', (feed) => tick(feed, ticked, starting)],
      [words().source, (feed) => sourceLabel(feed.source)],
      [words().name, nameOf],
      [words().listSize, (feed) => feed.size],
      ['', (feed) => (feed.link && may('OPERATOR') ? removal(feed, ticked, list) : '')],
    ],
  });
  list.load(0);
  host.append(list.node, starting, adding(list));
  return host;
}

/**
 * @param {Feed} feed
 * @param {Map<string, Feed>} ticked
 * @param {HTMLButtonElement} starting
 */
function tick(feed, ticked, starting) {
  const box = element('input');
  box.type = 'checkbox';
  box.setAttribute('aria-label', `${sourceLabel(feed.source)} ${feed.name}`);
  box.checked = ticked.has(keyOf(feed));
  box.addEventListener('change', () => {
    if (box.checked) ticked.set(keyOf(feed), feed);
    else ticked.delete(keyOf(feed));
    starting.disabled = ticked.size === 0;
  });
  return box;
}

/** All that can be read of the sources: their own feeds, and the lists that people keep. */
export async function allFeeds() {
  return (await page('/api/feeds', { size: ALL })).items;
}

/** @param {Feed} feed */
function keyOf({ source, name }) {
  return `${source}/${name}`;
}

/** @param {Feed} feed */
function nameOf({ source, name, link }) {
  if (!link) return feedNames(source, [name]);
  const place = element('a', '', name);
  place.href = link;
  place.target = '_blank';
  place.rel = 'noreferrer';
  return place;
}

/**
 * @param {Feed} feed
 * @param {Map<string, Feed>} ticked
 * @param {List} list
 */
function removal(feed, ticked, list) {
  return action('quiet', words().remove, async () => {
    if (!await confirmed(words().remove, words().remove, element('p', '', words().removeListAsk(feed.name)))) return;
    await call('DELETE', `/api/feeds/${encodeURIComponent(feed.name)}?source=${encodeURIComponent(feed.source)}`);
    ticked.delete(keyOf(feed));
    await list.load();
  }, list.tell);
}

/** @param {List} list */
function adding(list) {
  const made = element('details');
  made.append(element('summary', '', words().addList), form({
    fields: [
      { name: 'link', label: words().listLink, required: true, hint: words().listLinkHint },
      { name: 'name', label: words().name, hint: words().listNameHint },
      { name: 'size', type: 'number', label: words().listSize, min: 1, max: 10000, value: '250' },
    ],
    submit: words().addList,
    onSubmit: async (/** @type {Wanted} */ { link, name, size }) => {
      await call('POST', '/api/feeds', { link, name: name || undefined, size: size ? Number(size) : undefined });
      made.open = false;
      await list.load();
    },
  }));
  return made;
}
