// @ts-check

/* How good the catalogue is, and what was not believed or given up. */
import { call, may, messageOf } from './api.js';
import { sourceLabel } from './cluster.js';
import { dead } from './dead.js';
import { fieldName } from './fields.js';
import { listing } from './listing.js';
import { quarantine } from './quarantine.js';
import { reasonNode, reasonText } from './reasons.js';
import { action, button, card, element, link, problemLine, table, tellFailure, timeNode } from './ui.js';
import { named, timeText, words } from './words.js';

/** @import { Fill, FoundTitle } from './types.js' */
/** @import { Column } from './ui.js' */

/** @param {HTMLElement} host */
export function openPage(host) {
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
    const findings = found.checks.filter((line) => line.titles > 0);
    const kinds = [...new Set(found.fields.map((line) => line.kind))];
    const fields = [...new Set(found.fields.map((line) => line.field))];
    /** @type {(kind: string) => Column<string>} */
    const shares = (kind) => [named(words().kinds, kind),
      (field) => share(found.fields.find((line) => line.field === field && line.kind === kind), titles)];
    host.replaceChildren(
      element('p', 'soft', words().qualityOf(found.titles, timeText(found.generated_at))),
      fields.length === 0 ? element('p', 'soft', words().nothingCounted) : figures(table([[words().field, fieldName], ...kinds.map(shares)], fields)),
      element('h3', '', words().findings),
      findings.length === 0 ? element('p', 'soft', words().noFindings) : table(
        [[words().check, (line) => checkName(line.check)],
          [words().titles, (line) => button('link', line.titles, () => listTitles(line.check, '', titles))]],
        findings),
    );
  } catch (failure) {
    tellFailure(failure, (message) => host.replaceChildren(element('p', 'problem', message)));
  }
}

/** Short figures to be compared stay a table on a phone too. @param {HTMLElement} frame */
function figures(frame) {
  frame.className = 'wide figures';
  return frame;
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
    columns: () => [...titleColumns(), [words().value, (title) => oddNode(check, title.value || '')], [words().seen, (title) => title.seen_at && timeNode(title.seen_at)]],
  });
  const heading = element('h3', '', [checkName(check), named(words().kinds, kind)].filter(Boolean).join(' · '));
  heading.tabIndex = -1;
  host.replaceChildren(heading, list.node);
  list.load(0);
  heading.focus();
}

/**
 * What is odd about a title. The API says it in English.
 *
 * @param {string} check
 * @param {string} value
 */
function oddNode(check, value) {
  const time = /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/.exec(value);
  const release = /^([\d.]+), (?:to be )?released (.+)$/.exec(value);
  if (check === 'dead') return reasonNode({ reason: value.split(':')[0], detail: value.split(': ').slice(1).join(': ') });
  if (time) return timeNode(`${time[1]}T${time[2]}Z`);
  return release ? words().releasedAt(release[1], release[2]) : value;
}

function suspects() {
  const body = element('div');
  const problem = problemLine();
  const load = async () => {
    const found = await call('GET', '/api/structure-suspects');
    body.replaceChildren(found.length === 0 ? element('p', 'soft', words().noSuspects) : table([
      [words().source, (suspect) => sourceLabel(suspect.source)],
      [words().kind, (suspect) => (suspect.kind === '*' ? words().all : named(words().kinds, suspect.kind))],
      [words().since, (suspect) => suspect.since && timeNode(suspect.since)],
      [words().nextTrial, (suspect) => suspect.next_trial_at && timeNode(suspect.next_trial_at)],
      [words().reason, reasonNode],
      ['', (suspect) => (may('OPERATOR') ? action('quiet', words().trust, async () => {
        await call('POST', '/api/structure-suspects/trust', { source: suspect.source, kind: suspect.kind });
        await load();
      }, problem.tell) : '')],
    ], found));
  };
  load().catch((failure) => problem.tell(messageOf(failure)));
  return card(words().suspects, element('p', 'soft', words().suspectsHint), problem.node, body);
}

/** @param {string} check */
function checkName(check) {
  const [family, rest] = check.split('.');
  if (family === 'missing') return words().missing(fieldName(rest));
  if (family === 'disagreement') return words().differs(fieldName(rest));
  if (family === 'quarantined') return words().quarantinedFor(reasonText(rest.toUpperCase()));
  return named(words().checks, check);
}

/** @returns {Column<FoundTitle>[]} */
function titleColumns() {
  return [
    [words().title, (title) => {
      const text = title.title || words().untitled;
      return title.video_id ? link('', text, `#videos/${title.video_id}`) : text;
    }],
    [words().number, (title) => `${sourceLabel(title.source)} ${title.source_id}`],
  ];
}
