'use strict';

/* The frame: sign in, go from page to page. The overview: start the sync, see it move, see the newest films. */
const PAGE_SIZE = 24;
const MOST_FILMS = 192;
const LOOK_EVERY_MS = 5000;
const ACTIVE = ['REQUESTED', 'RUNNING', 'PAUSED'];
const COUNTS = ['listed', 'created', 'changed', 'unchanged', 'outstanding', 'gone', 'failed', 'cancelled'];

const room = { run: null, films: [], total: 0, runs: [], watch: null, connected: true, announced: '' };

/* ---- words ---- */

function showWords() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.querySelectorAll('[data-words]').forEach((part) => { part.textContent = words()[part.dataset.words]; });
  document.querySelectorAll('[data-label]').forEach((part) => { part.setAttribute('aria-label', words()[part.dataset.label]); });
  $('language').textContent = words().other;
  $('language').lang = words().otherLang;
  showRun();
  showFilms();
  showRuns();
  cluster.show();
  if (api.me) showPage();
}

/* ---- pages: named by what follows # in the address ---- */

const PAGES = { overview: null, catalogue, health, operation, administration, account };

function showPage() {
  const [wanted, rest] = location.hash.slice(1).split('/');
  const allowed = Object.keys(PAGES).filter((name) => name !== 'administration' || api.may('ADMIN'));
  const name = allowed.includes(wanted) ? wanted : 'overview';
  $('pages').replaceChildren(...allowed.map((page) => {
    const link = element('a', '', words().pages[page]);
    link.href = `#${page}`;
    if (page === name) link.setAttribute('aria-current', 'page');
    return link;
  }));
  document.title = name === 'overview' ? 'Reelsync' : `${words().pages[name]} · Reelsync`;
  document.querySelectorAll('dialog').forEach((open) => open.close());
  $('home').hidden = name !== 'overview';
  $('page').hidden = name === 'overview';
  $('page').replaceChildren();
  if (PAGES[name]) PAGES[name].show($('page'), rest);
}

/* ---- the run ---- */

function showRun() {
  const run = room.run;
  $('no-run').hidden = run !== null;
  $('run').hidden = run === null;
  $('state').hidden = run === null;
  const active = run !== null && ACTIVE.includes(run.state);
  $('start').classList.toggle('main', !active);
  $('start').classList.toggle('quiet', active);
  control.show(run);
  if (run === null) return;
  const settled = run.planned - run.outstanding;
  $('state').textContent = words().states[run.state];
  $('state').dataset.state = run.state;
  showProgress(run, active, settled);
  $('eta').textContent = active && run.eta_seconds !== null && run.planned > 0
    ? words().eta(durationText(run.eta_seconds)) : '';
  $('counts').replaceChildren(...COUNTS.filter((name) => isTold(run, name)).map((name) => {
    const pair = element('div', `count ${name}`);
    pair.append(element('dt', '', words().counts[name]), element('dd', '', run[name]));
    return pair;
  }));
  $('connection').textContent = active && !room.connected ? words().connectionLost
    : run.finished_at ? words().finished(timeText(run.finished_at)) : words().requested(timeText(run.requested_at));
  announce(run, settled);
}

function showProgress(run, active, settled) {
  const bar = $('progress');
  bar.setAttribute('aria-label', words().syncTitle);
  if (run.planned > 0) {
    const share = settled / run.planned;
    bar.value = share;
    $('share').textContent = `${Math.floor(share * 100)}%`;
    $('settled').textContent = words().settled(settled, run.planned);
  } else if (active) {
    bar.removeAttribute('value');
    $('share').textContent = '';
    $('settled').textContent = words().listing;
  } else {
    bar.value = run.state === 'COMPLETED' ? 1 : 0;
    $('share').textContent = '';
    $('settled').textContent = run.state === 'COMPLETED' ? words().nothingDue : '';
  }
}

/** What happens seldom is told only once it has happened. */
function isTold(run, name) {
  return ['listed', 'created', 'changed', 'unchanged', 'outstanding'].includes(name) || run[name] > 0;
}

/** Screen readers hear of each quarter, not of each film. */
function announce(run, settled) {
  const quarter = run.planned > 0 ? Math.floor((settled / run.planned) * 4) : 0;
  const key = `${run.run_id} ${run.state} ${quarter} ${language}`;
  if (key !== room.announced) {
    room.announced = key;
    $('live').textContent = run.planned > 0
      ? `${words().states[run.state]}, ${words().settled(settled, run.planned)}` : words().states[run.state];
  }
}

async function start() {
  tellProblem('problem', '');
  $('start').disabled = true;
  $('start').textContent = words().starting;
  try {
    const started = await api.call('POST', '/api/sync/douban/movies');
    if (started.already_running) $('live').textContent = words().alreadyRunning;
    watch(started.run_id);
  } catch (failure) {
    tellProblem('problem', failure.message);
  } finally {
    $('start').disabled = false;
    $('start').textContent = words().start;
  }
}

