import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './hosts.ts'
import { stillBox } from './still.ts'

test('steps of a pipeline are added, renamed, connected and deleted in its drawing, and the text follows', async ({ app }) => {
  const { page } = app
  await app.goto('/pipelines')
  await page.keyboard.press('n')
  await page.getByLabel('Name').fill('Report')
  const text = page.getByRole('textbox', { name: 'Manifest' })
  const step = (name: string) => page.getByRole('group', { name, exact: true })

  await step('sort').click()
  await page.keyboard.press('a')
  await expect(step('step-3')).toBeFocused()
  await expect(step('sort')).toContainText('sort < "$INPUT_FILE"')
  await expect(text).toContainText('name = "step-3"inputs = ["sort"]')
  await page.getByRole('button', { name: 'Rename…' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('pack')
  await page.keyboard.press('Control+Enter')
  await expect(step('pack')).toBeVisible()

  await step('fetch').click()
  await page.keyboard.press('c')
  await page.keyboard.type('pack')
  await page.keyboard.press('Enter')
  await expect(text).toContainText('inputs = ["sort", "fetch"]')
  await step('pack').focus()
  await page.keyboard.press('Control+z')
  await expect(text).not.toContainText('inputs = ["sort", "fetch"]')
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(text).toContainText('inputs = ["sort", "fetch"]')

  await step('sort').click()
  await page.keyboard.press('Delete')
  await expect(step('sort')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(step('sort')).toBeVisible()
  await page.keyboard.press('Control+Shift+z')
  await expect(step('sort')).toHaveCount(0)
  await expect(text).toContainText('name = "pack"inputs = ["fetch"]')
  await expect(text).toContainText('# Steps that have not changed do not run again.')
  await text.getByText('name = "pack"').click()
  await expect(step('pack')).toHaveClass(/selected/)

  await page.locator('summary', { hasText: 'Hooks' }).click()
  await page.getByRole('button', { name: 'Add hook' }).click()
  await expect(page.getByRole('checkbox', { name: 'Failure' })).toBeChecked()
  await expect(page.getByText('Is empty: name a job', { exact: true })).toBeVisible()
  await page.getByLabel('Run', { exact: true }).selectOption('A command')
  await page.getByLabel('Command line').fill('echo "it failed"')
  await expect(text).toContainText('[[hooks]]on = "failure"command = "echo"args = ["it failed"]')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('[data-hook]').analyze()
  expect(violations).toEqual([])
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Created "Report"')).toBeVisible()
  await app.lf('pipeline', 'run', 'Report')
})

test('a wire that cannot be made does not attach, and one into empty space adds a step', async ({ app }) => {
  const { page } = app
  await app.goto('/pipelines/new')
  const box = async (name: string) => {
    const found = await stillBox(page.getByRole('group', { name, exact: true }))
    return { x: found.x + found.width / 2, top: found.y + 8, bottom: found.y + found.height }
  }
  const [fetch, sort] = [await box('fetch'), await box('sort')]
  await page.mouse.move(sort.x, sort.bottom - 4)
  await page.mouse.down()
  await page.mouse.move(fetch.x, fetch.top, { steps: 8 })
  await expect(page.getByText('The steps would form a loop')).toBeVisible()
  await page.mouse.up()
  await page.mouse.move(sort.x, sort.bottom - 4)
  await page.mouse.down()
  await page.mouse.move(sort.x + 60, sort.bottom + 90, { steps: 8 })
  await page.mouse.up()
  await expect(page.getByRole('group', { name: 'step-3', exact: true })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Manifest' })).toContainText('name = "step-3"inputs = ["sort"]')
})
