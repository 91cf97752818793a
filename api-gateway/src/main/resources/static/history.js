// @ts-check

/* How a source was asked and answered over the last hour, day or week. Source and span stand in the address. */
import { call, queryText } from './api.js';
import { chart, loadLibrary, seriesOf, stepsOf } from './chart.js';
import { sources } from './cluster.js';
import { choice, element, problemLine, tellFailure } from './ui.js';
import { countText, language, named, words } from './words.js';

/** @import { Chart, Picture, Series } from './chart.js' */
/** @import { History, HistoryPoint, TaskOutcomes } from './types.js' */
/** @typedef {'hour' | 'day' | 'week'} Span */
/** @typedef {(HistoryPoint | undefined)[]} Points by their place, with the gaps */

/** @type {Span[]} */
const SPANS = ['hour', 'day', 'week'];
const AGAIN_AFTER_MS = 30000;
/** @type {(keyof TaskOutcomes)[]} */
const OUTCOMES = ['created', 'changed', 'unchanged', 'gone', 'throttled', 'challenged', 'broken', 'dropped', 'dead'];

/** @param {HTMLElement} host @param {string} rest SOURCE/SPAN */
export async function openPage(host, rest) {
  const [wantedSource, wantedSpan] = rest.split('/');
  const span = SPANS.find((each) => each === wantedSpan) || 'hour';
  const problem = problemLine();
  const page = element('div', 'room pictures');
  host.append(page);
  try {
    const [known, uPlot] = await Promise.all([sources || call('GET', '/api/sources'), loadLibrary()]);
    const source = known.find((one) => one.name === wantedSource) || known[0];
    const body = element('div', 'pictures-grid');
    const zone = element('p', 'soft small', words().timesIn(Intl.DateTimeFormat().resolvedOptions().timeZone));
    page.append(choices(known.map((one) => /** @type {const} */ ([one.name, one.label])), source.name, span), problem.node, body, zone);
    /** @type {Chart[]} */
    let charts = [];
    const look = async () => {
      if (!page.isConnected) return;
      if (document.visibilityState === 'visible') {
        try {
          const found = await call('GET', /** @type {'/api/history'} */ (`/api/history?${queryText({ source: source.name, span })}`));
          problem.tell('');
          charts = show(uPlot, body, charts, found);
        } catch (failure) {
          tellFailure(failure, problem.tell);
        }
      }
      setTimeout(look, AGAIN_AFTER_MS);
    };
    await look();
  } catch (failure) {
    page.append(problem.node);
    tellFailure(failure, problem.tell);
  }
}

/**
 * @param {(readonly [name: string, label: string])[]} known
 * @param {string} source
 * @param {Span} span
 */
function choices(known, source, span) {
  const row = element('div', 'row');
  row.append(element('h2', '', words().pages.history));
  if (known.length > 1) {
    const select = choice(known, source, words().source);
    select.addEventListener('change', () => { location.hash = `history/${encodeURIComponent(select.value)}/${span}`; });
    row.append(select);
  } else {
    row.append(element('span', 'soft', known[0][1]));
  }
  const spans = element('nav', 'pages end');
  spans.setAttribute('aria-label', words().spanLabel);
  spans.append(...SPANS.map((each) => {
    const link = element('a', '', words().spans[each]);
    link.href = `#history/${encodeURIComponent(source)}/${each}`;
    if (each === span) link.setAttribute('aria-current', 'true');
    return link;
  }));
  row.append(spans);
  return row;
}

/**
 * @param {Awaited<ReturnType<typeof loadLibrary>>} uPlot
 * @param {HTMLElement} body
 * @param {Chart[]} charts those that are shown
 * @param {History} history
 */
function show(uPlot, body, charts, history) {
  if (history.points.length === 0) {
    const first = Date.parse(history.until) + 2000 * history.step_seconds;
    body.replaceChildren(element('p', 'soft', words().noHistory(clock(history.step_seconds)(first / 1000))));
    return [];
  }
  const pictures = picturesOf(history);
  if (charts.length === pictures.length && pictures.every((picture, i) => charts[i].series === seriesOf(picture))) {
    pictures.forEach((picture, i) => charts[i].update(picture));
    return charts;
  }
  const made = pictures.map((picture) => chart(uPlot, picture));
  body.replaceChildren(...made.map((one) => one.node));
  return made;
}

/** @param {History} history @returns {Picture[]} */
function picturesOf(history) {
  const { step, times, points } = stepsOf(history);
  const drawn = { times, step, timeText: clock(step), paused: valuesOf(points, (point) => point.paused) };
  const per = named(words().steps, String(step));
  return [
    { ...drawn, title: words().requestsPicture(per), text: countText, series: [
      { label: words().requests, color: '--accent', form: 'bars', values: valuesOf(points, (point) => point.requests) },
      { label: words().allowed, color: '--ink', form: 'steps', values: valuesOf(points, (point) => point.allowed) },
    ] },
    { ...drawn, title: words().outcomesPicture(per), text: countText, stacked: true, series: outcomes(points) },
    { ...drawn, title: words().owedPicture, text: countText, series: [
      { label: words().due, color: '--accent', form: 'line', values: valuesOf(points, (point) => point.due_subjects) },
      { label: words().queued, color: '--second', form: 'line', values: valuesOf(points, (point) => point.queue_depth) },
    ] },
    { ...drawn, title: words().answersPicture, text: millis, series: [
      { label: words().mean, color: '--second', form: 'line', values: valuesOf(points, (point) => point.answer_mean_ms) },
      { label: words().p95, color: '--accent', form: 'line', values: valuesOf(points, (point) => point.answer_p95_ms) },
    ] },
    { ...drawn, title: words().freshness, text: (share) => `${Math.round(share * 10) / 10}%`, top: 100, series: [
      { label: words().freshness, color: '--good', form: 'line', values: valuesOf(points, (point) => (point.freshness === null ? null : 100 * point.freshness)) },
    ] },
  ];
}

/** Those that there were; where there were none, all. @param {Points} points @returns {Series[]} */
function outcomes(points) {
  const found = OUTCOMES.filter((outcome) => points.some((point) => point && point.outcomes[outcome] > 0));
  return (found.length > 0 ? found : OUTCOMES).map((outcome) => ({
    label: words().outcomes[outcome], color: `--${outcome}`, form: 'bars', values: valuesOf(points, (point) => point.outcomes[outcome]),
  }));
}

/**
 * @param {Points} points
 * @param {(point: HistoryPoint) => number | null} of
 */
function valuesOf(points, of) {
  return points.map((point) => (point ? of(point) : null));
}

/** @param {number} value */
function millis(value) {
  return value < 1000 ? `${Math.round(value)} ms` : `${Math.round(value / 100) / 10} s`;
}

/** A time with its day where the picture is of several. @param {number} step */
function clock(step) {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  /** @type {Intl.DateTimeFormatOptions} */
  const day = step > 60 ? { weekday: 'short', month: 'short', day: 'numeric' } : {};
  return (/** @type {number} */ seconds) => new Date(seconds * 1000).toLocaleString(locale, { ...day, hour: '2-digit', minute: '2-digit' });
}
