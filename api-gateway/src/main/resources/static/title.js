// @ts-check

/* One title: its fields with where each is from, what was refused, and its history. */
import { lastPlace } from './address.js';
import { ask, call, may } from './api.js';
import { sourceLabel } from './cluster.js';
import { fieldName, valueText } from './fields.js';
import { posterOf } from './films.js';
import { listing } from './listing.js';
import { quarantineOf } from './quarantine.js';
import { runHref } from './runtext.js';
import { action, card, chip, confirmed, element, facts, link, problemLine, statusLine, table, tellFailure, timeNode } from './ui.js';
import { longTimeText, named, words } from './words.js';

/** @import { Change, VideoSources } from './types.js' */
/** @import { Cell, Column, Tell } from './ui.js' */
/** @import { Video } from './video.js' */
/** @typedef {VideoSources['fields'][0]} Field */

/* What of a video is shown first, and last; what else it has comes between, in the API's order. */
/** @type {(keyof Video)[]} */
const FIRST = ['original_title', 'year', 'release_date', 'score', 'votes'];
/** @type {(keyof Video)[]} */
const LAST = ['created_at', 'updated_at'];

/**
 * In the heading, on the poster, or told by another one.
 *
 * @type {(keyof Video)[]}
 */
const NOT_IN_DETAILS = ['id', 'source', 'source_id', 'title', 'kind', 'cover_url', 'cover', 'release_dates', 'runtimes', 'status', 'is_completed', 'is_update', 'locks'];

/** @param {HTMLElement} host @param {string} id */
export function openPage(host, id) {
  const problem = problemLine();
  const body = element('div', 'room-part');
  host.append(link('quiet button', words().backToList, lastPlace('catalogue')), problem.node, body);
  const show = async () => {
    try {
      const path = /** @type {const} */ (`/api/videos/${encodeURIComponent(id)}`);
      const [video, sources] = await Promise.all([call('GET', path), ask(`${path}/sources`, {})]);
      body.replaceChildren(details(video, sources), origins(video, sources, show), quarantineOf(video, show), history(video.id));
      document.title = `${video.title || words().untitled} · Reelsync`;
    } catch (failure) {
      tellFailure(failure, problem.tell);
    }
  };
  show();
}

/** @param {Video} video */
function detailsOf(video) {
  const elsewhere = [...FIRST, ...LAST, ...NOT_IN_DETAILS];
  const all = /** @type {(keyof Video)[]} */ (Object.keys(video));
  return [...FIRST, ...all.filter((name) => !elsewhere.includes(name)), ...LAST];
}

/** @param {Video} video @param {VideoSources} sources */
function details(video, sources) {
  const said = statusLine();
  const row = element('div', 'row');
  row.append(element('h2', '', video.title || words().untitled), chip('', named(words().kinds, video.kind || '') || '—'));
  if (may('OPERATOR') && sources.sources.length > 0) row.append(syncNow(sources, said.node));
  const made = element('section', 'card video');
  const body = element('div', 'video-body');
  body.append(posterOf(video), facts([
    [words().atSources, pagesOf(sources)],
    ...detailsOf(video).map((name) => /** @type {[string, Cell]} */ ([fieldName(name), detail(video, name)])),
  ]));
  made.append(row, said.node, body);
  return made;
}

/** @param {Video} video @param {keyof Video} name */
function detail(video, name) {
  const value = video[name];
  if (name.endsWith('_at') && typeof value === 'string') return longTimeText(value);
  return valueText(value, name);
}

/** @param {VideoSources} sources @param {HTMLElement} said */
function syncNow({ sources }, said) {
  /** @type {Map<string, string[]>} */
  const bySource = new Map();
  sources.forEach((one) => bySource.set(one.source, [...bySource.get(one.source) || [], one.source_id]));
  /** @param {string} message */
  const tell = (message) => {
    said.hidden = !message;
    said.textContent = message;
  };
  return action('main end', words().syncThis, async () => {
    const started = await call('POST', '/api/sync/runs', { sources: [...bySource].map(([source, ids]) => ({ source, source_ids: ids })) });
    tell(words().askedFor);
    said.append(' ', link('', words().toRun, runHref(started.run_id)));
  }, tell);
}

