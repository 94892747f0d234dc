import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { expect, test } from './hosts.ts'
import { seed, seedPipeline } from './seed.ts'

async function openAll(page: Page): Promise<void> {
  const closed = page.locator('details:not([open]) > summary')
  while ((await closed.count()) > 0) await closed.first().click()
}

/** Runs axe in both color schemes. Checks that do not depend on colors run in the light one. */
async function expectNoFaults(page: Page): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    // Reduced motion: colors change at once, not over a transition in which axe would read them.
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', scheme)
    const axe = new AxeBuilder({ page }).setLegacyMode(true)
    if (scheme === 'dark') axe.withRules(['color-contrast'])
    else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    const { violations } = await axe.analyze()
    const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    expect(faults, `in ${scheme}`).toEqual([])
  }
}

const dayOf = (at: number): string => new Date(at).toLocaleDateString('sv')

/** Checking a screen takes its time, which this test does not measure. */
const manyScreensMs = 300_000

test('axe finds nothing on any screen', { tag: '@page' }, async ({ app }) => {
  test.setTimeout(manyScreensMs)
  const { page } = app
  await app.goto('/')
  await expectNoFaults(page)
  const { schedule, trigger } = await seed(app)
  // Late in the evening, a day or a week may have no occurrences left.
  const tomorrow = dayOf(Date.now() + 24 * 3_600_000)
  const screens: [string, string][] = [
    ['/', 'Needs attention'],
    ['/examples', 'Ship a release'],
    [`/calendar?from=${tomorrow}`, 'Nightly backup'],
    [`/calendar?view=day&from=${tomorrow}`, 'Nightly backup'],
    [`/calendar?view=agenda&from=${tomorrow}`, 'Nightly backup'],
    [`/schedules/${schedule}`, 'Occurrences'],
    [`/triggers/${trigger}`, 'Events'],
    ['/jobs', 'Nightly backup'],
    ['/jobs/new', 'Script'],
    ['/runs', 'Nightly backup'],
    ['/runs/1', 'copied'],
    ['/runs/2', 'green'],
    ['/flows', 'monthly'],
    ['/flows/monthly', 'Last runs'],
    ['/flows/monthly?tab=editor', 'No problems'],
    ['/flows/monthly?tab=runs', 'Waiting for approval'],
    ['/flows/monthly?tab=versions', 'First version'],
    ['/jobs/Nightly%20backup', 'Last runs'],
    ['/jobs/Nightly%20backup?tab=script', 'Script'],
    ['/jobs/Nightly%20backup?tab=triggers', 'Schedules'],
    ['/jobs/Nightly%20backup?tab=runs', 'Succeeded'],
    ['/jobs/Nightly%20backup?tab=versions', 'Version 1'],
    ['/flows/new', 'No problems'],
    ['/history', 'No history open'],
    ['/runs/3', 'Boss approves'],
    ['/workers', 'No workers yet'],
    ['/queue', 'The queue is empty'],
    ['/queue?view=failed', 'Failed'],
    ['/settings', 'Refresh'],
    ['/import', 'Import from'],
    ['/import?view=export', 'SHELL=/bin/sh'],
    ['/nowhere', 'Page not found'],
  ]
  for (const [path, text] of screens) {
    await app.goto(path)
    await expect(page.getByText(text).first()).toBeVisible()
    await expectNoFaults(page)
  }
})

