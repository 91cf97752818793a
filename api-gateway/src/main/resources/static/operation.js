// @ts-check

/* How the sources are dealt with, what runs, and when it syncs by itself. */
import { instances, pausesOf, percent, sourceChip, sources, usefulWorkersOf } from './cluster.js';
import { rateNode, rateSetOf } from './rate.js';
import { schedules } from './schedules.js';
import { card, element, table, timeNode } from './ui.js';
import { bytesText, named, words } from './words.js';

/** @import { Instance } from './types.js' */

/** Where the page shows the last look at the cluster. */
let sourcesPart = element('div');
let instancesPart = element('div');

/** @param {HTMLElement} host */
export function openPage(host) {
  sourcesPart = element('div');
  instancesPart = element('div');
  host.append(card(words().sources, sourcesPart), card(words().cluster, instancesPart), schedules());
  lookedAtCluster();
}

/** Also called with each new look at the cluster. */
export function lookedAtCluster() {
  if (!sources) return;
  sourcesPart.replaceChildren(table([
    [words().source, (source) => source.label],
    [words().state, sourceChip],
    [words().pace, rateNode],
    [words().lastMinute, (source) => source.permits_used_last_minute],
    [words().queued, (source) => source.queue_depth],
    [words().inHand, (source) => source.in_hand],
    [words().due, (source) => source.due_subjects],
    [words().freshness, (source) => percent(source.freshness)],
    [words().usefulWorkers, (source) => usefulWorkersOf(source.name)],
    [words().measured, (source) => source.measured_at && timeNode(source.measured_at)],
    [words().waitsFor, (source) => source.servers_away.map((away) => `${away.server}: ${away.reason}`).join('; ')],
  ], sources), ...sources.flatMap(rateSetOf), ...sources.flatMap(pausesOf));
  instancesPart.replaceChildren(instances.length === 0 ? element('p', 'soft', words().none) : table([
    [words().service, instanceName],
    [words().host, (instance) => instance.host || '—'],
    [words().inHand, (instance) => instance.tasks_in_hand],
    [words().memory, memoryOf],
    [words().version, (instance) => instance.version],
    [words().since, (instance) => timeNode(instance.since)],
    [words().lastSeen, (instance) => timeNode(instance.last_seen)],
    [words().instanceId, (instance) => element('code', '', instance.id)],
  ], instances));
}

/** Its role, with a number where there are several, the oldest first; and whether it leads. @param {Instance} instance */
function instanceName(instance) {
  const alike = instances.filter((one) => one.service === instance.service);
  const name = named(words().services, instance.service);
  const made = element('span', '', alike.length > 1 ? `${name} ${alike.findIndex((one) => one.id === instance.id) + 1}` : name);
  if (instance.leads) made.append(' ', element('span', 'chip', words().leads));
  return made;
}

/** @param {Instance} instance */
function memoryOf(instance) {
  if (instance.heap_bytes === null) return '—';
  return instance.heap_limit_bytes === null ? bytesText(instance.heap_bytes)
    : words().memoryOf(bytesText(instance.heap_bytes), bytesText(instance.heap_limit_bytes));
}
