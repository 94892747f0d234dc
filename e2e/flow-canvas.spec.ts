import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'
import { stillBox } from './still.ts'

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

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.mouse.up()
}

test('nodes are moved, inner flows are opened in place, and undo takes back each step', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openEditor(app, source)
  // The kinds are one stop of Tab, the nodes the next.
  await expect(node(page, 'fetch')).toBeVisible()
  await page.getByRole('toolbar', { name: 'Add node' }).getByRole('button').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await expect(node(page, 'fetch')).toBeFocused()
  // A stray letter starts no run of the published version, and keys of the editor work on its buttons, too.
  await page.keyboard.press('r')
  await page.getByRole('button', { name: 'Canvas', exact: true }).focus()
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await node(page, 'fetch').click()
  const before = await stillBox(node(page, 'fetch'))
  await drag(page, { x: before.x + 30, y: before.y + 12 }, { x: before.x - 70, y: before.y + 12 })
  await expect.poll(async () => (await stillBox(node(page, 'fetch'))).x).toBeLessThan(before.x - 60)
  const other = await stillBox(node(page, 'report'))
  await page.keyboard.press('Control+z')
  await expect.poll(async () => Math.round((await stillBox(node(page, 'fetch'))).x)).toBe(Math.round(before.x))
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(async () => (await stillBox(node(page, 'fetch'))).x).toBeLessThan(before.x - 60)
  expect(Math.abs((await stillBox(node(page, 'report'))).x - other.x)).toBeLessThan(2)
  const moved = await stillBox(node(page, 'fetch'))
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(async () => (await stillBox(node(page, 'fetch'))).x).toBeGreaterThan(moved.x + 3)

  await node(page, 'inner').dblclick()
  await expect(node(page, 'x')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(node(page, 'y')).toBeFocused()
  await page.keyboard.press('1')
  await expect(node(page, 'script')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(node(page, 'inner')).toBeFocused()
  await expect(node(page, 'x')).toHaveCount(0)

  await page.keyboard.press('9')
  const writing = page.getByRole('textbox', { name: 'Text of the note' })
  await expect(writing).toBeFocused()
  await expect(writing).toBeInViewport({ ratio: 0.99 })
  await page.keyboard.type('Remember **Ada** <img src=x onerror=alert(1)>')
  await page.keyboard.press('Escape')
  const note = page.getByRole('group', { name: 'Note: Remember **Ada**' })
  await expect(note).toBeFocused()
  // Markdown, without HTML.
  await expect(note.locator('strong')).toHaveText('Ada')
  await expect(note.locator('img')).toHaveCount(0)
  await page.keyboard.press('Delete')
  await expect(note).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await note.click()
  await page.keyboard.press('Delete')
  await expect(note).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(note).toBeVisible()

  await node(page, 'report').click()
  await page.getByRole('button', { name: /^\d+ problems?$/ }).click()
  await expect(node(page, 'report')).toBeInViewport({ ratio: 0.99 })

  await page.getByRole('button', { name: 'Code', exact: true }).click()
  const code = page.getByRole('textbox', { name: 'Definition' })
  await expect(code).toContainText('# Comments stay.')
  await expect(code).toContainText('# the first')
  expect(JSON.parse((await app.lf('list', '--json')).out)).toEqual([])
})

test('wires are rewired and deleted; nodes are found, copied with their wires, disabled and renamed', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await openEditor(app, source)
  const wire = page.locator(`.react-flow__edge[data-id*='"inner","report"'] .react-flow__edgeupdater-target`)
  const end = await stillBox(wire)
  const spare = await stillBox(node(page, 'spare'))
  await drag(page, { x: end.x + end.width / 2, y: end.y + end.height / 2 }, { x: spare.x + 40, y: spare.y + 30 })
  const outline = page.getByRole('tree', { name: 'Outline' })
  await page.keyboard.press('o')
  await expect(outline.getByRole('treeitem', { name: 'default → spare' })).toBeVisible()
  await outline.getByRole('treeitem', { name: 'default → spare' }).click()
  await page.keyboard.press('Delete')
  await expect(outline.getByRole('treeitem', { name: 'default → spare' })).toHaveCount(0)
  await page.keyboard.press('o')

  await page.keyboard.press('Control+f')
  await page.keyboard.type('everybody')
  await page.keyboard.press('Enter')
  await expect(node(page, 'report')).toBeFocused()
  await page.keyboard.press('d')
  await expect(page.getByRole('group', { name: /^report, .*disabled/ })).toBeVisible()
  await page.keyboard.press('F2')
  await page.getByRole('dialog').getByLabel('Key').fill('tell')
  await page.keyboard.press('Enter')
  await expect(node(page, 'tell')).toBeFocused()

  await node(page, 'fetch').click()
  await node(page, 'inner').click({ modifiers: ['Control'] })
  await page.keyboard.press('Control+c')
  await expect(page.getByText('Copied 2 nodes')).toBeVisible()
  await page.keyboard.press('Control+v')
  await expect(node(page, 'fetch-2')).toBeVisible()
  await page.keyboard.press('o')
  await expect(outline.getByRole('treeitem', { name: 'default → inner-2' })).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([])
})

