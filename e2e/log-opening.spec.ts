import { expect, test } from './hosts.ts'
import { linesInView, openLines, rowOf, toolsOf } from './log-page.ts'

/** Three groups that fold, the error in a fourth, and a trace behind them. */
const lines = Array.from({ length: 285 }, (_, at) => `entry ${at + 1}`)
for (const start of [10, 90, 170]) {
  lines[start] = `::group::Part ${start}`
  lines[start + 60] = '::endgroup::'
}
lines[235] = '::group::Upload'
lines[247] = '{"level":"error","msg":"upload refused"}'
lines[260] = '::endgroup::'
lines.splice(278, 4, '!Traceback (most recent call last):', '!  File "a.py", line 1, in <module>', '!    go()', '!ValueError: no')

test('a failed run with groups opens at its first error, and a link at its line', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await page.setViewportSize({ width: 1280, height: 640 })
  await openLines(app, lines, { exit: 1 })
  for (const path of ['/runs/1', '/runs/1/log#L248']) {
    await app.goto('/runs')
    await app.goto(path)
    await expect(page.getByRole('button', { name: /^Part 170/ })).toHaveAttribute('aria-expanded', 'false')
    await expect(toolsOf(page)).toContainText('Error 1 of 2')
    await expect(rowOf(page, 248)).toBeInViewport()
    // What led to it is above it.
    await expect.poll(async () => (await linesInView(page))[8]).toBe(248)
  }
  // What appears above the log, or a lower window, hides no line at its end.
  await app.goto('/runs/1/log#L285')
  await expect(rowOf(page, 285)).toBeInViewport({ ratio: 0.9 })
  await page.setViewportSize({ width: 1280, height: 560 })
  await expect(rowOf(page, 285)).toBeInViewport({ ratio: 0.9 })
})
