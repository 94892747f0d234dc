import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'

const node = (page: Page, key: string): Locator => page.getByRole('group', { name: new RegExp(`^${key}, `) })

const source = `# Comments stay.
start: fetch
nodes:
  fetch: { exec_type: local_func, func: noop } # the first
  inner: { kind: subflow, subflow: { start: x, nodes: { x: { exec_type: local_func, func: noop }, y: { exec_type: local_func, func: noop } }, edges: [{ from: x, to: y }] } }
  report: { title: Tell everybody, exec_type: local_func, func: noop }
  spare: { exec_type: local_func, func: noop }
edges:
  - { from: fetch, to: inner }
  - { from: inner, to: report }
`

async function openEditor(app: App, text: string): Promise<void> {
  const file = join(app.data, 'drawn.yaml')
  writeFileSync(file, text)
  await app.lf('flow', 'import', file)
  await app.goto('/flows/drawn?tab=editor')
}

const placeOf = async (of: Locator): Promise<{ x: number; y: number; width: number; height: number }> => {
  const box = await of.boundingBox()
  if (!box) throw new Error('it is not there')
  return box
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.mouse.up()
}

test('nodes are moved, inner flows are opened in place, and undo takes back each step', async ({ app }) => {
  const { page } = app
  await openEditor(app, source)
  await node(page, 'fetch').click()
  const before = await placeOf(node(page, 'fetch'))
  await drag(page, { x: before.x + 30, y: before.y + 12 }, { x: before.x - 70, y: before.y + 12 })
  await expect.poll(async () => (await placeOf(node(page, 'fetch'))).x).toBeLessThan(before.x - 60)
  const other = await placeOf(node(page, 'report'))
  await page.keyboard.press('Control+z')
  await expect.poll(async () => Math.round((await placeOf(node(page, 'fetch'))).x)).toBe(Math.round(before.x))
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(async () => (await placeOf(node(page, 'fetch'))).x).toBeLessThan(before.x - 60)
  expect(Math.abs((await placeOf(node(page, 'report'))).x - other.x)).toBeLessThan(2)
  const moved = await placeOf(node(page, 'fetch'))
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(async () => (await placeOf(node(page, 'fetch'))).x).toBeGreaterThan(moved.x + 3)

  await node(page, 'inner').dblclick()
  await expect(node(page, 'x')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(node(page, 'y')).toBeFocused()
  await page.keyboard.press('1')
  await expect(node(page, 'script')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(node(page, 'inner')).toBeFocused()
  await expect(node(page, 'x')).toHaveCount(0)

  await page.getByRole('button', { name: 'Code', exact: true }).click()
  const code = page.getByRole('textbox', { name: 'Definition' })
  await expect(code).toContainText('# Comments stay.')
  await expect(code).toContainText('# the first')
})
