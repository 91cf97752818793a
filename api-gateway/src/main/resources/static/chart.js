// @ts-check

/* One picture over time: a canvas by uPlot, what its colours mean, and behind it a table of the same. */
import { element, table } from './ui.js';
import { language, words } from './words.js';

/** @import { Column } from './ui.js' */

/**
 * @typedef {object} Series
 * @property {string} label
 * @property {string} color a custom property of the style sheet
 * @property {'bars' | 'line' | 'steps'} form
 * @property {readonly (number | null)[]} values null where nothing is known
 */

/**
 * @typedef {object} Picture
 * @property {string} title
 * @property {readonly number[]} times when each step begins, in seconds, without gaps
 * @property {number} step seconds
 * @property {readonly Series[]} series
 * @property {boolean} [stacked]
 * @property {number} [top] where the scale ends, if not where the values do
 * @property {(value: number) => string} text
 * @property {(seconds: number) => string} timeText
 * @property {readonly (number | null)[]} paused share of each step
 */

/** @typedef {{ node: HTMLElement, series: string, update: (picture: Picture) => void }} Chart */

/**
 * What we use of uPlot.
 *
 * @typedef {object} Plot
 * @property {{ idx?: number | null }} cursor
 * @property {{ top: number, height: number }} bbox
 * @property {CanvasRenderingContext2D} ctx
 * @property {HTMLElement} root
 * @property {readonly (readonly (number | null)[])[]} data
 * @property {(data: readonly (readonly (number | null)[])[]) => void} setData
 * @property {(size: { width: number, height: number }) => void} setSize
 * @property {(position: { left: number, top: number }) => void} setCursor
 * @property {(value: number, scale: string, onCanvas?: boolean) => number} valToPos
 * @property {(rebuildPaths?: boolean, recalcAxes?: boolean) => void} redraw
 * @property {() => void} destroy
 */
/** @typedef {{ new (options: object, data: readonly (readonly (number | null)[])[], host: HTMLElement): Plot, paths: Record<string, (options: object) => object> }} Library */

const HEIGHT = 190;
const WHOLE_STEPS = [1, 2, 5].flatMap((n) => [0, 1, 2, 3, 4, 5, 6, 7].map((zeros) => n * 10 ** zeros)).sort((a, b) => a - b);

/** @type {Promise<Library> | null} */
let library = null;

/** Asked for with the first picture alone: no other page needs it. */
export function loadLibrary() {
  library ||= new Promise((loaded, failed) => {
    const style = element('link');
    style.rel = 'stylesheet';
    style.href = 'uplot/uPlot.min.css';
    const script = element('script');
    script.src = 'uplot/uPlot.iife.min.js';
    script.addEventListener('load', () => loaded(/** @type {{ uPlot: Library }} */ (/** @type {unknown} */ (window)).uPlot));
    script.addEventListener('error', () => {
      library = null;
      failed(new Error(words().unreachable));
    });
    document.head.append(style, script);
  });
  return library;
}

/**
 * @param {Library} uPlot
 * @param {Picture} first
 * @returns {Chart}
 */
export function chart(uPlot, first) {
  let picture = first;
  const host = element('div', 'plot');
  host.tabIndex = 0;
  host.setAttribute('role', 'img');
  host.setAttribute('aria-label', words().pictureOf(picture.title));
  const legend = element('ul', 'legend');
  const details = element('details');
  details.append(element('summary', '', words().asTable));
  const node = element('figure', 'card picture');
  node.append(element('h3', '', picture.title), host, legend, details);

  const plot = new uPlot(options(uPlot, () => picture, (index) => showLegend(legend, picture, index)), dataOf(picture), host);
  const fit = () => plot.setSize({ width: host.clientWidth, height: HEIGHT });
  const watch = new ResizeObserver(() => {
    if (host.isConnected) return fit();
    watch.disconnect();
    plot.destroy();
  });
  watch.observe(host);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const repaint = () => {
    if (host.isConnected) plot.redraw(false, true);
    else dark.removeEventListener('change', repaint);
  };
  dark.addEventListener('change', repaint);
  host.addEventListener('keydown', (event) => moveCursor(event, plot, picture));
  details.addEventListener('toggle', () => showTable(details, picture));
  showLegend(legend, picture, null);

  return {
    node,
    series: seriesOf(first),
    update: (next) => {
      picture = next;
      plot.setData(dataOf(picture));
      showLegend(legend, picture, null);
      showTable(details, picture);
    },
  };
}

/**
 * The steps of a time, each with what is known of it.
 *
 * @template {{ at: string }} Point
 * @param {{ from: string, until: string, step_seconds: number, points: readonly Point[] }} history
 */
export function stepsOf(history) {
  const step = history.step_seconds;
  const begin = Date.parse(history.from) / 1000;
  const times = Array.from({ length: (Date.parse(history.until) / 1000 - begin) / step }, (_, i) => begin + i * step);
  const known = new Map(history.points.map((point) => [Date.parse(point.at) / 1000, point]));
  return { step, times, points: times.map((time) => known.get(time)) };
}

/** What it shows, by name: with other series it is another chart. @param {Picture} picture */
export function seriesOf(picture) {
  return picture.series.map((series) => series.label).join(' ');
}

/** Of stacked ones each stands on those before it; the highest is drawn first. @param {Picture} picture */
function dataOf(picture) {
  const values = picture.series.map((series) => series.values);
  if (!picture.stacked) return [picture.times, ...values];
  const stacked = values.map((_, upTo) => picture.times.map((__, i) => (values[0][i] === null ? null
    : values.slice(0, upTo + 1).reduce((sum, one) => sum + (one[i] ?? 0), 0))));
  return [picture.times, ...stacked.reverse()];
}

