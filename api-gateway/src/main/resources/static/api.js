// @ts-check

/*
 * Calls the gateway. The access token lives in memory alone; the session in a cookie that no script can read, which all
 * tabs share. That there is one is noted where all tabs see it: what one of them begins or ends, the others hear of.
 */
import { language, words } from './words.js';

/** @import { Answers, Envelope, Listing, Queried, Rows, WrongField } from './calls.js' */
/** @import { AccessToken, Me, Role } from './types.js' */
/** @typedef {Record<string, string | number | null | undefined>} Query */

/** A call that takes longer has failed; an export is a stream of its own. */
const ANSWER_WITHIN_MS = 30000;
/** So long before its end another access token is asked for. */
const RENEWED_BEFORE_MS = 30000;
/** Where it is noted when the session began; the time is of no use but that it differs. */
const SESSION_KEY = 'reelsync.session';

/**
 * From the lowest to the highest.
 *
 * @type {Role[]}
 */
export const ROLES = ['VIEWER', 'OPERATOR', 'ADMIN'];

export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {string} message
   * @param {WrongField[]} errors what is wrong with which field, where the gateway says so
   */
  constructor(status, message, errors = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** @param {unknown} failure @param {number} status */
export function isRefusal(failure, status) {
  return failure instanceof Refusal && failure.status === status;
}

/** @param {unknown} failure */
export function messageOf(failure) {
  return failure instanceof Error ? failure.message : String(failure);
}

/**
 * Who is signed in, as far as that is known.
 *
 * @type {Me | null}
 */
export let me = null;
/** @type {string | null} */
let accessToken = null;
let endsAt = 0;
/** @type {Promise<void> | null} */
let refreshing = null;
let onSignedOut = () => {};

/** @param {() => void} listener is told when the session has ended by itself */
export function whenSignedOut(listener) {
  onSignedOut = listener;
}

/**
 * @param {() => void} onEnd is told when another tab has ended the session
 * @param {() => void} onBegin is told when another tab has begun one
 */
export function whenAnotherTabSigns(onEnd, onBegin) {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key !== SESSION_KEY && key !== null) return;
    accessToken = null;
    me = null;
    if (newValue === null) onEnd();
    else onBegin();
  });
}

export function canResume() {
  return localStorage.getItem(SESSION_KEY) !== null;
}

/**
 * Whether the role of who is signed in is that one or a higher one; the gateway decides.
 *
 * @param {Role} role
 */
export function may(role) {
  return me !== null && ROLES.indexOf(me.role) >= ROLES.indexOf(role);
}

/** @param {string} username @param {string} password */
export async function signIn(username, password) {
  keep(await ofSession('POST', '/api/auth/session', { username, password }));
  localStorage.setItem(SESSION_KEY, String(Date.now()));
}

export async function askWhoIsSignedIn() {
  me = await call('GET', '/api/auth/me');
}

/** The other tabs hear of it first, so that none of them goes on asking for what it may not have any more. */
export async function signOut() {
  forget();
  await ofSession('DELETE', '/api/auth/session');
}

/** One refresh at a time: each replaces the session's cookie. */
export function refresh() {
  if (!refreshing) {
    refreshing = refreshOnce().finally(() => { refreshing = null; });
  }
  return refreshing;
}

async function refreshOnce() {
  try {
    keep(await ofSession('POST', '/api/auth/session/refresh'));
  } catch (failure) {
    if (isRefusal(failure, 401)) {
      forget();
      onSignedOut();
    }
    throw failure;
  }
}

/** @param {AccessToken} token */
function keep(token) {
  accessToken = token.access_token;
  endsAt = Date.now() + token.expires_in * 1000;
}

function forget() {
  accessToken = null;
  me = null;
  localStorage.removeItem(SESSION_KEY);
}

/**
 * The data of an answer; an access token that has ended is renewed on the way.
 *
 * @template {keyof Answers} Method
 * @template {keyof Answers[Method] & string} Path
 * @param {Method} method
 * @param {Path} path
 * @param {object} [body]
 * @returns {Promise<Answers[Method][Path]>}
 */
export async function call(method, path, body) {
  return /** @type {Answers[Method][Path]} */ (await dataOf(await authorized(method, path, body)));
}

/**
 * A page of a list, with as many rows as the query says.
 *
 * @template {keyof Rows} Path
 * @param {Path} path
 * @param {Query} query
 * @returns {Promise<Listing<Rows[Path]>>}
 */
export async function page(path, query) {
  return /** @type {Listing<Rows[Path]>} */ (await dataOf(await authorized('GET', `${path}?${queryText(query)}`)));
}

