import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'
import { openOther } from './other-browser.ts'
import { stillBox } from './still.ts'

const flow = `start: one
nodes:
  one: { exec_type: local_func, func: upper, title: The first one, prep: { input_key: $params.text } }
  two: { exec_type: local_func, func: upper, prep: { input_key: $params.text } }
edges:
  - { from: one, to: two }
`

async function openRun(app: App): Promise<void> {
  const file = join(app.data, 'loud.yaml')
  writeFileSync(file, flow)
  await app.lf('flow', 'import', file)
  await app.lf('start', 'loud', '-p', 'text=hello')
  await app.goto('/runs/1')
}

const node = (page: Page, name: string) => page.getByRole('group', { name: new RegExp(`^${name},`) })
const panel = (page: Page) => page.getByRole('complementary', { name: /The first one|two/ })
const edge = (page: Page) => page.getByRole('separator', { name: 'Width of the panel' })
const width = async (page: Page) => (await panel(page).boundingBox())?.width

test('the panel shows the selected node, is named in the address, and closes with Back, Esc and its button', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  await openRun(app)
  await expect(node(page, 'one')).toBeVisible()
  await expect(panel(page)).toHaveCount(0)
  await node(page, 'one').click()
  await expect(panel(page)).toContainText('HELLO')
  await expect(page).toHaveURL(/peek=one/)
  await node(page, 'two').click()
  await expect(panel(page).getByRole('heading', { name: 'two' })).toBeVisible()
  await page.goBack()
  await expect(panel(page)).toHaveCount(0)
  await page.goForward()
  await expect(panel(page).getByRole('heading', { name: 'two' })).toBeVisible()
  await page.reload()
  await expect(panel(page).getByRole('heading', { name: 'two' })).toBeVisible()
  await panel(page).getByRole('button', { name: 'Close details' }).click()
  await expect(panel(page)).toHaveCount(0)
  await expect(page).not.toHaveURL(/peek/)

  await node(page, 'one').click()
  await page.keyboard.press('F6')
  await expect(panel(page)).toBeFocused()
  await page.keyboard.press('F6')
  await expect(node(page, 'one')).toBeFocused()
  await page.keyboard.press('F6')
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)
  await expect(node(page, 'one')).toBeFocused()
})

test('the width of the panel is set by dragging and by keys, and kept for the person', { tag: '@served' }, async ({
  served: app,
  browser,
}) => {
  const { page } = app
  await page.setViewportSize({ width: 1600, height: 900 })
  await openRun(app)
  await node(page, 'one').click()
  await expect.poll(() => width(page)).toBe(360)
  const { x, y, height, width: wide } = await stillBox(edge(page))
  await page.mouse.move(x + wide / 2, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(x + wide / 2 - 100, y + height / 2, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => width(page)).toBe(460)
  await edge(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => width(page)).toBe(452)
  await expect(edge(page)).toHaveAttribute('aria-valuenow', '452')

  const other = await openOther(browser, app, '/runs/1?peek=two')
  await other.setViewportSize({ width: 1600, height: 900 })
  await expect.poll(() => width(other)).toBe(452)
  await edge(other).focus()
  await other.keyboard.press('Enter')
  for (const each of [other, page]) await expect.poll(() => width(each)).toBe(360)
})

test('in a narrow window the panel lies over the page, and a touch closes it', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await page.setViewportSize({ width: 900, height: 600 })
  await openRun(app)
  const drawing = page.locator('.flow-graph')
  await expect(node(page, 'one')).toBeVisible()
  const before = await drawing.boundingBox()
  await node(page, 'one').click()
  await expect(panel(page)).toBeVisible()
  expect((await drawing.boundingBox())?.width).toBe(before?.width)
  await panel(page).getByRole('button', { name: 'Close details' }).click()
  await expect(panel(page)).toHaveCount(0)
  await page.setViewportSize({ width: 320, height: 600 })
  await app.goto('/runs/1?peek=one')
  await expect(panel(page)).toBeVisible()
  expect((await panel(page).boundingBox())?.x).toBeGreaterThanOrEqual(52)
})
