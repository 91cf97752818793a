// @ts-check

/* Why something could not be had, in the reader's language. */
import { element } from './ui.js';
import { named, words } from './words.js';

/** @typedef {{ reason: string | null, reason_text?: string | null, detail: string | null }} Reason */

/** @param {string | null} reason a name that the API gives */
export function reasonText(reason) {
  return reason ? named(words().reasons, reason) : words().noReason;
}

/**
 * With what the program says of this one, which is English and for whoever has to look closer.
 *
 * @param {Reason} what
 */
export function reasonNode(what) {
  const made = element('span', '', reasonText(what.reason));
  const more = detailOf(what);
  if (more) {
    const detail = element('span', 'detail', more);
    detail.lang = 'en';
    made.append(detail);
  }
  return made;
}

/** Without what the reason has said already. @param {Reason} what */
function detailOf({ reason_text: text, detail }) {
  if (!detail || !text || !detail.startsWith(text)) return detail || '';
  return detail.slice(text.length).replace(/^[:\s]+/, '');
}
