'use strict';

/*
 * Calls the gateway. The access token lives in memory alone; the refresh token in this tab's storage, so that a reload
 * doesn't sign out.
 */
const REFRESH_KEY = 'reelsync.refresh';

class Refusal extends Error {
  /** @param errors what is wrong with which field, where the gateway says so */
  constructor(status, message, errors = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

const api = {
  accessToken: null,
  me: null,
  onSignedOut: () => {},
  refreshing: null,

  canResume() {
    return sessionStorage.getItem(REFRESH_KEY) !== null;
  },

  /** Whether the role of who is signed in is that one or a higher one; the gateway decides. */
  may(role) {
    const roles = ['VIEWER', 'OPERATOR', 'ADMIN'];
    return this.me !== null && roles.indexOf(this.me.role) >= roles.indexOf(role);
  },

  async signIn(username, password) {
    this.keep(await this.exchange('POST', '/api/auth/login', { username, password }));
  },

  async signOut() {
    try {
      await this.call('POST', '/api/auth/logout');
    } finally {
      this.forget();
    }
  },

  /** One refresh at a time: a refresh token that is used twice ends the session. */
  refresh() {
    if (!this.refreshing) {
      this.refreshing = this.refreshOnce().finally(() => { this.refreshing = null; });
    }
    return this.refreshing;
  },

  async refreshOnce() {
    const token = sessionStorage.getItem(REFRESH_KEY);
    if (!token) throw new Refusal(401, words().expired);
    try {
      this.keep(await this.exchange('POST', '/api/auth/refresh', { refresh_token: token }));
    } catch (failure) {
      if (failure.status === 401) {
        this.forget();
        this.onSignedOut();
      }
      throw failure;
    }
  },

  keep(tokens) {
    this.accessToken = tokens.access_token;
    sessionStorage.setItem(REFRESH_KEY, tokens.refresh_token);
  },

  forget() {
    this.accessToken = null;
    this.me = null;
    sessionStorage.removeItem(REFRESH_KEY);
  },

  /** The data of an answer; an access token that has ended is renewed on the way. */
  async call(method, path, body) {
    const response = await this.authorized(method, path, body);
    return this.dataOf(response);
  },

  async authorized(method, path, body, signal) {
    if (!this.accessToken) await this.refresh();
    const used = this.accessToken;
    let response = await this.send(method, path, body, used, signal);
    if (response.status === 401) {
      if (this.accessToken === used) await this.refresh();
      response = await this.send(method, path, body, this.accessToken, signal);
    }
    return response;
  },

  async exchange(method, path, body) {
    return this.dataOf(await this.send(method, path, body, null));
  },

  send(method, path, body, token, signal) {
    const headers = { 'Accept-Language': language };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    // Without the slash: beside this page, which a proxy may serve below a path.
    return fetch(path.slice(1), {
      method, headers, signal, cache: 'no-store', credentials: 'omit',
      body: body === undefined ? undefined : JSON.stringify(body),
    }).catch((failure) => {
      if (failure.name === 'AbortError') throw failure;
      throw new Refusal(0, words().unreachable);
    });
  },

  async dataOf(response) {
    const envelope = await response.json().catch(() => null);
    if (!response.ok || !envelope) {
      throw new Refusal(response.status, envelope ? envelope.message : words().unreachable,
        (envelope && envelope.data && envelope.data.errors) || []);
    }
    return envelope.data;
  },

  /** Reads a stream of events until it ends; calls back with each event's JSON. */
  async events(path, signal, onEvent) {
    const response = await this.authorized('GET', path, undefined, signal);
    if (!response.ok) {
      await this.dataOf(response);
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      buffer += value;
      const events = buffer.split(/\r?\n\r?\n/);
      buffer = events.pop();
      for (const event of events) {
        const data = event.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5));
        if (data.length > 0) onEvent(JSON.parse(data.join('\n')));
      }
    }
  },
};
