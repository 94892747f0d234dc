import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from './hosts.ts'

test('a new profile shows first steps; one click creates an example, and the checklist goes away once it is dismissed', {
  tag: '@served',
}, async ({ served }) => {
  const { page } = served
  await served.goto('/')
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible()
  await page.getByRole('link', { name: /^Try an example/ }).click()
  await page.getByRole('button', { name: 'Create job Disk report' }).click()
  await expect(page.getByText('Created the job "Disk report"')).toBeVisible()
  await expect(page).toHaveURL(/\/jobs\//)
  await page.goBack()
  await page.getByRole('link', { name: 'Open job' }).click()
  await expect(page).toHaveURL(/\/jobs\/[^/]+$/)
  await served.goto('/')
  const left = page.getByRole('region', { name: 'First steps' })
  await expect(left).toContainText('2 of 3')
  await expect(left.getByRole('link', { name: 'Import your crontab or timers' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Upcoming' })).toBeVisible()
  await left.getByRole('button', { name: 'Dismiss' }).click()
  await expect(left).toBeHidden()
  await page.reload()
  await expect(page.getByRole('region', { name: 'Recent' })).toBeVisible()
  await expect(left).toBeHidden()
})

test('a profile that has jobs when Home is first opened shows no first steps', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await served.lf('job', 'create', 'Backup', '--', 'true')
  await served.kill()
  // The window that opened the empty profile has seen the first steps.
  const db = new Database(join(served.data, 'localflow.db'))
  db.prepare('DELETE FROM preference').run()
  db.close()
  await served.start()
  await served.goto('/')
  await expect(page.getByRole('region', { name: 'Recent' })).toBeVisible()
  await expect(page.getByText('First steps')).toBeHidden()
})
