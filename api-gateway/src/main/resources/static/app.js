// @ts-check

/* The frame: sign in, go from page to page, come and leave. */
import { place } from './address.js';
import { allAnswered, askWhoIsSignedIn, canResume, isRefusal, may, me, messageOf, refresh, signIn, signOut, whenAnotherTabSigns, whenSignedOut } from './api.js';
import { forgetCluster, heardOfInstance, heardOfSource, look, showCluster, whenClusterIsShown } from './cluster.js';
import { filmsAge, forgetFilms, loadFilms, showFilms } from './films.js';
import { endLive, goLive } from './live.js';
import { fetchOtherPages, pageModule } from './pages.js';
import { forgetRun, heardOfRun, openRun, showOthers, showRun } from './run.js';
import { forgetRuns, loadRuns, newestRun, showRuns } from './runs.js';
import { start } from './start.js';
import { $, button, link, part, problemLine, tellProblem } from './ui.js';
import { forgetWhy, showWhy, tellConnection, tellWhy } from './why.js';
import { language, setLanguage, wordOf, words } from './words.js';

/** @import { Turn } from './address.js' */
/** @import { Page, PageName } from './pages.js' */
/** @import { Run, Status } from './types.js' */

/** What the stream doesn't tell: how many workers are of use, and new sources. */
const LOOK_EVERY_MS = 30000;
const SECOND_MS = 1000;
/** Who comes back to the overview later is shown the newest films of then. */
const FILMS_GOOD_FOR_MS = 60000;
/** The first view is shown as a whole, so that nothing moves under a reader's eyes; whatever takes longer appears when it comes. */
const SHOWN_AFTER_MS = 2000;

/* ---- words ---- */

function showWords() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.querySelectorAll('[data-words]').forEach((each) => { each.textContent = wordOf(each.getAttribute('data-words')); });
  document.querySelectorAll('[data-label]').forEach((each) => { each.setAttribute('aria-label', wordOf(each.getAttribute('data-label'))); });
  $('language').textContent = words().other;
  $('language').lang = words().otherLang;
  showWhy();
  showRun();
  showFilms();
  showRuns();
  showCluster();
  if (me) showPage();
}

/* ---- pages: named by what follows # in the address ---- */

let shownAs = '';
/** How often a page was opened. */
let openings = 0;
/** The page besides the overview that is shown, once its script is there. @type {Page | null} */
let shown = null;
/** @type {Turn | null} */
let turn = null;

/** @returns {{ name: PageName, rest: string }} */
function wantedPage() {
  const { page, rest } = place();
  const wanted = page === 'videos' ? 'catalogue' : page;
  const name = allowedPages().find((each) => each === wanted);
  return name ? { name, rest } : { name: 'overview', rest: '' };
}

function allowedPages() {
  return /** @type {PageName[]} */ (Object.keys(words().pages)).filter((name) => name !== 'administration' || may('ADMIN'));
}

/** Shows what the address names. Of a page that is shown already, another part. */
function followAddress() {
  const { name, rest } = wantedPage();
  if (shownAs !== `${name}/${rest}`) {
    showPage();
    focusPage();
  } else if (turn) turn(place().query);
}

async function showPage() {
  const { name, rest } = wantedPage();
  shownAs = `${name}/${rest}`;
  openings += 1;
  const mine = openings;
  shown = null;
  turn = null;
  $('pages').replaceChildren(...allowedPages().map((each) => {
    const made = link('', words().pages[each], `#${each}`);
    if (each === name) made.setAttribute('aria-current', 'page');
    return made;
  }));
  document.title = name === 'overview' ? 'Reelsync' : `${words().pages[name]} · Reelsync`;
  closeDialogs();
  $('home').hidden = name !== 'overview';
  $('page').hidden = name === 'overview';
  $('page').replaceChildren();
  $('page').setAttribute('aria-label', words().pages[name]);
  if (name === 'overview') {
    if (filmsAge() > FILMS_GOOD_FOR_MS) loadFilms();
    return;
  }
  const page = await pageModule(name, rest).catch(() => null);
  // Somebody may have gone elsewhere meanwhile.
  if (mine !== openings) return;
  if (!page) {
    showNotLoaded();
    return;
  }
  shown = page;
  const answered = page.openPage($('page'), rest);
  turn = typeof answered === 'function' ? answered : null;
}

/** The gateway is away, or another version has taken its place. */
function showNotLoaded() {
  const problem = problemLine();
  problem.tell(words().pageNotLoaded);
  $('page').replaceChildren(problem.node, button('quiet', words().reload, () => location.reload()));
}

