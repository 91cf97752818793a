// @ts-check

/* When lists are read by themselves: seen, made and changed, with the next firings while one types. */
import { ask, call, isRefusal, may, messageOf, Refusal } from './api.js';
import { feedLabel, feedNames, sourceLabel, sourceOptions } from './cluster.js';
import { cronWords } from './cron.js';
import { allFeeds } from './feeds.js';
import { form } from './form.js';
import { listing } from './listing.js';
import { action, card, chip, confirmed, dialog, element, timeNode } from './ui.js';
import { longTimeText, ownZone, words } from './words.js';

/** @import { List } from './listing.js' */
/** @import { Feed, Schedule } from './types.js' */
/** @typedef {{ name: string, cron: string, zone: string, enabled: boolean }} Wanted */

const ASK_AFTER_MS = 300;

export function schedules() {
  const admin = may('ADMIN');
  /** @type {List} */
  const list = listing({
    path: '/api/schedules',
    columns: () => [
      [words().name, (schedule) => schedule.name],
      [words().state, (schedule) => chip(schedule.enabled ? 'COMPLETED' : '', schedule.enabled ? words().enabled : words().disabled)],
      [words().feedsLabel, (schedule) => `${sourceLabel(schedule.source)} · ${feedNames(schedule.source, schedule.feeds)}`],
      [words().cron, cronNode],
      [words().zone, (schedule) => schedule.zone],
      [words().nextFiring, (schedule) => (schedule.next_firings.length > 0 ? timeNode(schedule.next_firings[0]) : words().never)],
      [words().lastFiring, (schedule) => (schedule.last_fired_at ? timeNode(schedule.last_fired_at) : words().neverFired)],
      ...(admin ? [/** @type {import('./ui.js').Column<Schedule>} */ (['', (schedule) => {
        const row = element('div', 'row');
        row.append(action('quiet', words().edit, async () => edit(schedule, list, await allFeeds()), list.tell), removal(schedule, list));
        return row;
      }])] : []),
    ],
    none: () => element('p', 'soft', words().noSchedules),
  });
  list.load(0);
  const made = card(words().schedules, list.node);
  if (admin) made.append(action('quiet', words().newSchedule, async () => edit(null, list, await allFeeds()), list.tell));
  return made;
}

/** @param {Schedule} schedule */
function cronNode({ cron }) {
  const made = element('span');
  made.append(element('code', '', cron));
  const said = cronWords(cron);
  if (said) made.append(element('span', 'detail', said));
  return made;
}

/** @param {Schedule} schedule @param {List} list */
function removal(schedule, list) {
  return action('quiet', words().remove, async () => {
    if (!await confirmed(words().remove, words().remove, element('p', '', words().removeAsk(schedule.name)))) return;
    await call('DELETE', `/api/schedules/${encodeURIComponent(schedule.name)}`);
    await list.load();
  }, list.tell);
}

/** @param {Schedule | null} schedule a new one where it is null @param {List} list @param {Feed[]} all */
function edit(schedule, list, all) {
  const names = sourceOptions();
  const feeds = feedTicks(names, all, schedule);
  const name = /** @type {const} */ ({ name: 'name', label: words().name, required: true, hint: words().nameHint });
  const made = form({
    fields: [
      ...(schedule ? [] : [name]),
      { name: 'cron', label: words().cron, value: schedule ? schedule.cron : '0 0 */8 * * *', hint: words().cronHint },
      { name: 'zone', label: words().zone, value: schedule ? schedule.zone : ownZone(), hint: words().zoneHint },
      { name: 'enabled', type: 'checkbox', label: words().enabled, value: schedule ? schedule.enabled : true },
    ],
    submit: words().save,
    onSubmit: async (/** @type {Wanted} */ { name: given, ...rest }) => {
      const chosen = feeds.chosen();
      if (chosen.feeds.length === 0) throw new Refusal(422, words().tickOne);
      const path = encodeURIComponent(schedule ? schedule.name : given);
      await call('PUT', `/api/schedules/${path}`, { ...rest, ...chosen });
      close();
      await list.load();
    },
  });
  const zones = element('datalist');
  zones.id = 'zones';
  zones.append(...Intl.supportedValuesOf('timeZone').map((zone) => {
    const option = element('option');
    option.value = zone;
    return option;
  }));
  const [cron, zone] = ['cron', 'zone'].map((field) => /** @type {HTMLInputElement} */ (made.elements.namedItem(field)));
  zone.setAttribute('list', zones.id);
  zone.after(zones);
  const preview = firingsOf(cron, zone);
  zone.closest('.field')?.after(preview);
  made.prepend(feeds.node);
  const close = dialog(schedule ? schedule.name : words().newSchedule, made);
}

