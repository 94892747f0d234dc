import { globSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { findIn, logOf, openLines, rowOf, statusOf, toolsOf } from './log-page.ts'

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

const deleted = /The log file was deleted outside of LocalFlow\. Latest possible time: .+\./
const shortened =
  /The log file was shortened outside of LocalFlow, or by a power failure, 11 bytes of 22 bytes are left\. Latest possible time: .+\./

test('a link to a log that is gone says why, and when, as lf does', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openLines(app, ['here today'])
  await expect(rowOf(page, 1)).toBeVisible()
  for (const file of globSync(join(app.data, 'logs/**/*.log*'))) rmSync(file)
  await findIn(page).fill('here')
  await expect(page.getByRole('heading', { name: 'The log is gone' })).toBeVisible()
  await app.goto('/runs/1/log?attempt=1#L1')
  await expect(page.getByRole('heading', { name: 'The log is gone' })).toBeVisible()
  await expect(page.getByText(deleted)).toBeVisible()
  await expect(logOf(page)).toHaveCount(0)
  expect(await app.lf('logs', '1')).toMatchObject({ code: 3, out: '', err: expect.stringMatching(deleted) })
  expect(await app.lf('search', 'here')).toMatchObject({ code: 1, out: '', err: expect.stringMatching(deleted) })
})

test('a log that was shortened after its run shows what is left, and says why and when, as lf does', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await openLines(app, ['here today', 'here again'])
  await expect(rowOf(page, 2)).toBeVisible()
  const [file = ''] = globSync(join(app.data, 'logs/**/*.log'))
  truncateSync(file, 'here today\n'.length)
  await page.reload()
  await expect(rowOf(page, 1)).toContainText('here today')
  await expect(statusOf(page)).toContainText(shortened)
  expect(await app.lf('logs', '1')).toMatchObject({ code: 0, out: 'here today\n', err: expect.stringMatching(shortened) })
  const found = await app.lf('search', 'here')
  expect(found).toMatchObject({ code: 0, err: expect.stringMatching(shortened) })
  expect(stripVTControlCharacters(found.out)).toContain('L1: here today')
})

test('a log whose file is truncated while it is open shows what is left, and says so', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const gate = join(app.data, 'gate')
  await app.lf(
    'job',
    'create',
    'Slow',
    '--',
    'sh',
    '-c',
    `seq -f 'line %g' 50; until [ -e ${gate} ]; do sleep 0.05; done; echo after`,
  )
  await app.lf('run', 'Slow')
  await app.goto('/runs/1')
  await expect(rowOf(page, 50)).toContainText('line 50')
  const [file = ''] = globSync(join(app.data, 'logs/**/*.log'))
  truncateSync(file, 'line 1\nline 2\n'.length)
  writeFileSync(gate, '')
  await expect(logOf(page)).toContainText('after')
  await expect(rowOf(page, 3)).toContainText('after')
  await expect(rowOf(page, 50)).toHaveCount(0)
  await expect(statusOf(page)).toContainText('The log file was shortened outside of LocalFlow')
})

test('a browser offers the path of the log file in place of an editor', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await openLines(served, ['one'])
  await toolsOf(page).getByRole('button', { name: 'More log actions' }).click()
  await page.getByRole('menuitem', { name: 'Copy path of the log file' }).click()
  await expect(page.getByText('Copied the path')).toBeVisible()
  expect(readFileSync(await page.evaluate(() => navigator.clipboard.readText()), 'utf8')).toBe('one\n')
})
