// @ts-check

/* The page's words in the language of choice, which is kept from visit to visit; times and durations in it. */
import { en } from './words-en.js';
import { zh } from './words-zh.js';

/** @import { Words } from './words-zh.js' */
/** @typedef {'zh' | 'en'} Language */

const LANGUAGE_KEY = 'reelsync.language';

/** @type {Language} */
export let language = firstLanguage();

function firstLanguage() {
  const kept = localStorage.getItem(LANGUAGE_KEY);
  if (kept === 'zh' || kept === 'en') return kept;
  return (navigator.language || 'zh').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** @param {Language} next */
export function setLanguage(next) {
  language = next;
  localStorage.setItem(LANGUAGE_KEY, next);
}

/** @returns {Words} */
export function words() {
  return language === 'zh' ? zh : en;
}

/**
 * A word by the name that stands in the page.
 *
 * @param {string | null} name
 */
export function wordOf(name) {
  const word = words()[/** @type {keyof Words} */ (name)];
  return typeof word === 'string' ? word : '';
}

/**
 * What something of the API is called here; what it is called there, where there is no word for it.
 *
 * @param {Record<string, string>} names
 * @param {string} name
 */
export function named(names, name) {
  return names[name] || name;
}

/** @param {string} iso */
export function timeText(iso) {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  return new Date(iso).toLocaleString(locale, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

/** @param {number} seconds */
export function durationText(seconds) {
  if (seconds < 90) return words().seconds(seconds);
  if (seconds < 5400) return words().minutes(Math.round(seconds / 60));
  return words().hours(Math.round(seconds / 360) / 10);
}
