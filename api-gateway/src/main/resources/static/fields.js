// @ts-check

/* What the fields of a video are called, and how their values are told. */
import { FIELDS } from './video.js';
import { language, named, words } from './words.js';

/** @param {string} field */
export function fieldName(field) {
  const known = FIELDS[field];
  return known ? known[language] : named(words().fields, field);
}

/** @param {unknown} value @param {string} [field] whose value it is */
export function valueText(value, field) {
  if (value === null || value === undefined) return '';
  if (field === 'kind') return named(words().kinds, String(value));
  if (typeof value === 'boolean') return value ? words().yes : words().no;
  if (!Array.isArray(value)) return String(value);
  return value.map((part) => (typeof part === 'object' && part !== null ? Object.values(part).filter(Boolean).join(' ') : part)).join(' / ');
}