/** Where people read of it, as far as its sources have such pages. @param {VideoSources} sources */
function pagesOf({ sources }) {
  const made = element('span', 'row');
  made.append(...sources.map((one) => {
    const text = `${sourceLabel(one.source)} ${one.source_id}`;
    if (!one.page || !/^https?:\/\//.test(one.page)) return element('span', '', text);
    const out = link('', text, one.page);
    out.rel = 'noopener noreferrer';
    out.target = '_blank';
    return out;
  }));
  return made;
}

/**
 * For each field whose word stands, what other sources say, and whether somebody has locked it.
 *
 * @param {Video} video
 * @param {VideoSources} sources
 * @param {() => Promise<void>} reload
 */
function origins(video, { fields }, reload) {
  const problem = problemLine();
  const told = fields.filter((one) => one.values.length > 0 || one.correction);
  /** @type {Column<Field>[]} */
  const others = told.some((one) => othersOf(one) !== '') ? [[words().others, othersOf]] : [];
  /** @type {Column<Field>[]} */
  const locks = video.locks.length > 0 && may('OPERATOR') ? [['', (one) => (one.correction ? releaseButton(video, one.field, reload, problem.tell) : '')]] : [];
  const body = element('details');
  body.append(element('summary', '', words().originsOf(told.length, video.locks.length)), problem.node, table([
    [words().field, (one) => fieldName(one.field)],
    [words().value, (one) => valueText(one.value, one.field)],
    [words().origin, originNode],
    ...others,
    ...locks,
  ], told));
  return card(words().origins, body);
}

/** @param {Field} one */
function originNode(one) {
  const standing = one.values.find((said) => said.stands);
  const made = element('span');
  if (one.correction) made.append(words().correctedBy(one.correction.by), timeNode(one.correction.at, 'detail'));
  else if (standing) made.append(sourceLabel(standing.source), timeNode(standing.told_at, 'detail'));
  return made;
}

/** @param {Field} one */
function othersOf(one) {
  return one.values.filter((said) => !said.stands).map((said) => `${sourceLabel(said.source)}: ${valueText(said.value, one.field)}`).join('; ');
}

/** @param {Video} video @param {string} field @param {() => Promise<void>} reload @param {Tell} tell */
function releaseButton(video, field, reload, tell) {
  return action('quiet', words().release, async () => {
    if (!await confirmed(fieldName(field), words().release, element('p', '', words().releaseAsk))) return;
    await call('DELETE', `/api/videos/${encodeURIComponent(video.id)}/locks/${encodeURIComponent(field)}`);
    await reload();
  }, tell);
}

/** @param {string} id */
function history(id) {
  const list = listing({
    path: `/api/videos/${encodeURIComponent(id)}/changes`, size: 50, show: timeline,
    none: () => element('p', 'soft', words().noChanges),
  });
  list.load(0);
  return card(words().history, list.node);
}

/** Changes that came at once are one entry. @param {Change[]} changes */
function timeline(changes) {
  const made = element('ol', 'timeline');
  [...new Set(changes.map((change) => change.changed_at))].forEach((at) => {
    const together = changes.filter((change) => change.changed_at === at);
    const entry = element('li');
    const head = element('div', 'row');
    head.append(timeNode(at, 'what'));
    const run = together.find((change) => change.run_id)?.run_id;
    if (run) head.append(link('soft', words().toRun, runHref(run)));
    const fields = element('dl', 'facts-list');
    together.forEach((change) => {
      const said = element('dd');
      const before = element('del', '', valueText(change.from, change.field) || '—');
      const after = element('ins', '', valueText(change.to, change.field) || '—');
      said.append(before, element('span', 'unseen', words().became), ' → ', after);
      fields.append(element('dt', '', fieldName(change.field)), said);
    });
    entry.append(head, fields);
    made.append(entry);
  });
  return made;
}
