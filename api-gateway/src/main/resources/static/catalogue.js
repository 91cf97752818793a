// @ts-check

/* The stored videos: filtered and turned by address, as posters or as a table, with what they fall into; export. */
import { address, changed, pageHref, pageOf, place, remember } from './address.js';
import { ask, authorized, dataOf, may, queryText, Refusal } from './api.js';
import { filmCard } from './films.js';
import { form } from './form.js';
import { listing } from './listing.js';
import { action, button, element, link, replaceByKey, tellFailure } from './ui.js';
import { columnsPicker, isTable, keepView, videoTable } from './videotable.js';
import { named, words } from './words.js';

/** @import { Turn } from './address.js' */
/** @import { ValueCount } from './types.js' */
/** @import { Tell } from './ui.js' */

/**
 * @typedef {{
 *   q: string, kind: string, country: string, tag: string, year_from: string, year_to: string, min_score: string, sort: string,
 * }} Filter
 */

const NAMES = /** @type {const} */ (['q', 'kind', 'country', 'tag', 'year_from', 'year_to', 'min_score', 'sort']);
/** Of each facet the most frequent are shown; more where one asks. */
const FIRST_VALUES = 12;
/** Where a phone's first screen would hold nothing but filters, they wait until one asks for them. */
const phone = matchMedia('(max-width: 640px)');

/** As the address says it. @returns {Filter} */
function filterNow() {
  const { query } = place();
  return /** @type {Filter} */ (Object.fromEntries(NAMES.map((name) => [name, query[name] || ''])));
}

/** @param {HTMLElement} host @returns {Turn} */
export function openPage(host) {
  const total = element('span', 'soft');
  const filters = element('div', 'filters');
  const fields = search();
  const facets = element('div', 'facets');
  const tools = element('div', 'row');
  const list = listing({
    path: '/api/videos', size: 24, query: filterNow, href: pageHref,
    onTotal: (n) => { total.textContent = words().total(n); },
    show: (videos) => (isTable() ? videoTable(videos) : posters(videos)),
    none: nothing,
  });
  const row = element('div', 'row');
  row.append(element('h2', '', words().pages.catalogue), total, exportButton('quiet end', 'csv', list.tell), exportButton('quiet', 'ndjson', list.tell));
  filters.append(fields, facets);
  host.append(row, filters, tools, list.node);
  const fold = folding(filters, () => showFacets(facets));
  fields.children[0].after(fold.toggle);
  const show = () => {
    remember();
    fill(fields);
    fold.show();
    list.load(pageOf(place().query));
  };
  showTools(tools, () => list.load());
  show();
  return show;
}

/**
 * On a phone all but the text waits behind a button, facets and all: they are not even asked for before.
 *
 * @param {HTMLElement} filters @param {() => void} showFacets
 */
function folding(filters, showFacets) {
  let open = inFilters() > 0;
  const toggle = button('quiet unfold', '', () => {
    open = !open;
    show();
  });
  const show = () => {
    filters.classList.toggle('folded', !open);
    toggle.setAttribute('aria-expanded', String(open));
    toggle.textContent = words().filters(inFilters());
    if (open || !phone.matches) showFacets();
  };
  phone.onchange = () => { if (filters.isConnected) show(); };
  return { toggle, show };
}

/** How many filters the address has besides the text. */
function inFilters() {
  const filter = filterNow();
  return NAMES.filter((name) => name !== 'q' && name !== 'sort' && filter[name] !== '').length;
}

/** @param {import('./video.js').Video[]} videos */
function posters(videos) {
  const films = element('ul', 'films');
  films.append(...videos.map(filmCard));
  return films;
}

function nothing() {
  const filtered = NAMES.some((name) => name !== 'sort' && filterNow()[name] !== '');
  const made = element('p', 'soft', filtered ? words().nothingFound : words().noFilms);
  if (filtered) made.append(' ', link('', words().showAll, address('catalogue')));
  else if (may('OPERATOR')) made.append(' ', link('', words().startNew, '#runs/new'));
  return made;
}

/** Shows the address' filter in the fields. @param {HTMLFormElement} fields */
function fill(fields) {
  const filter = { ...filterNow(), sort: filterNow().sort || 'newest' };
  NAMES.forEach((name) => {
    const field = fields.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = filter[name];
  });
}

