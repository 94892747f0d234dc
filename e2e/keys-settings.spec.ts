import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { openOther } from './other-browser.ts'

const keysOf = (page: Page) => page.getByRole('region', { name: 'Keyboard shortcuts', exact: true })
const keyButton = (page: Page, name: string) => keysOf(page).getByRole('button', { name, exact: true })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })

test('a key that is changed in Settings works in every window at once', { tag: '@served' }, async ({ served, browser }) => {
  const { page } = served
  await served.goto('/settings#keys')
  const other = await openOther(browser, served, '/')
  await other.keyboard.press('?')
  const help = other.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help.getByText('G then J')).toBeVisible()

  await keyButton(page, 'Change G then J: Go to Jobs').click()
  const dialog = page.getByRole('dialog', { name: 'Key for "Go to Jobs"' })
  const field = dialog.getByRole('textbox', { name: 'New key' })
  await page.keyboard.press('Control+k')
  await expect(field).toHaveValue('Ctrl K')
  await expect(dialog.getByText('"Ctrl K" is the key for "Search or run".')).toBeVisible()
  await page.keyboard.press('Control+c')
  await expect(dialog.getByText('Ctrl C is for editing text.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Save key' })).toBeDisabled()
  await page.keyboard.press('g')
  await page.keyboard.press('x')
  await expect(field).toHaveValue('G then X')
  await dialog.getByRole('button', { name: 'Save key' }).click()
  await expect(keyButton(page, 'Change G then X: Go to Jobs')).toBeVisible()

  await expect(help.getByText('G then X')).toBeVisible()
  await other.keyboard.press('Escape')
  await other.keyboard.press('g')
  await other.keyboard.press('j')
  await expect(heading(other, 'Home')).toBeVisible()
  await other.keyboard.press('g')
  await other.keyboard.press('x')
  await expect(heading(other, 'Jobs')).toBeVisible()
  await other.keyboard.press('Control+k')
  await expect(other.getByRole('option', { name: 'Jobs' })).toContainText('G then X')

  await keyButton(page, 'Reset all keys').click()
  await expect(keyButton(page, 'Change G then J: Go to Jobs')).toBeVisible()
})

test('a key of another action is reassigned only if the person says so', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/settings#keys')
  await keyButton(page, 'Change J: Next row').click()
  const dialog = page.getByRole('dialog', { name: 'Key for "Next row"' })
  await page.keyboard.press('k')
  await expect(dialog.getByText('"K" is the key for "Previous row". If you reassign it, "Previous row" loses it.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(keyButton(page, 'Change J: Next row')).toBeFocused()

  await page.keyboard.press('Enter')
  await page.keyboard.press('k')
  await dialog.getByRole('button', { name: 'Reassign key' }).click()
  await expect(keyButton(page, 'Change K: Next row')).toBeVisible()
  await expect(keyButton(page, 'Change K: Previous row')).toBeHidden()
  await expect(keyButton(page, 'Change ↑: Previous row')).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(keyButton(page, 'Change J: Next row')).toBeVisible()
  await expect(keyButton(page, 'Change K: Previous row')).toBeVisible()

  await keyButton(page, 'Change F: Go to the end, and follow the log').click()
  await page.getByRole('button', { name: 'Remove key' }).click()
  await expect(keyButton(page, 'Change F: Go to the end, and follow the log')).toBeHidden()
  await expect(keyButton(page, 'Reset the keys: Go to the end, and follow the log')).toBeFocused()
  await keyButton(page, 'Reset the keys: Go to the end, and follow the log').click()
  await expect(keyButton(page, 'Change F: Go to the end, and follow the log')).toBeVisible()
  await keysOf(page).getByRole('textbox', { name: 'Search keys' }).fill('stop')
  await expect(keyButton(page, 'Change Shift S: Stop')).toBeVisible()
  await expect(keyButton(page, 'Change J: Next row')).toBeHidden()
})

test('single-letter keys can be turned off', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/settings#keys')
  await page.getByRole('switch', { name: 'Single-letter keys' }).click()
  await expect(page.getByRole('switch', { name: 'Single-letter keys' })).not.toBeChecked()
  await page.keyboard.press('g')
  await page.keyboard.press('j')
  await page.keyboard.press('?')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toHaveAccessibleName('Command palette')
  await page.keyboard.press('Escape')
  await expect(heading(page, 'Settings')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('switch', { name: 'Single-letter keys' })).not.toBeChecked()
})
