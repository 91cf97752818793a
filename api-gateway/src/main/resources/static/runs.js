// @ts-check

/* The recent runs, and the titles of each. */
import { page } from './api.js';
import { feedNames } from './cluster.js';
import { listing } from './listing.js';
import { $, button, chip, choice, dialog, element, tellFailure, tellProblem } from './ui.js';
import { timeText, words } from './words.js';

/** @import { Run, RunPart } from './types.js' */

const COUNTS = /** @type {const} */ (['created', 'changed', 'unchanged', 'gone', 'failed']);

/** @type {Run[]} */
let runs = [];

export function forgetRuns() {
  runs = [];
}

/** @returns {Run | undefined} */
export function newestRun() {
  return runs[0];
}

export async function loadRuns() {
  try {
    runs = (await page('/api/sync/runs', { size: 6 })).items;
    showRuns();
  } catch (failure) {
    tellFailure(failure, (message) => tellProblem('problem', message));
  }
}

export function showRuns() {
  $('no-runs').hidden = runs.length > 0;
  $('runs').replaceChildren(...runs.map((run) => {
    const item = element('li');
    const state = chip(run.state, words().states[run.state]);
    const merge = run.trigger === 'merge_rules';
    const what = element('span', 'what', merge ? words().mergeRules : run.parts.map(partText).join('; '));
    const how = element('span', 'soft', run.trigger === 'scheduled' ? words().scheduled : words().asked);
    const counts = COUNTS.filter((name) => run[name] > 0).map((name) => `${words().counts[name]} ${run[name]}`).join(' · ');
    const time = element('time', 'soft', timeText(run.requested_at));
    time.dateTime = run.requested_at;
    item.append(state, what, how, element('span', 'soft numbers', counts), time, button('quiet', words().titles, () => showItems(run)));
    return item;
  }));
}

/** @param {RunPart} part */
function partText(part) {
  return `${part.source} · ${feedNames(part.source, part.feeds) || words().single}`;
}

/** @param {Run} run */
function showItems(run) {
  let state = '';
  const list = listing({
    path: `/api/sync/runs/${encodeURIComponent(run.run_id)}/items`, query: () => ({ state }),
    columns: () => [
      [words().title, (item) => item.title || words().untitled],
      [words().source, (item) => item.source],
      [words().number, (item) => item.source_id],
      [words().state, (item) => words().itemStates[item.state] || item.state],
      [words().attempts, (item) => item.attempts],
      [words().reason, (item) => [item.reason, item.detail].filter(Boolean).join(': ')],
    ],
  });
  const pick = choice([['', words().all], ...Object.entries(words().itemStates)], '', words().state);
  pick.addEventListener('change', () => {
    state = pick.value;
    list.load(0);
  });
  dialog(`${run.source} · ${timeText(run.requested_at)}`, pick, list.node);
  list.load(0);
}