/** Feeds of choice, or single titles. */
function startOther() {
  const sources = sourceOptions();
  const close = dialog(words().startOther, form({
    fields: [
      { name: 'source', label: words().source, options: sources },
      { name: 'feeds', label: words().feedsLabel, hint: words().feedsHint(feedsOf((sources[0] || [''])[0]).join(', ')) },
      { name: 'source_ids', type: 'textarea', label: words().singleTitles, hint: words().singleTitlesHint },
    ],
    submit: words().start,
    onSubmit: async ({ source, feeds, source_ids: ids }) => {
      const body = { source };
      if (feeds || !ids) body.feeds = listOf(feeds);
      if (ids) body.source_ids = listOf(ids);
      const started = await api.call('POST', '/api/sync/runs', body);
      close();
      watch(started.run_id);
    },
  }));
}

/** Follows a run to its end, through lost connections and renewed tokens. */
async function watch(runId) {
  if (room.watch) room.watch.abort();
  const watching = new AbortController();
  room.watch = watching;
  let wait = 1000;
  while (!watching.signal.aborted) {
    try {
      await api.events(`/api/sync/runs/${encodeURIComponent(runId)}/events`, watching.signal, (run) => {
        if (watching.signal.aborted) return;
        wait = 1000;
        room.connected = true;
        moved(run);
      });
    } catch (failure) {
      if (watching.signal.aborted || failure.status === 401 || failure.status === 404) return;
    }
    if (room.run && room.run.run_id === runId && !ACTIVE.includes(room.run.state)) return;
    room.connected = false;
    showRun();
    await new Promise((resume) => setTimeout(resume, wait));
    wait = Math.min(wait * 2, 10000);
  }
}

let filmsLoadedAt = 0;

function moved(run) {
  const before = room.run;
  room.run = run;
  showRun();
  const ended = before && before.run_id === run.run_id && before.state !== run.state && !ACTIVE.includes(run.state);
  const stored = !before || before.created + before.changed + before.listed !== run.created + run.changed + run.listed;
  if (ended || (stored && Date.now() - filmsLoadedAt > 3000)) loadFilms();
  if (ended || !before || before.state !== run.state) loadRuns();
}

/* ---- films ---- */

async function loadFilms(more) {
  filmsLoadedAt = Date.now();
  try {
    // All that is shown is read anew: in the middle of a run the order moves.
    const wanted = Math.min(Math.max(room.films.length, PAGE_SIZE) + (more ? PAGE_SIZE : 0), MOST_FILMS);
    const listing = await api.call('GET', `/api/videos?sort=newest&size=${wanted}`);
    room.films = listing.items;
    room.total = listing.total;
    showFilms();
  } catch (failure) {
    if (failure.status !== 401) tellProblem('problem', failure.message);
  }
}

const cards = new Map();

function showFilms() {
  $('total').textContent = room.total > 0 ? words().total(room.total) : '';
  $('no-films').hidden = room.total > 0;
  $('more').hidden = room.films.length >= Math.min(room.total, MOST_FILMS);
  // A card whose film hasn't changed is kept, so that its poster doesn't flicker.
  const shown = room.films.map((film) => {
    const key = `${film.id} ${film.updated_at} ${film.score} ${film.cover_url} ${language}`;
    const card = cards.get(film.id);
    if (card && card.key === key) return card.item;
    const item = filmCard(film);
    cards.set(film.id, { key, item });
    return item;
  });
  $('films').replaceChildren(...shown);
}

function posterOf(film) {
  const title = film.title || words().untitled;
  const frame = element('div', 'poster');
  frame.append(element('span', 'initial', Array.from(title)[0]));
  if (/^https?:\/\//.test(film.cover_url || '')) {
    const image = element('img');
    image.alt = words().poster(title);
    image.loading = 'lazy';
    image.decoding = 'async';
    image.referrerPolicy = 'no-referrer';
    image.addEventListener('error', () => image.remove());
    image.src = film.cover_url;
    frame.append(image);
  }
  if (film.score !== null) frame.append(element('span', 'score', Number(film.score).toFixed(1)));
  return frame;
}

function filmCard(film) {
  const item = element('li', 'film');
  const link = element('a', '', film.title || words().untitled);
  link.href = `#catalogue/${film.id}`;
  const heading = element('h3');
  heading.append(link);
  const facts = [film.year || (film.release_date || '').slice(0, 4), film.countries[0], words().kinds[film.kind] || film.kind];
  item.append(posterOf(film), heading);
  if (film.original_title && film.original_title !== film.title) {
    item.append(element('p', 'original', film.original_title));
  }
  item.append(element('p', 'facts', facts.filter(Boolean).join(' · ')));
  return item;
}

