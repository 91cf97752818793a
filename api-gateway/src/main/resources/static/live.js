// @ts-check

/* Everything that moves, as the gateway tells it: one stream for the whole page, followed until one leaves. */
import { call, events, isRefusal } from './api.js';

/** @import { Instance, Run, Source, Status } from './types.js' */

/**
 * Who is told.
 *
 * @typedef {object} Listener
 * @property {(status: Status) => void} onStatus
 * @property {(run: Run) => void} onRun
 * @property {(source: Source) => void} onSource
 * @property {(instance: Instance & { live: boolean }) => void} onInstance
 * @property {(since: Date | null) => void} onConnection since when nothing was heard; null while the gateway answers
 */

/** The gateway tells something every two seconds. */
const SILENT_FOR_MS = 6000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 10000;

/** @type {AbortController | null} */
let following = null;

/** @param {Listener} listener */
export function goLive(listener) {
  endLive();
  following = new AbortController();
  follow(listener, following.signal);
}

export function endLive() {
  if (following) following.abort();
  following = null;
}

/**
 * Through lost connections and renewed tokens.
 *
 * @param {Listener} listener
 * @param {AbortSignal} left
 */
async function follow(listener, left) {
  let wait = FIRST_WAIT_MS;
  let heardAt = new Date();
  const heard = () => {
    wait = FIRST_WAIT_MS;
    heardAt = new Date();
    listener.onConnection(null);
  };
  while (!left.aborted) {
    if (isHidden()) {
      await untilShown();
      heardAt = new Date();
      continue;
    }
    try {
      await read(left, (name, data) => {
        heard();
        tell(listener, name, data);
      });
    } catch (failure) {
      if (left.aborted || isRefusal(failure, 401)) return;
      if (isHidden()) continue;
      listener.onConnection(heardAt);
    }
    try {
      // Behind a proxy that holds events back other answers come through.
      const status = await call('GET', '/api/status');
      if (left.aborted) return;
      heard();
      listener.onStatus(status);
      status.runs.forEach(listener.onRun);
    } catch (failure) {
      if (left.aborted || isRefusal(failure, 401)) return;
      listener.onConnection(heardAt);
    }
    const pause = wait;
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    await new Promise((resume) => setTimeout(resume, pause));
  }
}

/** A browser has six connections to a site for all of its tabs: one that nobody sees holds none. */
function isHidden() {
  return document.visibilityState === 'hidden';
}

/** @returns {Promise<void>} */
function untilShown() {
  return new Promise((shown) => {
    const look = () => {
      if (isHidden()) return;
      document.removeEventListener('visibilitychange', look);
      shown();
    };
    document.addEventListener('visibilitychange', look);
  });
}

/**
 * Reads one stream to its end, until it is silent for too long, or nobody sees the page any more.
 *
 * @param {AbortSignal} left
 * @param {(name: string, data: unknown) => void} onEvent
 */
async function read(left, onEvent) {
  const stream = new AbortController();
  const stop = () => stream.abort();
  const stopIfHidden = () => { if (isHidden()) stop(); };
  left.addEventListener('abort', stop);
  document.addEventListener('visibilitychange', stopIfHidden);
  let silence = setTimeout(stop, SILENT_FOR_MS);
  try {
    await events('/api/events', stream.signal, (name, data) => {
      clearTimeout(silence);
      silence = setTimeout(stop, SILENT_FOR_MS);
      if (!left.aborted) onEvent(name, data);
    });
  } finally {
    clearTimeout(silence);
    left.removeEventListener('abort', stop);
    document.removeEventListener('visibilitychange', stopIfHidden);
  }
}

/** @param {Listener} listener @param {string} name @param {unknown} data */
function tell(listener, name, data) {
  if (name === 'status') listener.onStatus(/** @type {Status} */ (data));
  if (name === 'progress') listener.onRun(/** @type {Run} */ (data));
  if (name === 'source') listener.onSource(/** @type {Source} */ (data));
  if (name === 'instance') listener.onInstance(/** @type {Instance & { live: boolean }} */ (data));
}
