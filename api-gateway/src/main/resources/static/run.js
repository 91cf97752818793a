// @ts-check

/* The run that the overview shows, as it moves. */
import { feedNames, sourceLabel } from './cluster.js';
import { controlPlace } from './control.js';
import { filmsAge, loadFilms } from './films.js';
import { loadRuns } from './runs.js';
import { isActive, runHref, runLink, progressText, whatOf } from './runtext.js';
import { $, chip, element, part, table, tellProblem } from './ui.js';
import { timeLeftText } from './why.js';
import { durationText, language, timeText, words } from './words.js';

/** @import { Run, RunPart } from './types.js' */
/** @import { Column } from './ui.js' */

const COUNTS = /** @type {const} */ (['listed', 'created', 'changed', 'unchanged', 'outstanding', 'gone', 'failed', 'cancelled']);
/** What happens seldom is told only once it has happened. */
const SELDOM = ['gone', 'failed', 'cancelled'];
const LOAD_FILMS_AT_MOST_EVERY_MS = 3000;

/** @type {Run | null} */
let shown = null;
/** The run to show once it is heard of. */
let wanted = '';
let announced = '';

export function forgetRun() {
  shown = null;
  wanted = '';
  announced = '';
}

/** @param {Run} run */
export function openRun(run) {
  shown = run;
  showRun();
}

/** @param {string} runId */
export function follow(runId) {
  wanted = runId;
}

const buttons = controlPlace((run) => {
  // Another may be shown by now.
  if (shown && shown.run_id === run.run_id) moved(run);
}, (message) => tellProblem('problem', message));

export function showRun() {
  $('no-run').hidden = shown !== null;
  $('run').hidden = shown === null;
  $('state').hidden = shown === null;
  const active = shown !== null && isActive(shown);
  $('start').classList.toggle('main', !active);
  $('start').classList.toggle('quiet', active);
  if (shown !== null) showFigures(shown, active);
}

/** @param {Run} run @param {boolean} active */
function showFigures(run, active) {
  const settled = run.planned - run.outstanding;
  $('state').textContent = words().states[run.state];
  $('state').dataset.state = run.state;
  const what = part('run-link', HTMLAnchorElement);
  what.textContent = whatOf(run);
  what.href = runHref(run.run_id);
  if (!$('control').contains(buttons.node)) $('control').append(buttons.node);
  buttons.show(run);
  showProgress(run, active, settled);
  $('eta').textContent = timeLeftText(run);
  $('counts').replaceChildren(...COUNTS.filter((name) => run[name] > 0 || !SELDOM.includes(name)).map((name) => {
    const pair = element('div', `count ${name}`);
    pair.append(element('dt', '', words().counts[name]), element('dd', '', run[name]));
    return pair;
  }));
  showParts(run);
  $('connection').textContent = run.finished_at ? words().finished(timeText(run.finished_at)) : words().requested(timeText(run.requested_at));
  announce(run, settled);
}

/** @param {Run} run each of its sources, where there are several */
function showParts(run) {
  $('parts').hidden = run.parts.length < 2;
  if ($('parts').hidden) return;
  $('parts').replaceChildren(table([
    [words().source, (one) => sourceLabel(one.source)],
    [words().feedsLabel, (one) => feedNames(one.source, one.feeds) || words().single],
    [words().progressOf, (one) => words().settled(one.planned - one.outstanding, one.planned)],
    ...COUNTS.filter((name) => name !== 'outstanding').map((name) => countOf(name)),
    [words().timeLeft, (one) => one.eta_seconds !== null && one.outstanding > 0 ? durationText(one.eta_seconds) : ''],
  ], run.parts));
}

/** @param {typeof COUNTS[number]} name @returns {Column<RunPart>} */
function countOf(name) {
  return [words().counts[name], (one) => one[name]];
}

/** @param {Run} run @param {boolean} active @param {number} settled */
function showProgress(run, active, settled) {
  const bar = part('progress', HTMLProgressElement);
  bar.setAttribute('aria-label', words().syncTitle);
  if (run.planned > 0) {
    const share = settled / run.planned;
    bar.value = share;
    $('share').textContent = `${Math.floor(share * 100)}%`;
    $('settled').textContent = words().settled(settled, run.planned);
  } else if (active) {
    bar.removeAttribute('value');
    $('share').textContent = '';
    $('settled').textContent = words().listing;
  } else {
    bar.value = run.state === 'COMPLETED' ? 1 : 0;
    $('share').textContent = '';
    $('settled').textContent = run.state === 'COMPLETED' ? words().nothingDue : '';
  }
}

/**
 * Screen readers hear of each quarter, not of each film.
 *
 * @param {Run} run
 * @param {number} settled
 */
function announce(run, settled) {
  const quarter = run.planned > 0 ? Math.floor((settled / run.planned) * 4) : 0;
  const key = `${run.run_id} ${run.state} ${quarter} ${language}`;
  if (key !== announced) {
    announced = key;
    $('live').textContent = run.planned > 0
      ? `${words().states[run.state]}, ${words().settled(settled, run.planned)}` : words().states[run.state];
  }
}

/** @param {Run} run whatever run has moved */
export function heardOfRun(run) {
  const active = isActive(run);
  const free = !shown || !isActive(shown);
  if ((shown && shown.run_id === run.run_id) || run.run_id === wanted || (active && free && !wanted)) {
    if (run.run_id === wanted) wanted = '';
    moved(run);
  }
}

/** @param {Run[]} active all runs of which more may come */
export function showOthers(active) {
  const others = active.filter((run) => !shown || run.run_id !== shown.run_id);
  $('others').hidden = others.length === 0;
  $('others').replaceChildren(...others.map((run) => {
    const item = element('li');
    item.append(chip(run.state, words().states[run.state]), runLink(run), element('span', 'soft numbers', progressText(run)));
    return item;
  }));
}

/** @param {Run} run */
function moved(run) {
  const before = shown;
  shown = run;
  showRun();
  const ended = before && before.run_id === run.run_id && before.state !== run.state && !isActive(run);
  const stored = !before || before.created + before.changed + before.listed !== run.created + run.changed + run.listed;
  if (ended || (stored && filmsAge() > LOAD_FILMS_AT_MOST_EVERY_MS)) loadFilms();
  if (ended || !before || before.state !== run.state) loadRuns();
}
