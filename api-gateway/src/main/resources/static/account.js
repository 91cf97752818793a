'use strict';

/* Who is signed in, and their own password. */
const account = {
  show(host) {
    const said = statusLine();
    host.append(card(words().pages.account, facts([[words().username, api.me.username], [words().role, words().roles[api.me.role]]]),
      element('p', 'soft', words().passwordSessions), form({
        fields: [
          { name: 'current_password', type: 'password', label: words().currentPassword, autocomplete: 'current-password' },
          { name: 'new_password', type: 'password', label: words().newPassword, autocomplete: 'new-password', hint: words().passwordHint },
        ],
        submit: words().save,
        onSubmit: async (values) => {
          said.tell('');
          await api.call('POST', '/api/auth/password', values);
          said.tell(words().saved);
        },
      }), said.node));
  },
};
