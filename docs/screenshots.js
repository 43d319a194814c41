// Looks at a report's page as readers will, and fails where it does not keep its promises. See docs/report.md.
const path = require('path');
const {pathToFileURL} = require('url');
const {chromium} = require('playwright-core');

const [page, folder] = process.argv.slice(2);
if (!folder) {
  console.error('Usage: node docs/screenshots.js REPORT.HTML FOLDER');
  process.exit(2);
}
const url = pathToFileURL(path.resolve(page)).href;
const screens = [['desk', 1280, 900], ['phone', 390, 844]];

async function look(browser, scheme, [name, width, height]) {
  const context = await browser.newContext({colorScheme: scheme, viewport: {width, height}});
  const tab = await context.newPage();
  const faults = [];
  tab.on('console', message => faults.push('console: ' + message.text()));
  tab.on('pageerror', error => faults.push('error: ' + error));
  tab.on('request', request => {
    if (request.url() !== url && !request.url().startsWith('data:')) {
      faults.push('request: ' + request.url());
    }
  });
  await tab.goto(url);
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) {
    faults.push(`scrolls sideways: ${wide} of ${width} pixels`);
  }
  await tab.screenshot({path: path.join(folder, `${name}-${scheme}.png`), fullPage: true});
  if (name === 'desk' && scheme === 'light') {
    const clip = {x: 60, y: 0, width: 1160, height: 980};
    await tab.screenshot({path: path.join(folder, 'report.png'), fullPage: true, clip});
  }
  await context.close();
  console.log(`${name} ${scheme}: ${faults.length ? faults.join('; ') : 'ok'}`);
  return faults.length;
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  let faults = 0;
  for (const scheme of ['light', 'dark']) {
    for (const screen of screens) {
      faults += await look(browser, scheme, screen);
    }
  }
  await browser.close();
  process.exit(faults ? 1 : 0);
})();
