// @ts-check

/* Starts a run: of what each source has first, or another. */
import { call, messageOf } from './api.js';
import { listOf, sourceOptions, sources } from './cluster.js';
import { feedChoice } from './feeds.js';
import { form } from './form.js';
import { follow } from './run.js';
import { $, dialog, part, tellProblem } from './ui.js';
import { words } from './words.js';

/** @typedef {{ source: string, source_ids: string }} Wanted */

export async function start() {
  const button = part('start', HTMLButtonElement);
  tellProblem('problem', '');
  button.disabled = true;
  button.textContent = words().starting;
  try {
    const all = sources || await call('GET', '/api/sources');
    const started = await call('POST', '/api/sync/runs', { sources: all.map((one) => ({ source: one.name, feeds: [one.feeds[0]] })) });
    if (started.already_running) $('live').textContent = words().alreadyRunning;
    follow(started.run_id);
  } catch (failure) {
    tellProblem('problem', messageOf(failure));
  } finally {
    button.disabled = false;
    button.textContent = words().start;
  }
}

/** Feeds of choice, or single titles. */
export function startOther() {
  const feeds = feedChoice((run) => {
    close();
    follow(run);
  });
  const close = dialog(words().startOther, feeds, form({
    fields: [
      { name: 'source', label: words().source, options: sourceOptions() },
      { name: 'source_ids', type: 'textarea', label: words().singleTitles, hint: words().singleTitlesHint },
    ],
    submit: words().start,
    onSubmit: async (/** @type {Wanted} */ { source, source_ids: ids }) => {
      const started = await call('POST', '/api/sync/runs', { source, source_ids: listOf(ids) });
      close();
      follow(started.run_id);
    },
  }));
}
