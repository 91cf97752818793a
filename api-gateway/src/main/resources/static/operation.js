'use strict';

/* How the sources are dealt with, what runs, and when it syncs by itself. */
const operation = {
  show(host) {
    this.sources = element('div');
    this.instances = element('div');
    host.append(card(words().sources, this.sources), card(words().cluster, this.instances), this.schedules());
    this.moved();
  },

  /** Also called with each new look at the cluster. */
  moved() {
    if (!this.sources || !cluster.sources) return;
    this.sources.replaceChildren(table([
      [words().source, (source) => source.label],
      [words().state, sourceChip],
      [words().pace, (source) => source.rate],
      [words().lastMinute, (source) => source.permits_used_last_minute],
      [words().queued, (source) => source.queue_depth],
      [words().inHand, (source) => source.in_hand],
      [words().due, (source) => source.due_subjects],
      [words().freshness, (source) => percent(source.freshness)],
      [words().usefulWorkers, (source) => usefulWorkersOf(source.name)],
      [words().measured, (source) => source.measured_at && timeText(source.measured_at)],
      [words().waitsFor, (source) => source.servers_away.map((away) => `${away.server}: ${away.reason}`).join('; ')],
    ], cluster.sources), ...cluster.sources.flatMap(pausesOf));
    this.instances.replaceChildren(cluster.instances.length === 0 ? element('p', 'soft', words().none) : table([
      [words().service, (instance) => words().services[instance.service] || instance.service],
      [words().version, (instance) => instance.version],
      [words().since, (instance) => timeText(instance.since)],
      [words().lastSeen, (instance) => timeText(instance.last_seen)],
      [words().inHand, (instance) => instance.tasks_in_hand],
      [words().number, (instance) => element('code', '', instance.id)],
    ], cluster.instances));
  },

  schedules() {
    const admin = api.may('ADMIN');
    const list = listing({
      path: '/api/schedules',
      columns: () => [
        [words().name, (schedule) => schedule.name],
        [words().state, (schedule) => chip(schedule.enabled ? 'COMPLETED' : '', schedule.enabled ? words().enabled : words().disabled)],
        [words().feedsLabel, (schedule) => `${schedule.source} · ${schedule.feeds.map(feedName).join(', ')}`],
        [words().cron, (schedule) => element('code', '', schedule.cron)],
        [words().zone, (schedule) => schedule.zone],
        [words().nextFiring, (schedule) => (schedule.next_firings.length > 0 ? timeText(schedule.next_firings[0]) : '—')],
        [words().lastFiring, (schedule) => (schedule.last_firing_at ? timeText(schedule.last_firing_at) : '—')],
        ['', (schedule) => {
          const row = element('div', 'row');
          if (admin) {
            row.append(button('quiet', words().edit, () => this.edit(schedule, list)),
              action('quiet', words().remove, async () => {
                if (!window.confirm(words().removeAsk(schedule.name))) return;
                await api.call('DELETE', `/api/schedules/${encodeURIComponent(schedule.name)}`);
                await list.load();
              }, list.tell));
          }
          return row;
        }],
      ],
    });
    list.load(0);
    const made = card(words().schedules, list.node);
    if (admin) made.append(button('quiet', words().newSchedule, () => this.edit(null, list)));
    return made;
  },

  edit(schedule, list) {
    const names = sourceOptions();
    const source = schedule ? schedule.source : (names[0] || [''])[0];
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const name = { name: 'name', label: words().name, required: true, hint: words().nameHint };
    const close = dialog(schedule ? schedule.name : words().newSchedule, form({
      fields: [
        ...(schedule ? [] : [name]),
        { name: 'source', label: words().source, options: names, value: source },
        { name: 'feeds', label: words().feedsLabel, value: (schedule ? schedule.feeds : feedsOf(source)).join(', '), hint: words().feedsHint(feedsOf(source).join(', ')) },
        { name: 'cron', label: words().cron, value: schedule ? schedule.cron : '0 0 */8 * * *', hint: words().cronHint },
        { name: 'zone', label: words().zone, value: schedule ? schedule.zone : zone, hint: 'Asia/Shanghai' },
        { name: 'enabled', type: 'checkbox', label: words().enabled, value: schedule ? schedule.enabled : true },
      ],
      submit: words().save,
      onSubmit: async ({ name: given, feeds, ...rest }) => {
        const path = encodeURIComponent(schedule ? schedule.name : given);
        await api.call('PUT', `/api/schedules/${path}`, { ...rest, feeds: listOf(feeds) });
        close();
        await list.load();
      },
    }));
  },
};