test('axe finds nothing in what opens on screens', { tag: '@page' }, async ({ app }) => {
  test.setTimeout(manyScreensMs)
  const { page } = app
  await seed(app)
  await app.goto('/runs/3')
  for (const tab of ['Timeline', 'Data', 'History', 'Log']) {
    await page.getByRole('tab', { name: tab }).click()
    await expectNoFaults(page)
  }
  await app.goto('/queue')
  await page.getByRole('button', { name: 'Pause default' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoFaults(page)
  await page.keyboard.press('Escape')
  await app.goto('/jobs/new')
  await page.getByText('Request', { exact: true }).click()
  await openAll(page)
  await page.getByLabel('Maximum attempts').fill('3')
  await expectNoFaults(page)
  await page.getByText('Command', { exact: true }).click()
  await openAll(page)
  await expectNoFaults(page)
  await app.lf('exec', '--name', 'A nap', '--timeout', '3', '--', 'sleep', '60')
  await app.goto('/runs/4')
  await page.getByRole('tab', { name: 'Metrics' }).click()
  await expect(page.getByText('Processes in the last sample')).toBeVisible()
  await expectNoFaults(page)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectNoFaults(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectNoFaults(page)
})

test('axe finds nothing in the panel of each list', { tag: '@page' }, async ({ app }) => {
  test.setTimeout(manyScreensMs)
  const { page } = app
  await seed(app)
  await app.lf('exec', '--name', 'x'.repeat(120), '--', 'sh', '-c', "head -c 65000 /dev/zero | tr '\\0' e >&2; exit 7")
  await seedPipeline(app)
  for (const path of ['/runs', '/jobs', '/flows', '/pipelines', '/queue?view=failed', '/files']) {
    await app.goto(path)
    const list = page.getByRole('table', path.startsWith('/queue') ? { name: /^Tasks/ } : {})
    await expect(list.getByRole('cell').first()).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('Space')
    await expect(page.locator('[data-panel] dl').first()).toBeVisible()
    await expectNoFaults(page)
    await page.setViewportSize({ width: 900, height: 600 })
    await expectNoFaults(page)
    await page.setViewportSize({ width: 1280, height: 800 })
  }
  await app.goto('/runs/3?peek=ask')
  await expect(page.locator('[data-panel] dl').first()).toBeVisible()
  await expectNoFaults(page)
})

test('axe finds nothing on screens of pipelines and files', { tag: '@page' }, async ({ app }) => {
  test.setTimeout(manyScreensMs)
  const { page } = app
  const hash = await seedPipeline(app)
  const screens: [string, string][] = [
    ['/pipelines', 'letters'],
    ['/pipelines/letters', 'Last runs'],
    ['/pipelines/letters?tab=manifest', 'No problems'],
    ['/pipelines/new', 'No problems'],
    ['/runs/1', 'no such letter'],
    ['/files', 'notes.md'],
    [`/files/${hash}`, 'Made by'],
  ]
  for (const [path, text] of screens) {
    await app.goto(path)
    await expect(page.getByText(text).first()).toBeVisible()
    await expectNoFaults(page)
  }
  await page.getByRole('button', { name: 'Lineage' }).click()
  await expect(page.getByRole('group', { name: /a file$/ }).first()).toBeVisible()
  await expectNoFaults(page)
  await app.goto('/pipelines')
  await page.getByRole('button', { name: 'Run letters' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNoFaults(page)
  await app.goto('/runs/2')
  await page.getByRole('tab', { name: 'Files' }).click()
  for (const name of ['notes.md', 'table.csv', 'page.html']) {
    await page.getByRole('list', { name: 'Files' }).getByRole('button', { name }).click()
    await expectNoFaults(page)
  }
})

test('axe finds nothing in what only the desktop shows: its settings, and files in their folder', async ({ app }) => {
  const { page } = app
  await app.lf('exec', '--', 'sh', '-c', 'echo "a note" > "$OUTPUT_DIR/note.txt"')
  await app.goto('/settings')
  await expectNoFaults(page)
  await app.goto('/runs/1')
  await page.getByRole('tab', { name: 'Files' }).click()
  await page.getByRole('button', { name: 'note.txt' }).first().click()
  await expect(page.getByText('a note', { exact: true })).toBeVisible()
  await expectNoFaults(page)
  await page.getByRole('link', { name: /^[\da-f]{12}$/ }).click()
  await expect(page.getByText('Made by')).toBeVisible()
  await expectNoFaults(page)
})

test('the chosen theme outlives a reload', async ({ app }) => {
  const { page } = app
  await app.goto('/')
  await page.getByRole('button', { name: /^Theme/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  // The page shows the theme before it is saved.
  await expect.poll(() => savedTheme(app.data)).toBe('"dark"')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

function savedTheme(data: string): unknown {
  const db = new Database(join(data, 'localflow.db'), { readonly: true })
  try {
    return db.prepare(`SELECT value FROM preference WHERE key = 'theme'`).pluck().get()
  } finally {
    db.close()
  }
}
