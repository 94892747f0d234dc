import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { App } from './hosts.ts'

export const logOf = (page: Page): Locator => page.getByRole('region', { name: /Log of run/ })
export const toolsOf = (page: Page): Locator => page.getByRole('group', { name: 'Log tools' })
export const statusOf = (page: Page): Locator => page.getByRole('region', { name: 'State of the log' })
export const rowOf = (page: Page, line: number): Locator => logOf(page).locator(`[data-line="${line}"]`)
export const findIn = (page: Page): Locator => page.getByRole('textbox', { name: 'Find' })

/** The numbers of the lines in view, from the top. */
export const linesInView = (page: Page): Promise<number[]> =>
  logOf(page).evaluate((log) => {
    const { top, bottom } = log.getBoundingClientRect()
    return [...log.querySelectorAll<HTMLElement>('[data-line]')]
      .map((row) => ({ line: Number(row.dataset['line']), box: row.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > top + 1 && box.top < bottom - 1)
      .sort((a, b) => a.box.top - b.box.top)
      .map(({ line }) => line)
  })

/** Runs a program in Node to its end, and shows its run. The stream of each of `lines` is stdout, or stderr with a leading `!`. */
export async function openLines(app: App, lines: string[], { exit = 0, query = '' } = {}): Promise<void> {
  const file = join(app.data, 'lines.json')
  writeFileSync(file, JSON.stringify(lines))
  await openOutput(app, `${writesLines}\nwrite(${JSON.stringify(file)}, ${exit})`, query)
}

/** The two streams keep their order only where time passes between them. */
const writesLines = `async function write(file, exit) {
  const parts = []
  for (const line of JSON.parse(require('fs').readFileSync(file, 'utf8'))) {
    const stream = line.startsWith('!') ? 'stderr' : 'stdout'
    if (parts.at(-1)?.stream !== stream) parts.push({ stream, text: '' })
    parts.at(-1).text += (stream === 'stderr' ? line.slice(1) : line) + '\\n'
  }
  for (const { stream, text } of parts) {
    await new Promise((done) => process[stream].write(text, done))
    if (parts.length > 1) await new Promise((done) => setTimeout(done, 100))
  }
  process.exitCode = exit
}`

/** Runs a program in Node to its end, and shows its run. */
export async function openOutput(app: App, program: string, query = ''): Promise<void> {
  await app.lf('job', 'create', 'Writer', '--', process.execPath, '-e', program)
  await app.lf('run', 'Writer', '--wait')
  await app.goto(`/runs/1${query}`)
}
