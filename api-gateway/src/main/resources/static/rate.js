// @ts-check

/* A source's rate: seen, and set for all workers at once. */
import { call, may } from './api.js';
import { heardOfSource } from './cluster.js';
import { form } from './form.js';
import { action, button, dialog, element, problemLine } from './ui.js';
import { timeText, words } from './words.js';

/** @import { Source } from './types.js' */

/** @param {Source} source */
export function rateNode(source) {
  const made = element('div', 'row');
  made.append(element('span', '', source.rate));
  if (may('ADMIN')) made.append(button('quiet', words().change, () => changeRate(source)));
  return made;
}

/** By whom it was set, and what the setting is. @param {Source} source */
export function rateSetOf(source) {
  return source.rate_set_at === null ? [] : [element('p', 'soft small', words().rateSet(source.label, source.rate_setting, source.rate_set_by || '', timeText(source.rate_set_at)))];
}

/** @param {Source} source */
function changeRate(source) {
  const problem = problemLine();
  const done = async (/** @type {Source} */ changed) => {
    close();
    heardOfSource(changed);
  };
  const path = /** @type {const} */ (`/api/sources/${encodeURIComponent(source.name)}/rate`);
  /** @type {HTMLElement[]} */
  const content = [element('p', 'soft', words().rateHint(source.rate_setting)), form({
    fields: [{ name: 'rate', label: words().pace, value: source.rate, required: true, hint: words().rateForm }],
    submit: words().save,
    onSubmit: async (/** @type {{ rate: string }} */ values) => done(await call('PUT', path, values)),
  }), problem.node];
  if (source.rate_origin === 'api') content.push(action('quiet', words().rateBack(source.rate_setting), async () => done(await call('DELETE', path)), problem.tell));
  const close = dialog(`${source.label} · ${words().pace}`, ...content);
}
