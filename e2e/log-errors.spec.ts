import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './hosts.ts'
import { findIn, linesInView, logOf, openLines, rowOf, statusOf, toolsOf } from './log-page.ts'
import { stillBox } from './still.ts'

const trace = [
  'Traceback (most recent call last):',
  '  File "/srv/a.py", line 41, in <module>',
  '    fetch()',
  'ValueError: empty',
]
const filler = (from: number, count: number) => Array.from({ length: count }, (_, at) => `INFO entry ${from + at}`)
const lines = [
  ...filler(1, 299),
  'WARN slow answer',
  ...filler(301, 299),
  'ERROR could not store page',
  ...filler(601, 100),
  ...trace,
  ...filler(705, 296),
]

test('a failed run opens at its first error, and F8 steps through errors and warnings', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openLines(app, lines, { exit: 3 })
  await expect(rowOf(page, 600)).toBeInViewport()
  await expect(toolsOf(page)).toContainText('Error 1 of 2')
  await page.keyboard.press('F8')
  await expect(toolsOf(page)).toContainText('Error 2 of 2')
  await expect(rowOf(page, 701)).toBeInViewport()
  const fold = rowOf(page, 701).getByRole('button', { name: 'Trace, 3 lines' })
  await expect(fold).toHaveAttribute('aria-expanded', 'true')
  await fold.click()
  await expect(rowOf(page, 702)).toHaveCount(0)
  await page.keyboard.press('Shift+F8')
  await expect(rowOf(page, 600)).toBeInViewport()
  await toolsOf(page)
    .getByRole('button', { name: /choose errors or warnings/ })
    .click()
  await page.getByRole('menuitemradio', { name: 'Errors and warnings' }).click()
  await page.keyboard.press('Shift+F8')
  await expect(toolsOf(page)).toContainText('Problem 1 of 3')
  await expect(rowOf(page, 300)).toBeInViewport()
  const marks = page.locator('[data-rail] [data-mark="error"]')
  await expect(marks).toHaveCount(2)
  const mark = await stillBox(marks.last())
  await page.mouse.click(mark.x + 1, mark.y + 1)
  await expect(rowOf(page, 701)).toBeInViewport()
})

test('a log is read, searched and copied with the keyboard alone, and axe finds nothing', { tag: '@page' }, async ({
  app,
  context,
}) => {
  const { page } = app
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openLines(app, lines, { exit: 3 })
  await expect(rowOf(page, 600)).toBeInViewport()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('slow')
  await expect(rowOf(page, 300).locator('mark')).toHaveText('slow')
  await page.keyboard.press('F8')
  await expect(toolsOf(page)).toContainText('Error 1 of 2')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(logOf(page)).toBeFocused()
  await page.keyboard.press('Control+g')
  await page.keyboard.type('1,500')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Enter a line between 1 and 1,000.')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('701-702')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 701)).toBeInViewport()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(statusOf(page)).toContainText('Lines 701–703 selected')
  await page.keyboard.press('Control+c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(trace.slice(0, 3).join('\n'))
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', scheme)
    await findIn(page).fill('srv')
    await expect(logOf(page).locator('mark').first()).toBeVisible()
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }
  await findIn(page).press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Home')
  await expect.poll(async () => (await linesInView(page))[0]).toBe(1)
})

test('following stops at a turn of the wheel, starts again, and says how the run ended', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const program = `let n = 0; const timer = setInterval(() => { console.log('tick', ++n); if (require('fs').existsSync('stop')) clearInterval(timer) }, 5)`
  await app.lf('job', 'create', 'Clock', '--cwd', app.data, '--', process.execPath, '-e', program)
  await app.lf('run', 'Clock')
  await app.goto('/runs/1')
  await expect.poll(async () => (await linesInView(page)).length).toBeGreaterThan(20)
  await logOf(page).hover()
  await page.mouse.wheel(0, -200)
  const pill = page.getByRole('button', { name: /Jump to live \(\+\d+\)/ })
  await expect(pill).toBeVisible()
  const before = await linesInView(page)
  await expect(page.getByRole('button', { name: /Jump to live \(\+\d\d+\)/ })).toBeVisible()
  expect(await linesInView(page)).toEqual(before)
  await pill.click()
  await expect(pill).toBeHidden()
  await logOf(page).hover()
  await page.mouse.wheel(0, -200)
  await expect(pill).toBeVisible()
  await app.lf('exec', '--', process.execPath, '-e', `require('fs').writeFileSync(${JSON.stringify(`${app.data}/stop`)}, '')`)
  await page.getByRole('button', { name: /^Ended: succeeded in .* · Go to end \(\+\d+\)$/ }).click()
  await expect(page.getByText(/^Ended: succeeded in [^·]+$/).first()).toBeVisible()
  await expect(statusOf(page)).toContainText('complete')
})
