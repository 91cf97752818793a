// @ts-check

/* How the sources are dealt with, what runs, and when it syncs by itself. */
import { call, may } from './api.js';
import { feedNames, feedsHint, feedsOf, heardOfSource, instances, listOf, pausesOf, percent, sourceChip, sourceOptions, sources, usefulWorkersOf } from './cluster.js';
import { form } from './form.js';
import { listing } from './listing.js';
import { action, button, card, chip, dialog, element, problemLine, table } from './ui.js';
import { named, timeText, words } from './words.js';

/** @import { List } from './listing.js' */
/** @import { Schedule, Source } from './types.js' */
/** @typedef {{ name: string, source: string, feeds: string, cron: string, zone: string, enabled: boolean }} Wanted */

/** Where the page shows the last look at the cluster. */
let sourcesPart = element('div');
let instancesPart = element('div');

/** @param {HTMLElement} host */
export function showOperation(host) {
  sourcesPart = element('div');
  instancesPart = element('div');
  host.append(card(words().sources, sourcesPart), card(words().cluster, instancesPart), schedules());
  showLastLook();
}

/** Also called with each new look at the cluster. */
export function showLastLook() {
  if (!sources) return;
  sourcesPart.replaceChildren(table([
    [words().source, (source) => source.label],
    [words().state, sourceChip],
    [words().pace, paceOf],
    [words().lastMinute, (source) => source.permits_used_last_minute],
    [words().queued, (source) => source.queue_depth],
    [words().inHand, (source) => source.in_hand],
    [words().due, (source) => source.due_subjects],
    [words().freshness, (source) => percent(source.freshness)],
    [words().usefulWorkers, (source) => usefulWorkersOf(source.name)],
    [words().measured, (source) => source.measured_at && timeText(source.measured_at)],
    [words().waitsFor, (source) => source.servers_away.map((away) => `${away.server}: ${away.reason}`).join('; ')],
  ], sources), ...sources.flatMap(rateSetOf), ...sources.flatMap(pausesOf));
  instancesPart.replaceChildren(instances.length === 0 ? element('p', 'soft', words().none) : table([
    [words().service, (instance) => named(words().services, instance.service)],
    [words().version, (instance) => instance.version],
    [words().since, (instance) => timeText(instance.since)],
    [words().lastSeen, (instance) => timeText(instance.last_seen)],
    [words().inHand, (instance) => instance.tasks_in_hand],
    [words().number, (instance) => element('code', '', instance.id)],
  ], instances));
}

/** @param {Source} source */
function paceOf(source) {
  const made = element('div', 'row');
  made.append(element('span', '', source.rate));
  if (may('ADMIN')) made.append(button('quiet', words().change, () => changeRate(source)));
  return made;
}

/** @param {Source} source */
function rateSetOf(source) {
  return source.rate_set_at === null ? [] : [element('p', 'soft small', words().rateSet(source.label, source.rate_setting, source.rate_set_by || '', timeText(source.rate_set_at)))];
}

/** @param {Source} source */
function changeRate(source) {
  const problem = problemLine();
  const done = async (/** @type {Source} */ changed) => {
    close();
    heardOfSource(changed);
  };
  const path = /** @type {const} */ (`/api/sources/${encodeURIComponent(source.name)}/rate`);
  /** @type {HTMLElement[]} */
  const content = [element('p', 'soft', words().rateHint(source.rate_setting)), form({
    fields: [{ name: 'rate', label: words().pace, value: source.rate, required: true, hint: words().rateForm }],
    submit: words().save,
    onSubmit: async (/** @type {{ rate: string }} */ values) => done(await call('PUT', path, values)),
  }), problem.node];
  if (source.rate_origin === 'api') content.push(action('quiet', words().rateBack(source.rate_setting), async () => done(await call('DELETE', path)), problem.tell));
  const close = dialog(`${source.label} · ${words().pace}`, ...content);
}

function schedules() {
  const admin = may('ADMIN');
  /** @type {List} */
  const list = listing({
    path: '/api/schedules',
    columns: () => [
      [words().name, (schedule) => schedule.name],
      [words().state, (schedule) => chip(schedule.enabled ? 'COMPLETED' : '', schedule.enabled ? words().enabled : words().disabled)],
      [words().feedsLabel, (schedule) => `${schedule.source} · ${feedNames(schedule.source, schedule.feeds)}`],
      [words().cron, (schedule) => element('code', '', schedule.cron)],
      [words().zone, (schedule) => schedule.zone],
      [words().nextFiring, (schedule) => (schedule.next_firings.length > 0 ? timeText(schedule.next_firings[0]) : '—')],
      [words().lastFiring, (schedule) => (schedule.last_firing_at ? timeText(schedule.last_firing_at) : '—')],
      ['', (schedule) => {
        const row = element('div', 'row');
        if (admin) row.append(button('quiet', words().edit, () => edit(schedule, list)), removal(schedule, list));
        return row;
      }],
    ],
  });
  list.load(0);
  const made = card(words().schedules, list.node);
  if (admin) made.append(button('quiet', words().newSchedule, () => edit(null, list)));
  return made;
}

/** @param {Schedule} schedule @param {List} list */
function removal(schedule, list) {
  return action('quiet', words().remove, async () => {
    if (!window.confirm(words().removeAsk(schedule.name))) return;
    await call('DELETE', `/api/schedules/${encodeURIComponent(schedule.name)}`);
    await list.load();
  }, list.tell);
}

/** @param {Schedule | null} schedule a new one where it is null @param {List} list */
function edit(schedule, list) {
  const names = sourceOptions();
  const source = schedule ? schedule.source : (names[0] || [''])[0];
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const name = /** @type {const} */ ({ name: 'name', label: words().name, required: true, hint: words().nameHint });
  const close = dialog(schedule ? schedule.name : words().newSchedule, form({
    fields: [
      ...(schedule ? [] : [name]),
      { name: 'source', label: words().source, options: names, value: source },
      { name: 'feeds', label: words().feedsLabel, value: (schedule ? schedule.feeds : feedsOf(source).map((feed) => feed.name)).join(', '), hint: feedsHint(source) },
      { name: 'cron', label: words().cron, value: schedule ? schedule.cron : '0 0 */8 * * *', hint: words().cronHint },
      { name: 'zone', label: words().zone, value: schedule ? schedule.zone : zone, hint: 'Asia/Shanghai' },
      { name: 'enabled', type: 'checkbox', label: words().enabled, value: schedule ? schedule.enabled : true },
    ],
    submit: words().save,
    onSubmit: async (/** @type {Wanted} */ { name: given, feeds, ...rest }) => {
      const path = encodeURIComponent(schedule ? schedule.name : given);
      await call('PUT', `/api/schedules/${path}`, { ...rest, feeds: listOf(feeds) });
      close();
      await list.load();
    },
  }));
}
