import { expect, test } from './hosts.ts'
import { openOther } from './other-browser.ts'
import { call, type Made, script } from './rest.ts'

const failing = script('Invoice export', 'echo "no such host: erp.local" >&2; exit 6')

test('an alert that one browser acknowledges is gone in the other, and further failures stay quiet', { tag: '@served' }, async ({
  served,
  browser,
}) => {
  const { page } = served
  const job = await call<Made>(served, 'POST', '/jobs', failing)
  const run = () => call(served, 'POST', `/jobs/${job.id}/run`, {})
  await served.goto('/')
  const other = await openOther(browser, served, '/settings')
  const home = (name: string) => other.getByRole('navigation').getByRole('link', { name, exact: true })
  const attention = page.getByRole('region', { name: 'Needs attention' })
  await expect(attention).toContainText('Nothing needs attention')
  await run()
  await expect(attention).toContainText('no such host: erp.local')
  await expect(home('Home 1 alert')).toBeVisible()
  await expect(other).toHaveTitle('(1) Settings · LocalFlow')
  await expect(other.getByText('"Invoice export" failed')).toBeVisible()
  await run()
  await expect(attention).toContainText('2×')
  await attention.getByRole('button', { name: 'Acknowledge the alert of Invoice export' }).click()
  await expect(attention).toContainText('Nothing needs attention')
  await expect(home('Home')).toBeVisible()
  await expect(other).toHaveTitle('Settings · LocalFlow')
  await expect(other.locator('link[rel="icon"]')).toHaveAttribute('href', '/icon.svg')
  await run()
  await expect.poll(() => call(served, 'GET', '/alerts/1')).toMatchObject({ state: 'acknowledged', count: 3 })
  await expect(home('Home')).toBeVisible()
  expect(JSON.parse((await served.lf('alert', 'list', '--state', 'acknowledged', '--json')).out)).toMatchObject([
    { number: 1, actor: { kind: 'local' } },
  ])
  await served.lf('alert', 'reopen', 'Invoice export')
  await expect(home('Home 1 alert')).toBeVisible()
  await call(served, 'PUT', `/jobs/${job.id}`, script('Invoice export', 'true'))
  await run()
  await expect(home('Home')).toBeVisible()
  await expect(attention).toContainText('Nothing needs attention')
})

test('the keyboard walks through the alerts on Home, snoozes, acknowledges and retries them', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const names = ['Backup', 'Invoice export', 'Mirror']
  for (const name of names) {
    const job = await call<Made>(served, 'POST', '/jobs', script(name, 'exit 1'))
    await call(served, 'POST', `/jobs/${job.id}/run`, {})
    await expect.poll(() => call(served, 'GET', `/alerts/${encodeURIComponent(name)}`).catch(() => null)).not.toBeNull()
  }
  await served.goto('/')
  const attention = page.getByRole('region', { name: 'Needs attention' })
  const row = (name: string) => attention.getByRole('listitem').filter({ hasText: name })
  await expect(attention.getByRole('listitem')).toHaveCount(3)
  await page.keyboard.press('j')
  await page.keyboard.press('h')
  await expect(page.getByText(/^Snoozed "Mirror" until/)).toBeVisible()
  await expect(row('Mirror')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row('Mirror')).toBeVisible()
  await attention.getByRole('link', { name: 'Invoice export' }).focus()
  await page.keyboard.press('r')
  await expect(page.getByText('Retrying "Invoice export": run 2')).toBeVisible()
  await expect(row('Invoice export')).toContainText('2×')
  await page.keyboard.press('a')
  await expect(row('Invoice export')).toHaveCount(0)
  await row('Backup').getByRole('button', { name: 'Snooze the alert of Backup' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'For 4 hours' }).click()
  await expect(row('Backup')).toHaveCount(0)
  await expect.poll(() => call(served, 'GET', '/alerts/1')).toMatchObject({ state: 'snoozed' })
  // New rows wait until the pointer leaves.
  await page.mouse.move(1, 1)
  await page.getByRole('button', { name: '1 snoozed' }).click()
  await page.getByRole('button', { name: 'Reopen the alert of Backup' }).click()
  await page.mouse.move(1, 1)
  await expect(row('Backup')).toBeVisible()
  await page.getByRole('button', { name: 'Acknowledge all' }).click()
  await expect(attention).toContainText('Nothing needs attention')
})
