// @ts-check

/* The frame: sign in, go from page to page, come and leave. */
import { showAccount } from './account.js';
import { showAdministration } from './administration.js';
import { askWhoIsSignedIn, canResume, isRefusal, may, me, messageOf, refresh, signIn, signOut, whenAnotherTabSigns, whenSignedOut } from './api.js';
import { showCatalogue } from './catalogue.js';
import { forgetCluster, heardOfInstance, heardOfSource, look, showCluster, whenClusterIsShown } from './cluster.js';
import { forgetFilms, loadFilms, showFilms } from './films.js';
import { showHealth } from './health.js';
import { endLive, goLive } from './live.js';
import { showLastLook, showOperation } from './operation.js';
import { cancelRun, forgetRun, heardOfRun, holdRun, openRun, showOthers, showRun } from './run.js';
import { forgetRuns, loadRuns, newestRun, showRuns } from './runs.js';
import { start, startOther } from './start.js';
import { $, element, part, tellProblem } from './ui.js';
import { forgetWhy, showWhy, tellConnection, tellWhy } from './why.js';
import { language, setLanguage, wordOf, words } from './words.js';

/** @import { Words } from './words-zh.js' */
/** @typedef {keyof Words['pages']} PageName */

/** What the stream doesn't tell: how many workers are of use, and new sources. */
const LOOK_EVERY_MS = 30000;
const SECOND_MS = 1000;

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

/**
 * What shows each; the overview stands in the document.
 *
 * @type {Record<PageName, ((host: HTMLElement, rest: string) => void) | null>}
 */
const PAGES = {
  overview: null,
  catalogue: showCatalogue,
  health: showHealth,
  operation: showOperation,
  administration: showAdministration,
  account: showAccount,
};

function showPage() {
  const [wanted, rest] = location.hash.slice(1).split('/');
  const allowed = /** @type {PageName[]} */ (Object.keys(PAGES)).filter((name) => name !== 'administration' || may('ADMIN'));
  const name = allowed.find((each) => each === wanted) || 'overview';
  $('pages').replaceChildren(...allowed.map((each) => {
    const link = element('a', '', words().pages[each]);
    link.href = `#${each}`;
    if (each === name) link.setAttribute('aria-current', 'page');
    return link;
  }));
  document.title = name === 'overview' ? 'Reelsync' : `${words().pages[name]} · Reelsync`;
  closeDialogs();
  $('home').hidden = name !== 'overview';
  $('page').hidden = name === 'overview';
  $('page').replaceChildren();
  const show = PAGES[name];
  if (show) show($('page'), rest);
}

function closeDialogs() {
  document.querySelectorAll('dialog').forEach((open) => open.close());
}

/* ---- coming and going ---- */

async function enter() {
  await askWhoIsSignedIn();
  $('entrance').hidden = true;
  $('room').hidden = false;
  $('pages').hidden = false;
  $('sign-out').hidden = false;
  $('start').hidden = !may('OPERATOR');
  $('start-other').hidden = !may('OPERATOR');
  showPage();
  // A run's feeds are called by what is known of its source.
  await Promise.all([loadFilms(), look().then(loadRuns)]);
  const run = newestRun();
  if (run) openRun(run);
  goLive({
    onStatus: (status) => {
      tellWhy(status);
      showRun();
      showOthers(status.runs);
    },
    onRun: heardOfRun,
    onSource: heardOfSource,
    onInstance: heardOfInstance,
    onConnection: tellConnection,
  });
}

/** @param {string} message */
function leave(message) {
  endLive();
  forgetWhy();
  forgetRun();
  forgetFilms();
  forgetRuns();
  forgetCluster();
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
$('start-other').addEventListener('click', startOther);
$('hold').addEventListener('click', holdRun);
$('cancel').addEventListener('click', cancelRun);
$('more').addEventListener('click', () => loadFilms(true));
$('language').addEventListener('click', () => {
  setLanguage(language === 'zh' ? 'en' : 'zh');
  showWords();
});
window.addEventListener('hashchange', () => { if (me) showPage(); });
document.addEventListener('visibilitychange', look);
setInterval(look, LOOK_EVERY_MS);
setInterval(showWhy, SECOND_MS);
whenSignedOut(() => leave(words().expired));
// Whoever begins a session elsewhere may be somebody else.
whenAnotherTabSigns(() => leave(''), () => location.reload());
whenClusterIsShown(showLastLook);

showWords();
if (canResume()) {
  refresh().then(enter).catch((failure) => leave(isRefusal(failure, 401) ? '' : messageOf(failure)));
} else {
  leave('');
}
