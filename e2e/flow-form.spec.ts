import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'

const source = `# Ships the app
start: build
nodes:
  build:
    title: Build the app # kept
    exec_type: shell
    script: { cmd: sh, code: 'echo "{\\"file\\": \\"app-1.4.2.tgz\\"}"', output_mode: json }
    post: { output_key: built }
  report:
    exec_type: shell
    script: { cmd: sh, code: 'echo "$LOCALFLOW_INPUT"' }
edges:
  - { from: build, to: report }
`

/** A flow that has run once, in its editor with the text beside the canvas. */
async function openEditor({ page, data, lf, goto }: App): Promise<void> {
  const file = join(data, 'ship.yaml')
  writeFileSync(file, source)
  await lf('flow', 'import', file)
  await lf('start', 'ship', '--follow')
  await goto('/flows/ship?tab=editor')
  await page.getByRole('button', { name: 'Both', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Definition' })).toContainText('Ships the app')
}

const panel = (page: Page) => page.locator('aside[data-panel]')
const code = (page: Page) => page.getByRole('textbox', { name: 'Definition' })

/** Moves the cursor of the text to its start, where the settings of the flow are. */
async function openSettings(page: Page): Promise<void> {
  await code(page).click()
  await page.keyboard.press('Control+Home')
  await expect(panel(page).getByRole('heading', { name: 'Flow settings' })).toBeVisible()
}

/** Opens the form of the second node: the forms of what the cursor passes on its way come first. */
async function openReport(page: Page): Promise<void> {
  await openSettings(page)
  for (let line = 1; line < 9; line++) await page.keyboard.press('ArrowDown')
  await expect(panel(page).getByRole('heading', { name: 'report' })).toBeVisible()
}

test('the form of a node writes into the text, completes references, and shows the input of the last run', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  await openEditor(app)
  await openReport(page)
  await expect(panel(page).getByLabel('Key')).toHaveValue('report')

  await panel(page).locator('summary', { hasText: 'Input' }).click()
  await panel(page).getByLabel('Input', { exact: true }).focus()
  await page.keyboard.type('$shared.b')
  await expect(page.getByRole('option', { name: '$shared.built', exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('option', { name: '$shared.built', exact: true })).toHaveCount(0)
  await expect(panel(page)).toBeVisible()
  await page.keyboard.type('uilt.')
  await page.getByRole('option', { name: '$shared.built.file' }).click()
  await expect(code(page)).toContainText('input_key: $shared.built.file')
  await expect(panel(page).getByLabel('Input in the last run')).toHaveText('app-1.4.2.tgz')
  // Escape leaves a field with what stands in it, and the keys of the canvas that are no letters work in fields, too.
  await panel(page).getByLabel('Input', { exact: true }).focus()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('group', { name: /^report, / })).toBeFocused()
  await expect(code(page)).toContainText('input_key: $shared.built.file')
  // A field of the data is put into the field that was used last, or dragged.
  await panel(page).locator('summary', { hasText: 'Fields of the last run' }).press('Enter')
  const fields = panel(page).getByRole('toolbar', { name: 'Fields of the last run' })
  await fields.getByRole('button', { name: '$shared.built', exact: true }).press('Enter')
  await expect(panel(page).getByLabel('Input', { exact: true })).toBeFocused()
  await expect(panel(page).getByLabel('Input', { exact: true })).toHaveValue('$shared.built')
  // The preview grows, and moves the list below it.
  await expect(panel(page).getByLabel('Input in the last run')).toContainText('"file"')
  await fields.getByRole('button', { name: '$shared.built.file' }).dragTo(panel(page).getByLabel('Input', { exact: true }))
  await expect(code(page)).toContainText('input_key: $shared.built.file')
  await panel(page).getByLabel('Key').focus()
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('dialog', { name: 'Find node' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel(page)).toContainText('Run 1, when it entered this node.')

  await panel(page).getByLabel('Title', { exact: true }).fill('Print the name')
  await expect(panel(page).getByRole('heading', { name: 'Print the name' })).toBeVisible()
  await expect(code(page)).toContainText('title: Print the name')
  await expect(code(page)).toContainText('title: Build the app # kept')
  await openSettings(page)
})

test('a problem leads to its field, which says what is wrong, and is gone once it is repaired', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await openEditor(app)
  await openReport(page)
  await panel(page).locator('summary', { hasText: 'On failure' }).click()
  const attempts = panel(page).getByLabel('Maximum attempts', { exact: true })
  await attempts.fill('0')
  await expect(panel(page)).toContainText('Must be at least 1')
  await expect(attempts).toHaveAttribute('aria-invalid', 'true')

  await openSettings(page)
  await page.getByRole('button', { name: '1 problem' }).click()
  await page.getByRole('region', { name: 'Problems', exact: true }).getByRole('button').click()
  await expect(attempts).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('4')
  await expect(panel(page)).not.toContainText('Must be at least 1')
  await expect(code(page)).toContainText('max_attempts: 4')

  await panel(page).getByLabel('Timeout', { exact: true }).fill('soon')
  await expect(panel(page)).toContainText('Not a length of time')
  await panel(page).getByLabel('Timeout', { exact: true }).fill('1 h 30 m')
  await expect(code(page)).toContainText('timeout_ms: 5400000')
})

test('a choice gets its cases, and the flow its parameters and hooks, from forms', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await openEditor(app)
  await openReport(page)
  await panel(page).getByLabel('Kind', { exact: true }).selectOption('choice')
  await expect(panel(page)).toContainText('Has no effect on a node of this kind')
  await panel(page).getByRole('button', { name: 'Add case' }).click()
  await panel(page).getByLabel('Action', { exact: true }).fill('large')
  await panel(page).getByLabel('Value', { exact: true }).fill('$shared.built.size')
  await panel(page).getByLabel('Condition').selectOption('is greater than')
  await panel(page).getByLabel('Compared with').fill('100')
  await expect(code(page)).toContainText('expr: { gt: [$shared.built.size, 100] }')

  await openSettings(page)
  await panel(page).locator('summary', { hasText: 'Parameters' }).click()
  await panel(page).getByRole('button', { name: 'Add parameter' }).click()
  await expect(code(page)).toContainText('params:')
  await panel(page).locator('summary', { hasText: 'Failures and hooks' }).click()
  await panel(page).getByRole('button', { name: 'Add hook' }).click()
  await panel(page).getByLabel('Run', { exact: true }).selectOption('A command')
  await panel(page).getByLabel('Command line').fill('notify-send "It failed"')
  await expect(code(page)).toContainText('command: notify-send')
  await expect(code(page)).toContainText('It failed')
  await expect(code(page)).toContainText('# Ships the app')
})

test('the forms of all kinds have no faults for screen readers', { tag: '@page' }, async ({ app }) => {
  test.setTimeout(120_000)
  const { page } = app
  await openEditor(app)
  for (const kind of ['executor', 'choice', 'parallel', 'foreach', 'subflow', 'timer', 'wait_event', 'approval']) {
    await openReport(page)
    await panel(page)
      .getByLabel('Kind', { exact: true })
      .selectOption(kind === 'executor' ? '' : kind)
    const closed = panel(page).locator('details:not([open]) > summary')
    while ((await closed.count()) > 0) await closed.first().click()
    const { violations } = await new AxeBuilder({ page }).include('aside[data-panel]').setLegacyMode(true).analyze()
    const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    expect(faults, kind).toEqual([])
  }
})