/**
 * The data of an answer that depends on a query.
 *
 * @template {keyof Queried} Path
 * @param {Path} path
 * @param {Query} query
 * @returns {Promise<Queried[Path]>}
 */
export async function ask(path, query) {
  const text = queryText(query);
  return /** @type {Queried[Path]} */ (await dataOf(await authorized('GET', text ? `${path}?${text}` : path)));
}

/** @param {Query} query */
export function queryText(query) {
  const set = Object.entries(query).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {AbortSignal} [signal]
 */
export async function authorized(method, path, body, signal) {
  if (!accessToken || Date.now() > endsAt - RENEWED_BEFORE_MS) await refresh();
  const used = accessToken;
  let response = await send(method, path, body, used, signal);
  if (response.status === 401) {
    if (accessToken === used) await refresh();
    response = await send(method, path, body, accessToken, signal);
  }
  return response;
}

/**
 * The calls of the session itself come with its cookie, and with a header that no other site's page can send.
 *
 * @template {'POST' | 'DELETE'} Method
 * @template {keyof Answers[Method] & `/api/auth/session${string}`} Path
 * @param {Method} method
 * @param {Path} path
 * @param {object} [body]
 * @returns {Promise<Answers[Method][Path]>}
 */
async function ofSession(method, path, body) {
  const response = await answered(path, request(method, { 'X-Requested-With': 'reelsync' }, 'same-origin', body));
  return /** @type {Answers[Method][Path]} */ (await dataOf(response));
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object | undefined} body
 * @param {string | null} token
 * @param {AbortSignal} [signal]
 */
function send(method, path, body, token, signal) {
  return answered(path, request(method, token ? { Authorization: `Bearer ${token}` } : {}, 'omit', body, signal));
}

/**
 * @param {string} method
 * @param {Record<string, string>} credentials
 * @param {RequestCredentials} cookies
 * @param {object} [body]
 * @param {AbortSignal} [signal]
 * @returns {RequestInit}
 */
function request(method, credentials, cookies, body, signal) {
  /** @type {Record<string, string>} */
  const headers = { 'Accept-Language': language, ...credentials };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return {
    method, headers, signal: signal || AbortSignal.timeout(ANSWER_WITHIN_MS), cache: 'no-store', credentials: cookies,
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

/** @type {Set<Promise<Response>>} */
const calls = new Set();
/** Long enough for an answer to be shown, or to lead to the next call. */
const SHOWN_WITHIN_MS = 30;

/** Until no call is without its answer. */
export async function allAnswered() {
  do {
    await Promise.allSettled([...calls]);
    await new Promise((resume) => { setTimeout(resume, SHOWN_WITHIN_MS); });
  } while (calls.size > 0);
}

/** @param {string} path @param {RequestInit} asked */
function answered(path, asked) {
  // Without the slash: beside this page, which a proxy may serve below a path.
  const answer = fetch(path.slice(1), asked).catch((failure) => {
    if (failure.name === 'AbortError') throw failure;
    throw new Refusal(0, words().unreachable);
  });
  calls.add(answer);
  const done = () => calls.delete(answer);
  answer.then(done, done);
  return answer;
}

/**
 * @param {Response} response
 * @returns {Promise<unknown>}
 */
export async function dataOf(response) {
  /** @type {Envelope | null} */
  const envelope = await response.json().catch(() => null);
  if (!response.ok || !envelope) {
    const data = /** @type {{ errors?: WrongField[] } | null} */ (envelope && envelope.data);
    throw new Refusal(response.status, envelope ? envelope.message : words().unreachable, (data && data.errors) || []);
  }
  return envelope.data;
}

/**
 * Reads a stream of events until it ends; calls back with each event's name and JSON.
 *
 * @param {'/api/events'} path
 * @param {AbortSignal} signal
 * @param {(name: string, data: unknown) => void} onEvent
 */
export async function events(path, signal, onEvent) {
  const response = await authorized('GET', path, undefined, signal);
  if (!response.ok) {
    await dataOf(response);
  }
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    buffer += value;
    const parts = buffer.split(/\r?\n\r?\n/);
    buffer = parts.pop() || '';
    for (const part of parts) {
      const data = fieldOf(part, 'data');
      if (data) onEvent(fieldOf(part, 'event'), JSON.parse(data));
    }
  }
}

/** @param {string} event @param {string} name */
function fieldOf(event, name) {
  return event.split(/\r?\n/).filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1)).join('\n');
}
