// @ts-check

/* Videos as a table with columns of one's choice, which are kept from visit to visit, as is whether it is a table at all. */
import { fieldName, valueText } from './fields.js';
import { element, link, table, timeNode } from './ui.js';
import { words } from './words.js';

/** @import { Column } from './ui.js' */
/** @import { Video } from './video.js' */

const VIEW_KEY = 'reelsync.view';
const COLUMNS_KEY = 'reelsync.columns';
const CHOICE = /** @type {const} */ ([
  'kind', 'original_title', 'year', 'release_date', 'score', 'votes', 'directors', 'actors', 'tags', 'countries', 'languages', 'runtime',
  'episode_count', 'season', 'imdb_id', 'source', 'source_id', 'created_at', 'updated_at',
]);
/** @type {readonly (typeof CHOICE[number])[]} */
const FIRST = ['kind', 'year', 'score', 'votes', 'directors', 'countries', 'updated_at'];

export function isTable() {
  return localStorage.getItem(VIEW_KEY) === 'table';
}

/** @param {'posters' | 'table'} view */
export function keepView(view) {
  localStorage.setItem(VIEW_KEY, view);
}

function chosen() {
  const kept = localStorage.getItem(COLUMNS_KEY);
  return kept === null ? FIRST : CHOICE.filter((name) => kept.split(',').includes(name));
}

/** @param {Video[]} videos */
export function videoTable(videos) {
  /** @type {Column<Video>[]} */
  const columns = chosen().map((name) => [fieldName(name), (video) => cell(video, name)]);
  return table([[words().title, (video) => link('', video.title || words().untitled, `#videos/${video.id}`)], ...columns], videos);
}

/** @param {Video} video @param {typeof CHOICE[number]} name */
function cell(video, name) {
  const value = video[name];
  if (typeof value === 'number') return name === 'score' ? value.toFixed(1) : value;
  if (name.endsWith('_at') && typeof value === 'string') return timeNode(value);
  return valueText(name === 'actors' && Array.isArray(value) ? value.slice(0, 3) : value, name);
}

/** @param {() => void} onChange */
export function columnsPicker(onChange) {
  const made = element('details', 'picker');
  made.append(element('summary', '', words().columns));
  const group = element('fieldset', 'ticks');
  group.append(element('legend', 'unseen', words().columns));
  CHOICE.forEach((name) => {
    const input = element('input');
    input.type = 'checkbox';
    input.checked = chosen().includes(name);
    input.addEventListener('change', () => {
      const others = chosen().filter((one) => one !== name);
      localStorage.setItem(COLUMNS_KEY, CHOICE.filter((one) => (one === name ? input.checked : others.includes(one))).join(','));
      onChange();
    });
    const box = element('label', 'tick');
    box.append(input, element('span', '', fieldName(name)));
    group.append(box);
  });
  made.append(group);
  return made;
}
