// @ts-check

/* Pauses, resumes and cancels runs. Offered to those whose role allows it; the gateway decides. */
import { call, may } from './api.js';
import { isActive } from './runtext.js';
import { action, confirmed, element } from './ui.js';
import { language, words } from './words.js';

/** @import { Run, RunDetail } from './types.js' */
/** @import { Tell } from './ui.js' */

/**
 * The buttons for a run; none for one that has ended, or for whose role they are not.
 *
 * @param {Run | RunDetail} run
 * @param {(changed: Run) => void} onChanged
 * @param {Tell} tell
 */
export function controlsOf(run, onChanged, tell) {
  const row = element('div', 'row');
  if (!isActive(run) || !may('OPERATOR')) return row;
  const verb = run.state === 'PAUSED' ? 'resume' : 'pause';
  /** @param {'cancel' | 'pause' | 'resume'} wanted */
  const change = async (wanted) => onChanged(await call('POST', `/api/sync/runs/${encodeURIComponent(run.run_id)}/${wanted}`));
  row.append(
    action('quiet', words()[verb], () => change(verb), tell),
    action('quiet', words().cancel, async () => {
      if (await confirmed(words().cancel, words().cancel, element('p', '', words().cancelAsk))) await change('cancel');
    }, tell));
  return row;
}

/**
 * A place for the buttons of a run that moves. They are made anew only when others are due: one may be about to be pressed.
 *
 * @param {(changed: Run) => void} onChanged
 * @param {Tell} tell
 * @param {(run: Run | RunDetail) => Node[]} [more] further buttons
 */
export function controlPlace(onChanged, tell, more = () => []) {
  const node = element('div', 'row controls');
  let shownFor = '';
  /** @param {Run | RunDetail} run */
  const show = (run) => {
    const key = `${run.run_id} ${run.state} ${run.failed} ${language}`;
    if (key === shownFor) return;
    shownFor = key;
    const focused = node.contains(document.activeElement);
    node.replaceChildren(controlsOf(run, onChanged, tell), ...more(run));
    if (focused) node.querySelector('button')?.focus({ preventScroll: true });
  };
  return { node, show };
}
