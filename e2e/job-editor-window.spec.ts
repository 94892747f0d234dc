import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

test('the script editor keeps every key of fast typing into a clean form, while runs of the job arrive', async ({ served }) => {
  test.setTimeout(120_000)
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Backup', 'echo one'))
  await served.goto(`/jobs/${id}?tab=script`)
  const editor = page.getByRole('textbox', { name: 'Script' })
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 2 })
  const text = `echo ${'abcdefghij'.repeat(3)}klmno`
  for (let round = 1; round <= 10; round++) {
    await editor.click()
    await page.keyboard.press('Control+End')
    const running = call(served, 'POST', `/jobs/${id}/run`, {})
    await page.keyboard.press('Enter')
    await page.keyboard.type(text)
    await expect(editor.locator('.cm-line')).toHaveText(['echo one', text])
    await running
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Discard changes' }).click()
    await expect(editor.locator('.cm-line')).toHaveText(['echo one'])
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  }
})

test('typing over several lines adds no style that the content security policy forbids', async ({ served }) => {
  const { page } = served
  const refused: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text())
  })
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Backup', 'echo one\necho two'))
  await served.goto(`/jobs/${id}?tab=script`)
  const editor = page.getByRole('textbox', { name: 'Script' })
  await editor.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.type('z')
  await expect(editor).toHaveText('zcho two')
  await page.keyboard.press('Control+z')
  await expect(editor.locator('.cm-line')).toHaveText(['echo one', 'echo two'])
  await page.keyboard.press('Control+a')
  await page.keyboard.type('true')
  await expect(editor).toHaveText('true')
  expect(refused).toEqual([])
})

test('a test run starts from anywhere on the page, stops the earlier one, and outlives the first save and a reload', async ({
  served,
}) => {
  const { page } = served
  await served.goto('/jobs/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('Report')
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.type('echo begun; sleep 600')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('Control+Enter')
  const pane = page.getByRole('region', { name: 'Test run' })
  await expect(pane.getByText('begun', { exact: true })).toBeVisible()
  await expect(pane.getByRole('link', { name: 'Run 1' })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Stopped the earlier test run (run 1)')).toBeVisible()
  await expect(pane.getByRole('link', { name: 'Run 2' })).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Created "Report"')).toBeVisible()
  await expect(pane.getByRole('link', { name: 'Run 2' })).toBeVisible()
  await page.reload()
  await expect(pane.getByText('begun', { exact: true })).toBeVisible()
  await pane.getByRole('button', { name: 'Stop' }).click()
  await expect(pane).toBeFocused()
  const { items } = await call<{ items: { title: string; status: string }[] }>(served, 'GET', '/runs')
  expect(items.map(({ title }) => title)).toEqual(['Test run of Report', 'Test run of Report'])
})

test('a test run that fails in front of its person is not a failure that needs attention', async ({ served }) => {
  const { page } = served
  await served.goto('/jobs/new')
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.type('exit 3')
  await page.keyboard.press('Control+Enter')
  const pane = page.getByRole('region', { name: 'Test run' })
  await expect(pane.getByRole('status')).toContainText('exit 3')
  await served.goto('/')
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Home', exact: true })).toBeVisible()
})

test('versions are browsed with the keys, shown as in the editor, and restored only if they differ', async ({ served }) => {
  const { page } = served
  const command = (name: string, ...args: string[]) => ({ name, body: { kind: 'command', command: 'echo', args } })
  const { id } = await call<Made>(served, 'POST', '/jobs', command('Report', 'one', 'two words'))
  await call(served, 'PUT', `/jobs/${id}`, command('Report', 'other'))
  await call(served, 'PUT', `/jobs/${id}`, command('Report', 'one', 'two words'))
  await served.goto(`/jobs/${id}/versions`)
  const text = page.getByRole('figure', { name: 'Contents of version 3' })
  await expect(text).toHaveText('echo\n  one\n  two words')
  await expect(page.getByRole('list', { name: 'Versions' }).getByRole('button')).toHaveCount(3)
  await page.keyboard.press('j')
  await expect(page.getByRole('region', { name: 'Version 2', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Restore as new version' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('region', { name: 'Version 1', exact: true })).toBeVisible()
  await expect(page.getByText('No differences')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Restore as new version' })).toHaveCount(0)
  await served.goto(`/jobs/${id}/versions?v=99`)
  const alert = page.getByRole('alert').filter({ hasText: 'no version 99' })
  await expect(alert).toBeVisible()
  expect((await alert.boundingBox())?.height).toBeLessThan(100)
})

test('the script editor says how the keyboard leaves it', async ({ served }) => {
  const { page } = served
  await served.goto('/jobs/new')
  const editor = page.getByRole('textbox', { name: 'Script' })
  const hint = page.getByText('Esc, then Tab leaves the editor')
  await expect(editor).toHaveAccessibleDescription('Esc, then Tab leaves the editor')
  await expect(hint).toBeHidden()
  await editor.click()
  await expect(hint).toBeVisible()
  await page.keyboard.type('x')
  await page.keyboard.press('Tab')
  await expect(editor.locator('.cm-line')).toHaveJSProperty('textContent', '  x')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(editor).not.toBeFocused()
  await expect(hint).toBeHidden()
})

test('the editor says where the commands of the script are found, and completes paths', { tag: '@served' }, async ({
  served,
}) => {
  const { page, data } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('resize', 'sort\nno-such-tool --x\n'))
  await served.goto(`/jobs/${id}?tab=script`)
  const summary = page.locator('summary', { hasText: 'Commands' })
  await expect(summary).toContainText('not found: no-such-tool')
  await summary.click()
  const list = page.getByRole('list', { name: 'Commands' })
  await expect(list.getByRole('listitem').filter({ hasText: 'sort' })).toContainText('/bin/sort')
  await expect(list.getByRole('listitem').filter({ hasText: 'no-such-tool' })).toContainText('Not found')
  await expect(page.getByText(/Install the program, write the full path, or set PATH under Environment/)).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  // The answer follows what is typed, before it is saved.
  mkdirSync(join(data, 'tools'))
  writeFileSync(join(data, 'tools', 'no-such-tool'), '#!/bin/sh\n', { mode: 0o755 })
  await page.locator('summary', { hasText: 'Environment' }).click()
  await page.getByRole('button', { name: 'Add variable' }).click()
  await page.getByLabel('Name of variable 1').fill('PATH')
  await page.getByLabel('Value of variable 1').fill(`/bin:/usr/bin:${join(data, 'tools')}`)
  await expect(list.getByRole('listitem').filter({ hasText: 'no-such-tool' })).toContainText('tools/no-such-tool')

  await page.getByLabel('Working folder').fill(join(data, 'too'))
  await page.getByRole('option', { name: 'tools/' }).click()
  await expect(page.getByLabel('Working folder')).toHaveValue(`${join(data, 'tools')}/`)
  await page.getByLabel('Interpreter').fill('ba')
  await page.getByRole('option', { name: 'bash' }).click()
  await expect(page.getByLabel('Interpreter')).toHaveValue('bash')
})
