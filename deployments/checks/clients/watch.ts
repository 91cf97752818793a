/* What a program does with the client that is made from the description of the API: it lists, starts and watches. */
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

type Run = components['schemas']['RunDetail'];

const [baseUrl, token] = process.argv.slice(2);
const api = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });

const { data: sources, error } = await api.GET('/api/sources');
if (!sources) throw new Error(`${error.code} ${error.message}`);
const { name: source, feeds } = sources.data[0];

const { data: started } = await api.POST('/api/sync/runs', { body: { source, feeds: [feeds[0]] } });
if (!started) throw new Error('the run was not started');
const run = await ended(started.data.run_id);
console.log(`${run.state}: ${run.planned} planned, ${run.outstanding} outstanding`);

const { data: videos } = await api.GET('/api/videos', { params: { query: { kind: 'movie', size: 1 } } });
console.log(`${videos?.data.total} movies, ${videos?.data.items.length} shown: ${videos?.data.items[0].kind}`);

const { error: refused } = await api.GET('/api/videos', { params: { query: { size: 1000 } } });
console.log(`${refused?.code}: ${refused?.data?.errors?.[0].field}`);

async function ended(id: string): Promise<Run> {
  for (;;) {
    const { data: found } = await api.GET('/api/sync/runs/{id}', { params: { path: { id } } });
    if (!found) throw new Error('the run is not there');
    if (!['REQUESTED', 'RUNNING'].includes(found.data.state)) return found.data;
    await new Promise((resume) => { setTimeout(resume, 200); });
  }
}
