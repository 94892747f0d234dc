import { expect, test } from './hosts.ts'
import { linesInView, logOf, openLines, rowOf, statusOf } from './log-page.ts'
import { stillBox } from './still.ts'

const lines = Array.from({ length: 2_000 }, (_, at) => `entry \x1b[32m${at + 1}\x1b[0m`)
const clipboard = ['clipboard-read', 'clipboard-write']

test('lines are selected by their numbers, copied, and linked', { tag: '@page' }, async ({ app, context }) => {
  const { page } = app
  await context.grantPermissions(clipboard)
  await openLines(app, lines)
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  const number = (line: number) => rowOf(page, line).locator('[data-number]')
  await number(3).click()
  await expect(statusOf(page)).toContainText('Line 3 selected')
  await number(6).click({ modifiers: ['Shift'] })
  await expect(statusOf(page)).toContainText('Lines 3–6 selected')
  await expect(page).toHaveURL(/#L3-6$/)
  await page.keyboard.press('Control+c')
  await expect(page.getByText('Copied 4 lines')).toBeVisible()
  expect(await copied()).toBe('entry 3\nentry 4\nentry 5\nentry 6')
  await statusOf(page).getByRole('button', { name: 'Copy with timestamps' }).click()
  await expect.poll(copied).toMatch(/^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} entry \d\n?){4}$/)
  await statusOf(page).getByRole('button', { name: 'Copy link' }).click()
  await expect.poll(copied).toMatch(/\/runs\/1\/log\?attempt=1#L3-6$/)
  await page.keyboard.press('Escape')
  await expect(statusOf(page)).not.toContainText('selected')
  await expect(page).toHaveURL(/\/runs\/1$/)
})

test('a drag beyond the view scrolls and selects lines', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openLines(app, lines)
  await expect(rowOf(page, 5)).toContainText('entry 5')
  const text = await stillBox(rowOf(page, 5))
  const log = await stillBox(logOf(page))
  await page.mouse.move(text.x + 120, text.y + 10)
  await page.mouse.down()
  await page.mouse.move(text.x + 140, log.y + log.height - 50)
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toContain('entry 8')
  await page.mouse.move(text.x + 140, log.y + log.height + 80, { steps: 4 })
  await expect.poll(async () => (await linesInView(page))[0]).toBeGreaterThan(200)
  await page.mouse.up()
  await expect(statusOf(page)).toContainText('Lines 5–')
  const [, to] = /Lines 5–([\d,]+) selected/.exec((await statusOf(page).textContent()) ?? '') ?? []
  expect(Number(to?.replace(',', ''))).toBeGreaterThan(200)
})

test('a link opens at its lines, marks them, and another one moves there', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openLines(app, lines, { query: '#L1200-1203' })
  await expect(rowOf(page, 1_200)).toBeInViewport()
  await expect(logOf(page).locator('.log-ring')).toHaveCount(4)
  await expect(statusOf(page)).toContainText('Lines 1,200–1,203 selected')
  await page.evaluate(() => {
    location.hash = '#L40'
  })
  await expect(rowOf(page, 40)).toBeInViewport()
  await expect(logOf(page).locator('.log-ring')).toHaveCount(1)
  await rowOf(page, 42).locator('[data-number]').click()
  await expect(logOf(page).locator('.log-ring')).toHaveCount(0)
  await page.getByRole('textbox', { name: 'Find' }).fill('entry 42')
  await page.getByRole('button', { name: 'Only matching lines' }).click()
  await expect(rowOf(page, 41)).toHaveCount(0)
  await page.evaluate(() => {
    location.hash = '#L1500'
  })
  await expect(rowOf(page, 1_500)).toBeInViewport()
})
