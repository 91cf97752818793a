// @ts-check

/* When the titles of one run were settled, and how: a picture. */
import { ask } from './api.js';
import { chart, loadLibrary, seriesOf, stepsOf } from './chart.js';
import { sourceLabel } from './cluster.js';
import { isActive } from './runtext.js';
import { element, link } from './ui.js';
import { countText, durationText, language, words } from './words.js';

/** @import { Chart, Picture, Series } from './chart.js' */
/** @import { RunDetail, RunHistory, RunHistoryPoint } from './types.js' */

const LOOK_AT_MOST_EVERY_MS = 10000;
/** @type {[state: Exclude<keyof RunHistoryPoint, 'at'>, color: string][]} */
const STATES = [['created', '--created'], ['changed', '--changed'], ['unchanged', '--unchanged'], ['gone', '--gone'], ['failed', '--dead'],
  ['cancelled', '--dropped']];

/** A place for the picture, and what looks anew. */
export function runPicture() {
  const node = element('div', 'room-part');
  /** @type {Chart | null} */
  let drawn = null;
  let lookedAt = 0;
  let complete = false;
  /** @param {RunDetail} run */
  const look = async (run) => {
    const tooSoon = isActive(run) && Date.now() - lookedAt < LOOK_AT_MOST_EVERY_MS;
    if (run.planned === 0 || complete || tooSoon) return;
    lookedAt = Date.now();
    try {
      const [history, uPlot] = await Promise.all([
        ask(`/api/sync/runs/${encodeURIComponent(run.run_id)}/history`, {}), loadLibrary(),
      ]);
      complete = !isActive(run);
      if (history.points.length === 0) return;
      const picture = pictureOf(history);
      if (drawn && drawn.series === seriesOf(picture)) {
        drawn.update(picture);
        return;
      }
      drawn = chart(uPlot, picture);
      const further = element('p', 'soft small');
      further.append(...run.parts.flatMap(({ source }, i) => [i > 0 ? ' · ' : '',
        link('', words().requestsOf(sourceLabel(source)), `#history/${encodeURIComponent(source)}`)]));
      node.replaceChildren(drawn.node);
      drawn.node.append(further);
    } catch (failure) {
      // A picture less; what is wrong is told by what the page can't be without.
    }
  };
  return { node, look };
}

/** @param {RunHistory} history @returns {Picture} */
function pictureOf(history) {
  const { step, times, points } = stepsOf(history);
  return {
    title: words().settledPicture(durationText(step)),
    times,
    step,
    series: STATES.filter(([state]) => history.points.some((point) => point[state] > 0)).map(([state, color]) => /** @type {Series} */ ({
      label: words().counts[state], color, form: 'bars', values: points.map((point) => (point ? point[state] : 0)),
    })),
    stacked: true,
    text: countText,
    timeText: clock(step),
    paused: times.map(() => null),
  };
}

/** A time as exact as the steps are. @param {number} step */
function clock(step) {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  /** @type {Intl.DateTimeFormatOptions} */
  const form = step >= 900 ? { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }
    : { hour: '2-digit', minute: '2-digit', second: step < 60 ? '2-digit' : undefined };
  return (/** @type {number} */ seconds) => new Date(seconds * 1000).toLocaleString(locale, form);
}
