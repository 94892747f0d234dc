import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import Database from 'better-sqlite3'
import { expect, test } from './hosts.ts'

test('while the database cannot be written to, a banner says so and what to do; then everything resumes by itself', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Report', '--', 'echo', 'written')
  await app.goto('/jobs')
  await expect(page.getByText('Report')).toBeVisible()
  const other = new Database(join(app.data, 'localflow.db'))
  other.exec('BEGIN IMMEDIATE')
  await page.getByRole('button', { name: 'Run Report' }).click()
  const banner = page.getByRole('alert').filter({ hasText: 'Another program has locked the database' })
  await expect(banner).toContainText(
    'New runs wait, and active runs continue. Close that program, and LocalFlow resumes by itself.',
  )
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(
    'The database is locked by another program: nothing was saved',
  )
  const { violations } = await new AxeBuilder({ page }).include('[role=alert]').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  other.exec('COMMIT')
  other.close()
  await expect(banner).toHaveCount(0)
  await page.getByRole('button', { name: 'Run Report' }).click()
  await expect.poll(async () => (await app.lf('inspect', '1', '--json')).out).toContain('"succeeded"')
})
