import type { Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'

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

/** What stands in the rows in view, 20 times, 50 ms apart. */
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
      const last = rows.at(-1)
      samples.push({
        rows: rows.length,
        blank: rows.filter(({ number, text }) => !text.slice(number.length).startsWith(`entry ${number} at `)).length,
        last: numbers.at(-1) ?? 0,
        ordered: numbers.every((number, at) => at === 0 || number === (numbers[at - 1] ?? 0) + 1),
        age: Date.now() - Number(/ at (\d+)/.exec(last?.text ?? '')?.[1]),
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
