// @ts-check

/* A look at the cluster every few seconds, while somebody looks at the page. */
import { call } from './api.js';
import { $, chip, element } from './ui.js';
import { named, timeText, words } from './words.js';

/** @import { Instance, Source, UsefulWorkers } from './types.js' */
/** @import { Option } from './ui.js' */

/**
 * As they were at the last look; null before the first.
 *
 * @type {Source[] | null}
 */
export let sources = null;
/** @type {Instance[]} */
export let instances = [];
/** @type {UsefulWorkers[]} */
let useful = [];
let onShown = () => {};

/** @param {() => void} listener is told when there is something else to show */
export function whenClusterIsShown(listener) {
  onShown = listener;
}

export function forgetCluster() {
  sources = null;
  instances = [];
  useful = [];
  $('strip').replaceChildren();
}

export async function look() {
  if (document.visibilityState !== 'visible' || $('room').hidden) return;
  try {
    const [foundSources, found] = await Promise.all([call('GET', '/api/sources'), call('GET', '/api/cluster')]);
    sources = foundSources;
    instances = found.instances;
    useful = found.useful_workers;
    showCluster();
  } catch (failure) {
    // Said by what the user asked for, if anything; the next look tells again.
  }
}

/** @param {Source} source */
export function heardOfSource(source) {
  if (!sources) return;
  sources = sources.map((one) => (one.name === source.name ? source : one));
  showCluster();
}

/** @param {Instance & { live: boolean }} instance */
export function heardOfInstance({ live, ...instance }) {
  const others = instances.filter((one) => one.id !== instance.id);
  const known = instances.length > others.length;
  if (!live) instances = others;
  else instances = known ? instances.map((one) => (one.id === instance.id ? instance : one)) : [...instances, instance];
  if (sources) showCluster();
}

export function showCluster() {
  if (sources) {
    $('strip').replaceChildren(...sources.map((source) => {
      const row = element('div', 'row');
      const said = [words().paceOf(source.permits_used_last_minute, source.rate), words().queuedOf(source.queue_depth, source.in_hand),
        words().dueOf(source.due_subjects), words().freshOf(percent(source.freshness))];
      const history = element('a', 'soft end', words().pages.history);
      history.href = `#history/${encodeURIComponent(source.name)}`;
      row.append(element('strong', '', source.label), sourceChip(source), element('span', 'soft numbers', said.filter(Boolean).join(' · ')), history);
      return row;
    }), ...sources.flatMap(pausesOf), services());
    $('attributions').replaceChildren(...sources.filter((source) => source.attribution)
      .map((source) => element('p', '', source.attribution || '')));
  }
  onShown();
}

function services() {
  const row = element('div', 'row');
  const running = instances.map((instance) => instance.service);
  if (running.includes('standalone')) return row;
  row.append(...['scheduler', 'worker', 'gateway'].map((service) => {
    const n = running.filter((one) => one === service).length;
    return chip(n > 0 ? 'COMPLETED' : 'FAILED', `${named(words().services, service)} ${n}`);
  }));
  return row;
}

/** @param {Source} source */
export function sourceChip(source) {
  return chip(source.state === 'open' ? 'COMPLETED' : 'FAILED', source.state === 'open' ? words().open : words().paused);
}

/** @param {Source} source */
export function pausesOf(source) {
  return source.pauses.map((pause) => element('p', 'problem',
    words().pausedUntil(source.label, pause.route, timeText(pause.until), [named(words().pauseReasons, pause.reason), pause.detail].filter(Boolean).join(': '))));
}

/** @param {string} name */
export function usefulWorkersOf(name) {
  const found = useful.find((one) => one.source === name);
  return found ? found.workers : '—';
}

/** @param {number | null} ratio */
export function percent(ratio) {
  return ratio === null ? '—' : `${Math.floor(ratio * 1000) / 10}%`;
}

/**
 * What feeds of a source are called here: by their kinds, and by names of their own where several are of one kind.
 *
 * @param {string} source
 * @param {string[]} feeds
 */
export function feedNames(source, feeds) {
  const known = feedsOf(source);
  return feeds.map((name) => {
    const feed = known.find((one) => one.name === name);
    const alone = feed && known.filter((one) => one.kind === feed.kind).length === 1;
    return alone ? named(words().kinds, feed.kind) : named(words().feeds, name);
  }).join(', ');
}

/**
 * @param {string} source
 * @param {{ name: string }} feed
 */
export function feedLabel(source, feed) {
  const text = feedNames(source, [feed.name]);
  return text === feed.name ? text : `${text} · ${feed.name}`;
}

/** @param {string} name */
export function sourceLabel(name) {
  const found = (sources || []).find((source) => source.name === name);
  return found ? found.label : name;
}

/** @returns {Option[]} */
export function sourceOptions() {
  return (sources || []).map((source) => [source.name, source.label]);
}

/** @param {string} name */
export function feedsOf(name) {
  const source = (sources || []).find((one) => one.name === name);
  return source ? source.feed_details : [];
}
