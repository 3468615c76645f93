// Opens each page of a plan in Chromium as a phone does and reports what a
// visitor would stumble over. The plan comes in as JSON on standard input, the
// report goes out as JSON on standard output:
//
//   in   { chromium, shots, pages: [{ name, url, dark, width, height, scale, whole }] }
//   out  [{ name, status, fonts, axe: [], html: [], console: [], sideways, broken, hidden, sheets }]
//
// The tools are looked up in KETTLE_BROWSER_TOOLS, which holds node_modules.
const { createRequire } = require('module')
const fs = require('fs')
const path = require('path')

const tools = createRequire(path.join(process.env.KETTLE_BROWSER_TOOLS, 'x.cjs'))
const { chromium } = tools('playwright-core')
const { AxeBuilder } = tools('@axe-core/playwright')
const { HtmlValidate } = tools('html-validate')

const plan = JSON.parse(fs.readFileSync(0, 'utf8'))
const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended', 'html-validate:document'], rules: { 'no-trailing-whitespace': 'off', 'long-title': 'off' } })

async function look(browser, wanted) {
  const said = []
  const context = await browser.newContext({
    viewport: { width: wanted.width, height: wanted.height },
    deviceScaleFactor: wanted.scale || 1,
    colorScheme: wanted.dark ? 'dark' : 'light',
  })
  const page = await context.newPage()
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) said.push(m.type() + ': ' + m.text()) })
  page.on('pageerror', e => said.push('error: ' + e.message))
  page.on('requestfailed', r => said.push('no answer: ' + r.url()))
  const response = await page.goto(wanted.url, { waitUntil: 'load' })
  const markup = await response.text()
  const fonts = await page.evaluate(async () => { await document.fonts.ready; return [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family) })
  const report = { name: wanted.name, status: response.status(), fonts, console: said }
  Object.assign(report, await page.evaluate(() => ({
    sideways: document.documentElement.scrollWidth - window.innerWidth,
    hidden: [...document.querySelectorAll('.button')].filter(b => b.getBoundingClientRect().bottom > window.innerHeight).length,
    broken: [...document.images].filter(i => !i.complete || i.naturalWidth === 0).length,
  })))
  if (plan.shots) {
    await page.screenshot({ path: path.join(plan.shots, wanted.name + '.png') })
    if (wanted.whole) await page.screenshot({ path: path.join(plan.shots, wanted.name + '-whole.png'), fullPage: true })
  }
  const axe = await new AxeBuilder({ page }).analyze()
  report.axe = axe.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))
  report.checks = axe.passes.length
  const checked = await validator.validateString(markup)
  report.html = checked.results.flatMap(r => r.messages.map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`))
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: false })
  report.sheets = (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) || []).length
  if (plan.shots) fs.writeFileSync(path.join(plan.shots, wanted.name + '.pdf'), pdf)
  await context.close()
  return report
}

async function main() {
  const browser = await chromium.launch({
    executablePath: plan.chromium,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  try {
    const reports = []
    for (const wanted of plan.pages) reports.push(await look(browser, wanted))
    process.stdout.write(JSON.stringify(reports))
  } finally {
    await browser.close()
  }
}

main().catch(e => { console.error(e); process.exit(1) })
