/* Signs in, and asks Lighthouse about each page in each form. Prints a table, and what keeps a score from being full. */
import lighthouse, { desktopConfig } from 'lighthouse';
import puppeteer from 'puppeteer-core';

const [url] = process.argv.slice(2);
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const FORMS = { desktop: desktopConfig, phone: undefined };

const browser = await puppeteer.launch({
  executablePath: process.env.REELSYNC_CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForSelector('#username');
  await page.type('#username', process.env.REELSYNC_USER || 'admin');
  await page.type('#password', process.env.REELSYNC_ADMIN_PASSWORD);
  await page.click('#sign-in-button');
  await page.waitForSelector('#sign-out:not([hidden])');
  const rows = [];
  for (const place of ['overview', 'catalogue']) {
    for (const [form, config] of Object.entries(FORMS)) {
      // A session's cookie has to stay. What another visit has kept stays too: as for whoever comes back.
      const { lhr } = await lighthouse(`${url}/#${place}`, { disableStorageReset: true, onlyCategories: CATEGORIES }, config, page);
      if (lhr.runtimeError) throw new Error(`${place}, ${form}: ${lhr.runtimeError.message}`);
      rows.push({
        page: place, form,
        ...Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(lhr.categories[name].score * 100)])),
        'first paint': lhr.audits['first-contentful-paint'].displayValue,
        'largest paint': lhr.audits['largest-contentful-paint'].displayValue,
        'layout shift': lhr.audits['cumulative-layout-shift'].displayValue,
      });
      for (const name of CATEGORIES) {
        for (const { id, weight } of lhr.categories[name].auditRefs) {
          const { score, title, displayValue } = lhr.audits[id];
          if (weight > 0 && score !== null && score < 0.9) console.log(`${place}, ${form}: ${title} ${displayValue || ''}`);
        }
      }
    }
  }
  console.table(rows);
} finally {
  await browser.close();
}
