import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'
import { findIn, toolsOf } from './log-page.ts'

/** Writes so many numbered lines a second, each with the time at which it was written. */
const writer = (rate: number) => `
  const begun = Date.now()
  let n = 0
  setInterval(() => {
    const due = ((Date.now() - begun) / 1_000) * ${rate}
    let text = ''
    while (n < due) text += 'entry ' + ++n + ' at ' + Date.now() + '\\n'
    process.stdout.write(text)
  }, 10)`

type Sample = { rows: number; blank: number; last: number; ordered: boolean; age: number }

/** The content of the visible rows, 20 times, 50 ms apart. */
const sampleRows = (page: Page): Promise<Sample[]> =>
  page.getByRole('region', { name: /Log of run/ }).evaluate(async (log) => {
    const samples: Sample[] = []
    for (let n = 0; n < 20; n++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      await new Promise(requestAnimationFrame)
      const { top, bottom } = log.getBoundingClientRect()
      const rows = [...(log.firstElementChild?.children ?? [])]
        .map((row) => ({
          box: row.getBoundingClientRect(),
          number: row.children[0]?.textContent ?? '',
          text: row.textContent ?? '',
        }))
        .filter(({ box }) => box.bottom > top + 1 && box.top < bottom - 1)
        .sort((a, b) => a.box.top - b.box.top)
      const numbers = rows.map(({ number }) => Number(number))
      // The last line may be shown while only a part of it has been written.
      const times = rows.flatMap(({ text }) => / at (\d{13})$/.exec(text)?.[1] ?? [])
      samples.push({
        rows: rows.length,
        blank: rows.filter(({ number, text }, at) => {
          const [shown, expected] = [text.slice(number.length), `entry ${number} at `]
          const isPart = at === rows.length - 1 && shown !== '' && expected.startsWith(shown)
          return !shown.startsWith(expected) && !isPart
        }).length,
        last: numbers.at(-1) ?? 0,
        ordered: numbers.every((number, at) => at === 0 || number === (numbers[at - 1] ?? 0) + 1),
        age: Date.now() - Number(times.at(-1)),
      })
    }
    return samples
  })

async function openRun(app: App, name: string, script: string): Promise<void> {
  await app.lf('job', 'create', name, '--', process.execPath, '-e', script)
  const { out } = await app.lf('run', name, '--json')
  await app.goto(`/runs/${(JSON.parse(out) as { number: number }).number}`)
}

test('no row is blank while a log is followed, however fast it grows', async ({ app }) => {
  for (const rate of [200, 1_000, 5_000, 20_000]) {
    await openRun(app, `${rate} a second`, writer(rate))
    await expect(app.page.getByText(/^entry \d{3,} at/).last()).toBeVisible()
    const samples = await sampleRows(app.page)
    const wrong = samples.filter(({ rows, blank, ordered }) => rows < 20 || blank > 0 || !ordered)
    expect(wrong, `${rate} lines a second`).toEqual([])
    for (const [at, { last }] of samples.entries()) expect(last).toBeGreaterThanOrEqual(samples[at - 1]?.last ?? 0)
    expect(samples.at(-1)?.last).toBeGreaterThan(samples[0]?.last ?? 0)
    // A second on a quiet machine.
    expect(Math.max(...samples.map(({ age }) => age))).toBeLessThan(3_000)
    await app.page.getByRole('button', { name: 'Stop' }).click()
  }
})

test('output has its colors, groups that fold, and links with the right targets', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const text = [
    '\x1b[38;5;208morange\x1b[0m \x1b[48;2;20;40;90mon blue\x1b[0m',
    '::group::Install',
    ...Array.from({ length: 300 }, (_, n) => `fetch ${n}`),
    '::group::Inner',
    'deep',
    '::endgroup::',
    '::endgroup::',
    'see https://example.org/docs. Or \x1b]8;;https://example.org/other\x1b\\click me\x1b]8;;\x1b\\',
  ]
  await openRun(app, 'Colors', `process.stdout.write(${JSON.stringify(`${text.join('\n')}\n`)})`)
  const log = page.getByRole('region', { name: /Log of run/ })
  await expect(log.getByRole('link')).toHaveText(['https://example.org/docs', 'click me', 'https://example.org/other'])
  await expect(log.getByRole('link', { name: 'https://example.org/docs' })).toHaveAttribute('rel', /noreferrer/)
  const colorsOf = (words: string) =>
    log.getByText(words, { exact: true }).evaluate((piece) => {
      const { color, backgroundColor } = getComputedStyle(piece)
      return [color, backgroundColor]
    })
  await log.press('Home')
  expect((await colorsOf('on blue'))[1]).toBe('rgb(20, 40, 90)')
  expect((await colorsOf('orange'))[0]).toMatch(/^rgb\((?!29, 30, 32)/)
  const install = log.getByRole('button', { name: 'Install' })
  await expect(install).toHaveText('Install (303 lines)')
  await expect(log.getByText('fetch 0', { exact: true })).toHaveCount(0)
  await install.press('Enter')
  await expect(log.getByText('fetch 0', { exact: true })).toBeVisible()
  await log.press('End')
  await expect(log.getByRole('button', { name: 'Inner (1 line)' })).toBeVisible()
  await log.getByRole('button', { name: 'Inner (1 line)' }).click()
  await expect(log.getByText('deep', { exact: true })).toBeVisible()
})