test('a flow of 500 nodes is pasted, and what is no flow is refused', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openEditor(app, 'start: first\nnodes:\n  first: { exec_type: local_func, func: noop }\n')
  await node(page, 'first').click()
  const paste = (text: string) =>
    page.evaluate((written) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', written)
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  await paste('Dear all, the meeting is moved to Tuesday.')
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(/paste|flow|nodes/i)
  await expect(page.getByRole('group', { name: /, Function noop/ })).toHaveCount(1)

  // A kind that LocalFlow does not know is a problem of its node: the others stay on the drawing.
  await paste('start: x\nnodes:\n  x: { kind: teleport, title: "<img src=x onerror=alert(1)>" }\n')
  await expect(page.getByRole('group', { name: /^x, .*teleport/ })).toContainText('<img src=x onerror=alert(1)>')
  await expect(node(page, 'first')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('group', { name: /^x, / })).toHaveCount(0)

  const keys = Array.from({ length: 500 }, (_, index) => `n${index}`)
  const nodes = keys.map((key) => `  ${key}: { exec_type: local_func, func: noop }`)
  const edges = keys.slice(1).map((key, index) => `  - { from: n${index}, to: ${key} }`)
  await paste(['start: n0', 'nodes:', ...nodes, 'edges:', ...edges, ''].join('\n'))
  await page.keyboard.press('Control+f')
  const list = page.getByRole('dialog', { name: 'Find node' })
  await list.getByRole('combobox').fill('n499')
  await page.keyboard.press('Enter')
  await expect(node(page, 'n499')).toBeFocused()
  await expect(node(page, 'n499')).toBeInViewport()
})

test('a frame selects nodes, which are aligned, spread and tidied; a kind is dropped onto a wire; the drawing is copied', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await openEditor(app, source)
  const keys = ['fetch', 'inner', 'report', 'spare']
  const places = () => Promise.all(keys.map((key) => stillBox(node(page, key))))
  await expect(node(page, 'spare')).toBeVisible()
  const pane = await stillBox(page.locator('.react-flow__pane'))
  await drag(page, { x: pane.x + 6, y: pane.y + 6 }, { x: pane.x + pane.width - 6, y: pane.y + pane.height - 6 })
  await expect(page.locator('.react-flow__node-box.selected')).toHaveCount(4)

  const arrange = async (name: string) => {
    await node(page, 'fetch').click({ button: 'right' })
    await page.getByRole('menuitem', { name }).click()
  }
  await arrange('Align left edges')
  await expect.poll(async () => new Set((await places()).map(({ x }) => Math.round(x))).size).toBe(1)
  await arrange('Distribute down')
  await expect
    .poll(async () => {
      const sorted = (await places()).sort((a, b) => a.y - b.y)
      return new Set(sorted.slice(1).map(({ y }, index) => Math.round(y - (sorted[index]?.y ?? 0)))).size
    })
    .toBe(1)
  await page.getByRole('button', { name: 'Tidy', exact: true }).click()
  await expect.poll(async () => new Set((await places()).map(({ x }) => Math.round(x))).size).toBeGreaterThan(1)

  const wire = await stillBox(page.locator(`.react-flow__edge[data-id*='"fetch","inner"']`))
  await page.getByRole('button', { name: /^Add Timer/ }).dragTo(page.locator('.react-flow__pane'), {
    targetPosition: { x: wire.x - pane.x + wire.width / 2, y: wire.y - pane.y + wire.height / 2 },
  })
  await expect(node(page, 'wait')).toBeVisible()
  const width = async () => (await stillBox(node(page, 'wait'))).width
  const before = await width()
  await page.getByRole('button', { name: 'Zoom Out' }).click()
  await expect.poll(width).toBeLessThan(before * 0.9)
  await page.getByRole('button', { name: 'Fit View' }).click()
  await expect.poll(width).toBeGreaterThan(before * 0.9)

  const more = page.getByRole('button', { name: 'More canvas actions' })
  await more.click()
  await page.getByRole('menuitem', { name: 'Copy as SVG' }).click()
  await expect(page.getByText('Copied the drawing')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^<svg [\s\S]*Tell everybody/)
  await more.click()
  await page.getByRole('menuitem', { name: 'Copy as PNG' }).click()
  await expect.poll(() => page.evaluate(async () => (await navigator.clipboard.read())[0]?.types)).toEqual(['image/png'])

  await page.getByRole('button', { name: 'Code', exact: true }).click()
  const code = page.getByRole('textbox', { name: 'Definition' })
  await expect(code).toContainText('{ from: fetch, to: wait }')
  await expect(code).toContainText('{ from: wait, to: inner }')
})