/** Who goes to a page by keyboard or hears it goes on where it begins. */
function focusPage() {
  window.scrollTo(0, 0);
  ($('page').hidden ? $('home') : $('page')).focus({ preventScroll: true });
}

function closeDialogs() {
  document.querySelectorAll('dialog').forEach((open) => open.close());
}

/* ---- coming and going ---- */

async function enter() {
  $('room').classList.add('loading');
  $('room').hidden = false;
  const late = new Promise((resolve) => { setTimeout(resolve, SHOWN_AFTER_MS); });
  const films = wantedPage().name === 'overview' ? loadFilms() : undefined;
  try {
    // A run's feeds are called by what is known of its source.
    await Promise.all([askWhoIsSignedIn(), look()]);
  } catch (failure) {
    $('room').hidden = true;
    throw failure;
  }
  $('entrance').hidden = true;
  $('pages').hidden = false;
  $('sign-out').hidden = false;
  $('start').hidden = !may('OPERATOR');
  $('start-other').hidden = !may('OPERATOR');
  const opened = showPage();
  const loaded = Promise.all([films, loadRuns()]).then(() => {
    const run = newestRun();
    if (run) openRun(run);
  });
  const told = new Promise((resolve) => { follow(resolve); });
  await Promise.race([late, Promise.all([opened, loaded, told]).then(allAnswered)]);
  $('room').classList.remove('loading');
  fetchOtherPages();
}

/** @param {(status: Status) => void} onFirstStatus */
function follow(onFirstStatus) {
  goLive({
    onStatus: (status) => {
      tellWhy(status);
      showRun();
      showOthers(status.runs);
      onFirstStatus(status);
    },
    onRun: (run) => {
      heardOfRun(run);
      const moved = hasMoved(run);
      if (shown && shown.heardOfRun) shown.heardOfRun(run, moved);
    },
    onSource: heardOfSource,
    onInstance: heardOfInstance,
    onConnection: tellConnection,
  });
}

/** @type {Map<string, string>} */
const states = new Map();

/** Whether it has begun, or gone to another state, since it was heard of last. @param {Run} run */
function hasMoved(run) {
  const moved = states.get(run.run_id) !== run.state;
  states.set(run.run_id, run.state);
  return moved;
}

/** @param {string} message */
function leave(message) {
  endLive();
  forgetWhy();
  forgetRun();
  forgetFilms();
  forgetRuns();
  forgetCluster();
  states.clear();
  shownAs = '';
  openings += 1;
  shown = null;
  $('page').replaceChildren();
  closeDialogs();
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
  const password = part('password', HTMLInputElement);
  const send = part('sign-in-button', HTMLButtonElement);
  tellProblem('sign-in-error', '');
  send.disabled = true;
  try {
    await signIn(part('username', HTMLInputElement).value, password.value);
    password.value = '';
    await enter();
    $('start').focus({ preventScroll: true });
  } catch (failure) {
    tellProblem('sign-in-error', messageOf(failure));
    password.select();
  } finally {
    send.disabled = false;
  }
});
$('sign-out').addEventListener('click', () => {
  const ended = signOut();
  leave('');
  // Where the gateway isn't told, the session goes on without this page.
  ended.catch((failure) => leave(messageOf(failure)));
});
$('start').addEventListener('click', start);
$('skip').addEventListener('click', (event) => {
  event.preventDefault();
  (me ? [$('home'), $('page')].find((one) => !one.hidden) || $('page') : $('username')).focus();
});
$('more').addEventListener('click', () => loadFilms(true));
$('language').addEventListener('click', () => {
  setLanguage(language === 'zh' ? 'en' : 'zh');
  showWords();
});
window.addEventListener('hashchange', () => { if (me) followAddress(); });
document.addEventListener('visibilitychange', look);
setInterval(look, LOOK_EVERY_MS);
setInterval(showWhy, SECOND_MS);
whenSignedOut(() => leave(words().expired));
// Whoever begins a session elsewhere may be somebody else.
whenAnotherTabSigns(() => leave(''), () => location.reload());
whenClusterIsShown(() => { if (shown && shown.lookedAtCluster) shown.lookedAtCluster(); });

showWords();
if (canResume()) {
  // Its script comes while the session is renewed.
  const { name, rest } = wantedPage();
  if (name !== 'overview') pageModule(name, rest).catch(() => {});
  refresh().then(enter).catch((failure) => leave(isRefusal(failure, 401) ? '' : messageOf(failure)));
} else {
  leave('');
}
