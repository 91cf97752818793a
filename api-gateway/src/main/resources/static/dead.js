// @ts-check

/* Titles that were given up: by reason, and tried again, one, some or all. */
import { ask, call, may } from './api.js';
import { sourceLabel } from './cluster.js';
import { listing } from './listing.js';
import { tabsOf } from './quarantine.js';
import { reasonNode, reasonText } from './reasons.js';
import { action, card, confirmed, element, problemLine, replaceByKey, statusLine, table, tellFailure } from './ui.js';
import { words } from './words.js';

/** @import { DeadReason, DeadTitle } from './types.js' */
/** @import { Column } from './ui.js' */

export function dead() {
  let reason = '';
  /** @type {DeadReason[]} */
  let counts = [];
  /** @type {Map<string, DeadTitle>} the ticked ones, by source and id */
  const ticked = new Map();
  const groups = element('div', 'row');
  groups.setAttribute('role', 'group');
  groups.setAttribute('aria-label', words().byReason);
  const problem = problemLine();
  const said = statusLine();
  const tools = element('div', 'row');
  const list = listing({
    path: '/api/dead', query: () => ({ reason }),
    show: (rows) => table(columns(rows), rows),
    none: () => element('p', 'soft', words().noDead),
  });
  const some = action('quiet', '', () => replay(partsOf([...ticked.values()])), problem.tell);
  const all = action('quiet', '', async () => {
    const what = reason ? words().replayReasonAsk(reasonText(reason)) : words().replayAllAsk;
    if (!await confirmed(words().replayAll, words().replay, element('p', '', what))) return;
    await replay([...new Set(counts.map((one) => one.source))].map((source) => (reason ? { source, reason } : { source })));
  }, problem.tell);
  tools.append(some, all);
  const showTools = () => {
    const n = counts.filter((one) => !reason || one.reason === reason).reduce((sum, one) => sum + one.titles, 0);
    tools.hidden = n === 0 || !may('OPERATOR');
    some.textContent = words().replaySome(ticked.size);
    some.disabled = ticked.size === 0;
    all.textContent = words().replayThese(n);
  };
  const reload = async () => {
    ticked.clear();
    try {
      counts = await ask('/api/dead/reasons', {});
    } catch (failure) {
      tellFailure(failure, problem.tell);
    }
    if (!counts.some((one) => one.reason === reason)) reason = '';
    replaceByKey(groups, ...tabsOf(counts.map((one) => ({ reason: one.reason, n: one.titles })), reason, (wanted) => {
      reason = wanted;
      reload();
    }));
    showTools();
    await list.load(0);
  };
  /** @param {{ source: string, source_ids?: string[], reason?: string }[]} parts */
  const replay = async (parts) => {
    let replayed = 0;
    for (const part of parts) replayed += (await call('POST', '/api/dead/replay', part)).replayed;
    await reload();
    said.tell(words().replayed(replayed));
  };
  /** @param {DeadTitle[]} rows @returns {Column<DeadTitle>[]} */
  const columns = (rows) => [
    ...(may('OPERATOR') ? [/** @type {Column<DeadTitle>} */ ([words().choose, (title) => tickOf(title, ticked, showTools)])] : []),
    [words().title, (title) => title.title || words().untitled],
    [words().number, (title) => `${sourceLabel(title.source)} ${title.source_id}`],
    [words().attempts, (title) => title.attempts],
    [words().reason, reasonNode],
    ...(may('OPERATOR') && rows.length > 0 ? [/** @type {Column<DeadTitle>} */ (['',
      (title) => action('quiet', words().replay, () => replay(partsOf([title])), problem.tell)])] : []),
  ];
  reload();
  return card(words().dead, element('p', 'soft', words().deadHint), problem.node, groups, tools, said.node, list.node);
}

/** @param {DeadTitle} title @param {Map<string, DeadTitle>} ticked @param {() => void} onChange */
function tickOf(title, ticked, onChange) {
  const key = `${title.source}:${title.source_id}`;
  const box = element('input');
  box.type = 'checkbox';
  box.checked = ticked.has(key);
  box.setAttribute('aria-label', words().chooseTitle(title.title || title.source_id));
  box.addEventListener('change', () => {
    if (box.checked) ticked.set(key, title);
    else ticked.delete(key);
    onChange();
  });
  return box;
}

/** @param {DeadTitle[]} titles */
function partsOf(titles) {
  return [...new Set(titles.map((title) => title.source))]
    .map((source) => ({ source, source_ids: titles.filter((title) => title.source === source).map((title) => title.source_id) }));
}
