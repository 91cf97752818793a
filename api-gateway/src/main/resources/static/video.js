// @ts-check

/* A video as the API tells it, and what its fields are called. Made from VideoField; don't edit it here. */

/**
 * @typedef {object} Video
 * @property {string} id
 * @property {string | null} source
 * @property {string | null} source_id
 * @property {string | null} kind
 * @property {string | null} title
 * @property {string | null} original_title
 * @property {number | null} year
 * @property {string | null} release_date
 * @property {{ date: string, place: string | null }[]} release_dates
 * @property {string[]} directors
 * @property {string[]} writers
 * @property {string[]} actors
 * @property {string[]} tags
 * @property {string[]} countries
 * @property {string[]} languages
 * @property {string[]} aka
 * @property {number | null} runtime
 * @property {string[]} runtimes
 * @property {number | null} episode_count
 * @property {number | null} season
 * @property {number | null} episode_runtime
 * @property {string | null} imdb_id
 * @property {number | null} score
 * @property {number | null} votes
 * @property {number[] | null} rating_distribution
 * @property {string | null} description
 * @property {string | null} cover_url
 * @property {string | null} status
 * @property {boolean} is_completed
 * @property {boolean} is_update
 * @property {string | null} created_at
 * @property {string | null} updated_at
 * @property {{ field: string, by: string, at: string }[]} locks
 * @property {string | null} cover
 */

/** @type {Record<string, { en: string, zh: string }>} */
export const FIELDS = {
  kind: { en: 'Kind', zh: '类型' },
  title: { en: 'Title', zh: '片名' },
  original_title: { en: 'Original title', zh: '原名' },
  year: { en: 'Year', zh: '年份' },
  release_date: { en: 'Release date', zh: '上映日期' },
  release_date_precision: { en: 'Precision of the date', zh: '日期精度' },
  release_dates: { en: 'Release dates', zh: '各地上映日期' },
  directors: { en: 'Directors', zh: '导演' },
  writers: { en: 'Writers', zh: '编剧' },
  actors: { en: 'Actors', zh: '演员' },
  tags: { en: 'Tags', zh: '标签' },
  countries: { en: 'Countries', zh: '国家/地区' },
  languages: { en: 'Languages', zh: '语言' },
  aka: { en: 'Other names', zh: '又名' },
  runtime: { en: 'Runtime (minutes)', zh: '片长（分钟）' },
  runtimes: { en: 'Runtimes', zh: '各版片长' },
  episode_count: { en: 'Episodes', zh: '集数' },
  episodes_out: { en: 'Episodes out', zh: '已播集数' },
  season: { en: 'Season', zh: '季' },
  episode_runtime: { en: 'Runtime of an episode (minutes)', zh: '单集片长（分钟）' },
  imdb_id: { en: 'IMDb', zh: 'IMDb' },
  score: { en: 'Score', zh: '评分' },
  votes: { en: 'Votes', zh: '评价人数' },
  rating_distribution: { en: 'Stars, five to one (%)', zh: '五星至一星占比（%）' },
  description: { en: 'Description', zh: '简介' },
  cover_url: { en: 'Poster', zh: '海报' },
  is_completed: { en: 'Completed', zh: '已完结' },
  is_update: { en: 'Running', zh: '更新中' },
};
