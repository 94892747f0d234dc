import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from './hosts.ts'

const flow = `start: build
nodes:
  build: { exec_type: local_func, func: noop }
  ask: { kind: approval, title: Ship it to production, timeout_ms: 86400000 }
  deploy: { exec_type: local_func, func: noop }
  sorry: { exec_type: shell, script: { cmd: /bin/sh, code: "echo lane 3; exit 6" } }
edges:
  - { from: build, to: ask }
  - { from: ask, action: approved, to: deploy }
  - { from: ask, action: rejected, to: sorry }
`

test('a run waits for approval everywhere, and a rejection is not shown as a success', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const file = join(app.data, 'release.yaml')
  writeFileSync(file, flow)
  await app.lf('flow', 'import', file)
  await app.lf('start', 'release')

  await app.goto('/')
  await expect(page.getByRole('region', { name: 'Approvals' })).toContainText('Ship it to production')
  await expect(page.getByRole('region', { name: 'Waiting' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Home 1 approval' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Running' })).toContainText('Nothing is running')
  await expect(page.getByRole('link', { name: '1 waiting' })).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click()
  await page.getByRole('button', { name: 'Waiting', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Runs' }).getByRole('row', { name: /Waiting for approval/ })).toBeVisible()
  await page.getByRole('button', { name: 'Running', exact: true }).click()
  await expect(page.getByText('No matching runs')).toBeVisible()
  expect((await app.lf('list', '--waiting')).out).toContain('waiting for approval')

  await app.goto('/runs/1')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Ship it to production · expires')
  await app.lf('reject', '1', '--comment', 'not today')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText(/Failed · exit 6.*sorry/)
  await page.getByRole('group', { name: 'ask, Approval, rejected' }).click()
  const panel = page.getByRole('region', { name: 'ask' })
  await expect(panel).toContainText('Rejected')
  await expect(panel).toContainText('with lf')
  await expect(panel).toContainText('not today')
  await expect(page.locator('.react-flow__edge.taken')).toHaveCount(2)
  await expect(page.locator('.react-flow__edge.dimmed')).toHaveCount(1)

  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByRole('option', { selected: true })).toBeInViewport()
  await expect(page.getByRole('option', { name: /Rejected.*not today/ })).toBeVisible()
  const told = stripVTControlCharacters((await app.lf('inspect', '1')).out)
  expect(told).toMatch(/ask\s+⊘ rejected \(by you\).*not today/)
  expect(told).toMatch(/sorry\s+✗ failed \(exit 6\).*Last line: "lane 3"/)
})

test('a fork keeps the event that its dialog names while the run continues, and closing the dialog asks about typed data', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  const file = join(app.data, 'release.yaml')
  writeFileSync(file, flow)
  await app.lf('flow', 'import', file)
  await app.lf('start', 'release')
  await app.goto('/runs/1?tab=history')
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await expect(outcome).toContainText('Waiting for approval')
  await page.getByRole('button', { name: 'Fork from here…' }).click()
  const dialog = page.getByRole('dialog')
  const title = (await dialog.getByRole('heading', { name: /^Fork from event \d+$/ }).textContent()) ?? ''
  await app.lf('approve', '1')
  await expect(page.locator('[aria-label="Outcome"]')).toContainText('Succeeded')
  await expect(dialog.getByRole('heading', { name: title, exact: true })).toBeVisible()

  await dialog.getByLabel('Shared data').fill('{"lane": 4}')
  await page.keyboard.press('Escape')
  await expect(dialog).toContainText('Discard your changes?')
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  await dialog.getByRole('button', { name: 'Fork run' }).click()
  await expect(page.getByRole('heading', { name: 'run 2' })).toBeVisible()
  await expect(outcome).toContainText(`Forked from #1 at event ${title.replace(/\D/g, '')}`)
})

test('a retry and the run it came from are linked, and its timeline starts with it', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const file = join(app.data, 'release.yaml')
  writeFileSync(file, flow)
  await app.lf('flow', 'import', file)
  await app.lf('start', 'release')
  await app.lf('reject', '1')
  await app.goto('/runs/1')
  await page.getByRole('button', { name: 'More ways to re-run' }).click()
  await page.getByRole('menuitem', { name: 'Re-run from the failed step' }).click()
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await expect(outcome).toContainText('Retry of #1 from sorry')
  await expect(outcome).toContainText('exit 6')
  await page.getByRole('tab', { name: 'Timeline' }).click()
  const timeline = page.getByRole('table', { name: /^Timeline over/ })
  await expect(timeline.getByRole('row', { name: /^build/ })).toContainText('from run 1')
  await timeline.getByRole('button', { name: /^sorry/ }).click()
  await expect(page.getByRole('complementary').getByText('lane 3', { exact: true })).toBeVisible()
  await outcome.getByRole('link', { name: '#1' }).click()
  await expect(outcome).toContainText('Continued by #2')
  await outcome.getByRole('link', { name: '1', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Version 1', exact: true })).toContainText('2 runs')

  writeFileSync(file, flow.replace('exit 6', 'exit 0'))
  await app.lf('flow', 'import', file)
  await app.goto('/runs/2')
  // The editor opens at the node that failed, with the data of the run.
  await page.getByRole('link', { name: 'Edit flow' }).click()
  await expect(page.getByRole('complementary').getByRole('heading', { name: 'sorry' })).toBeVisible()
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  await expect(page.getByRole('combobox', { name: 'Data', exact: true }).locator('option:checked')).toHaveText(/^Run 2, failed/)
  await app.goto('/runs/2')
  await page.getByRole('button', { name: 'More ways to re-run' }).click()
  await page.getByRole('menuitem', { name: 'Re-run from the failed step with version 2' }).click()
  await expect(page.getByRole('heading', { name: 'run 3' })).toBeVisible()
  await expect(outcome).toContainText('Succeeded')
})

test('completion in a flow offers what is valid at the cursor', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/flows/new?view=code')
  const editor = page.getByRole('textbox', { name: 'Definition' })
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('  - { from: fetch, to: ')
  await page.keyboard.press('Control+Space')
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText(['enough', 'fetch', 'report'])
  await page.keyboard.press('Enter')
  await expect(editor).toContainText('from: fetch, to: enough')
})
