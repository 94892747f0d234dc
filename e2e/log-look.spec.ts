import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { linesInView, logOf, openLines, rowOf, statusOf, toolsOf } from './log-page.ts'

const menuItem = async (page: Page, name: string) => {
  await toolsOf(page).getByRole('button', { name: 'More log actions' }).click()
  await page.getByRole('menuitemradio', { name }).or(page.getByRole('menuitem', { name })).click()
}

test('output is text: no markup, no address but of the web, no escape sequence acts', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openLines(app, [
    '<img src=x onerror="document.title=1"><b>bold</b>',
    '\x1b]0;stolen title\x07after the title',
    '\x1b]8;;javascript:alert(1)\x1b\\click\x1b]8;;\x1b\\ javascript:alert(1) data:text/html,x',
    'one\x1b[2K\x1b[1A\x1b[10Dtwo',
    'safe\u202egnp.exe',
  ])
  await expect(rowOf(page, 1)).toContainText('<b>bold</b>')
  await expect(rowOf(page, 2)).toContainText('after the title')
  await expect(rowOf(page, 4)).toContainText('onetwo')
  await expect(logOf(page).getByRole('link')).toHaveCount(0)
  await expect(logOf(page).locator('img, b')).toHaveCount(0)
  await expect(page).toHaveTitle(/run 1/)
  await menuItem(page, 'Show control characters')
  await expect(rowOf(page, 4)).toContainText('one␛[2K␛[1A␛[10Dtwo')
  await expect(rowOf(page, 5)).toContainText('safe<202E>gnp.exe')
})

test('progress shows its last state, or all of them, and JSON and long lines open on demand', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await openLines(app, [
    '10 %\r50 %\r100 % done',
    '{"level":"info","page":{"id":12345678901234567890}}',
    `${'x'.repeat(3_000)}END`,
  ])
  await expect(rowOf(page, 1)).toContainText('100 % done')
  await expect(rowOf(page, 1)).not.toContainText('50 %')
  await rowOf(page, 1).getByRole('button', { name: 'Show all 3 updates' }).click()
  await expect(rowOf(page, 1)).toContainText('50 %')
  await expect(logOf(page)).toBeFocused()
  await rowOf(page, 1).getByRole('button', { name: 'Show last update only' }).click()
  await expect(rowOf(page, 1)).not.toContainText('50 %')
  await menuItem(page, 'Pretty JSON')
  await expect(rowOf(page, 2)).toContainText('"id": 12345678901234567890')
  await expect.poll(async () => (await rowOf(page, 2).boundingBox())?.height).toBe(120)
  await menuItem(page, 'Pretty JSON')
  await expect(rowOf(page, 3)).not.toContainText('END')
  await rowOf(page, 3).getByRole('button', { name: 'Show all 3.0 KB' }).click()
  await expect(rowOf(page, 3)).toContainText('END')
})

test('a line that is longer than what is sent at once opens whole', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openLines(app, ['before', `${'x'.repeat(64 * 1024)}END`, 'after'])
  await rowOf(page, 2).getByRole('button', { name: 'Open all 65.5 KB' }).click()
  const dialog = page.getByRole('dialog', { name: 'Line 2' })
  await expect(dialog).toContainText('xxxEND')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('lines wrap, at any place of the log, and following and steps go on', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const long = Array.from({ length: 500 }, (_, at) => `${at + 1} ${'word '.repeat(at % 7 === 0 ? 120 : 4)}`)
  await openLines(app, long, { query: '#L250' })
  await expect(rowOf(page, 250)).toBeInViewport()
  const [top] = await linesInView(page)
  await page.keyboard.press('w')
  await expect.poll(async () => (await linesInView(page))[0]).toBe(top)
  await expect.poll(async () => (await rowOf(page, 253).boundingBox())?.height).toBeGreaterThan(40)
  expect(await logOf(page).evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0)
  await page.keyboard.press('End')
  await expect.poll(async () => (await linesInView(page)).at(-1)).toBe(500)
  await logOf(page).hover()
  await page.mouse.wheel(0, -300)
  await expect.poll(async () => (await linesInView(page)).at(-1)).toBeLessThan(500)
  await page.keyboard.press('Home')
  await expect.poll(async () => (await linesInView(page))[0]).toBe(1)
  await page.keyboard.press('w')
  await expect.poll(async () => (await rowOf(page, 1).boundingBox())?.height).toBe(20)
})

test('streams are told apart and filtered, and times are those a person chose', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openLines(app, ['plain 1', 'plain 2', '!to stderr', 'plain 4', '!again'])
  const show = async (name: string) => {
    await toolsOf(page)
      .getByRole('button', { name: /^Streams/ })
      .click()
    await page.getByRole('menuitemradio', { name, exact: true }).click()
  }
  await show('stderr')
  await expect.poll(() => linesInView(page)).toEqual([3, 5])
  await expect(statusOf(page)).toContainText('2 of 5 lines')
  await show('stdout')
  await expect.poll(() => linesInView(page)).toEqual([1, 2, 4])
  await show('All')
  await expect.poll(() => linesInView(page)).toEqual([1, 2, 3, 4, 5])
  const times = () => logOf(page).locator('.log-time').allTextContents()
  await page.keyboard.press('t')
  await expect.poll(async () => (await times())[0]).toMatch(/^\+0\.\d{3}$/)
  await page.keyboard.press('t')
  await expect.poll(async () => (await times())[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/)
  await page.keyboard.press('t')
  await expect.poll(times).toEqual(['', expect.stringMatching(/^\+0\.0/), ...Array(3).fill(expect.stringMatching(/^\+\d/))])
  await page.keyboard.press('t')
  await expect.poll(times).toEqual([])
})
