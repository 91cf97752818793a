// @ts-check

/* Where the page stands, as its address says it after #: a page, what of it, and how it is filtered. */
import { queryText } from './api.js';

/** @import { Query } from './api.js' */
/** @typedef {{ page: string, rest: string, query: Record<string, string> }} Place */

/**
 * Shows another part of the same page.
 *
 * @typedef {(query: Record<string, string>) => void} Turn
 */

/** @returns {Place} */
export function place() {
  const [path, query] = location.hash.slice(1).split('?');
  const [page, ...rest] = path.split('/');
  return { page, rest: rest.map(decoded).join('/'), query: Object.fromEntries(new URLSearchParams(query || '')) };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (failure) {
    return text;
  }
}

/**
 * @param {string} page
 * @param {Query} [query] what is empty in it is left out
 */
export function address(page, query = {}) {
  const text = queryText(query);
  return text ? `#${page}?${text}` : `#${page}`;
}

/**
 * The same page with something of its query changed. The list begins at its first page again, unless that is what changes.
 *
 * @param {Query} changes
 */
export function changed(changes) {
  const { page, rest, query } = place();
  return address(rest ? `${page}/${rest}` : page, { ...query, page: '', ...changes });
}

/** @param {Query} changes */
export function turn(changes) {
  location.hash = changed(changes);
}

/**
 * The number of the page of a list, from 0, as an address says it to people, who count from 1.
 *
 * @param {Record<string, string>} query
 */
export function pageOf(query) {
  return Math.max(1, Math.floor(Number(query.page)) || 1) - 1;
}

/** @param {number} page from 0 */
export function pageHref(page) {
  return changed({ page: page === 0 ? '' : page + 1 });
}

/** @type {Map<string, string>} */
const left = new Map();

/** Notes where one is in the list of this page, to come back there. */
export function remember() {
  left.set(place().page, location.hash);
}

/**
 * Where one was last in the list of a page; its beginning where one wasn't there.
 *
 * @param {string} page
 */
export function lastPlace(page) {
  return left.get(page) || address(page);
}
