// @ts-check

/* The stored videos: search, one video with its history, export. */
import { authorized, call, dataOf, may, queryText, Refusal } from './api.js';
import { filmCard, posterOf } from './films.js';
import { form } from './form.js';
import { listing } from './listing.js';
import { action, card, chip, element, facts, problemLine, statusLine, tellFailure } from './ui.js';
import { FIELDS } from './video.js';
import { language, named, timeText, words } from './words.js';

/** @import { Video } from './video.js' */
/** @import { Tell } from './ui.js' */

/**
 * @typedef {{
 *   q: string, kind: string, country: string, tag: string, year_from: string, year_to: string, min_score: string, sort: string,
 * }} Filter
 */

/* What of a video is shown first, and last; what else it has comes between, in the API's order. */
/** @type {(keyof Video)[]} */
const FIRST = ['original_title', 'year', 'release_date', 'score', 'votes'];
/** @type {(keyof Video)[]} */
const LAST = ['source', 'source_id', 'created_at', 'updated_at'];

/**
 * In the heading, on the poster, or told by another one.
 *
 * @type {(keyof Video)[]}
 */
const NOT_IN_DETAILS = ['id', 'title', 'kind', 'cover_url', 'cover', 'release_dates', 'runtimes', 'status', 'is_completed', 'is_update'];

/**
 * As it was set last, on this page or before another was looked at.
 *
 * @type {Filter}
 */
let filter = { q: '', kind: '', country: '', tag: '', year_from: '', year_to: '', min_score: '', sort: 'newest' };

/**
 * @param {HTMLElement} host
 * @param {string} [videoId] all where it is missing
 */
export function showCatalogue(host, videoId) {
  if (videoId) showVideo(host, videoId);
  else showAll(host);
}

/** @param {HTMLElement} host */
function showAll(host) {
  const total = element('span', 'soft');
  const list = listing({
    path: '/api/videos', size: 24, query: () => filter,
    onTotal: (n) => { total.textContent = words().total(n); },
    show: (videos) => {
      const films = element('ul', 'films');
      films.append(...videos.map(filmCard));
      return films;
    },
  });
  const search = form({
    className: 'fields inline',
    fields: [
      { name: 'q', type: 'search', label: words().text, value: filter.q },
      { name: 'kind', label: words().kind, value: filter.kind, options: [['', words().all], ...Object.entries(words().kinds)] },
      { name: 'country', label: words().country, value: filter.country },
      { name: 'tag', label: words().tag, value: filter.tag },
      { name: 'year_from', type: 'number', label: words().yearFrom, value: filter.year_from },
      { name: 'year_to', type: 'number', label: words().yearTo, value: filter.year_to },
      { name: 'min_score', type: 'number', step: '0.1', label: words().minScore, value: filter.min_score },
      { name: 'sort', label: words().sort, value: filter.sort, options: Object.entries(words().sorts) },
    ],
    submit: words().search,
    onSubmit: async (/** @type {Filter} */ values) => {
      filter = values;
      await list.load(0);
    },
  });
  const row = element('div', 'row');
  row.append(element('h2', '', words().pages.catalogue), total, exportButton('quiet end', 'csv', list.tell), exportButton('quiet', 'ndjson', list.tell));
  host.append(row, search, list.node);
  list.load(0);
}

/** @param {string} className @param {'csv' | 'ndjson'} format @param {Tell} tell */
function exportButton(className, format, tell) {
  return action(className, words().exportAs(format.toUpperCase()), async () => {
    const { sort, ...unsorted } = filter;
    const response = await authorized('GET', `/api/videos/export?${queryText({ ...unsorted, format })}`);
    if (!response.ok) await dataOf(response);
    const link = element('a');
    link.href = URL.createObjectURL(await response.blob().catch(() => { throw new Refusal(0, words().exportCut); }));
    link.download = `videos.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }, tell);
}

/** @param {HTMLElement} host @param {string} id */
async function showVideo(host, id) {
  const back = element('a', 'quiet button', words().backToList);
  back.href = '#catalogue';
  const problem = problemLine();
  host.append(back, problem.node);
  try {
    const video = await call('GET', `/api/videos/${encodeURIComponent(id)}`);
    const history = listing({
      path: `/api/videos/${encodeURIComponent(id)}/changes`,
      columns: () => [
        [words().when, (change) => timeText(change.changed_at)],
        [words().field, (change) => fieldName(change.field)],
        [words().before, (change) => valueText(change.from)],
        [words().after, (change) => valueText(change.to)],
      ],
    });
    host.append(details(video), card(words().history, history.node));
    history.load(0);
  } catch (failure) {
    tellFailure(failure, problem.tell);
  }
}

/** @param {string} field */
export function fieldName(field) {
  const known = FIELDS[field];
  return known ? known[language] : named(words().fields, field);
}

/** @param {Video} video */
function detailsOf(video) {
  const elsewhere = [...FIRST, ...LAST, ...NOT_IN_DETAILS];
  const all = /** @type {(keyof Video)[]} */ (Object.keys(video));
  return [...FIRST, ...all.filter((name) => !elsewhere.includes(name)), ...LAST];
}

/** @param {Video} video */
function details(video) {
  const said = statusLine();
  const row = element('div', 'row');
  row.append(element('h2', '', video.title || words().untitled), chip('', named(words().kinds, video.kind || '') || '—'));
  if (may('OPERATOR') && video.source && video.source_id) {
    row.append(action('quiet end', words().syncThis, async () => {
      await call('POST', '/api/sync/runs', { source: video.source, source_ids: [video.source_id] });
      said.tell(words().askedFor);
    }, said.tell));
  }
  const made = element('section', 'card video');
  const body = element('div', 'video-body');
  body.append(posterOf(video), facts(detailsOf(video).map((name) => {
    const value = video[name];
    return [fieldName(name), name.endsWith('_at') && typeof value === 'string' ? timeText(value) : valueText(value)];
  })));
  made.append(row, said.node, body);
  return made;
}

/** @param {Video[keyof Video] | unknown[]} value */
function valueText(value) {
  if (value === null) return '';
  if (!Array.isArray(value)) return String(value);
  return value.map((part) => (typeof part === 'object' && part !== null ? Object.values(part).filter(Boolean).join(' ') : part)).join(' / ');
}
