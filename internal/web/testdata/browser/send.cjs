// Fills in a form in Chromium as a member does on a phone, sends it, and reports
// the page that follows. The plan comes in as JSON on standard input, the report
// goes out as JSON on standard output:
//
//   in   { chromium, steps: [{ open }, { fill: [selector, text] }, { tick: selector }, { file: [selector, path] }, { press: selector }] }
//   out  [{ url, title, heading, said, cookies, origin }]   after each open and press
//
// The tools are looked up in KETTLE_BROWSER_TOOLS, which holds node_modules.
const { createRequire } = require('module')
const fs = require('fs')
const path = require('path')

const tools = createRequire(path.join(process.env.KETTLE_BROWSER_TOOLS, 'x.cjs'))
const { chromium } = tools('playwright-core')
const plan = JSON.parse(fs.readFileSync(0, 'utf8'))

async function main() {
  const browser = await chromium.launch({
    executablePath: plan.chromium,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ignoreHTTPSErrors: true })
    const page = await context.newPage()
    let origin = ''
    page.on('request', async r => { if (r.method() === 'POST') origin = (await r.allHeaders()).origin || 'none' })
    const reports = []
    const report = async () => reports.push({
      url: page.url(), title: await page.title(), heading: await page.textContent('h1'),
      said: await page.evaluate(() => (document.querySelector('.told, .wrong, p.about') || {}).textContent || ''),
      cookies: (await context.cookies()).length, origin,
    })
    for (const step of plan.steps) {
      if (step.open) { await page.goto(step.open); await report() }
      if (step.fill) await page.fill(...step.fill)
      if (step.tick) await page.click(step.tick)
      if (step.file) await page.setInputFiles(...step.file)
      if (step.press) { await Promise.all([page.waitForNavigation(), page.click(step.press)]); await report() }
    }
    process.stdout.write(JSON.stringify(reports))
  } finally {
    await browser.close()
  }
}

main().catch(e => { console.error(e); process.exit(1) })
