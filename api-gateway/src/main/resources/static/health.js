// @ts-check

/* How good the catalogue is, and what was not believed or given up. */
import { call, may, messageOf } from './api.js';
import { fieldName } from './catalogue.js';
import { listing } from './listing.js';
import { action, button, card, dialog, element, problemLine, statusLine, table, tellFailure } from './ui.js';
import { named, timeText, words } from './words.js';

/** @import { Fill } from './types.js' */
/** @import { List } from './listing.js' */
/** @import { Column } from './ui.js' */
/** @typedef {{ source: string, source_id: string, title: string | null, video_id?: string | null }} Title */
/** @typedef {{ reason: string | null, reason_text: string | null, detail: string | null }} Reason */
/** @typedef {{ source: string, source_ids?: string[] }} Replay */

/** @param {HTMLElement} host */
export function showHealth(host) {
  const titles = element('div');
  const figures = element('div');
  host.append(card(words().quality, figures, titles), suspects(), quarantine(), dead());
  report(figures, titles);
}

/** @param {HTMLElement} host @param {HTMLElement} titles where those of a figure are shown */
async function report(host, titles) {
  host.append(element('p', 'soft', words().computing));
  try {
    const found = await call('GET', '/api/quality');
    const kinds = [...new Set(found.fields.map((line) => line.kind))];
    const fields = [...new Set(found.fields.map((line) => line.field))];
    /** @type {(kind: string) => Column<string>} */
    const shares = (kind) => [named(words().kinds, kind),
      (field) => share(found.fields.find((line) => line.field === field && line.kind === kind), titles)];
    host.replaceChildren(
      element('p', 'soft', words().qualityOf(found.titles, timeText(found.generated_at))),
      table([[words().field, fieldName], ...kinds.map(shares)], fields),
      table(
        [[words().check, (line) => checkName(line.check)],
          [words().titles, (line) => (line.titles === 0 ? 0 : button('link', line.titles, () => listTitles(line.check, '', titles)))]],
        found.checks),
    );
  } catch (failure) {
    tellFailure(failure, (message) => host.replaceChildren(element('p', 'problem', message)));
  }
}

/** @param {Fill | undefined} line @param {HTMLElement} titles */
function share(line, titles) {
  if (!line || line.titles === 0) return '—';
  const text = `${Math.floor(line.ratio * 1000) / 10}%`;
  return line.filled === line.titles ? text : button('link', text, () => listTitles(`missing.${line.field}`, line.kind, titles));
}

/** @param {string} check @param {string} kind @param {HTMLElement} host */
function listTitles(check, kind, host) {
  const list = listing({
    path: '/api/quality/titles', query: () => ({ check, kind }),
    columns: () => [...titleColumns(), [words().value, (title) => title.value], [words().seen, (title) => title.seen_at && timeText(title.seen_at)]],
  });
  host.replaceChildren(
    element('h3', '', [checkName(check), named(words().kinds, kind)].filter(Boolean).join(' · ')), list.node);
  list.load(0);
  host.scrollIntoView({ block: 'nearest' });
}

function suspects() {
  const body = element('div');
  const problem = problemLine();
  const load = async () => {
    const found = await call('GET', '/api/structure-suspects');
    body.replaceChildren(found.length === 0 ? element('p', 'soft', words().noSuspects) : table([
      [words().source, (suspect) => suspect.source],
      [words().kind, (suspect) => named(words().kinds, suspect.kind)],
      [words().since, (suspect) => suspect.since && timeText(suspect.since)],
      [words().nextTrial, (suspect) => suspect.next_trial_at && timeText(suspect.next_trial_at)],
      [words().reason, reasonOf],
      ['', (suspect) => (may('OPERATOR') ? action('quiet', words().trust, async () => {
        await call('POST', '/api/structure-suspects/trust', { source: suspect.source, kind: suspect.kind });
        await load();
      }, problem.tell) : '')],
    ], found));
  };
  load().catch((failure) => problem.tell(messageOf(failure)));
  return card(words().suspects, element('p', 'soft', words().suspectsHint), problem.node, body);
}

function quarantine() {
  /** @type {List} */
  const list = listing({
    path: '/api/quarantine',
    columns: () => [
      ...titleColumns(),
      [words().reason, reasonOf],
      [words().when, (answer) => answer.quarantined_at && timeText(answer.quarantined_at)],
      ['', (answer) => {
        const row = element('div', 'row');
        row.append(action('quiet', words().look, () => showFacts(answer.id), list.tell));
        if (answer.accepted_at) row.append(element('span', 'soft', words().accepted));
        else if (may('OPERATOR')) {
          row.append(action('quiet', words().accept, async () => {
            await call('POST', `/api/quarantine/${encodeURIComponent(answer.id)}/accept`);
            await list.load();
          }, list.tell));
        }
        return row;
      }],
    ],
  });
  list.load(0);
  return card(words().quarantine, element('p', 'soft', words().quarantineHint), list.node);
}

/** @param {string} id of the answer in quarantine */
async function showFacts(id) {
  const answer = await call('GET', `/api/quarantine/${encodeURIComponent(id)}`);
  const facts = answer.facts ? element('pre', '', JSON.stringify(answer.facts, null, 2)) : element('p', 'soft', words().none);
  // It scrolls: by the keyboard too.
  facts.tabIndex = 0;
  dialog(answer.title || answer.source_id, reasonOf(answer), facts);
}

function dead() {
  const replayAll = element('div', 'row');
  /** @type {List} */
  const list = listing({
    path: '/api/dead',
    onTotal: (total) => { replayAll.hidden = total === 0 || !may('OPERATOR'); },
    columns: () => [
      ...titleColumns(),
      [words().attempts, (title) => title.attempts],
      [words().reason, reasonOf],
      ['', (title) => (may('OPERATOR') ? action('quiet', words().replay, () => replay([{ source: title.source, source_ids: [title.source_id] }]), list.tell) : '')],
    ],
  });
  const said = statusLine();
  const replay = async (/** @type {Replay[]} */ requests) => {
    let replayed = 0;
    for (const request of requests) replayed += (await call('POST', '/api/dead/replay', request)).replayed;
    said.tell(words().replayed(replayed));
    await list.load();
  };
  replayAll.append(action('quiet', words().replayAll, async () => {
    const sources = await call('GET', '/api/sources');
    if (!window.confirm(words().replayAllAsk)) return;
    await replay(sources.map((source) => ({ source: source.name })));
  }, list.tell));
  list.load(0);
  return card(words().dead, element('p', 'soft', words().deadHint), replayAll, said.node, list.node);
}

/** @param {string} check */
function checkName(check) {
  const [family, rest] = check.split('.');
  if (family === 'missing') return words().missing(fieldName(rest));
  if (family === 'disagreement') return words().differs(fieldName(rest));
  if (family === 'quarantined') return words().quarantinedFor(rest);
  return named(words().checks, check);
}

/** @returns {Column<Title>[]} */
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

/** @param {Reason} what */
function reasonOf(what) {
  const made = element('span', '', what.reason_text || what.reason || '');
  if (what.detail) made.append(element('span', 'soft small', ` ${what.detail}`));
  return made;
}
