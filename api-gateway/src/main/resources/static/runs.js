// @ts-check

/* The recent runs, on the overview. */
import { page } from './api.js';
import { runLink } from './runtext.js';
import { $, chip, element, tellFailure, tellProblem, timeNode } from './ui.js';
import { words } from './words.js';

/** @import { Run } from './types.js' */

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
  $('all-runs').hidden = runs.length === 0;
  $('runs').replaceChildren(...runs.map((run) => {
    const item = element('li');
    const counts = COUNTS.filter((name) => run[name] > 0).map((name) => `${words().counts[name]} ${run[name]}`).join(' · ');
    item.append(chip(run.state, words().states[run.state]), runLink(run), element('span', 'soft', words().triggers[run.trigger]),
      element('span', 'soft numbers', counts), timeNode(run.requested_at, 'soft'));
    return item;
  }));
}
