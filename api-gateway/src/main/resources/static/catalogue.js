'use strict';

/* The stored videos: search, one video with its history, export. */
const catalogue = {
  filter: { sort: 'newest' },

  show(host, videoId) {
    if (videoId) {
      this.showVideo(host, videoId);
      return;
    }
    const total = element('span', 'soft');
    const list = listing({
      path: '/api/videos', size: 24, query: () => this.filter,
      onTotal: (n) => { total.textContent = words().total(n); },
      show: (videos) => {
        const films = element('ul', 'films');
        films.append(...videos.map(filmCard));
        return films;
      },
    });
    const search = form({
      className: 'fields inline',
      fields: [
        { name: 'q', type: 'search', label: words().text, value: this.filter.q },
        { name: 'kind', label: words().kind, value: this.filter.kind, options: [['', words().all], ...Object.entries(words().kinds)] },
        { name: 'country', label: words().country, value: this.filter.country },
        { name: 'tag', label: words().tag, value: this.filter.tag },
        { name: 'year_from', type: 'number', label: words().yearFrom, value: this.filter.year_from },
        { name: 'year_to', type: 'number', label: words().yearTo, value: this.filter.year_to },
        { name: 'min_score', type: 'number', step: '0.1', label: words().minScore, value: this.filter.min_score },
        { name: 'sort', label: words().sort, value: this.filter.sort, options: Object.entries(words().sorts) },
      ],
      submit: words().search,
      onSubmit: async (values) => {
        this.filter = values;
        await list.load(0);
      },
    });
    const row = element('div', 'row');
    row.append(element('h2', '', words().pages.catalogue), total, this.exportButton('quiet end', 'csv', list.tell), this.exportButton('quiet', 'ndjson', list.tell));
    host.append(row, search, list.node);
    list.load(0);
  },

  exportButton(className, format, tell) {
    return action(className, words().exportAs(format.toUpperCase()), async () => {
      const { sort, ...filter } = this.filter;
      const response = await api.authorized('GET', `/api/videos/export?${queryText({ ...filter, format })}`);
      if (!response.ok) await api.dataOf(response);
      const link = element('a');
      link.href = URL.createObjectURL(await response.blob().catch(() => { throw new Refusal(0, words().exportCut); }));
      link.download = `videos.${format}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    }, tell);
  },

  async showVideo(host, id) {
    const back = element('a', 'quiet button', words().backToList);
    back.href = '#catalogue';
    const problem = problemLine();
    host.append(back, problem.node);
    try {
      const video = await api.call('GET', `/api/videos/${encodeURIComponent(id)}`);
      const history = listing({
        path: `/api/videos/${encodeURIComponent(id)}/changes`,
        columns: () => [
          [words().when, (change) => timeText(change.changed_at)],
          [words().field, (change) => this.fieldName(change.field)],
          [words().before, (change) => valueText(change.from)],
          [words().after, (change) => valueText(change.to)],
        ],
      });
      host.append(this.details(video), card(words().history, history.node));
      history.load(0);
    } catch (failure) {
      if (failure.status !== 401) problem.tell(failure.message);
    }
  },

  fieldName(field) {
    return words().fields[field] || field;
  },

  details(video) {
    const names = ['original_title', 'year', 'release_date', 'score', 'votes', 'directors', 'writers', 'actors', 'tags', 'countries',
      'languages', 'aka', 'runtime', 'episode_count', 'season', 'episode_runtime', 'imdb_id', 'description', 'source', 'source_id',
      'created_at', 'updated_at'];
    const said = statusLine();
    const row = element('div', 'row');
    row.append(element('h2', '', video.title || words().untitled), chip('', words().kinds[video.kind] || video.kind || '—'));
    if (api.may('OPERATOR') && video.source && video.source_id) {
      row.append(action('quiet end', words().syncThis, async () => {
        await api.call('POST', '/api/sync/runs', { source: video.source, source_ids: [video.source_id] });
        said.tell(words().askedFor);
      }, said.tell));
    }
    const made = element('section', 'card video');
    const body = element('div', 'video-body');
    body.append(posterOf(video), facts(names.map((name) => [this.fieldName(name),
      name.endsWith('_at') ? video[name] && timeText(video[name]) : valueText(video[name])])));
    made.append(row, said.node, body);
    return made;
  },
};

function valueText(value) {
  if (value === null || value === undefined) return '';
  if (!Array.isArray(value)) return String(value);
  return value.map((part) => (typeof part === 'object' ? Object.values(part).filter(Boolean).join(' ') : part)).join(' / ');
}
