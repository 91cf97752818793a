// @ts-check

/* The run that the overview shows, as it moves. */
import { events, isRefusal } from './api.js';
import { feedNames, sourceLabel } from './cluster.js';
import { changeRun, holdVerb, showControl } from './control.js';
import { filmsAge, loadFilms } from './films.js';
import { loadRuns } from './runs.js';
import { $, element, part, table } from './ui.js';
import { durationText, language, timeText, words } from './words.js';

/** @import { Run, RunPart } from './types.js' */
/** @import { Column } from './ui.js' */

const ACTIVE = ['REQUESTED', 'RUNNING', 'PAUSED'];
const COUNTS = /** @type {const} */ (['listed', 'created', 'changed', 'unchanged', 'outstanding', 'gone', 'failed', 'cancelled']);
/** What happens seldom is told only once it has happened. */
const SELDOM = ['gone', 'failed', 'cancelled'];
const LOAD_FILMS_AT_MOST_EVERY_MS = 3000;

/** @type {Run | null} */
let shown = null;
/** @type {AbortController | null} */
let watching = null;
let connected = true;
let announced = '';

export function forgetRun() {
  if (watching) watching.abort();
  shown = null;
  watching = null;
  connected = true;
  announced = '';
}

/** @param {Run} run is followed where it hasn't ended */
export function openRun(run) {
  shown = run;
  showRun();
  if (ACTIVE.includes(run.state)) watch(run.run_id);
}

/** Pauses the run, or lets it go on. */
export function holdRun() {
  if (shown) changeRun(shown, holdVerb(shown), onChanged);
}

export function cancelRun() {
  if (shown) changeRun(shown, 'cancel', onChanged);
}

/** @param {Run} run another may be shown by now */
function onChanged(run) {
  if (shown && shown.run_id === run.run_id) moved(run);
}

export function showRun() {
  $('no-run').hidden = shown !== null;
  $('run').hidden = shown === null;
  $('state').hidden = shown === null;
  const active = shown !== null && ACTIVE.includes(shown.state);
  $('start').classList.toggle('main', !active);
  $('start').classList.toggle('quiet', active);
  showControl(shown, active);
  if (shown !== null) showFigures(shown, active);
}

/** @param {Run} run @param {boolean} active */
function showFigures(run, active) {
  const settled = run.planned - run.outstanding;
  $('state').textContent = words().states[run.state];
  $('state').dataset.state = run.state;
  showProgress(run, active, settled);
  $('eta').textContent = active && run.eta_seconds !== null && run.planned > 0
    ? words().eta(durationText(run.eta_seconds)) : '';
  $('counts').replaceChildren(...COUNTS.filter((name) => run[name] > 0 || !SELDOM.includes(name)).map((name) => {
    const pair = element('div', `count ${name}`);
    pair.append(element('dt', '', words().counts[name]), element('dd', '', run[name]));
    return pair;
  }));
  showParts(run);
  $('connection').textContent = active && !connected ? words().connectionLost
    : run.finished_at ? words().finished(timeText(run.finished_at)) : words().requested(timeText(run.requested_at));
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

/**
 * Follows a run to its end, through lost connections and renewed tokens.
 *
 * @param {string} runId
 */
export async function watch(runId) {
  if (watching) watching.abort();
  const mine = new AbortController();
  watching = mine;
  let wait = 1000;
  while (!mine.signal.aborted) {
    try {
      await events(runId, mine.signal, (run) => {
        if (mine.signal.aborted) return;
        wait = 1000;
        connected = true;
        moved(run);
      });
    } catch (failure) {
      if (mine.signal.aborted || isRefusal(failure, 401) || isRefusal(failure, 404)) return;
    }
    if (shown && shown.run_id === runId && !ACTIVE.includes(shown.state)) return;
    connected = false;
    showRun();
    await new Promise((resume) => setTimeout(resume, wait));
    wait = Math.min(wait * 2, 10000);
  }
}

/** @param {Run} run */
function moved(run) {
  const before = shown;
  shown = run;
  showRun();
  const ended = before && before.run_id === run.run_id && before.state !== run.state && !ACTIVE.includes(run.state);
  const stored = !before || before.created + before.changed + before.listed !== run.created + run.changed + run.listed;
  if (ended || (stored && filmsAge() > LOAD_FILMS_AT_MOST_EVERY_MS)) loadFilms();
  if (ended || !before || before.state !== run.state) loadRuns();
}
