import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { expect, test } from './hosts.ts'
import { openOther } from './other-browser.ts'

const bar = (page: Page) => page.getByRole('combobox', { name: 'Filter jobs' })
const menu = (page: Page, name: string) => page.getByRole('button', { name })
const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('switch') })

async function filterBy(page: Page, text: string): Promise<void> {
  // With a space behind it, the text is no beginning of a key.
  await bar(page).fill(`${text} `)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
}

async function saveView(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click()
}

test('a view keeps a filter under a name, in every window of the person', { tag: '@served' }, async ({ served, browser }) => {
  const { page } = served
  for (const name of ['Backup', 'Mirror', 'Sync']) await served.lf('job', 'create', name, '--', 'true')
  await served.goto('/jobs')
  // Columns alone are enough for a view.
  await page.getByRole('button', { name: 'Choose columns' }).click()
  await page.getByRole('checkbox', { name: 'Show Kind' }).click()
  await expect(page.getByRole('button', { name: 'Save view' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Show Kind' }).click()
  await expect(page.getByRole('button', { name: 'Save view' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await filterBy(page, 'sync')
  await saveView(page, 'Only sync')
  await expect(menu(page, 'View: Only sync')).toBeVisible()

  const other = await openOther(browser, served, '/jobs')
  await expect(rows(other)).toHaveCount(3)
  await menu(other, 'View: All').click()
  await other.getByRole('menuitemradio', { name: 'Only sync' }).click()
  await expect(rows(other)).toHaveCount(1)
  await expect(other).toHaveURL(/[?&]q=sync/)

  const kind = other.getByRole('columnheader', { name: 'Kind' })
  await other.getByRole('button', { name: 'Choose columns' }).click()
  await other.getByRole('checkbox', { name: 'Show Kind' }).click()
  await other.keyboard.press('Escape')
  await expect(kind).toBeVisible()
  await expect(menu(other, 'View: Only sync changed')).toBeVisible()
  await other.getByRole('button', { name: 'Reset' }).click()
  await expect(kind).toBeHidden()
  await other.getByRole('button', { name: 'Choose columns' }).click()
  await other.getByRole('checkbox', { name: 'Show Kind' }).click()
  await other.keyboard.press('Escape')
  await other.getByRole('button', { name: 'Save changes' }).click()
  await expect(menu(other, 'View: Only sync')).toHaveText('View: Only sync')
  await menu(other, 'View: Only sync').click()
  await other.getByRole('menuitemradio', { name: 'All' }).click()
  await expect(kind).toBeHidden()
  await menu(other, 'View: All').click()
  await other.getByRole('menuitemradio', { name: 'Only sync' }).click()
  await expect(kind).toBeVisible()
  // In the other window, too.
  await expect(page.getByRole('columnheader', { name: 'Kind' })).toBeVisible()

  await filterBy(other, 'mirror')
  await expect(menu(other, 'View: Only sync changed')).toBeVisible()
  await expect(rows(other)).toHaveCount(0)
  await other.getByRole('button', { name: 'Reset' }).click()
  await expect(rows(other)).toHaveCount(1)
  await expect(menu(other, 'View: Only sync')).toHaveText('View: Only sync')
  await other.getByRole('button', { name: 'Clear filter' }).click()
  await filterBy(other, 'm')
  await other.getByRole('button', { name: 'Save changes' }).click()
  await menu(page, 'View: Only sync').click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('With M')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename view' }).click()
  await expect(menu(page, 'View: With M')).toBeFocused()
  await menu(page, 'View: With M').click()
  await page.getByRole('menuitem', { name: 'Add to favorites' }).click()
  const favorite = other.getByRole('region', { name: 'Favorites' }).getByRole('link', { name: 'With M' })
  await expect(favorite).toHaveAttribute('href', /q=m(&|$)/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('with m')
  await expect(page.getByRole('option', { name: 'Jobs › With M' })).toBeVisible()
  await page.keyboard.press('Escape')

  await menu(page, 'View: With M').click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(favorite).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(favorite).toBeVisible()
})

test('a view whose filter is no longer valid opens, and the list names the mistake', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await served.lf('job', 'create', 'Backup', '--', 'true')
  await served.goto('/jobs')
  await filterBy(page, 'backup')
  await saveView(page, 'Old')
  await expect(menu(page, 'View: Old')).toBeVisible()
  await served.kill()
  const db = new Database(join(served.data, 'localflow.db'))
  db.prepare(`UPDATE saved_view SET q = 'color:red'`).run()
  db.close()
  await served.start()
  await served.goto('/jobs')
  await menu(page, 'View: All').click()
  await page.getByRole('menuitemradio', { name: 'Old' }).click()
  await expect(page.getByText('There is no key "color".')).toBeVisible()
  await expect(menu(page, 'View: Old')).toHaveText('View: Old')
})

test('two views of a list cannot have the same name, and a name may be in any script', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Backup', '--', 'true')
  await app.goto('/jobs')
  await filterBy(page, 'backup')
  await saveView(page, 'גיבוי לילי 🌙')
  await expect(menu(page, 'View: גיבוי לילי 🌙')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await menu(page, 'View: גיבוי לילי 🌙 changed').click()
  await page.getByRole('menuitemradio', { name: 'All' }).click()
  await filterBy(page, '-backup')
  await saveView(page, 'גיבוי לילי 🌙')
  await expect(page.getByText('There is already a view named "גיבוי לילי 🌙". Choose another name.')).toBeVisible()
})
