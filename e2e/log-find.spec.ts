import { expect, test } from './hosts.ts'
import { findIn, linesInView, logOf, openLines, openOutput, rowOf, statusOf, toolsOf } from './log-page.ts'

const lines = Array.from({ length: 30_000 }, (_, at) => `entry ${at + 1}`)
for (const line of [777, 20_000, 29_990]) lines[line - 1] = `a \x1b[31mneed\x1b[0mle at ${line}`
lines[99] = 'Needles and pins'

test('find counts the hits in the whole log, and steps through them in both directions', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openLines(app, lines)
  await expect(rowOf(page, 1)).toBeVisible()
  await page.keyboard.press('Control+f')
  await expect(findIn(page)).toBeFocused()
  await page.keyboard.type('needle')
  await expect(toolsOf(page).getByText('1/4', { exact: true })).toBeVisible()
  await expect(rowOf(page, 100).locator('mark')).toHaveText('Needle')
  await page.keyboard.press('Enter')
  await expect(toolsOf(page).getByText('2/4', { exact: true })).toBeVisible()
  await expect(rowOf(page, 777).locator('mark')).toHaveText(['need', 'le'])
  await page.keyboard.press('F3')
  await expect(rowOf(page, 20_000)).toBeVisible()
  await page.keyboard.press('Shift+F3')
  await page.keyboard.press('Shift+Enter')
  await expect(rowOf(page, 100)).toBeVisible()
  await page.keyboard.press('Shift+Enter')
  await expect(toolsOf(page).getByText('4/4', { exact: true })).toBeVisible()
  await expect(rowOf(page, 29_990)).toBeInViewport()
  await expect(page.locator('[data-rail] [data-mark="hit"]')).toHaveCount(4)
})

test('find knows regular expressions, case and whole words, and says what is wrong with a pattern', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await openLines(app, lines)
  const flag = (name: string) => toolsOf(page).getByRole('button', { name, exact: true })
  const count = (text: string) => expect(toolsOf(page).getByText(text, { exact: true }).first()).toBeVisible()
  await findIn(page).fill('needle')
  await count('1/4')
  await flag('Match case').click()
  await count('1/3')
  await flag('Match case').click()
  await flag('Whole words').click()
  await count('1/3')
  await flag('Whole words').click()
  await flag('Regular expression').click()
  await findIn(page).fill('^a needle at 2\\d+$')
  await count('1/2')
  await findIn(page).fill('(')
  await expect(toolsOf(page).getByRole('alert')).toContainText('Invalid pattern')
  await findIn(page).fill('nowhere')
  await count('No matches')
})

test('only matching lines are shown, with lines of context, and a filter comes and goes around the line in view', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  await openLines(app, lines)
  await findIn(page).fill('needle')
  await expect(rowOf(page, 100)).toBeVisible()
  await page.getByRole('button', { name: 'Only matching lines' }).click()
  await expect.poll(() => linesInView(page)).toEqual([100, 777, 20_000, 29_990])
  await expect(statusOf(page)).toContainText('4 of 30,000 lines')
  await page.getByRole('spinbutton', { name: 'Lines of context' }).fill('1')
  await expect
    .poll(() => linesInView(page))
    .toEqual([99, 100, 101, 776, 777, 778, 19_999, 20_000, 20_001, 29_989, 29_990, 29_991])
  await expect(rowOf(page, 20_001)).toContainText('entry 20001')
  await page.getByRole('button', { name: 'Only matching lines' }).click()
  await expect.poll(async () => (await linesInView(page)).includes(100)).toBe(true)
  await findIn(page).press('Escape')
  await expect(findIn(page)).toHaveValue('')
  await expect(statusOf(page)).toContainText('30,000 lines')
})

test('find goes on counting while a run writes, and a link brings its text', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const program = `let n = 0; setInterval(() => console.log('tick', ++n), 20)`
  await app.lf('job', 'create', 'Clock', '--', process.execPath, '-e', program)
  await app.lf('run', 'Clock')
  await app.goto('/runs/1?find=TICK&find-flags=r')
  await expect(findIn(page)).toHaveValue('TICK')
  const total = async () => Number(/\/(\d+)/.exec((await toolsOf(page).textContent()) ?? '')?.[1] ?? 0)
  await expect.poll(total).toBeGreaterThan(10)
  const before = await total()
  await expect.poll(total).toBeGreaterThan(before + 20)
})

test('a hit far inside a long line is scrolled to, and opened where it is not read yet', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openOutput(
    app,
    `console.log('short'); console.log('x'.repeat(900) + 'needle' + 'y'.repeat(5000) + 'pin'); console.log('z'.repeat(6e6) + 'haystack' + 'z'.repeat(1e5))`,
  )
  await findIn(page).fill('needle')
  const mark = logOf(page).locator('mark')
  await expect(mark).toBeInViewport()
  await findIn(page).fill('pin')
  await expect(mark).toHaveText('pin')
  await expect(mark).toBeInViewport()
  await findIn(page).fill('haystack')
  await page.getByRole('button', { name: 'Show match' }).click()
  const dialog = page.getByRole('dialog', { name: 'Line 3' })
  await expect(dialog.locator('mark')).toHaveText('haystack')
  await expect(dialog.locator('mark')).toBeInViewport()
  await expect(dialog).toContainText('into the line.')
})
