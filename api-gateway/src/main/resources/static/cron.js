// @ts-check

/*
 * What the usual cron expressions mean, in words: six fields, seconds first. Of what is less usual nothing is said: when it
 * fires, the gateway tells.
 */
import { language, words } from './words.js';

const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** A Sunday. */
const FIRST_DAY = Date.UTC(2023, 0, 1);
const DAY_MS = 86400000;

/** @param {string} cron */
export function cronWords(cron) {
  const fields = cron.trim().toUpperCase().split(/\s+/);
  if (fields.length !== 6) return '';
  const [second, minute, hour, day, month, weekday] = fields;
  const when = dayWords(day, month, weekday);
  const times = timeWords(second, minute, hour);
  const text = when === null || times === '' ? '' : words().cronJoined(when, times).trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Empty for every day; null where there is no word for it. @param {string} day @param {string} month @param {string} weekday */
function dayWords(day, month, weekday) {
  const anyDay = day === '*' || day === '?';
  const anyWeekday = weekday === '*' || weekday === '?';
  if (month !== '*') return null;
  if (anyDay && anyWeekday) return '';
  if (anyDay) return weekdayWords(weekday);
  return anyWeekday && /^([1-9]|[12]\d|3[01])$/.test(day) ? words().cronDayOfMonth(Number(day)) : null;
}

/** @param {string} weekday */
function weekdayWords(weekday) {
  const numbered = DAYS.reduce((text, name, n) => text.replaceAll(name, String(n)), weekday);
  const range = /^([0-7])-([0-7])$/.exec(numbered);
  if (range) return words().cronWeekdays(dayName(range[1]), dayName(range[2]));
  return /^[0-7](,[0-7])*$/.test(numbered) ? words().cronOnDays(numbered.split(',').map(dayName)) : null;
}

/** @param {string} n */
function dayName(n) {
  return new Date(FIRST_DAY + (Number(n) % 7) * DAY_MS).toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'long', timeZone: 'UTC' });
}

/** @param {string} second @param {string} minute @param {string} hour */
function timeWords(second, minute, hour) {
  const every = /^(?:\*|0)\/(\d{1,2})$/;
  if (second === '*' && minute === '*' && hour === '*') return words().cronEverySecond;
  if (!/^\d{1,2}$/.test(second)) return '';
  const minutes = every.exec(minute);
  if (minutes && hour === '*') return words().cronEveryMinutes(Number(minutes[1]));
  if (minute === '*' && hour === '*') return words().cronEveryMinutes(1);
  if (!/^\d{1,2}$/.test(minute)) return '';
  const hours = every.exec(hour);
  const past = Number(minute);
  if (hours) return words().cronEveryHours(Number(hours[1]), past);
  if (hour === '*') return words().cronEveryHours(1, past);
  if (!/^\d{1,2}(,\d{1,2})*$/.test(hour)) return '';
  const seconds = second === '0' || second === '00' ? '' : `:${second.padStart(2, '0')}`;
  return words().cronAt(hour.split(',').map((each) => `${each.padStart(2, '0')}:${minute.padStart(2, '0')}${seconds}`));
}
