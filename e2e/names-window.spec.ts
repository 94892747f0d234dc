import { expect, test } from './hosts.ts'

const hebrew = 'גיבוי לילי של כל הקבצים '.repeat(5).trim()

test('a long name written from right to left is cut off at its own end, and hides nothing', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await page.setViewportSize({ width: 900, height: 600 })
  await app.lf('job', 'create', hebrew, '--', 'true')
  await app.lf('run', hebrew, '--wait')
  await app.goto('/jobs')
  await page.getByRole('link', { name: hebrew }).click()
  const title = page.getByRole('heading', { level: 1 })
  const name = title.getByTitle(hebrew)
  await expect(name).toHaveCSS('direction', 'rtl')
  await expect(title.getByRole('link', { name: 'version 1' })).toBeInViewport({ ratio: 1 })
  await page.getByRole('button', { name: `Add ${hebrew} to favorites` }).click()
  await expect(page.getByRole('region', { name: 'Favorites' }).getByTitle(hebrew).first()).toBeInViewport({ ratio: 1 })
  await app.goto('/runs/1')
  await expect(name).toHaveCSS('direction', 'rtl')
  await expect(title.getByText('run 1', { exact: true })).toBeInViewport({ ratio: 1 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(900)
})