/**
 * @param {Library} uPlot
 * @param {() => Picture} current
 * @param {(index: number | null) => void} onCursor
 */
function options(uPlot, current, onCursor) {
  const picture = current();
  const drawn = picture.stacked ? [...picture.series].reverse() : picture.series;
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const axis = {
    font, stroke: () => color('--soft'), grid: { stroke: () => color('--line'), width: 1 }, ticks: { show: false },
  };
  return {
    width: 320,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, ...(picture.stacked ? { points: { show: false } } : {}) },
    scales: {
      x: { range: () => [current().times[0], current().times[current().times.length - 1] + current().step] },
      y: { range: (/** @type {Plot} */ _, /** @type {number} */ __, /** @type {number | null} */ most) => [0, current().top ?? ((most || 0) > 0 ? (most || 0) * 1.08 : 1)] },
    },
    axes: [
      { ...axis, size: 28, space: 70, values: (/** @type {Plot} */ _, /** @type {number[]} */ splits) => splits.map(axisText(picture.step)) },
      { ...axis, size: 56, incrs: WHOLE_STEPS, values: (/** @type {Plot} */ _, /** @type {number[]} */ splits) => splits.map((value) => current().text(value)) },
    ],
    series: [{}, ...drawn.map((series) => look(uPlot, series))],
    hooks: {
      drawClear: [(/** @type {Plot} */ plot) => drawPauses(plot, current())],
      setCursor: [(/** @type {Plot} */ plot) => onCursor(plot.cursor.idx ?? null)],
    },
  };
}

/** @param {Library} uPlot @param {Series} series */
function look(uPlot, series) {
  const stroke = () => color(series.color);
  if (series.form === 'bars') return { fill: stroke, width: 0, points: { show: false }, paths: uPlot.paths.bars({ align: 1, size: [0.85, 40] }) };
  // Between two gaps there is no line to be seen.
  const points = { show: true, size: 4, fill: stroke, filter: (/** @type {Plot} */ plot, /** @type {number} */ n) => lonely(plot.data[n]) };
  return { stroke, width: 2, points, ...(series.form === 'steps' ? { dash: [6, 4], paths: uPlot.paths.stepped({ align: 1 }) } : {}) };
}

/** @param {readonly (number | null)[]} values */
function lonely(values) {
  return values.flatMap((value, i) => (value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null ? [i] : []));
}

/** @param {Plot} plot @param {Picture} picture */
function drawPauses(plot, picture) {
  plot.ctx.save();
  plot.ctx.fillStyle = color('--pause');
  picture.times.forEach((time, i) => {
    const share = picture.paused[i];
    if (!share) return;
    const left = plot.valToPos(time, 'x', true);
    plot.ctx.globalAlpha = 0.35 + 0.65 * share;
    plot.ctx.fillRect(left, plot.bbox.top, plot.valToPos(time + picture.step, 'x', true) - left, plot.bbox.height);
  });
  plot.ctx.restore();
}

/** @param {KeyboardEvent} event @param {Plot} plot @param {Picture} picture */
function moveCursor(event, plot, picture) {
  const last = picture.times.length - 1;
  const at = plot.cursor.idx ?? last + 1;
  const to = { ArrowLeft: Math.max(0, at - 1), ArrowRight: Math.min(last, at + 1), Home: 0, End: last }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  plot.setCursor({ left: plot.valToPos(picture.times[to], 'x'), top: 0 });
}

/** What the colours mean, with the values at a time. @param {HTMLElement} legend @param {Picture} picture @param {number | null} index */
function showLegend(legend, picture, index) {
  const items = picture.series.map((series) => item(series.label, series.color, index === null ? '' : textOf(picture, series.values[index])));
  if (picture.paused.some(Boolean)) items.push(item(words().paused, '--pause', ''));
  items.push(element('li', 'numbers', index === null ? '' : picture.timeText(picture.times[index])));
  legend.replaceChildren(...items);
}

/** @param {string} label @param {string} colorName @param {string} value */
function item(label, colorName, value) {
  const made = element('li');
  const swatch = element('span', 'swatch');
  swatch.dataset.color = colorName.slice(2);
  made.append(swatch, element('span', '', label), element('strong', 'numbers', value));
  return made;
}

/** Made when it is looked at: most never are. @param {HTMLDetailsElement} details @param {Picture} picture */
function showTable(details, picture) {
  details.querySelector('.wide')?.remove();
  if (!details.open) return;
  const known = picture.times.map((_, i) => i).filter((i) => picture.series.some((series) => series.values[i] !== null));
  /** @type {Column<number>[]} */
  const columns = [
    [words().when, (i) => picture.timeText(picture.times[i])],
    ...picture.series.map((series) => /** @type {Column<number>} */ ([series.label, (i) => textOf(picture, series.values[i])])),
    [words().paused, (i) => shareText(picture.paused[i])],
  ];
  const made = table(columns, known.reverse());
  made.tabIndex = 0;
  made.setAttribute('role', 'region');
  made.setAttribute('aria-label', picture.title);
  details.append(made);
}

/** @param {Picture} picture @param {number | null | undefined} value */
function textOf(picture, value) {
  return value === null || value === undefined ? '—' : picture.text(value);
}

/** @param {number | null} share */
function shareText(share) {
  return share === null ? '—' : `${Math.round(share * 100)}%`;
}

/** @param {number} step */
function axisText(step) {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  /** @type {Intl.DateTimeFormatOptions} */
  const form = step >= 3600 ? { month: 'short', day: 'numeric' } : { hour: '2-digit', minute: '2-digit' };
  return (/** @type {number} */ seconds) => new Date(seconds * 1000).toLocaleString(locale, form);
}

/** @param {string} name */
function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
