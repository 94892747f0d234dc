import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'
import { call } from './rest.ts'
import { seedPipeline } from './seed.ts'

const panel = (page: Page) => page.locator('[data-panel]')
const heading = (page: Page, name: string) => panel(page).getByRole('heading', { level: 2, name, exact: true })
const rows = (page: Page, table: string) =>
  page
    .getByRole('table', { name: table })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
const current = (page: Page) => page.locator('[role="row"][aria-current]')

/** Three runs: the newest failed, has a long error line, a name of 120 characters and one written from right to left. */
async function threeRuns(app: App): Promise<void> {
  await app.lf('exec', '--name', 'First', '--', 'sh', '-c', 'echo one; echo two')
  await app.lf('exec', '--name', 'גיבוי '.repeat(19), '--', 'true')
  await app.lf('exec', '--name', 'x'.repeat(120), '--', 'sh', '-c', `head -c 65000 /dev/zero | tr '\\0' e >&2; exit 7`)
}

test('Space shows the details of a run, which follow the cursor, and Back, Space or Esc close them', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await threeRuns(app)
  await app.goto('/runs')
  await expect(rows(page, 'Runs')).toHaveCount(3)
  await page.keyboard.press('j')
  await page.keyboard.press('Space')
  await expect(panel(page)).toContainText('Failed · exit 7')
  await expect(page).toHaveURL(/peek=3/)
  await page.keyboard.press('j')
  await page.keyboard.press('ArrowDown')
  await expect(heading(page, 'First')).toBeVisible()
  await expect(panel(page).getByRole('group', { name: 'Last 2 lines' })).toContainText('two')
  await expect(page).toHaveURL(/peek=1/)
  await expect(current(page)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(panel(page)).toHaveCount(0)
  await expect(page).not.toHaveURL(/peek/)
  await page.keyboard.press('Space')
  await expect(heading(page, 'First')).toBeVisible()
  await page.goBack()
  await expect(panel(page)).toHaveCount(0)
  await page.goForward()
  await expect(heading(page, 'First')).toBeVisible()

  await page.keyboard.press('F6')
  await expect(panel(page)).toBeFocused()
  await page.keyboard.press('k')
  await expect(page).toHaveURL(/peek=2/)
  await expect(panel(page), 'J and K move on from within the panel').toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)
  await expect(current(page)).toBeFocused()
  await expect(current(page)).toHaveAccessibleName(/run 2/)
  await page.keyboard.press('Space')
  await expect(panel(page)).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\/2$/)
})

test('a link opens the details of a run, its buttons act on it, and the panel closes once the run is deleted', {
  tag: '@served',
}, async ({ served: app }) => {
  const { page } = app
  await threeRuns(app)
  await app.goto('/runs?peek=3')
  await expect(panel(page)).toContainText('Failed · exit 7')
  await expect(current(page)).toHaveAccessibleName(/run 3/)
  await panel(page).getByRole('button', { name: 'Retry run 3' }).click()
  await expect(page.getByText('Retrying run 3')).toBeVisible()
  await expect(panel(page)).toContainText('Failed · exit 7')
  for (const size of [
    { width: 1280, height: 800 },
    { width: 900, height: 600 },
    { width: 320, height: 600 },
  ]) {
    await page.setViewportSize(size)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${size.width}`).toBe(true)
    const content = panel(page).locator('.overflow-auto').first()
    expect(await content.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth), `at ${size.width}`).toBe(true)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await call(app, 'DELETE', '/runs/3')
  await expect(panel(page)).toHaveCount(0)
  await expect(page).not.toHaveURL(/peek/)
})

test('passing many rows reads the details of the last one, not of each', { tag: '@served' }, async ({ served: app }) => {
  const { page } = app
  for (let index = 0; index < 12; index++) await app.lf('exec', '--name', `Run of ${index}`, '--', 'true')
  const sent: string[] = []
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(payload.toString())))
  await app.goto('/runs')
  await expect(rows(page, 'Runs')).toHaveCount(12)
  await page.keyboard.press('j')
  await page.keyboard.press('Space')
  await expect(heading(page, 'Run of 11')).toBeVisible()
  const read = () => sent.filter((text) => text.includes('/runs/get')).length
  const before = read()
  // All at once: as a key that is held does it.
  await page.evaluate(() => {
    for (let press = 0; press < 11; press++)
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true }))
  })
  await expect(panel(page)).toBeVisible()
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/peek=/)
  expect(read() - before).toBeLessThan(6)
})

test('jobs, flows, pipelines, tasks, workers and files have details in the panel', { tag: '@served' }, async ({
  served: app,
}) => {
  test.setTimeout(90_000)
  const { page } = app
  await seedPipeline(app)
  await app.lf('job', 'create', 'Broken', '--', 'sh', '-c', 'echo "disk quota" >&2; exit 3')
  await app.lf('run', 'Broken', '--wait')
  writeFileSync(join(app.data, 'ship.yaml'), 'start: a\nnodes: { a: { kind: approval } }\n')
  await app.lf('flow', 'import', join(app.data, 'ship.yaml'))
  await call(app, 'POST', '/workers/register', { id: 'one', url: '', services: ['label', 'other'], type: 'async' })
  const peek = async (path: string, text: string) => {
    await app.goto(path)
    await expect(page.getByText(text).first()).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('Space')
    await expect(panel(page)).toBeVisible()
  }
  await peek('/jobs', 'Broken')
  await expect(panel(page).getByRole('region', { name: 'Last failures' })).toContainText('disk quota')
  await expect(panel(page)).toContainText('Manual')
  await peek('/flows', 'ship')
  await expect(panel(page)).toContainText('No failed runs')
  await peek('/pipelines', 'letters')
  await expect(panel(page)).toContainText('Steps')
  await peek('/queue?view=failed', 'Broken')
  await expect(panel(page)).toContainText('disk quota')
  await expect(panel(page)).toContainText('1 of 1')
  await peek('/workers', 'label, other')
  await expect(panel(page)).toContainText('Last heartbeat')
  await peek('/files', 'notes.md')
  await expect(panel(page)).toContainText('Made by')
})

test('details are in the menu of a row, and the panel of a deleted job closes', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Backup', '--', 'true')
  await app.goto('/jobs')
  await page.getByRole('row', { name: /^Backup/ }).hover()
  await page.getByRole('button', { name: 'More for Backup' }).click()
  await page.getByRole('menuitem', { name: 'Show details' }).click()
  await expect(heading(page, 'Backup')).toBeVisible()
  await panel(page).getByRole('button', { name: 'More for Backup' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(panel(page)).toHaveCount(0)
})
