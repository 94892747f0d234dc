import type { Locator, Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'
import { stillBox } from './still.ts'

const node = (page: Page, key: string): Locator => page.getByRole('group', { name: new RegExp(`^${key}, `) })
const list = (page: Page): Locator => page.getByRole('dialog', { name: /^(?:Add node|Connect)/ })

/** Drags from a port to a place in the window. */
async function dragWire(page: Page, key: string, side: 'bottom' | 'right', to: { x: number; y: number }): Promise<void> {
  const port = await middleOf(node(page, key).locator(`.react-flow__handle-${side}`).first())
  await page.mouse.move(port.x, port.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.mouse.up()
}

const middleOf = async (of: Locator): Promise<{ x: number; y: number }> => {
  const box = await stillBox(of)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function expectApprovedRun({ page }: App): Promise<void> {
  await expect(page.getByText('Waiting for approval').first()).toBeVisible()
  await page.getByRole('button', { name: 'Approve' }).first().click()
  await expect(page.getByText('Succeeded', { exact: true }).first()).toBeVisible()
  await page.getByRole('tab', { name: 'Graph' }).click()
  await expect(page.getByRole('group', { name: /^script, .*succeeded/ })).toBeVisible()
}

test('"approve, then deploy" is built from nothing with the mouse, published and run', async ({ app }) => {
  const { page } = app
  await app.goto('/flows/new')
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await page.getByLabel('Name', { exact: true }).fill('Ship by mouse')
  await expect(node(page, 'enough')).toBeVisible()
  await page.getByRole('button', { name: 'More canvas actions' }).click()
  await page.getByRole('menuitem', { name: 'Select all' }).click()
  await node(page, 'fetch').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByText('No nodes yet')).toBeVisible()

  const canvas = page.getByRole('region', { name: 'Canvas' })
  await page.getByRole('button', { name: 'Add Approval' }).dragTo(canvas, { targetPosition: { x: 240, y: 80 } })
  await expect(node(page, 'approve')).toBeVisible()
  const { x, y } = await middleOf(node(page, 'approve'))
  await dragWire(page, 'approve', 'bottom', { x, y: y + 160 })
  await list(page).getByRole('option', { name: 'Script' }).click()
  await expect(node(page, 'script')).toBeVisible()
  await dragWire(page, 'approve', 'right', { x: x + 180, y: y + 170 })
  await expect(list(page).getByRole('combobox', { name: 'On', exact: true })).toHaveValue('rejected')
  await list(page).getByRole('option', { name: 'Script' }).click()
  await expect(node(page, 'script-2')).toBeVisible()
  await expect(page.getByText('No problems')).toBeVisible()

  // The same wire again does not attach, and says why.
  const target = await middleOf(node(page, 'script'))
  const port = await middleOf(node(page, 'approve').locator('.react-flow__handle-bottom'))
  await page.mouse.move(port.x, port.y)
  await page.mouse.down()
  await page.mouse.move(target.x, target.y, { steps: 8 })
  await expect(page.getByText('"approve" already leads to "script" on "approved".')).toBeVisible()
  await page.mouse.up()

  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('button', { name: 'Publish version 1' }).click()
  await expect(page.getByText('Published version 1')).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expectApprovedRun(app)
})

/** Shift Tab, until the focus is on a button of this name. */
async function tabToButton(page: Page, name: RegExp): Promise<void> {
  const hasIt = () =>
    page.evaluate((source) => new RegExp(source).test(document.activeElement?.textContent?.trim() ?? ''), name.source)
  for (let presses = 0; presses < 60; presses++) {
    if (await hasIt()) return
    await page.keyboard.press('Shift+Tab')
  }
  throw new Error(`Shift Tab does not lead to ${name}`)
}

test('"approve, then deploy" is built from nothing with the keyboard alone, published and run', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
  await page.setViewportSize({ width: 900, height: 600 })
  await app.goto('/flows/new')
  await expect(node(page, 'enough')).toBeVisible()
  // A flow without a name cannot be saved: the name is asked for.
  await press('Control+s')
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await page.keyboard.type('Ship by keys')
  await press('Escape')

  await press('Control+a', 'Delete')
  await expect(page.getByText('No nodes yet')).toBeVisible()
  await press('a')
  await page.keyboard.type('approval')
  await press('Enter')
  await expect(node(page, 'approve')).toBeFocused()
  // Nothing is selected any more, but the node has the focus: keys are about it.
  await press('Escape', '1')
  await expect(node(page, 'script')).toBeFocused()
  await press('ArrowUp')
  await expect(node(page, 'approve')).toBeFocused()
  await press('c', 'Shift+Tab')
  await expect(list(page).getByRole('combobox', { name: 'On', exact: true })).toBeFocused()
  await page.keyboard.type('rejected')
  await press('Tab')
  await page.keyboard.type('new node: script')
  await press('Enter')
  await expect(node(page, 'script-2')).toBeFocused()
  await expect(page.getByText('No problems')).toBeVisible()

  // The outline has the same nodes and wires, with the same keys.
  await press('o')
  const outline = page.getByRole('tree', { name: 'Outline' })
  await expect(outline.getByRole('treeitem')).toHaveText([
    /^Approve/,
    /approved → script/,
    /rejected → script-2/,
    /^script\D/,
    /script-2/,
  ])
  await press('o')

  await press('Control+s')
  await expect(page.getByText('Created "Ship by keys"')).toBeVisible()
  await tabToButton(page, /^Publish…$/)
  await press('Enter')
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused()
  await press('Control+Enter')
  await expect(page.getByText('Published version 1')).toBeVisible()
  await expect(page.getByText('Version 1', { exact: true })).toBeVisible()
  await tabToButton(page, /^Run/)
  await press('Enter')
  await expectApprovedRun(app)
})
