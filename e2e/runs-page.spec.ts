import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'

const rows = (page: Page) =>
  page
    .getByRole('table', { name: 'Runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
const header = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true })
const sortBy = (page: Page, name: string) => page.getByRole('columnheader').getByRole('button', { name, exact: true }).click()

test('runs are sorted by duration and name, in the address, and the header says so', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('exec', '--name', 'zebra', '--', 'true')
  await app.lf('exec', '--name', 'alpha', '--', 'sleep', '1')
  await app.lf('exec', '--name', 'middle', '--', 'true')
  await app.goto('/runs')
  await expect(header(page, 'Run')).toHaveAttribute('aria-sort', 'descending')
  await expect(rows(page).first()).toHaveAccessibleName(/run 3/)
  await sortBy(page, 'Took')
  await expect(page).toHaveURL(/sort=took/)
  await sortBy(page, 'Took')
  await expect(page).toHaveURL(/sort=-took/)
  await expect(rows(page).first()).toHaveAccessibleName(/alpha/)
  await expect(header(page, 'Took')).toHaveAttribute('aria-sort', 'descending')
  await page.reload()
  await expect(rows(page).first()).toHaveAccessibleName(/alpha/)
  await sortBy(page, 'Run')
  await expect(rows(page).first()).toHaveAccessibleName(/run 1/)
  await sortBy(page, 'Run')
  await expect(rows(page).first()).toHaveAccessibleName(/run 3/)
})

test('a list is exported as CSV and JSON, as far as its filter matches', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await served.lf('exec', '--name', '=1+1', '--', 'true')
  await served.lf('exec', '--name', 'other', '--', 'false')
  await served.goto('/runs?q=status:succeeded')
  await expect(rows(page)).toHaveCount(1)
  const download = async (item: string): Promise<string> => {
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'More actions for all runs in this list' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    return readFile(await (await coming).path(), 'utf8')
  }
  const csv = await download('Export as CSV')
  expect(csv.trimEnd().split('\r\n')).toHaveLength(2)
  expect(csv).toContain(",command,'=1+1,")
  expect(JSON.parse(await download('Export as JSON'))).toMatchObject([{ number: 1, title: '=1+1', status: 'succeeded' }])
  await expect(page.getByText('Exported 1 run').first()).toBeVisible()
})

test('an action on all runs that match shows how far it is, goes on without the page, and has no accessibility problem', {
  tag: '@served',
}, async ({ served }) => {
  const { page } = served
  for (let n = 0; n < 3; n++) await served.lf('exec', '--', 'false')
  await served.goto('/runs?q=status:failed')
  await expect(rows(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'More actions for all runs in this list' }).click()
  await page.getByRole('menuitem', { name: 'Delete ended runs…' }).click()
  await page.getByRole('button', { name: 'Delete 3 runs' }).click()
  await expect(page.getByText('Deleted 3 runs')).toBeVisible()
  await expect(page.getByText('No matching runs')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
})
