'use strict';

/* The page's own words, in both languages. */
const WORDS = {
  zh: {
    other: 'English', otherLang: 'en',
    signIn: '登录', signOut: '退出', username: '用户名', password: '密码',
    tagline: '让片库完整、准确、常新。',
    syncTitle: '豆瓣电影同步', start: '开始同步', starting: '正在启动…',
    pause: '暂停', resume: '继续', cancel: '取消同步', cancelAsk: '确定取消这次同步吗？已保存的内容会保留。',
    noRun: '目前没有同步任务。点击“开始同步”，读取豆瓣最新的电影。',
    alreadyRunning: '已有同步任务在进行，正在显示它的进度。',
    films: '最新影片', noFilms: '片库里还没有影片，同步后会显示在这里。', more: '显示更多',
    total: (n) => `共 ${n} 部`,
    runs: '最近的同步', noRuns: '还没有同步记录。',
    settled: (done, all) => `已处理 ${done} / ${all}`,
    listing: '正在读取列表…', nothingDue: '全部影片均已是最新',
    eta: (text) => `预计还需 ${text}`, seconds: (n) => `${n} 秒`, minutes: (n) => `${n} 分钟`, hours: (n) => `${n} 小时`,
    requested: (at) => `发起于 ${at}`, finished: (at) => `结束于 ${at}`,
    connectionLost: '连接中断，正在重新连接…', unreachable: '无法连接服务器，请检查网络后重试。',
    expired: '登录已失效，请重新登录。',
    scheduled: '定时', asked: '手动', single: '指定条目', poster: (title) => `《${title}》海报`, untitled: '（无标题）',
    feeds: { movies: '电影', tv: '剧集', anime: '动画', documentaries: '纪录片', shows: '综艺' },
    kinds: { movie: '电影', tv: '剧集', anime: '动画', doc: '纪录片', tvshow: '综艺' },
    states: { REQUESTED: '等待中', RUNNING: '进行中', PAUSED: '已暂停', CANCELLED: '已取消', COMPLETED: '已完成', FAILED: '失败' },
    counts: { listed: '列出', created: '新增', changed: '有变化', unchanged: '无变化', outstanding: '待处理', gone: '已下架', failed: '失败', cancelled: '已取消' },
    pagesLabel: '页面',
    pages: { overview: '总览', catalogue: '片库', health: '质量', operation: '运行', administration: '管理', account: '我的账号' },
    roles: { VIEWER: '只读', OPERATOR: '操作员', ADMIN: '管理员' },
    services: { scheduler: '调度', worker: '抓取', gateway: '网关', standalone: '单机' },
    sorts: { newest: '最新上映', score: '评分最高', updated: '最近更新', created: '最近入库' },
    itemStates: { FRESH: '无需更新', OUTSTANDING: '待处理', CREATED: '新增', CHANGED: '有变化', UNCHANGED: '无变化', GONE: '已下架', FAILED: '失败', CANCELLED: '已取消' },
    fields: {
      title: '片名', original_title: '原名', aka: '又名', kind: '类型', year: '年份', release_date: '上映日期', release_date_precision: '日期精度',
      release_dates: '各地上映日期', directors: '导演', writers: '编剧', actors: '演员', tags: '标签', countries: '国家/地区', languages: '语言',
      runtime: '片长（分钟）', runtimes: '各版片长', season: '季', episode_count: '集数', episode_runtime: '单集片长（分钟）', imdb_id: 'IMDb',
      episodes_out: '已播集数', score: '评分', votes: '评价人数', description: '简介', cover_url: '海报', is_update: '更新中', is_completed: '已完结',
      source: '来源', source_id: '来源编号', created_at: '入库时间', updated_at: '更新时间',
    },
    checks: {
      'outlier.runtime': '片长超过十小时', 'outlier.year': '年份与上映日期相差两年以上', 'outlier.episode_count': '超过 3000 集',
      'outlier.release_far_ahead': '五年之后才上映', 'outlier.score_without_votes': '有评分而无评价人数', 'outlier.votes_without_score': '有评价人数而无评分',
      'outlier.score_before_release': '上映前已有评分', stale: '详情过旧', never_detailed: '列出一天后仍无详情', dead: '已放弃', second_best_route: '仅由次选途径读取',
    },
    none: '没有内容。', back: '上一页', next: '下一页', range: (from, to, all) => `第 ${from}–${to} 条，共 ${all} 条`, close: '关闭', save: '保存', saved: '已保存。',
    edit: '修改', remove: '删除', all: '全部', search: '查询', text: '片名', kind: '类型', country: '国家/地区', tag: '标签', yearFrom: '年份从', yearTo: '年份到',
    minScore: '最低评分', sort: '排序', exportAs: (format) => `导出 ${format}`, exportCut: '导出中断，文件不完整，请重试。', backToList: '← 返回片库',
    history: '变更记录', when: '时间', field: '字段', before: '原值', after: '新值', syncThis: '重新同步此片', askedFor: '已发起同步。',
    quality: '数据质量', computing: '正在统计…', qualityOf: (n, at) => `${n} 部，统计于 ${at}。点击数字查看相应影片。`, check: '检查', titles: '影片',
    missing: (field) => `缺少“${field}”的影片`, differs: (field) => `与旁证不符：${field}`, quarantinedFor: (reason) => `隔离：${reason}`,
    value: '值', seen: '最近看到', title: '片名', number: '编号', reason: '原因', attempts: '尝试次数',
    suspects: '页面结构存疑', suspectsHint: '来源的页面似乎改版了，相关类型暂停写入，直到试读成功或由人确认。', noSuspects: '一切正常。', trust: '恢复信任', nextTrial: '下次试读',
    quarantine: '隔离的结果', quarantineHint: '已读到但不可信的结果，不会写入片库。', look: '查看', accept: '接受', accepted: '已接受',
    dead: '已放弃的影片', deadHint: '多次失败后不再尝试，重试后会重新排队。', replay: '重试', replayAll: '全部重试', replayAllAsk: '确定重试全部已放弃的影片吗？', replayed: (n) => `已重新排队 ${n} 部。`,
    source: '来源', sources: '来源', cluster: '集群', state: '状态', pace: '速率', lastMinute: '近一分钟请求', queued: '排队', inHand: '处理中', due: '待更新', freshness: '新鲜度', measured: '测量时间', waitsFor: '等待的服务器', usefulWorkers: '可用工作进程数',
    open: '正常', paused: '已暂停', service: '服务', version: '版本', since: '起始时间', lastSeen: '最近心跳', name: '名称', enabled: '启用', disabled: '停用',
    feedsLabel: '榜单', cron: '定时表达式', zone: '时区', nextFiring: '下次', lastFiring: '上次', schedules: '定时同步', newSchedule: '新建定时', removeAsk: (name) => `确定删除定时“${name}”吗？`,
    nameHint: '小写字母、数字、- 和 _', feedsHint: (all) => `用逗号分隔：${all}`, cronHint: '秒 分 时 日 月 星期，例如 0 0 */8 * * *',
    paceOf: (used, rate) => (used === null ? `速率 ${rate}` : `近一分钟 ${used} 次请求（上限 ${rate}）`), queuedOf: (queued, hand) => `排队 ${queued === null ? '—' : queued}，处理中 ${hand}`,
    dueOf: (n) => (n === null ? '' : `待更新 ${n}`), freshOf: (share) => `新鲜度 ${share}`,
    pausedUntil: (label, route, until, why) => `${label}${route ? `（${route}）` : ''}暂停至 ${until}：${why}`,
    startOther: '更多…', singleTitles: '指定条目编号', singleTitlesHint: '每行一个，最多 10000 个；与榜单二选一',
    users: '用户', role: '角色', sessions: '会话', enable: '启用', disable: '停用', setPassword: '设置密码', newUser: '新建用户', newPassword: '新密码', currentPassword: '当前密码',
    passwordHint: '至少 12 个字符，不可使用常见密码', passwordSessions: '修改密码后，其他会话会立即退出。',
    keys: 'API 密钥', keysHint: '供程序调用，放在 Authorization: Bearer 中。', createdBy: '创建者', expires: '到期', never: '从不', lastUsed: '最近使用', revoke: '吊销',
    revokeAsk: (name) => `确定吊销密钥“${name}”吗？使用它的程序会立即失效。`, revokedAt: (at) => `已于 ${at} 吊销`, newKey: '新建密钥', expiresInDays: '有效天数', expiresHint: '留空则长期有效', keyOnce: '请立即保存，此密钥不会再次显示：',
    audit: '审计日志', actor: '操作者', actorHint: '用户名；API 密钥写作 key 名称；登录尝试写作 ?名称', address: '地址', request: '请求', answer: '结果', detail: '详情', traceId: '追踪编号', from: '从', to: '到',
  },
  en: {
    other: '中文', otherLang: 'zh',
    signIn: 'Sign in', signOut: 'Sign out', username: 'User name', password: 'Password',
    tagline: 'Keeps a film catalogue complete, correct and fresh.',
    syncTitle: 'Douban film sync', start: 'Start sync', starting: 'Starting…',
    pause: 'Pause', resume: 'Resume', cancel: 'Cancel run', cancelAsk: 'Cancel this run? What is stored stays.',
    noRun: 'Nothing is running. Start a sync to read the newest films from Douban.',
    alreadyRunning: 'A sync is running already; this is its progress.',
    films: 'Newest films', noFilms: 'No films are stored yet. They will appear here after a sync.', more: 'Show more',
    total: (n) => `${n} in all`,
    runs: 'Recent runs', noRuns: 'There have been no runs yet.',
    settled: (done, all) => `${done} of ${all} done`,
    listing: 'Reading the list…', nothingDue: 'Everything is up to date',
    eta: (text) => `about ${text} left`, seconds: (n) => `${n} s`, minutes: (n) => `${n} min`, hours: (n) => `${n} h`,
    requested: (at) => `started ${at}`, finished: (at) => `ended ${at}`,
    connectionLost: 'Connection lost, trying again…', unreachable: 'The server can’t be reached. Check the network and try again.',
    expired: 'Your session has ended. Sign in again.',
    scheduled: 'scheduled', asked: 'by hand', single: 'single titles', poster: (title) => `Poster of ${title}`, untitled: '(no title)',
    feeds: { movies: 'films', tv: 'series', anime: 'anime', documentaries: 'documentaries', shows: 'shows' },
    kinds: { movie: 'Film', tv: 'Series', anime: 'Anime', doc: 'Documentary', tvshow: 'Show' },
    states: { REQUESTED: 'Waiting', RUNNING: 'Running', PAUSED: 'Paused', CANCELLED: 'Cancelled', COMPLETED: 'Completed', FAILED: 'Failed' },
    counts: { listed: 'Listed', created: 'New', changed: 'Changed', unchanged: 'Unchanged', outstanding: 'To do', gone: 'Gone', failed: 'Failed', cancelled: 'Cancelled' },
    pagesLabel: 'Pages',
    pages: { overview: 'Overview', catalogue: 'Catalogue', health: 'Quality', operation: 'Operation', administration: 'Administration', account: 'Account' },
    roles: { VIEWER: 'Viewer', OPERATOR: 'Operator', ADMIN: 'Administrator' },
    services: { scheduler: 'Scheduler', worker: 'Worker', gateway: 'Gateway', standalone: 'All in one' },
    sorts: { newest: 'Newest release', score: 'Best score', updated: 'Updated last', created: 'Added last' },
    itemStates: { FRESH: 'Fresh', OUTSTANDING: 'To do', CREATED: 'New', CHANGED: 'Changed', UNCHANGED: 'Unchanged', GONE: 'Gone', FAILED: 'Failed', CANCELLED: 'Cancelled' },
    fields: {
      title: 'Title', original_title: 'Original title', aka: 'Other names', kind: 'Kind', year: 'Year', release_date: 'Release date', release_date_precision: 'Precision of the date',
      release_dates: 'Release dates', directors: 'Directors', writers: 'Writers', actors: 'Actors', tags: 'Tags', countries: 'Countries', languages: 'Languages',
      runtime: 'Runtime (minutes)', runtimes: 'Runtimes', season: 'Season', episode_count: 'Episodes', episode_runtime: 'Runtime of an episode (minutes)', imdb_id: 'IMDb',
      episodes_out: 'Episodes out', score: 'Score', votes: 'Votes', description: 'Description', cover_url: 'Poster', is_update: 'Running', is_completed: 'Completed',
      source: 'Source', source_id: 'Number at the source', created_at: 'Added', updated_at: 'Updated',
    },
    checks: {
      'outlier.runtime': 'Runs for more than ten hours', 'outlier.year': 'Year far from the release date', 'outlier.episode_count': 'More than 3000 episodes',
      'outlier.release_far_ahead': 'Released in more than five years', 'outlier.score_without_votes': 'Score without votes', 'outlier.votes_without_score': 'Votes without a score',
      'outlier.score_before_release': 'Score before release', stale: 'Old details', never_detailed: 'No details a day after listing', dead: 'Given up', second_best_route: 'Read by the second best route only',
    },
    none: 'Nothing here.', back: 'Back', next: 'Next', range: (from, to, all) => `${from}–${to} of ${all}`, close: 'Close', save: 'Save', saved: 'Saved.',
    edit: 'Edit', remove: 'Remove', all: 'All', search: 'Search', text: 'Title', kind: 'Kind', country: 'Country', tag: 'Tag', yearFrom: 'Year from', yearTo: 'Year to',
    minScore: 'Lowest score', sort: 'Order', exportAs: (format) => `Export ${format}`, exportCut: 'The export was cut off, the file is not whole. Try again.', backToList: '← Back to the catalogue',
    history: 'Changes', when: 'When', field: 'Field', before: 'Before', after: 'After', syncThis: 'Sync this title again', askedFor: 'A sync was started.',
    quality: 'Quality of the data', computing: 'Counting…', qualityOf: (n, at) => `${n} titles, counted ${at}. A figure opens its titles.`, check: 'Check', titles: 'Titles',
    missing: (field) => `Titles without: ${field}`, differs: (field) => `A witness disagrees: ${field}`, quarantinedFor: (reason) => `Quarantined: ${reason}`,
    value: 'Value', seen: 'Seen last', title: 'Title', number: 'Number', reason: 'Reason', attempts: 'Attempts',
    suspects: 'Pages that look changed', suspectsHint: 'The source seems to have changed its pages. Nothing of that kind is stored until a trial succeeds or somebody trusts it again.', noSuspects: 'All is well.', trust: 'Trust again', nextTrial: 'Next trial',
    quarantine: 'Quarantine', quarantineHint: 'Answers that were read and not believed. They are not stored.', look: 'Look', accept: 'Accept', accepted: 'accepted',
    dead: 'Given up', deadHint: 'Titles that failed too often. Replayed, they are tried again.', replay: 'Replay', replayAll: 'Replay all', replayAllAsk: 'Replay all titles that were given up?', replayed: (n) => `${n} will be tried again.`,
    source: 'Source', sources: 'Sources', cluster: 'Cluster', state: 'State', pace: 'Pace', lastMinute: 'Requests in a minute', queued: 'Queued', inHand: 'In hand', due: 'Due', freshness: 'Freshness', measured: 'Measured', waitsFor: 'Waits for', usefulWorkers: 'Workers of use',
    open: 'open', paused: 'paused', service: 'Service', version: 'Version', since: 'Since', lastSeen: 'Seen last', name: 'Name', enabled: 'enabled', disabled: 'disabled',
    feedsLabel: 'Feeds', cron: 'Cron', zone: 'Zone', nextFiring: 'Next', lastFiring: 'Last', schedules: 'Schedules', newSchedule: 'New schedule', removeAsk: (name) => `Remove the schedule ${name}?`,
    nameHint: 'Lower case letters, digits, - and _', feedsHint: (all) => `Separated by commas: ${all}`, cronHint: 'Second, minute, hour, day, month, weekday, as 0 0 */8 * * *',
    paceOf: (used, rate) => (used === null ? `pace ${rate}` : `${used} requests in the last minute, at most ${rate}`), queuedOf: (queued, hand) => `${queued === null ? '—' : queued} queued, ${hand} in hand`,
    dueOf: (n) => (n === null ? '' : `${n} due`), freshOf: (share) => `${share} fresh`,
    pausedUntil: (label, route, until, why) => `${label}${route ? ` (${route})` : ''} is paused until ${until}: ${why}`,
    startOther: 'More…', singleTitles: 'Numbers of single titles', singleTitlesHint: 'One a line, at most 10,000; instead of feeds',
    users: 'Users', role: 'Role', sessions: 'Sessions', enable: 'Enable', disable: 'Disable', setPassword: 'Set password', newUser: 'New user', newPassword: 'New password', currentPassword: 'Current password',
    passwordHint: 'At least 12 characters, none of the well-known ones', passwordSessions: 'With a new password your other sessions end at once.',
    keys: 'API keys', keysHint: 'For programs, sent as Authorization: Bearer.', createdBy: 'Made by', expires: 'Expires', never: 'never', lastUsed: 'Used last', revoke: 'Revoke',
    revokeAsk: (name) => `Revoke the key ${name}? What uses it stops working at once.`, revokedAt: (at) => `revoked ${at}`, newKey: 'New key', expiresInDays: 'Days until it expires', expiresHint: 'Empty: it does not', keyOnce: 'Keep it now. It is never shown again:',
    audit: 'Audit log', actor: 'Actor', actorHint: 'A user name; key NAME for an API key; ?NAME for attempts to sign in', address: 'Address', request: 'Request', answer: 'Answer', detail: 'Detail', traceId: 'Trace id', from: 'From', to: 'To',
  },
};

const LANGUAGE_KEY = 'reelsync.language';

let language = localStorage.getItem(LANGUAGE_KEY);
if (!(language in WORDS)) {
  language = (navigator.language || 'zh').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function words() {
  return WORDS[language];
}

function setLanguage(next) {
  language = next;
  localStorage.setItem(LANGUAGE_KEY, next);
}

function timeText(iso) {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  return new Date(iso).toLocaleString(locale, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

function durationText(seconds) {
  if (seconds < 90) return words().seconds(seconds);
  if (seconds < 5400) return words().minutes(Math.round(seconds / 60));
  return words().hours(Math.round(seconds / 360) / 10);
}
