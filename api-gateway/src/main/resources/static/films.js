// @ts-check

/* Films as cards, and the newest of them on the overview. */
import { page } from './api.js';
import { $, element, link, tellFailure, tellProblem } from './ui.js';
import { language, named, words } from './words.js';

/** @import { Video } from './video.js' */

const PAGE_SIZE = 24;
const MOST_FILMS = 192;
const PLACEHOLDER_WIDTH = 2;
/** How long to wait before a poster that isn't there yet is asked for again. */
const COVER_TRIES_MS = [4_000, 10_000, 30_000, 60_000, 300_000];

/** @type {Video[]} */
let films = [];
let total = 0;
let loadedAt = 0;
/** @type {Map<string, { key: string, item: HTMLElement }>} */
const cards = new Map();

export function forgetFilms() {
  films = [];
  total = 0;
  loadedAt = 0;
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

/**
 * Puts our copy of a poster into its frame. While there is none, the letter behind it tells more than the placeholder does,
 * and it is asked for again; another address then, since browsers remember an address's picture as long as a page lives.
 *
 * @param {HTMLElement} frame
 * @param {string} cover
 * @param {string} alt
 * @param {number} tries how often it was asked for before
 */
function showCover(frame, cover, alt, tries) {
  const image = element('img');
  image.alt = alt;
  image.loading = 'lazy';
  image.decoding = 'async';
  image.width = 320;
  image.height = 480;
  image.addEventListener('error', () => image.remove());
  image.addEventListener('load', () => {
    if (image.naturalWidth > PLACEHOLDER_WIDTH) return;
    image.remove();
    if (tries < COVER_TRIES_MS.length) {
      setTimeout(() => { if (frame.isConnected) showCover(frame, cover, alt, tries + 1); }, COVER_TRIES_MS[tries]);
    }
  });
  // Without the slash: beside this page, which a proxy may serve below a path.
  image.src = cover.slice(1) + (tries > 0 ? `&again=${tries}` : '');
  frame.insertBefore(image, frame.querySelector('.score'));
}

/** @param {Video} film */
export function posterOf(film) {
  const title = film.title || words().untitled;
  const frame = element('div', 'poster');
  frame.append(element('span', 'initial', Array.from(title)[0]));
  if (film.cover) showCover(frame, film.cover, words().poster(title), 0);
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