test('a number of seven digits fits before a line of stderr', { tag: '@page' }, async ({ app }) => {
  // The log of a failed run is shown from its end.
  const last = `setTimeout(() => { process.stderr.write('the end\\n'); process.exitCode = 3 }, 300)`
  await openRun(app, 'Long', `process.stdout.write('x\\n'.repeat(1_234_566), () => ${last})`)
  const row = app.page.getByText('the end', { exact: true }).locator('xpath=ancestor::*[contains(@class,"absolute")][1]')
  const number = row.getByText('1234567', { exact: true })
  await expect(number).toBeVisible({ timeout: 20_000 })
  const gap = await number.evaluate((cell) => {
    const range = document.createRange()
    range.selectNodeContents(cell)
    return range.getBoundingClientRect().left - cell.getBoundingClientRect().left
  })
  expect(gap).toBeGreaterThanOrEqual(4)
})

test('after Approve the node that failed is selected, with the log of its failed item, and a node without output shows that', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  const file = join(app.data, 'release.yaml')
  writeFileSync(file, release)
  await app.lf('flow', 'import', file)
  const { out } = await app.lf('start', 'release', '--json')
  const { number } = JSON.parse(out) as { number: number }
  await app.goto(`/runs/${number}`)
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('heading', { name: 'May it go?', level: 2 }).first()).toBeVisible()
  await panel.getByRole('button', { name: 'Approve' }).focus()
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('heading', { name: 'Run the tests' })).toBeVisible()
  await expect(panel).toBeFocused()
  await expect(panel.getByText(/^item 2: /)).toBeVisible()
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await expect(outcome.getByText('Run the tests, item 2 of 3: b', { exact: true })).toBeVisible()
  await expect(outcome.getByRole('link', { name: /line 1/i })).toHaveAttribute('href', /step=tests&item=2#L1$/)
  await panel.getByRole('region', { name: 'tests' }).getByRole('button', { name: 'Log' }).click()
  const steps = page.getByRole('listbox', { name: 'Steps' })
  const log = page.getByRole('region', { name: 'Log of run' })
  await expect(log.getByText('testing b', { exact: true })).toBeVisible()
  await expect(steps.getByRole('option', { name: /^Item 2 Failed/ })).toHaveAttribute('aria-selected', 'true')
  await expect(steps.getByRole('option')).toHaveText([
    /^All/,
    /^build/,
    /^May it go/,
    /^pick/,
    /^Run the tests/,
    /^Item 1/,
    /^Item 2/,
    /^Item 3/,
  ])
  await steps.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page).toHaveURL(/step=tests.*item=3/)
  await expect(log.getByText('testing c', { exact: true })).toBeVisible()
  await page.getByRole('tab', { name: 'Graph' }).click()
  await page.getByRole('group', { name: /^pick, / }).click()
  await page.getByRole('tab', { name: 'Log' }).click()
  await expect(page.getByRole('heading', { name: 'No output from "pick"' })).toBeVisible()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('pick')
  await expect(toolsOf(page)).toContainText('No matches')
  await page.keyboard.press('Escape')
  await expect(findIn(page)).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'No output from "pick"' })).toBeFocused()
  await expectFindBeforeLog(app, number)
  await page.getByRole('tab', { name: 'Timeline' }).click()
  const timeline = page.getByRole('table', { name: /^Timeline over/ })
  await expect(timeline.getByRole('row', { name: /^Item 1 Succeeded/ })).toBeVisible()
  await timeline.getByRole('button', { name: 'Item 2 Failed' }).click()
  await expect(page.getByRole('complementary').getByText('testing b', { exact: true })).toBeVisible()
})

/** Ctrl F before the log is there, and what is typed after it, are for the find field of the log. */
async function expectFindBeforeLog({ page, goto }: App, number: number): Promise<void> {
  const chunk = '**/flow-run-tabs-*.js'
  let load = (): void => {}
  const wanted = new Promise<void>((resolve) => {
    load = resolve
  })
  await page.route(chunk, async (route) => {
    await wanted
    await route.continue()
  })
  await goto(`/runs/${number}`)
  await page.reload()
  await expect(page.getByRole('tab', { name: 'Log' })).toHaveAttribute('aria-selected', 'true')
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  await page.keyboard.press('Control+f')
  await page.keyboard.type('testing b')
  load()
  await expect(findIn(page)).toHaveValue('testing b')
  await expect(findIn(page)).toBeFocused()
  await page.unroute(chunk)
}

const release = `start: build
nodes:
  build: { exec_type: shell, script: { cmd: sh, code: echo building } }
  pick: { kind: choice, choice_cases: [], default_action: go }
  ask: { kind: approval, title: 'May it go?', approval_key: go }
  tests:
    title: Run the tests
    kind: foreach
    exec_type: shell
    script: { cmd: sh, code: 'echo "testing $LOCALFLOW_INPUT"; [ "$LOCALFLOW_INPUT" != b ]' }
    params: { list: [a, b, c] }
    prep: { input_key: $params.list }
edges:
  - { from: build, to: ask }
  - { from: ask, to: pick }
  - { from: pick, action: go, to: tests }
`

test('a failed run opens at its error, and a folded group shows that it hides one', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  // The two streams keep their order only where one was read before the other is written.
  const logged = (text: string) => `until grep -rqs '${text}' "$LOCALFLOW_DATA/logs"; do sleep 0.01; done`
  const script = [
    'echo ::group::Install; echo fetched; echo ::endgroup::; echo ::group::Build',
    `${logged('Build')}; echo "no such file" >&2; ${logged('no such file')}`,
    'echo ::endgroup::; echo done; exit 1',
  ].join('; ')
  await app.lf('exec', '--', 'sh', '-c', script)
  await app.goto('/runs/1')
  const log = page.getByRole('region', { name: /Log of run/ })
  await expect(log.getByRole('button', { name: /Install/, expanded: false })).toBeVisible()
  await expect(log.getByText('no such file', { exact: true })).toBeVisible()
  await log.getByRole('button', { name: 'Build' }).click()
  await expect(log.getByRole('button', { name: /Build.*has errors/, expanded: false })).toBeVisible()
})
