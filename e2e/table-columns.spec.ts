import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { type App, expect, test } from './hosts.ts'
import { stillBox } from './still.ts'

const jobs = (page: Page) => page.getByRole('table', { name: 'Jobs' })
const rows = (page: Page) =>
  jobs(page)
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })

async function open(app: App): Promise<Page> {
  for (const name of ['Beta', 'Alpha', 'Gamma', 'Delta']) await app.lf('job', 'create', name, '--', 'true')
  await app.lf('schedule', 'add', 'Gamma', '0 3 * * *')
  await app.goto('/jobs')
  await expect(rows(app.page)).toHaveCount(4)
  return app.page
}

test('columns are chosen, moved and resized, and every window remembers it', { tag: '@served' }, async ({ served }) => {
  const page = await open(served)
  const headers = () =>
    jobs(page)
      .getByRole('columnheader')
      .evaluateAll((cells) => cells.map((cell) => cell.textContent).filter((text) => text !== ''))
  const before = await headers()
  expect(before).toContain('When')
  expect(before).not.toContain('Kind')
  await page.getByRole('button', { name: 'Choose columns' }).click()
  await page.getByRole('checkbox', { name: 'Show When' }).click()
  await page.getByRole('checkbox', { name: 'Show Kind' }).click()
  await page.getByRole('button', { name: 'Move Next run right' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(headers).toEqual(expect.arrayContaining(['Job', 'Last 20 runs', 'Next run', 'Kind']))
  const order = await headers()
  expect(order).not.toContain('When')
  expect(order.indexOf('Last 20 runs')).toBeLessThan(order.indexOf('Next run'))

  const edge = page.getByRole('separator', { name: 'Width of Next run' })
  await expect(edge).toHaveAttribute('aria-valuenow', '104')
  await edge.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(edge).toHaveAttribute('aria-valuenow', '120')
  const box = await stillBox(edge)
  await page.mouse.move(box.x + box.width / 2, box.y + 4)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 - 40, box.y + 4, { steps: 4 })
  await page.mouse.up()
  await expect(edge).toHaveAttribute('aria-valuenow', '160')
  // Faster than the window draws, as with a key that is held down.
  for (const [key, width] of [
    ['ArrowLeft', '200'],
    ['ArrowRight', '160'],
  ] as const) {
    await edge.evaluate((element, pressed) => {
      for (let press = 0; press < 5; press++) element.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }))
    }, key)
    await expect(edge).toHaveAttribute('aria-valuenow', width)
  }

  // The page shows the columns before they are saved.
  await expect.poll(() => savedTables(served)).toContain('"next":160')
  await page.reload()
  await expect(edge).toHaveAttribute('aria-valuenow', '160')
  expect(await headers()).toEqual(order)
  await page.getByRole('button', { name: 'Choose columns' }).click()
  await page.getByRole('button', { name: 'Reset columns' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(headers).toEqual(before)
})

function savedTables(app: App): unknown {
  const db = new Database(join(app.data, 'localflow.db'), { readonly: true })
  try {
    return db.prepare(`SELECT value FROM preference WHERE key = 'tables'`).pluck().get()
  } finally {
    db.close()
  }
}

test('no row of a list wraps, overlaps or scrolls the page, whatever its name and however narrow the window', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  const names = [
    'x'.repeat(120),
    'نسخ احتياطي ليلي لجميع الملفات',
    '🏃‍♀️🧪📦 夜間バックアップ',
    `${'very long words '.repeat(7)}end`,
  ]
  for (const name of names) {
    await app.lf('job', 'create', name, '--', 'true')
    await app.lf('schedule', 'add', name, '*/5 * * * *')
  }
  await app.goto('/jobs')
  await expect(rows(page)).toHaveCount(4)
  for (const width of [320, 640, 900, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 })
    const heights = await rows(page).evaluateAll((all) => all.map((one) => [one.clientHeight, one.scrollHeight]))
    for (const [inside, needed] of heights) expect(needed, `at ${width}`).toBeLessThanOrEqual((inside ?? 0) + 1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${width}`).toBe(true)
    await expect(rows(page).first().getByRole('link').first(), `at ${width}`).toBeVisible()
  }
})
