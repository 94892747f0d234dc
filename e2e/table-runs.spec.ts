import type { Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

const rows = (page: Page) =>
  page
    .getByRole('table', { name: 'Runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
const row = (page: Page, number: number) =>
  rows(page).filter({ has: page.getByRole('link', { name: String(number), exact: true }) })
const bar = (page: Page) => page.getByRole('region', { name: 'Selection' })

const fail = (app: App, error: string, code: number) => app.lf('exec', '--', 'sh', '-c', `echo "${error}" >&2; exit ${code}`)

test('a failed run has its error in a second line, with its exit code, and the footer counts failures', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await app.lf('exec', '--', 'true')
  await fail(app, 'no such host: erp.local', 6)
  await app.goto('/runs')
  await expect(row(page, 2).getByText('no such host: erp.local', { exact: true })).toBeVisible()
  await expect(row(page, 2)).toContainText('Failed· exit 6')
  const height = async (number: number) => (await row(page, number).boundingBox())?.height
  expect(await height(1)).toBe(34)
  expect(await height(2)).toBe(54)
  await expect(page.getByText('2 runs · 1 failed in the last hour')).toBeVisible()
  await expect(row(page, 2)).toHaveAccessibleName(/^Failed: sh -c .*, run 2, CLI, .* no such host: erp\.local$/)
})

test('an error line of 64 KB and a title of 200 characters take no more room than any other', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await app.lf('exec', '--name', 'y'.repeat(200), '--', 'sh', '-c', `head -c 65000 /dev/zero | tr '\\0' e >&2; exit 255`)
  await app.goto('/runs')
  await expect(rows(page)).toHaveCount(1)
  for (const width of [320, 900, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await expect.poll(async () => (await rows(page).first().boundingBox())?.height).toBe(54)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${width}`).toBe(true)
  }
})

test('selected runs are retried at once, those that cannot be retried are named, and deleting asks first', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  await app.lf('exec', '--', 'true')
  for (const code of [1, 2]) await fail(app, 'broken', code)
  await app.goto('/runs')
  await expect(rows(page)).toHaveCount(3)
  await page.keyboard.press('Control+a')
  await expect(bar(page)).toContainText('3 selected')
  await page.keyboard.press('Shift+t')
  await expect(page.getByText('Retrying 2 runs')).toBeVisible()
  const messages = page.getByRole('region', { name: 'Notifications' })
  await expect(messages.getByText('Could not retry 1 run')).toBeVisible()
  await expect(messages.getByText('1 refused: it succeeded.')).toBeVisible()
  await expect.poll(async () => JSON.parse((await app.lf('inspect', '2', '--json')).out).nodes[0].attempts).toBe(2)
  await expect(row(page, 3)).toContainText('Failed')

  await page.keyboard.press('Escape')
  await row(page, 2).getByRole('checkbox').click()
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('dialog', { name: 'Delete run' })
  await expect(dialog).toContainText('You cannot undo this.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  await page.keyboard.press('Delete')
  await dialog.getByRole('button', { name: 'Delete run' }).click()
  await expect(page.getByText('Deleted 1 run')).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
})

test('a single run is stopped, re-run and retried from its row', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Nap', '--', 'sleep', '600')
  await app.lf('run', 'Nap')
  await app.goto('/runs')
  await row(page, 1).hover()
  await page.getByRole('button', { name: 'Stop run 1' }).click()
  await expect(row(page, 1)).toContainText('Cancelled')
  await page.keyboard.press('r')
  await expect(page.getByText('Started run 2')).toBeVisible()
  await expect(row(page, 2)).toContainText('Running')
  await row(page, 2).focus()
  await page.keyboard.press('Shift+s')
  await expect(row(page, 2)).toContainText('Cancelled')
  await page.keyboard.press('e')
  await expect(page).toHaveURL(/\/jobs\//)
})

test('Ctrl A selects the page, pressed again all that match, and new runs leave the selection alone', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const job = await call<Made>(served, 'POST', '/jobs', script('Quick', 'true'))
  for (let at = 0; at < 120; at += 20)
    await Promise.all(Array.from({ length: 20 }, () => call(served, 'POST', `/jobs/${job.id}/run`, {})))
  await served.goto('/runs?q=job:Quick')
  await expect(page.getByText('100 of 120 runs')).toBeVisible()
  await page.keyboard.press('Control+a')
  await expect(bar(page)).toContainText('100 selected')
  await page.keyboard.press('Control+a')
  await expect(bar(page)).toContainText('All 120 runs that match')
  await bar(page).getByRole('button', { name: 'Delete…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete 120 runs' })
  await expect(dialog).toContainText('all runs that match job:Quick')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()

  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(row(page, 120)).toHaveAttribute('aria-selected', 'true')
  await call(served, 'POST', `/jobs/${job.id}/run`, {})
  await page.getByRole('button', { name: '1 new run', exact: true }).click()
  await expect(row(page, 121)).toBeVisible()
  await expect(row(page, 120)).toHaveAttribute('aria-selected', 'true')
  await expect(row(page, 120)).toHaveAttribute('aria-current', 'true')
  await expect(bar(page)).toContainText('1 selected')
})
