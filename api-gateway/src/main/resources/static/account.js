// @ts-check

/* Who is signed in, and their own password. */
import { call, me } from './api.js';
import { form } from './form.js';
import { card, element, facts, statusLine } from './ui.js';
import { words } from './words.js';

/** @typedef {{ current_password: string, new_password: string }} NewPassword */

/** @param {HTMLElement} host */
export function openPage(host) {
  if (!me) return;
  const said = statusLine();
  host.append(card(words().pages.account, facts([[words().username, me.username], [words().role, words().roles[me.role]]]),
    element('p', 'soft', words().passwordSessions), form({
      fields: [
        { name: 'current_password', type: 'password', label: words().currentPassword, autocomplete: 'current-password' },
        { name: 'new_password', type: 'password', label: words().newPassword, autocomplete: 'new-password', hint: words().passwordHint },
      ],
      submit: words().save,
      onSubmit: async (/** @type {NewPassword} */ values) => {
        said.tell('');
        await call('POST', '/api/auth/password', values);
        said.tell(words().saved);
      },
    }), said.node), card(words().api, element('p', 'soft', words().apiHint), docsLink()));
}

function docsLink() {
  const link = element('a', 'quiet button', words().apiDocs);
  link.href = 'swagger-ui/';
  return link;
}
