// @ts-check

/* Films as cards, and the newest of them on the overview. */
import { page } from './api.js';
import { $, element, link, tellFailure, tellProblem } from './ui.js';
import { language, named, words } from './words.js';

/** @import { Video } from './video.js' */

const PAGE_SIZE = 24;
const MOST_FILMS = 192;

/** @type {Video[]} */
let films = [];
let total = 0;
let loadedAt = 0;
/** @type {Map<string, { key: string, item: HTMLElement }>} */
const cards = new Map();

export function forgetFilms() {
  films = [];
  total = 0;
  cards.clear();
}

/** How long ago the films were asked for, in milliseconds. */
export function filmsAge() {
  return Date.now() - loadedAt;
}

/** @param {boolean} [more] */
export async function loadFilms(more) {
  loadedAt = Date.now();
  try {
    // All that is shown is read anew: in the middle of a run the order moves.
    const wanted = Math.min(Math.max(films.length, PAGE_SIZE) + (more ? PAGE_SIZE : 0), MOST_FILMS);
    const found = await page('/api/videos', { sort: 'newest', size: wanted });
    films = found.items;
    total = found.total;
    showFilms();
  } catch (failure) {
    tellFailure(failure, (message) => tellProblem('problem', message));
  }
}

export function showFilms() {
  $('total').textContent = total > 0 ? words().total(total) : '';
  $('no-films').hidden = total > 0;
  $('more').hidden = films.length >= Math.min(total, MOST_FILMS);
  // A card whose film hasn't changed is kept, so that its poster doesn't flicker.
  const shown = films.map((film) => {
    const key = `${film.id} ${film.updated_at} ${film.score} ${film.cover_url} ${language}`;
    const card = cards.get(film.id);
    if (card && card.key === key) return card.item;
    const item = filmCard(film);
    cards.set(film.id, { key, item });
    return item;
  });
  $('films').replaceChildren(...shown);
}

/** @param {Video} film */
export function posterOf(film) {
  const title = film.title || words().untitled;
  const frame = element('div', 'poster');
  frame.append(element('span', 'initial', Array.from(title)[0]));
  if (film.cover_url && /^https?:\/\//.test(film.cover_url)) {
    const image = element('img');
    image.alt = words().poster(title);
    image.loading = 'lazy';
    image.decoding = 'async';
    image.referrerPolicy = 'no-referrer';
    image.addEventListener('error', () => image.remove());
    image.src = film.cover_url;
    frame.append(image);
  }
  if (film.score !== null) frame.append(element('span', 'score', film.score.toFixed(1)));
  return frame;
}

/** @param {Video} film */
export function filmCard(film) {
  const item = element('li', 'film');
  const heading = element('h3');
  heading.append(link('', film.title || words().untitled, `#videos/${film.id}`));
  const facts = [film.year || (film.release_date || '').slice(0, 4), film.countries[0], named(words().kinds, film.kind || '')];
  // The poster leads there as well, for whoever points; who tabs or listens meets the title alone.
  const poster = link('poster-link', posterOf(film), `#videos/${film.id}`);
  poster.tabIndex = -1;
  poster.setAttribute('aria-hidden', 'true');
  item.append(poster, heading);
  if (film.original_title && film.original_title !== film.title) {
    item.append(element('p', 'original', film.original_title));
  }
  item.append(element('p', 'facts', facts.filter(Boolean).join(' · ')));
  return item;
}
