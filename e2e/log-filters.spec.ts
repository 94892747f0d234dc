import { expect, test } from './hosts.ts'
import { findIn, logOf, openLines, rowOf, toolsOf } from './log-page.ts'

test('a stream without lines says so, and what is looked for outlives a reload', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openLines(app, ['one', 'two \u202Eesrever', 'three', 'y'.repeat(3_000)])
  await expect(rowOf(page, 2)).toContainText('two <202E>esrever')
  await toolsOf(page).getByRole('button', { name: 'Streams: All' }).click()
  await page.getByRole('menuitemradio', { name: 'stderr' }).click()
  await expect(page.getByRole('heading', { name: 'No stderr output' })).toBeVisible()
  await page.getByRole('button', { name: 'Show all lines' }).click()
  await expect(rowOf(page, 3)).toBeVisible()
  await findIn(page).fill('^t')
  await toolsOf(page).getByRole('button', { name: 'Regular expression' }).click()
  await page.getByRole('button', { name: 'Only matching lines' }).click()
  await expect(rowOf(page, 1)).toHaveCount(0)
  await expect(page).toHaveURL(/\?find=%5Et&find-flags=ro$/)
  await page.reload()
  await expect(toolsOf(page).getByText('–/2', { exact: true })).toBeVisible()
  await expect(rowOf(page, 3)).toBeVisible()
  await expect(rowOf(page, 1)).toHaveCount(0)
  await findIn(page).fill('')
  await expect(page).toHaveURL(/\/runs\/1$/)
  await expect(rowOf(page, 4).getByRole('button', { name: 'Show all 3.0 KB' })).toBeInViewport({ ratio: 1 })
})

test('text stays in view while the scroll bar is dragged over a long log', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openLines(
    app,
    Array.from({ length: 400_000 }, (_, at) => `entry ${at + 1}`),
  )
  await expect(rowOf(page, 1)).toContainText('entry 1')
  const grey = await logOf(page).evaluate(async (log) => {
    let empty = 0
    for (let at = 1; at <= 60; at++) {
      log.scrollTop = ((log.scrollHeight * ((at * 7) % 60)) / 60) * 0.9
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      const { top, bottom } = log.getBoundingClientRect()
      const inView = [...log.querySelectorAll('[data-line]')].filter((row) => {
        const box = row.getBoundingClientRect()
        return box.bottom > top && box.top < bottom
      })
      if (!inView.some((row) => row.textContent?.includes('entry'))) empty++
    }
    return empty
  })
  expect(grey).toBe(0)
})
