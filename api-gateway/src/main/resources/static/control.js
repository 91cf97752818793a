// @ts-check

/* Pauses, resumes and cancels the run that is shown. Offered to those whose role allows it; the gateway decides. */
import { call, may } from './api.js';
import { $, part, tellFailure, tellProblem } from './ui.js';
import { words } from './words.js';

/** @import { Run } from './types.js' */

/** @param {Run | null} run @param {boolean} active */
export function showControl(run, active) {
  const offered = run !== null && active && may('OPERATOR');
  $('control').hidden = !offered;
  if (offered) $('hold').textContent = words()[holdVerb(run)];
}

/** @param {Run} run */
export function holdVerb(run) {
  return run.state === 'PAUSED' ? 'resume' : 'pause';
}

/**
 * @param {Run} run
 * @param {'cancel' | 'pause' | 'resume'} verb
 * @param {(changed: Run) => void} onChanged
 */
export async function changeRun(run, verb, onChanged) {
  if (verb === 'cancel' && !window.confirm(words().cancelAsk)) return;
  tellProblem('problem', '');
  busy(true);
  try {
    onChanged(await call('POST', `/api/sync/runs/${encodeURIComponent(run.run_id)}/${verb}`));
  } catch (failure) {
    tellFailure(failure, (message) => tellProblem('problem', message));
  } finally {
    busy(false);
  }
}

/** @param {boolean} busy */
function busy(busy) {
  part('hold', HTMLButtonElement).disabled = busy;
  part('cancel', HTMLButtonElement).disabled = busy;
}
