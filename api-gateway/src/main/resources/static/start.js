// @ts-check

/* Starts a run of what each source has first: the overview's button. */
import { call, messageOf } from './api.js';
import { sources } from './cluster.js';
import { follow } from './run.js';
import { $, part, tellProblem } from './ui.js';
import { words } from './words.js';

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
