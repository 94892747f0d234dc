import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { openOther } from './other-browser.ts'

const favorites = (page: Page) => page.getByRole('region', { name: 'Favorites' })
const names = (page: Page) => favorites(page).getByRole('link')

test('favorites are in the sidebar of every window, in the order of the person', { tag: '@served' }, async ({
  served,
  browser,
}) => {
  const { page } = served
  for (const name of ['Backup', 'Mirror', 'Sync']) await served.lf('job', 'create', name, '--', 'true')
  await served.goto('/jobs')
  const other = await openOther(browser, served, '/jobs?q=favorite:yes')
  await expect(other.getByText('No matching jobs')).toBeVisible()

  await page.getByRole('link', { name: 'Sync', exact: true }).click()
  await page.getByRole('button', { name: 'Add Sync to favorites' }).click()
  await expect(page.getByRole('button', { name: 'Remove Sync from favorites' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('j')
  await expect(page.getByRole('row', { name: /Backup/ })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('f')
  for (const each of [page, other]) await expect(names(each)).toHaveText(['Sync', 'Backup'])
  await expect(other.getByRole('row', { name: /Backup, favorite/ })).toBeVisible()
  await expect(other.getByRole('row', { name: /Mirror/ })).toBeHidden()

  await names(page).nth(1).focus()
  await page.keyboard.press('Alt+ArrowUp')
  for (const each of [page, other]) await expect(names(each)).toHaveText(['Backup', 'Sync'])
  await favorites(page).getByRole('button', { name: 'More for favorite Backup' }).click()
  await page.getByRole('menuitem', { name: 'Move down' }).click()
  for (const each of [page, other]) await expect(names(each)).toHaveText(['Sync', 'Backup'])

  const { out } = await served.lf('job', 'list', '-q', 'favorite:yes', '--json')
  expect((JSON.parse(out) as { name: string }[]).map(({ name }) => name)).toEqual(['Backup', 'Sync'])
  await served.lf('job', 'delete', 'Sync')
  for (const each of [page, other]) await expect(names(each)).toHaveText(['Backup'])
  await favorites(page).getByRole('button', { name: 'More for favorite Backup' }).click()
  await page.getByRole('menuitem', { name: 'Remove from favorites' }).click()
  for (const each of [page, other]) await expect(favorites(each)).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  for (const each of [page, other]) await expect(names(each)).toHaveText(['Backup'])
})

test('a favorite that could not be saved loses its star again', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await served.lf('job', 'create', 'Backup', '--', 'true')
  await served.goto('/jobs')
  await page.getByRole('link', { name: 'Backup', exact: true }).click()
  const add = page.getByRole('button', { name: 'Add Backup to favorites' })
  await expect(add).toBeVisible()
  await expect(favorites(page)).toBeHidden()
  await served.kill()
  await add.click()
  await expect(page.getByText('Could not save your favorites', { exact: false }).first()).toBeVisible()
  await expect(add).toBeVisible()
  await expect(favorites(page)).toBeHidden()
})

test('the palette offers favorites before others', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  for (const name of ['Alpha', 'Beta', 'Gamma']) await app.lf('job', 'create', name, '--', 'true')
  await app.goto('/jobs')
  await expect(page.getByRole('row', { name: /Gamma/ })).toBeVisible()
  for (const key of ['j', 'j', 'j', 'f']) await page.keyboard.press(key)
  await expect(names(page)).toHaveText(['Gamma'])
  await page.keyboard.press('Control+k')
  const dialog = page.getByRole('dialog', { name: 'Command palette' })
  await expect(dialog.getByRole('group', { name: 'Favorites' }).getByRole('option')).toHaveText(['Run Gamma'])
  await expect(dialog.getByRole('group', { name: 'Run', exact: true }).getByRole('option')).toHaveText(['Run Alpha', 'Run Beta'])
})
