// @ts-check

/* A run of choice: of ticked lists, or of single titles, by links or ids of any source. */
import { lastPlace } from './address.js';
import { call } from './api.js';
import { sourceLabel, sourceOptions, sources } from './cluster.js';
import { feedChoice } from './feeds.js';
import { runHref } from './runtext.js';
import { action, card, choice, element, link, problemLine, statusLine, table, tellFailure } from './ui.js';
import { words } from './words.js';

/** @import { Understood } from './types.js' */
/** @typedef {{ source: string, feeds?: string[], source_ids?: string[] }} Part */

const ASK_AFTER_MS = 400;
/** Of so many titles the first are shown. */
const MOST_SHOWN = 100;

/** @param {HTMLElement} host */
export function openPage(host) {
  host.append(link('quiet button', words().backToRuns, lastPlace('runs')), element('h2', '', words().startNew));
  if (sources) host.append(byLists(), byTitles());
}

/** @param {Part[]} parts */
async function startRun(parts) {
  const started = await call('POST', '/api/sync/runs', { sources: parts });
  location.hash = runHref(started.run_id);
}

function byLists() {
  return card(words().byLists, element('p', 'soft', words().byListsHint), feedChoice((run) => { location.hash = runHref(run); }));
}

function byTitles() {
  const problem = problemLine();
  const said = statusLine();
  const result = element('div');
  /** @type {Understood} */
  let understood = { titles: [], unclear: [] };
  let asked = 0;
  const text = element('textarea');
  text.id = 'titles-text';
  text.spellcheck = false;
  const label = element('label', '', words().linksOrIds);
  label.htmlFor = text.id;
  const hint = element('p', 'soft small', words().linksOrIdsHint);
  hint.id = 'titles-hint';
  text.setAttribute('aria-describedby', hint.id);
  const options = sourceOptions();
  const source = choice([['', words().anySource], ...options]);
  source.id = 'titles-source';
  const sourceLine = element('label', '', words().idsOf);
  sourceLine.htmlFor = source.id;
  const start = action('main', words().startTitles(0), () => startRun(partsOf(understood)), problem.tell);
  start.disabled = true;

  const understand = async () => {
    asked += 1;
    const mine = asked;
    const texts = text.value.split('\n').filter((line) => line.trim() !== '');
    try {
      const found = texts.length === 0 ? { titles: [], unclear: [] }
        : await call('POST', '/api/sync/understand', source.value ? { texts, source: source.value } : { texts });
      if (mine !== asked) return;
      understood = found;
      problem.tell('');
      said.tell(texts.length === 0 ? '' : words().understood(found.titles.length, found.unclear.length));
      result.replaceChildren(...understoodNodes(found));
    } catch (failure) {
      if (mine !== asked) return;
      understood = { titles: [], unclear: [] };
      result.replaceChildren();
      tellFailure(failure, problem.tell);
    }
    start.textContent = words().startTitles(understood.titles.length);
    start.disabled = understood.titles.length === 0;
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  text.addEventListener('input', () => {
    start.disabled = true;
    clearTimeout(waiting);
    waiting = setTimeout(understand, ASK_AFTER_MS);
  });
  source.addEventListener('change', understand);
  const field = element('div', 'field');
  field.append(label, text, hint);
  const pick = element('div', 'field');
  pick.hidden = options.length < 2;
  pick.append(sourceLine, source);
  return card(words().byTitles, field, pick, said.node, result, problem.node, start);
}

/** @param {Understood} understood @returns {Part[]} */
function partsOf({ titles }) {
  return [...new Set(titles.map((title) => title.source))]
    .map((name) => ({ source: name, source_ids: titles.filter((title) => title.source === name).map((title) => title.source_id) }));
}

/** @param {Understood} understood */
function understoodNodes({ titles, unclear }) {
  const nodes = [];
  if (unclear.length > 0) {
    nodes.push(table([
      [words().notUnderstood, (one) => element('code', '', one.text)],
      [words().reason, (one) => words().unclear[one.why]],
    ], unclear.slice(0, MOST_SHOWN)));
  }
  if (titles.length > 0) {
    nodes.push(table([
      [words().source, (title) => sourceLabel(title.source)],
      [words().number, (title) => element('code', '', title.source_id)],
      [words().title, (title) => title.title || words().notYetKnown],
    ], titles.slice(0, MOST_SHOWN)));
  }
  if (titles.length > MOST_SHOWN) nodes.push(element('p', 'soft', words().andMore(titles.length - MOST_SHOWN)));
  return nodes;
}