/* ---- recent runs ---- */

async function loadRuns() {
  try {
    room.runs = (await api.call('GET', '/api/sync/runs?size=6')).items;
    showRuns();
  } catch (failure) {
    if (failure.status !== 401) tellProblem('problem', failure.message);
  }
}

function showRuns() {
  $('no-runs').hidden = room.runs.length > 0;
  $('runs').replaceChildren(...room.runs.map((run) => {
    const item = element('li');
    const state = chip(run.state, words().states[run.state]);
    const feeds = run.feeds.map(feedName).join(', ') || words().single;
    const what = element('span', 'what', `${run.source} · ${feeds}`);
    const how = element('span', 'soft', run.trigger === 'scheduled' ? words().scheduled : words().asked);
    const counts = ['created', 'changed', 'unchanged', 'gone', 'failed'].filter((name) => run[name] > 0)
      .map((name) => `${words().counts[name]} ${run[name]}`).join(' · ');
    const time = element('time', 'soft', timeText(run.requested_at));
    time.dateTime = run.requested_at;
    item.append(state, what, how, element('span', 'soft numbers', counts), time, button('quiet', words().titles, () => showItems(run)));
    return item;
  }));
}

/** The titles of a run. */
function showItems(run) {
  let state = '';
  const list = listing({
    path: `/api/sync/runs/${encodeURIComponent(run.run_id)}/items`, query: () => ({ state }),
    columns: () => [
      [words().title, (item) => item.title || words().untitled],
      [words().number, (item) => item.source_id],
      [words().state, (item) => words().itemStates[item.state] || item.state],
      [words().attempts, (item) => item.attempts],
      [words().reason, (item) => [item.reason, item.detail].filter(Boolean).join(': ')],
    ],
  });
  const pick = choice([['', words().all], ...Object.entries(words().itemStates)], '', words().state);
  pick.addEventListener('change', () => {
    state = pick.value;
    list.load(0);
  });
  dialog(`${run.source} · ${timeText(run.requested_at)}`, pick, list.node);
  list.load(0);
}

/* ---- coming and going ---- */

async function enter() {
  api.me = await api.call('GET', '/api/auth/me');
  $('entrance').hidden = true;
  $('room').hidden = false;
  $('pages').hidden = false;
  $('sign-out').hidden = false;
  $('start').hidden = !api.may('OPERATOR');
  $('start-other').hidden = !api.may('OPERATOR');
  showPage();
  await Promise.all([loadFilms(), loadRuns(), cluster.look()]);
  if (room.runs.length > 0) {
    room.run = room.runs[0];
    showRun();
    if (ACTIVE.includes(room.run.state)) watch(room.run.run_id);
  }
}

function leave(message) {
  if (room.watch) room.watch.abort();
  Object.assign(room, { run: null, films: [], total: 0, runs: [], watch: null, connected: true, announced: '' });
  cards.clear();
  Object.assign(cluster, { sources: null, instances: [], useful: [] });
  $('strip').replaceChildren();
  $('page').replaceChildren();
  document.querySelectorAll('dialog').forEach((open) => open.close());
  showWords();
  $('room').hidden = true;
  $('pages').hidden = true;
  $('sign-out').hidden = true;
  $('entrance').hidden = false;
  tellProblem('sign-in-error', message);
  $('username').focus();
}

$('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  tellProblem('sign-in-error', '');
  $('sign-in-button').disabled = true;
  try {
    await api.signIn($('username').value, $('password').value);
    $('password').value = '';
    await enter();
    $('start').focus({ preventScroll: true });
  } catch (failure) {
    tellProblem('sign-in-error', failure.message);
    $('password').select();
  } finally {
    $('sign-in-button').disabled = false;
  }
});
$('sign-out').addEventListener('click', () => api.signOut().catch(() => {}).finally(() => leave('')));
$('start').addEventListener('click', start);
$('start-other').addEventListener('click', startOther);
$('hold').addEventListener('click', () => control.change(control.verb));
$('cancel').addEventListener('click', () => control.change('cancel'));
$('more').addEventListener('click', () => loadFilms(true));
$('language').addEventListener('click', () => {
  setLanguage(language === 'zh' ? 'en' : 'zh');
  showWords();
});
window.addEventListener('hashchange', () => { if (api.me) showPage(); });
document.addEventListener('visibilitychange', () => cluster.look());
setInterval(() => cluster.look(), LOOK_EVERY_MS);
api.onSignedOut = () => leave(words().expired);

showWords();
if (api.canResume()) {
  api.refresh().then(enter).catch((failure) => leave(failure.status === 401 ? '' : failure.message));
} else {
  leave('');
}
