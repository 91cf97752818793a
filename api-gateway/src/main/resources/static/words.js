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

function locale() {
  return language === 'zh' ? 'zh-CN' : 'en-GB';
}

/**
 * In the reader's zone; with its year where that isn't this one.
 *
 * @param {string} iso
 */
export function timeText(iso) {
  const at = new Date(iso);
  const year = at.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  return at.toLocaleString(locale(), { year, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

/**
 * With its year, to the second, and with the zone that it is told in: the reader's, or another.
 *
 * @param {string} iso
 * @param {string} [zone]
 */
export function longTimeText(iso, zone) {
  const at = new Date(iso);
  const text = at.toLocaleString(locale(), {
    year: 'numeric', month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: zone,
  });
  const parts = new Intl.DateTimeFormat(locale(), { timeZone: zone, timeZoneName: 'short' }).formatToParts(at);
  return `${text} ${parts.find((part) => part.type === 'timeZoneName')?.value || ''}`.trim();
}

export function ownZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** @param {number} bytes */
export function bytesText(bytes) {
  return `${Math.round(bytes / 1048576)} MB`;
}

/** @param {number} value */
export function countText(value) {
  return Math.round(value).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB');
}

/** @param {number} seconds */
export function durationText(seconds) {
  if (seconds < 90) return words().seconds(seconds);
  if (seconds < 5400) return words().minutes(Math.round(seconds / 60));
  return words().hours(Math.round(seconds / 360) / 10);
}
