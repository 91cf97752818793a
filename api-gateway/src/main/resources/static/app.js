'use strict';

/* The page: sign in, start the sync, see it move, see the newest films. All foreign text goes in as text. */
const PAGE_SIZE = 24;
const MOST_FILMS = 192;
const ACTIVE = ['REQUESTED', 'RUNNING', 'PAUSED'];
const COUNTS = ['listed', 'created', 'changed', 'unchanged', 'outstanding', 'gone', 'failed', 'cancelled'];

const $ = (id) => document.getElementById(id);
const room = { run: null, films: [], total: 0, runs: [], watch: null, connected: true, announced: '' };

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

function tellProblem(id, message) {
  $(id).textContent = message || '';
  $(id).hidden = !message;
}

/* ---- words ---- */

function showWords() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.querySelectorAll('[data-words]').forEach((part) => { part.textContent = words()[part.dataset.words]; });
  $('language').textContent = words().other;
  $('language').lang = words().otherLang;
  showRun();
  showFilms();
  showRuns();
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

function filmCard(film) {
  const title = film.title || words().untitled;
  const item = element('li', 'film');
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
  const facts = [film.year || (film.release_date || '').slice(0, 4), film.countries[0], words().kinds[film.kind]];
  item.append(frame, element('h3', '', title));
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
    const chip = element('span', 'chip', words().states[run.state]);
    chip.dataset.state = run.state;
    const feeds = run.feeds.map((feed) => words().feeds[feed] || feed).join(', ') || words().single;
    const what = element('span', 'what', `${run.source} · ${feeds}`);
    const how = element('span', 'soft', run.trigger === 'scheduled' ? words().scheduled : words().asked);
    const counts = ['created', 'changed', 'unchanged', 'gone', 'failed'].filter((name) => run[name] > 0)
      .map((name) => `${words().counts[name]} ${run[name]}`).join(' · ');
    const time = element('time', 'soft', timeText(run.requested_at));
    time.dateTime = run.requested_at;
    item.append(chip, what, how, element('span', 'soft numbers', counts), time);
    return item;
  }));
}

/* ---- coming and going ---- */

async function enter() {
  $('entrance').hidden = true;
  $('room').hidden = false;
  $('sign-out').hidden = false;
  await Promise.all([loadFilms(), loadRuns()]);
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
  showWords();
  $('room').hidden = true;
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
    $('start').focus();
  } catch (failure) {
    tellProblem('sign-in-error', failure.message);
    $('password').select();
  } finally {
    $('sign-in-button').disabled = false;
  }
});
$('sign-out').addEventListener('click', () => api.signOut().catch(() => {}).finally(() => leave('')));
$('start').addEventListener('click', start);
$('hold').addEventListener('click', () => control.change(control.verb));
$('cancel').addEventListener('click', () => control.change('cancel'));
$('more').addEventListener('click', () => loadFilms(true));
$('language').addEventListener('click', () => {
  setLanguage(language === 'zh' ? 'en' : 'zh');
  showWords();
});
api.onSignedOut = () => leave(words().expired);

showWords();
if (api.canResume()) {
  api.refresh().then(enter).catch((failure) => leave(failure.status === 401 ? '' : failure.message));
} else {
  leave('');
}
