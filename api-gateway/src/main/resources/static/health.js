'use strict';

/* How good the catalogue is, and what was not believed or given up. */
const health = {
  show(host) {
    this.titles = element('div');
    const report = element('div');
    host.append(card(words().quality, report, this.titles), this.suspects(), this.quarantine(), this.dead());
    this.report(report);
  },

  async report(host) {
    host.append(element('p', 'soft', words().computing));
    try {
      const found = await api.call('GET', '/api/quality');
      const kinds = [...new Set(found.fields.map((line) => line.kind))];
      const fields = [...new Set(found.fields.map((line) => line.field))];
      host.replaceChildren(
        element('p', 'soft', words().qualityOf(found.titles, timeText(found.generated_at))),
        table(
          [[words().field, (field) => catalogue.fieldName(field)],
            ...kinds.map((kind) => [words().kinds[kind] || kind, (field) => this.share(field, found.fields.find((line) => line.field === field && line.kind === kind))])],
          fields),
        table(
          [[words().check, (line) => checkName(line.check)],
            [words().titles, (line) => (line.titles === 0 ? 0 : button('link', line.titles, () => this.listTitles(line.check, '')))]],
          found.checks),
      );
    } catch (failure) {
      if (failure.status !== 401) host.replaceChildren(element('p', 'problem', failure.message));
    }
  },

  share(field, line) {
    if (!line || line.titles === 0) return '—';
    const text = `${Math.floor(line.ratio * 1000) / 10}%`;
    return line.filled === line.titles ? text : button('link', text, () => this.listTitles(`missing.${field}`, line.kind));
  },

  listTitles(check, kind) {
    const list = listing({
      path: '/api/quality/titles', query: () => ({ check, kind }),
      columns: () => [...titleColumns(), [words().value, (title) => title.value], [words().seen, (title) => title.seen_at && timeText(title.seen_at)]],
    });
    this.titles.replaceChildren(
      element('h3', '', [checkName(check), words().kinds[kind] || kind].filter(Boolean).join(' · ')), list.node);
    list.load(0);
    this.titles.scrollIntoView({ block: 'nearest' });
  },

  suspects() {
    const body = element('div');
    const problem = problemLine();
    const load = async () => {
      const found = await api.call('GET', '/api/structure-suspects');
      body.replaceChildren(found.length === 0 ? element('p', 'soft', words().noSuspects) : table([
        [words().source, (suspect) => suspect.source],
        [words().kind, (suspect) => words().kinds[suspect.kind] || suspect.kind],
        [words().since, (suspect) => suspect.since && timeText(suspect.since)],
        [words().nextTrial, (suspect) => suspect.next_trial_at && timeText(suspect.next_trial_at)],
        [words().reason, (suspect) => reasonOf(suspect)],
        ['', (suspect) => (api.may('OPERATOR') ? action('quiet', words().trust, async () => {
          await api.call('POST', '/api/structure-suspects/trust', { source: suspect.source, kind: suspect.kind });
          await load();
        }, problem.tell) : '')],
      ], found));
    };
    load().catch((failure) => problem.tell(failure.message));
    return card(words().suspects, element('p', 'soft', words().suspectsHint), problem.node, body);
  },

  quarantine() {
    const list = listing({
      path: '/api/quarantine',
      columns: () => [
        ...titleColumns(),
        [words().reason, reasonOf],
        [words().when, (answer) => answer.quarantined_at && timeText(answer.quarantined_at)],
        ['', (answer) => {
          const row = element('div', 'row');
          row.append(action('quiet', words().look, () => this.facts(answer.id), list.tell));
          if (answer.accepted_at) row.append(element('span', 'soft', words().accepted));
          else if (api.may('OPERATOR')) {
            row.append(action('quiet', words().accept, async () => {
              await api.call('POST', `/api/quarantine/${encodeURIComponent(answer.id)}/accept`);
              await list.load();
            }, list.tell));
          }
          return row;
        }],
      ],
    });
    list.load(0);
    return card(words().quarantine, element('p', 'soft', words().quarantineHint), list.node);
  },

  async facts(id) {
    const answer = await api.call('GET', `/api/quarantine/${encodeURIComponent(id)}`);
    dialog(answer.title || answer.source_id, reasonOf(answer),
      answer.facts ? element('pre', '', JSON.stringify(answer.facts, null, 2)) : element('p', 'soft', words().none));
  },

  dead() {
    const replayAll = element('div', 'row');
    const list = listing({
      path: '/api/dead',
      onTotal: (total) => { replayAll.hidden = total === 0 || !api.may('OPERATOR'); },
      columns: () => [
        ...titleColumns(),
        [words().attempts, (title) => title.attempts],
        [words().reason, reasonOf],
        ['', (title) => (api.may('OPERATOR') ? action('quiet', words().replay, () => replay([{ source: title.source, source_ids: [title.source_id] }]), list.tell) : '')],
      ],
    });
    const said = statusLine();
    const replay = async (requests) => {
      let replayed = 0;
      for (const request of requests) replayed += (await api.call('POST', '/api/dead/replay', request)).replayed;
      said.tell(words().replayed(replayed));
      await list.load();
    };
    replayAll.append(action('quiet', words().replayAll, async () => {
      const sources = await api.call('GET', '/api/sources');
      if (!window.confirm(words().replayAllAsk)) return;
      await replay(sources.map((source) => ({ source: source.name })));
    }, list.tell));
    list.load(0);
    return card(words().dead, element('p', 'soft', words().deadHint), replayAll, said.node, list.node);
  },
};

function checkName(check) {
  const [family, rest] = check.split('.');
  if (family === 'missing') return words().missing(catalogue.fieldName(rest));
  if (family === 'disagreement') return words().differs(catalogue.fieldName(rest));
  if (family === 'quarantined') return words().quarantinedFor(rest);
  return words().checks[check] || check;
}

function titleColumns() {
  return [
    [words().title, (title) => {
      const text = title.title || words().untitled;
      if (!title.video_id) return text;
      const link = element('a', '', text);
      link.href = `#catalogue/${title.video_id}`;
      return link;
    }],
    [words().number, (title) => `${title.source} ${title.source_id}`],
  ];
}

function reasonOf(what) {
  const made = element('span', '', what.reason_text || what.reason || '');
  if (what.detail) made.append(element('span', 'soft small', ` ${what.detail}`));
  return made;
}
