'use strict';

/* Pauses, resumes and cancels the run that is shown. Offered to those whose role allows it; the gateway decides. */
const control = {
  show(run) {
    const offered = run !== null && ACTIVE.includes(run.state) && api.may('OPERATOR');
    $('control').hidden = !offered;
    if (!offered) return;
    this.verb = run.state === 'PAUSED' ? 'resume' : 'pause';
    $('hold').textContent = words()[this.verb];
  },

  async change(verb) {
    const run = room.run;
    if (!run || (verb === 'cancel' && !window.confirm(words().cancelAsk))) return;
    tellProblem('problem', '');
    this.busy(true);
    try {
      const changed = await api.call('POST', `/api/sync/runs/${encodeURIComponent(run.run_id)}/${verb}`);
      if (room.run && room.run.run_id === changed.run_id) moved(changed);
    } catch (failure) {
      if (failure.status !== 401) tellProblem('problem', failure.message);
    } finally {
      this.busy(false);
    }
  },

  busy(busy) {
    $('hold').disabled = busy;
    $('cancel').disabled = busy;
  },
};
