import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { openOther } from './other-browser.ts'

const chooseTheme = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: /^Theme/ }).click()
  await page.getByRole('menuitemradio', { name }).click()
}

test('two browsers of a person show the same theme and log times', { tag: '@served' }, async ({ served, browser }) => {
  const { page } = served
  await served.lf('exec', '--', 'sh', '-c', 'echo hello')
  await served.goto('/runs/1')
  const other = await openOther(browser, served, '/runs/1')
  await chooseTheme(page, 'Dark')
  for (const each of [page, other]) await expect(each.locator('html')).toHaveAttribute('data-theme', 'dark')
  await other.getByRole('button', { name: 'Time: Off' }).click()
  await other.getByRole('menuitemradio', { name: 'Clock' }).click()
  await expect(page.getByRole('button', { name: 'Time: Clock' })).toBeVisible()
  await served.kill()
  await served.start()
  const third = await openOther(browser, served, '/')
  await expect(third.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('LocalFlow takes over the preferences that an earlier release kept in the browser, once', { tag: '@served' }, async ({
  served,
  browser,
}) => {
  const { url: origin, token } = served
  const state = { theme: 'dark', logTimes: 'absolute', recent: [], seenAway: 0, drafts: {} }
  const kept = { 'localflow-token': token, 'localflow-window': JSON.stringify({ state, version: 0 }) }
  const localStorage = Object.entries(kept).map(([name, value]) => ({ name, value }))
  const context = await browser.newContext({ storageState: { cookies: [], origins: [{ origin, localStorage }] } })
  const page = await context.newPage()
  await page.goto(origin)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const other = await openOther(browser, served, '/')
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark')
  await chooseTheme(other, 'Light')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.reload()
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})
