// @ts-check

/* How a run is told of, wherever it is shown. */
import { feedNames, sourceLabel } from './cluster.js';
import { element, link } from './ui.js';
import { durationText, words } from './words.js';

/** @import { Run, RunDetail, RunPart } from './types.js' */

const ACTIVE = ['REQUESTED', 'RUNNING', 'PAUSED'];

/**
 * Whether more may come of it.
 *
 * @param {{ state: string }} run
 */
export function isActive(run) {
  return ACTIVE.includes(run.state);
}

/**
 * What it reads: the lists of its sources, or single titles.
 *
 * @param {Run | RunDetail} run
 */
export function whatOf(run) {
  return run.trigger === 'merge_rules' ? words().triggers.merge_rules : run.parts.map(partText).join('; ');
}

/** @param {RunPart} part */
function partText(part) {
  return `${sourceLabel(part.source)} · ${feedNames(part.source, part.feeds) || words().single}`;
}

/**
 * The same, as a link to its page.
 *
 * @param {Run} run
 */
export function runLink(run) {
  return link('what', whatOf(run), runHref(run.run_id));
}

/** @param {string} runId */
export function runHref(runId) {
  return `#runs/${encodeURIComponent(runId)}`;
}

/** @param {Run | RunDetail} run */
export function progressText(run) {
  if (run.planned > 0) return words().settled(run.planned - run.outstanding, run.planned);
  return run.state === 'COMPLETED' ? words().nothingDue : '';
}

/**
 * How long it took; of one that goes on, how long it has taken so far.
 *
 * @param {Run | RunDetail} run
 */
export function tookText(run) {
  if (!run.started_at) return '';
  const end = run.finished_at ? Date.parse(run.finished_at) : Date.now();
  return durationText(Math.max(0, Math.round((end - Date.parse(run.started_at)) / 1000)));
}

/**
 * How far it is, as a bar.
 *
 * @param {Run | RunDetail} run
 */
export function progressBar(run) {
  const bar = element('progress');
  bar.max = 1;
  bar.setAttribute('aria-label', words().progressOf);
  if (run.planned > 0) bar.value = (run.planned - run.outstanding) / run.planned;
  else if (!isActive(run)) bar.value = run.state === 'COMPLETED' ? 1 : 0;
  return bar;
}