function search() {
  return form({
    className: 'fields inline',
    fields: [
      { name: 'q', type: 'search', label: words().text },
      { name: 'kind', label: words().kind, options: [['', words().all], ...Object.entries(words().kinds)] },
      { name: 'country', label: words().country },
      { name: 'tag', label: words().tag },
      { name: 'year_from', type: 'number', label: words().yearFrom },
      { name: 'year_to', type: 'number', label: words().yearTo },
      { name: 'min_score', type: 'number', step: '0.1', label: words().minScore },
      { name: 'sort', label: words().sort, options: Object.entries(words().sorts) },
    ],
    submit: words().search,
    onSubmit: async (/** @type {Filter} */ values) => {
      // Refused fields are told beside them, before the address changes.
      await ask('/api/videos/facets', withoutSort(values));
      location.hash = changed({ ...values, sort: values.sort === 'newest' ? '' : values.sort });
    },
  });
}

/** @param {Filter} filter */
function withoutSort({ sort, ...filter }) {
  return filter;
}

/** @param {HTMLElement} host */
async function showFacets(host) {
  const filter = filterNow();
  try {
    const found = await ask('/api/videos/facets', withoutSort(filter));
    replaceByKey(
      host,
      facet('kind', words().kind, found.kinds, filter.kind, (kind) => ({ kind }), (value) => named(words().kinds, value)),
      facet('country', words().country, found.countries, filter.country, (country) => ({ country })),
      facet('tag', words().tag, found.tags, filter.tag, (tag) => ({ tag })),
      facet('year', words().year, found.years, filter.year_from === filter.year_to ? filter.year_from : '', (year) => ({ year_from: year, year_to: year })));
  } catch (failure) {
    tellFailure(failure, () => host.replaceChildren());
  }
}

/**
 * A value's link finds it; that of the one that is found already leaves it out again.
 *
 * @param {string} name
 * @param {string} label
 * @param {ValueCount[]} values
 * @param {string} chosen
 * @param {(value: string) => Partial<Filter>} filterOf
 * @param {(value: string) => string} [textOf]
 */
function facet(name, label, values, chosen, filterOf, textOf = String) {
  const group = element('nav', 'facet');
  group.setAttribute('aria-label', words().facetLabel(label));
  group.hidden = values.length === 0;
  group.append(element('span', 'soft', label));
  const links = values.map(({ value, videos }) => {
    const made = link('tab', textOf(value), changed(filterOf(value === chosen ? '' : value)));
    made.append(' ', element('span', 'soft numbers', videos));
    made.dataset.key = `${name} ${value}`;
    if (value === chosen) made.setAttribute('aria-current', 'true');
    return made;
  });
  const shown = element('div', 'values');
  shown.append(...links.slice(0, FIRST_VALUES));
  group.append(shown);
  if (links.length > FIRST_VALUES) {
    const more = button('link', words().moreValues(links.length - FIRST_VALUES), () => {
      more.replaceWith(...links.slice(FIRST_VALUES));
      links[FIRST_VALUES].focus();
    });
    shown.append(more);
  }
  return group;
}

/** @param {HTMLElement} host @param {() => Promise<void>} reload */
function showTools(host, reload) {
  const columns = columnsPicker(reload);
  const views = /** @type {const} */ (['posters', 'table']).map((view) => {
    const made = button('quiet', words().views[view], () => {
      keepView(view);
      mark();
      reload();
    });
    return { view, made };
  });
  const mark = () => {
    views.forEach(({ view, made }) => made.setAttribute('aria-pressed', String((view === 'table') === isTable())));
    columns.hidden = !isTable();
  };
  mark();
  host.setAttribute('role', 'group');
  host.setAttribute('aria-label', words().view);
  host.append(...views.map(({ made }) => made), columns);
}

/** @param {string} className @param {'csv' | 'ndjson'} format @param {Tell} tell */
function exportButton(className, format, tell) {
  return action(className, words().exportAs(format.toUpperCase()), async () => {
    const response = await authorized('GET', `/api/videos/export?${queryText({ ...withoutSort(filterNow()), format })}`);
    if (!response.ok) await dataOf(response);
    const file = element('a');
    file.href = URL.createObjectURL(await response.blob().catch(() => { throw new Refusal(0, words().exportCut); }));
    file.download = `videos.${format}`;
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 60000);
  }, tell);
}
