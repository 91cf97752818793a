// @ts-check

/* Why nothing moves, or not all of it: above everything else, with what mends it. */
import { call, may } from './api.js';
import { sourceLabel } from './cluster.js';
import { runHref } from './runtext.js';
import { $, action, element, link, tellProblem } from './ui.js';
import { durationText, named, timeText, words } from './words.js';

/** @import { Run, StandstillReason, Status } from './types.js' */

/** They stop all of a source, or everything. */
const STOPS_ALL = ['SERVER_AWAY', 'NO_SCHEDULER', 'NO_WORKER', 'SOURCE_PAUSED'];
/** Nobody knows when these end. */
const OPEN_ENDED = ['SERVER_AWAY', 'NO_SCHEDULER', 'NO_WORKER'];
const STOPS_A_RUN = ['RUN_PAUSED', 'WAITING_FOR_PERMITS', 'WAITING_FOR_RETRY'];

/** @type {Status | null} */
let status = null;
/** @type {Date | null} */
let lostSince = null;
let shownAs = '';

export function forgetWhy() {
  status = null;
  lostSince = null;
  showWhy();
}

/** @param {Status} now */
export function tellWhy(now) {
  status = now;
  showWhy();
}

/** @param {Date | null} since when nothing was heard; null while the gateway answers */
export function tellConnection(since) {
  if (lostSince !== since) {
    lostSince = since;
    showWhy();
  }
}

/** Also called each second: it counts down. */
export function showWhy() {
  showIdle();
  const lines = textsOf();
  const key = JSON.stringify(lines.map(([text, reason]) => [text, reason && reason.code, reason && reason.run_id]));
  if (key === shownAs) return;
  shownAs = key;
  $('why').hidden = lines.length === 0;
  $('why').replaceChildren(...lines.map(([text, reason]) => {
    const line = element('li');
    line.append(element('span', '', text));
    const mending = reason && mend(reason);
    if (mending) line.append(mending);
    return line;
  }));
}

/** That nothing was asked for is no trouble: it stands by the runs. */
function showIdle() {
  const idle = status && !lostSince && status.reasons.find((reason) => reason.code === 'NO_RUN');
  const text = idle ? textOf(idle) : '';
  $('idle').hidden = text === '';
  if ($('idle').textContent !== text) $('idle').textContent = text;
}

/** @returns {[text: string, reason: StandstillReason | null][]} */
function textsOf() {
  if (lostSince) return [[words().notConnected(timeText(lostSince.toISOString())), null]];
  if (!status) return [];
  return status.reasons.filter((reason) => reason.code !== 'NO_RUN').map((reason) => [textOf(reason), reason]);
}

/**
 * What keeps a run from moving; empty where nothing does.
 *
 * @param {{ run_id: string, source: string }} run
 */
export function whyNot(run) {
  if (!status) return '';
  const held = status.reasons.find((reason) => (STOPS_A_RUN.includes(reason.code) && reason.run_id === run.run_id)
    || (STOPS_ALL.includes(reason.code) && (reason.source === null || run.source === reason.source)));
  return held ? textOf(held) : '';
}

/**
 * How long a run still takes, or why that is unknown; empty where it is over.
 *
 * @param {Pick<Run, 'eta_seconds' | 'eta_unknown' | 'planned'>} run
 */
export function timeLeftText(run) {
  if (run.eta_unknown) return words().etaUnknowns[run.eta_unknown];
  if (run.eta_seconds === null || run.planned === 0) return '';
  if (status && status.reasons.some((reason) => OPEN_ENDED.includes(reason.code))) return words().etaUnknown;
  return words().eta(durationText(run.eta_seconds));
}

/** @param {StandstillReason} reason */
function textOf(reason) {
  const seconds = reason.until ? Math.round((Date.parse(reason.until) - Date.now()) / 1000) : 0;
  return words().why[reason.code]({
    source: reason.source ? sourceLabel(reason.source) : '',
    detail: detailOf(reason.detail || ''),
    left: seconds > 0 ? durationText(seconds) : '',
    run: reason.run_id || '',
  });
}

/** @param {string} detail may begin with a code, as a pause's does */
function detailOf(detail) {
  const code = detail.split(':')[0];
  return named(words().pauseReasons, code) + detail.slice(code.length);
}

/** @param {StandstillReason} reason */
function mend(reason) {
  if (reason.code === 'STRUCTURE_SUSPECTED') return link('', words().view, '#health');
  if (reason.code === 'RUN_PAUSED' && may('OPERATOR')) {
    const path = /** @type {const} */ (`/api/sync/runs/${encodeURIComponent(reason.run_id || '')}/resume`);
    return action('quiet', words().resume, async () => { await call('POST', path); }, (message) => tellProblem('problem', message));
  }
  if (reason.run_id) return link('', words().view, runHref(reason.run_id));
  return null;
}
