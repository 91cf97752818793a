// @ts-check

/* The pages besides the overview. Their scripts are loaded when somebody goes there, or once there is time for them. */
import { may } from './api.js';

/** @import { Turn } from './address.js' */
/** @import { Run } from './types.js' */
/** @import { Words } from './words-zh.js' */
/** @typedef {keyof Words['pages']} PageName */

/**
 * What the script of a page gives.
 *
 * @typedef {object} Page
 * @property {(host: HTMLElement, rest: string) => Turn | Promise<void> | void} openPage shows it; rest is what follows its name in
 *     the address. Answers what shows another part of it, where its address says more
 * @property {(run: Run, moved: boolean) => void} [heardOfRun] a run goes on; moved: has begun, or gone to another state
 * @property {() => void} [lookedAtCluster] there is something else to show of it
 */

/** For browsers that don't tell when they have nothing to do. */
const IDLE_MS = 200;

const SCRIPTS = {
  account: () => import('./account.js'),
  administration: () => import('./administration.js'),
  allRuns: () => import('./allruns.js'),
  catalogue: () => import('./catalogue.js'),
  health: () => import('./health.js'),
  history: () => import('./history.js'),
  newRun: () => import('./newrun.js'),
  oneRun: () => import('./onerun.js'),
  operation: () => import('./operation.js'),
  title: () => import('./title.js'),
};

/**
 * @param {Exclude<PageName, 'overview'>} name
 * @param {string} rest
 * @returns {Promise<Page>}
 */
export function pageModule(name, rest) {
  return SCRIPTS[scriptOf(name, rest)]();
}

/** @param {Exclude<PageName, 'overview'>} name @param {string} rest @returns {keyof typeof SCRIPTS} */
function scriptOf(name, rest) {
  if (name === 'catalogue') return rest ? 'title' : 'catalogue';
  if (name !== 'runs') return name;
  if (rest === 'new' && may('OPERATOR')) return 'newRun';
  return rest ? 'oneRun' : 'allRuns';
}

/** So that nobody waits for them who goes there next, one after the other. Those that fail are loaded when they are wanted. */
export async function fetchOtherPages() {
  for (const load of Object.values(SCRIPTS)) {
    await idle();
    await load().catch(() => {});
  }
}

/** @returns {Promise<void>} */
function idle() {
  return new Promise((now) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => now());
    else setTimeout(now, IDLE_MS);
  });
}
