// @ts-check

/* Users, API keys, the audit log: for administrators. */
import { call, messageOf } from './api.js';
import { form } from './form.js';
import { listing } from './listing.js';
import { action, button, card, chip, choice, confirmed, dialog, element, roleOptions, timeNode } from './ui.js';
import { timeText, words } from './words.js';

/** @import { List } from './listing.js' */
/** @import { ApiKey, User } from './types.js' */
/** @typedef {{ username: string, password: string, role: string }} NewUser */
/** @typedef {{ name: string, role: string, expires_in_days: string }} NewKey */
/** @typedef {{ actor: string, from: string, to: string }} AuditFilter */

/** @param {HTMLElement} host */
export function openPage(host) {
  host.append(users(), keys(), audit());
}

function users() {
  /** @type {List} */
  const list = listing({
    path: '/api/users',
    columns: () => [
      [words().username, (user) => user.username],
      [words().role, (user) => roleOf(user, list)],
      [words().state, (user) => chip(user.disabled ? 'FAILED' : 'COMPLETED', user.disabled ? words().disabled : words().enabled)],
      [words().sessions, (user) => user.sessions],
      [words().created, (user) => user.created_at && timeNode(user.created_at)],
      ['', (user) => {
        const row = element('div', 'row');
        row.append(
          action('quiet', user.disabled ? words().enable : words().disable, () => change(user, { disabled: !user.disabled }, list), list.tell),
          button('quiet', words().setPassword, () => setPassword(user, list)));
        return row;
      }],
    ],
  });
  list.load(0);
  return card(words().users, list.node, button('quiet', words().newUser, () => {
    const close = dialog(words().newUser, form({
      fields: [
        { name: 'username', label: words().username, autocomplete: 'off' },
        { name: 'password', type: 'password', label: words().password, autocomplete: 'new-password', hint: words().passwordHint },
        { name: 'role', label: words().role, options: roleOptions() },
      ],
      submit: words().save,
      onSubmit: async (/** @type {NewUser} */ values) => {
        await call('POST', '/api/users', values);
        close();
        await list.load();
      },
    }));
  }));
}

/** @param {User} user @param {List} list */
function setPassword(user, list) {
  const close = dialog(user.username, form({
    fields: [{ name: 'password', type: 'password', label: words().newPassword, autocomplete: 'new-password', hint: words().passwordHint }],
    submit: words().save,
    onSubmit: async (/** @type {{ password: string }} */ values) => {
      await change(user, values, list);
      close();
    },
  }));
}

/** @param {User} user @param {List} list */
function roleOf(user, list) {
  const select = choice(roleOptions(), user.role, `${words().role}: ${user.username}`);
  select.addEventListener('change', async () => {
    try {
      await change(user, { role: select.value }, list);
    } catch (failure) {
      select.value = user.role;
      list.tell(messageOf(failure));
    }
  });
  return select;
}

/** @param {User} user @param {{ role?: string, disabled?: boolean, password?: string }} what @param {List} list */
async function change(user, what, list) {
  await call('PATCH', `/api/users/${encodeURIComponent(user.id)}`, what);
  await list.load();
}

function keys() {
  /** @type {List} */
  const list = listing({
    path: '/api/api-keys',
    columns: () => [
      [words().name, (key) => key.name],
      [words().role, (key) => words().roles[key.role]],
      [words().createdBy, (key) => key.created_by],
      [words().created, (key) => timeNode(key.created_at)],
      [words().expires, (key) => (key.expires_at ? timeNode(key.expires_at) : words().never)],
      [words().lastUsed, (key) => (key.last_used_at ? timeNode(key.last_used_at) : words().never)],
      ['', (key) => (key.revoked_at ? element('span', 'soft', words().revokedAt(timeText(key.revoked_at))) : revoke(key, list))],
    ],
  });
  list.load(0);
  return card(words().keys, element('p', 'soft', words().keysHint), list.node,
    button('quiet', words().newKey, () => makeKey(list)));
}

/** @param {ApiKey} key @param {List} list */
function revoke(key, list) {
  return action('quiet', words().revoke, async () => {
    if (!await confirmed(words().revoke, words().revoke, element('p', '', words().revokeAsk(key.name)))) return;
    await call('DELETE', `/api/api-keys/${encodeURIComponent(key.id)}`);
    await list.load();
  }, list.tell);
}

/** @param {List} list */
function makeKey(list) {
  const close = dialog(words().newKey, form({
    fields: [
      { name: 'name', label: words().name },
      { name: 'role', label: words().role, options: roleOptions() },
      { name: 'expires_in_days', type: 'number', min: 1, max: 3650, label: words().expiresInDays, hint: words().expiresHint },
    ],
    submit: words().save,
    onSubmit: async (/** @type {NewKey} */ values) => {
      const days = values.expires_in_days;
      const made = await call('POST', '/api/api-keys', { ...values, expires_in_days: days === '' ? null : Number(days) });
      close();
      const secret = element('code', 'secret', made.key);
      dialog(made.name, element('p', '', words().keyOnce), secret);
      getSelection()?.selectAllChildren(secret);
      await list.load(0);
    },
  }));
}

function audit() {
  /** @type {AuditFilter} */
  let filter = { actor: '', from: '', to: '' };
  const list = listing({
    path: '/api/audit', query: () => filter,
    columns: () => [
      [words().when, (line) => timeNode(line.at)],
      [words().actor, (line) => line.actor],
      [words().address, (line) => line.address],
      [words().request, (line) => element('code', '', `${line.method} ${line.path}`)],
      [words().answer, (line) => line.status],
      [words().detail, (line) => line.detail],
      [words().traceId, (line) => element('code', '', line.trace_id)],
    ],
  });
  list.load(0);
  return card(words().audit, form({
    className: 'fields inline',
    fields: [
      { name: 'actor', label: words().actor, hint: words().actorHint },
      { name: 'from', type: 'datetime-local', label: words().from },
      { name: 'to', type: 'datetime-local', label: words().to },
    ],
    submit: words().search,
    onSubmit: async (/** @type {AuditFilter} */ { actor, from, to }) => {
      filter = { actor, from: from && new Date(from).toISOString(), to: to && new Date(to).toISOString() };
      await list.load(0);
    },
  }), list.node);
}
