'use strict';

/* A look at the cluster every few seconds, while somebody looks at the page. */
const cluster = {
  sources: null,
  instances: [],
  useful: [],

  async look() {
    if (document.visibilityState !== 'visible' || $('room').hidden) return;
    try {
      const [sources, found] = await Promise.all([api.call('GET', '/api/sources'), api.call('GET', '/api/cluster')]);
      this.sources = sources;
      this.instances = found.instances;
      this.useful = found.useful_workers;
      this.show();
    } catch (failure) {
      // Said by what the user asked for, if anything; the next look tells again.
    }
  },

  show() {
    if (this.sources) {
      $('strip').replaceChildren(...this.sources.map((source) => {
        const row = element('div', 'row');
        const said = [words().paceOf(source.permits_used_last_minute, source.rate), words().queuedOf(source.queue_depth, source.in_hand),
          words().dueOf(source.due_subjects), words().freshOf(percent(source.freshness))];
        row.append(element('strong', '', source.label), sourceChip(source), element('span', 'soft numbers', said.filter(Boolean).join(' · ')));
        return row;
      }), ...this.sources.flatMap(pausesOf), this.services());
    }
    operation.moved();
  },

  services() {
    const row = element('div', 'row');
    const running = this.instances.map((instance) => instance.service);
    if (running.includes('standalone')) return row;
    row.append(...['scheduler', 'worker', 'gateway'].map((service) => {
      const n = running.filter((one) => one === service).length;
      return chip(n > 0 ? 'COMPLETED' : 'FAILED', `${words().services[service]} ${n}`);
    }));
    return row;
  },
};

function sourceChip(source) {
  return chip(source.state === 'open' ? 'COMPLETED' : 'FAILED', source.state === 'open' ? words().open : words().paused);
}

function pausesOf(source) {
  return source.pauses.map((pause) => element('p', 'problem',
    words().pausedUntil(source.label, pause.route, timeText(pause.until), [pause.reason, pause.detail].filter(Boolean).join(': '))));
}

function usefulWorkersOf(name) {
  const found = cluster.useful.find((one) => one.source === name);
  return found ? found.workers : '—';
}

function percent(ratio) {
  return ratio === null ? '—' : `${Math.floor(ratio * 1000) / 10}%`;
}

function feedName(feed) {
  return words().feeds[feed] || feed;
}

function sourceOptions() {
  return (cluster.sources || []).map((source) => [source.name, source.label]);
}

function feedsOf(name) {
  const source = (cluster.sources || []).find((one) => one.name === name);
  return source ? source.feeds : [];
}

function listOf(text) {
  return text.split(/[\s,，、;；]+/).filter(Boolean);
}
