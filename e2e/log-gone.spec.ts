import { globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { logOf, openLines, rowOf, toolsOf } from './log-page.ts'

async function download(page: Page, name: string): Promise<{ file: string; text: string }> {
  const saved = page.waitForEvent('download')
  await toolsOf(page).getByRole('button', { name: 'More log actions' }).click()
  await page.getByRole('menuitem', { name }).click()
  const file = await saved
  return { file: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

test('a log is downloaded as written, without colors, and with times', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openLines(app, ['\x1b[31mred\x1b[0m', '10 %\r100 %', '!to stderr', 'naïve 🎉'])
  await expect(rowOf(page, 4)).toContainText('naïve')
  expect(await download(page, 'Download as written')).toEqual({
    file: 'run-1.log',
    text: '\x1b[31mred\x1b[0m\n10 %\r100 %\nto stderr\nnaïve 🎉\n',
  })
  expect((await download(page, 'Download without colors')).text).toBe('red\n10 %\r100 %\nto stderr\nnaïve 🎉\n')
  const { text } = await download(page, 'Download with timestamps')
  expect(text.split('\n').map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} /, '@'))).toEqual([
    '@red',
    '@100 %',
    '@to stderr',
    '@naïve 🎉',
    '',
  ])
})

test('a link to a log that is gone says so, and why', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  // Two streams: the log has an index, which tells that there was one.
  await openLines(app, ['here today', '!gone tomorrow'])
  await expect(rowOf(page, 1)).toBeVisible()
  for (const file of globSync(join(app.data, 'logs/**/*.log'))) rmSync(file)
  await app.goto('/runs/1/log?attempt=1#L1')
  await expect(page.getByRole('heading', { name: /^The log was deleted/ })).toBeVisible()
  await expect(page.getByText('The log file was deleted outside of LocalFlow.')).toBeVisible()
  await expect(logOf(page)).toHaveCount(0)
})