/** Of which source, and which of its lists. @param {import('./ui.js').Option[]} names @param {Feed[]} all @param {Schedule | null} schedule */
function feedTicks(names, all, schedule) {
  const node = element('div');
  const groups = names.map(([source, label]) => {
    const group = element('fieldset', 'ticks');
    group.append(element('legend', '', label));
    const boxes = all.filter((feed) => feed.source === source).map((feed, n) => {
      const input = element('input');
      input.type = 'checkbox';
      input.checked = schedule ? schedule.source === source && schedule.feeds.includes(feed.name) : source === names[0][0] && n === 0;
      const box = element('label', 'tick');
      box.append(input, element('span', '', feedLabel(source, feed)));
      group.append(box);
      return { name: feed.name, input };
    });
    // A schedule reads one source: what is ticked elsewhere goes.
    group.addEventListener('change', () => groups.filter((other) => other.source !== source)
      .forEach((other) => other.boxes.forEach(({ input }) => { input.checked = false; })));
    node.append(group);
    return { source, boxes };
  });
  if (names.length > 1) node.append(element('p', 'soft small', words().oneSource));
  const chosen = () => {
    const { source, boxes } = groups.find((group) => group.boxes.some(({ input }) => input.checked)) || groups[0];
    return { source, feeds: boxes.filter(({ input }) => input.checked).map(({ name }) => name) };
  };
  return { node, chosen };
}

/**
 * When it would fire, by the gateway's own reckoning, in the schedule's zone and in the reader's.
 *
 * @param {HTMLInputElement} cron
 * @param {HTMLInputElement} zone
 */
function firingsOf(cron, zone) {
  const node = element('div', 'preview');
  node.setAttribute('role', 'status');
  let asked = 0;
  const show = async () => {
    asked += 1;
    const mine = asked;
    try {
      const found = await ask('/api/firings', { cron: cron.value, zone: zone.value });
      if (mine === asked) node.replaceChildren(...firings(found.cron, found.zone, found.next_firings));
    } catch (failure) {
      if (mine === asked && !isRefusal(failure, 401)) node.replaceChildren(element('p', 'problem', problemOf(failure)));
    }
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  [cron, zone].forEach((input) => input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, ASK_AFTER_MS);
  }));
  show();
  return node;
}

/** @param {unknown} failure */
function problemOf(failure) {
  const errors = failure instanceof Refusal ? failure.errors : [];
  return errors.length > 0 ? errors.map((error) => `${error.field}: ${error.message}`).join(' ') : messageOf(failure);
}

/** @param {string} cron @param {string} zone @param {string[]} times */
function firings(cron, zone, times) {
  const said = cronWords(cron);
  const list = element('ol', 'firings');
  list.append(...times.map((at) => {
    const item = element('li', '', longTimeText(at, zone));
    if (zone !== ownZone()) item.append(element('span', 'detail', words().forYou(longTimeText(at))));
    return item;
  }));
  return [...(said ? [element('p', 'what', said)] : []), element('p', 'soft small', words().nextFirings), list];
}
