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
