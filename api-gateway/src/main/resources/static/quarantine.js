// @ts-check

/* Answers that were read and not believed: by reason, compared field by field with what is stored, and accepted. */
import { ask, call, isRefusal, may, messageOf } from './api.js';
import { sourceLabel } from './cluster.js';
import { fieldName, valueText } from './fields.js';
import { listing } from './listing.js';
import { reasonNode, reasonText } from './reasons.js';
import { action, button, card, chip, confirmed, dialog, element, link, problemLine, replaceByKey, table, tellFailure, timeNode } from './ui.js';
import { FIELDS } from './video.js';
import { longTimeText, words } from './words.js';

/** @import { List } from './listing.js' */
/** @import { QuarantinedAnswer } from './types.js' */
/** @import { Column, Tell } from './ui.js' */
/** @import { Video } from './video.js' */

/** What people need not compare: it follows from other fields, or is kept beside them. */
const NOT_COMPARED = ['release_date_precision', 'episodes_out', 'is_completed', 'is_update'];

export function quarantine() {
  let reason = '';
  const groups = element('div', 'row');
  groups.setAttribute('role', 'group');
  groups.setAttribute('aria-label', words().byReason);
  const problem = problemLine();
  /** @type {List} */
  const list = listing({
    path: '/api/quarantine', query: () => ({ reason, accepted: 'false' }),
    columns: () => [...titleColumns(), ...answerColumns(reload, list.tell)],
    none: () => element('p', 'soft', words().noQuarantine),
  });
  const show = async () => {
    const found = await ask('/api/quarantine/reasons', {});
    if (!found.some((one) => one.reason === reason)) reason = '';
    replaceByKey(groups, ...tabsOf(found.map((one) => ({ ...one, n: one.answers })), reason, (wanted) => {
      reason = wanted;
      reload();
    }));
  };
  const reload = async () => {
    await show().catch((failure) => tellFailure(failure, problem.tell));
    await list.load(0);
  };
  reload();
  return card(words().quarantine, element('p', 'soft', words().quarantineHint), problem.node, groups, list.node);
}

/**
 * One button for each reason, whatever the source, and one for all.
 *
 * @param {{ reason: string, n: number }[]} counts
 * @param {string} chosen
 * @param {(reason: string) => void} choose
 */
export function tabsOf(counts, chosen, choose) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  counts.forEach(({ reason, n }) => sums.set(reason, (sums.get(reason) || 0) + n));
  if (sums.size === 0) return [];
  const all = [...sums.values()].reduce((sum, n) => sum + n, 0);
  return /** @type {[string, number][]} */ ([['', all], ...sums]).map(([reason, n]) => {
    const made = button('tab', `${reason ? reasonText(reason) : words().all} ${n}`, () => choose(reason));
    made.dataset.key = reason;
    made.setAttribute('aria-pressed', String(reason === chosen));
    return made;
  });
}

/**
 * What was refused of one title, where anything was.
 *
 * @param {Video} video
 * @param {() => Promise<void>} reload
 */
export function quarantineOf(video, reload) {
  const host = element('div');
  /** @type {List} */
  const list = listing({
    path: '/api/quarantine', query: () => ({ video_id: video.id }),
    onTotal: (total) => { if (total > 0) host.replaceChildren(card(words().refusedOf, element('p', 'soft', words().quarantineHint), list.node)); },
    columns: () => answerColumns(reload, list.tell),
  });
  list.load(0);
  return host;
}

/** @returns {Column<QuarantinedAnswer>[]} */
function titleColumns() {
  return [
    [words().title, (answer) => (answer.video_id ? link('', answer.title || words().untitled, `#videos/${answer.video_id}`) : answer.title || words().untitled)],
    [words().number, (answer) => `${sourceLabel(answer.source)} ${answer.source_id}`],
  ];
}

/** @param {() => Promise<void>} reload @param {Tell} tell @returns {Column<QuarantinedAnswer>[]} */
function answerColumns(reload, tell) {
  return [
    [words().reason, reasonNode],
    [words().when, (answer) => (answer.quarantined_at ? timeNode(answer.quarantined_at) : '')],
    ['', (answer) => {
      const row = element('div', 'row');
      row.append(action('quiet', words().compare, () => compare(answer.id), tell));
      if (answer.accepted_at) row.append(chip('', words().accepted));
      else if (may('OPERATOR')) row.append(action('quiet', words().accept, () => accept(answer.id, reload), tell));
      return row;
    }],
  ];
}

/** @param {string} id */
async function compare(id) {
  const { answer, node } = await comparison(id);
  dialog(answer.title || answer.source_id, node);
}

/** Asks first, with what will be other. @param {string} id @param {() => Promise<void>} reload */
async function accept(id, reload) {
  const { answer, node } = await comparison(id);
  const agreed = await confirmed(words().acceptTitle(answer.title || answer.source_id), words().accept, element('p', '', words().acceptAsk), node);
  if (!agreed) return;
  await call('POST', `/api/quarantine/${encodeURIComponent(id)}/accept`);
  await reload();
}

/**
 * What is stored beside what was refused, field by field: those that differ.
 *
 * @param {string} id
 */
async function comparison(id) {
  const answer = await call('GET', `/api/quarantine/${encodeURIComponent(id)}`);
  const node = element('div');
  node.append(element('p', '', reasonText(answer.reason)));
  if (answer.quarantined_at) node.append(element('p', 'soft small', longTimeText(answer.quarantined_at)));
  const said = answer.facts;
  const stored = answer.video_id && said ? await storedOf(answer.video_id) : null;
  if (!said) {
    node.append(element('p', 'soft', words().nothingRead));
    return { answer, node };
  }
  const before = /** @type {Record<string, unknown>} */ ({ ...stored });
  const rows = Object.keys(said).filter((field) => !NOT_COMPARED.includes(field))
    .map((field) => ({ field, stored: valueText(before[field], field), refused: valueText(said[field], field) }));
  const lost = Object.keys(before).filter((field) => field in FIELDS && !(field in said) && valueText(before[field], field) !== '' && !NOT_COMPARED.includes(field))
    .map((field) => ({ field, stored: valueText(before[field], field), refused: '—' }));
  const others = rows.filter((row) => row.stored !== row.refused);
  const different = [...others, ...lost];
  node.append(different.length === 0 ? element('p', 'soft', words().noDifference) : table([
    [words().field, (row) => fieldName(row.field)],
    [words().stored, (row) => row.stored || '—'],
    [words().refused, (row) => row.refused],
  ], different), element('p', 'soft small', words().sameFields(rows.length - others.length)));
  return { answer, node };
}

/** Null where it has gone meanwhile. @param {string} id @returns {Promise<Video | null>} */
async function storedOf(id) {
  try {
    return await call('GET', `/api/videos/${encodeURIComponent(id)}`);
  } catch (failure) {
    if (isRefusal(failure, 404)) return null;
    throw new Error(messageOf(failure));
  }
}
