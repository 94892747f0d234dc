import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import Database from 'better-sqlite3'
import { expect, test } from './hosts.ts'

const dayMs = 24 * 3_600_000

/** "tests" doubles what "build" returned; the hook and the last node leave files. */
const draft = (folder: string): string => `start: build
nodes:
  build: { exec_type: shell, script: { cmd: sh, code: 'echo built >> ${folder}/built; echo 5', output_mode: json }, post: { output_key: built } }
  tests: { exec_type: shell, script: { cmd: sh, code: 'echo "input is $LOCALFLOW_INPUT"' }, prep: { input_key: $shared.built } }
  deploy: { exec_type: shell, script: { cmd: sh, code: 'touch ${folder}/deployed' } }
edges:
  - { from: build, to: tests }
  - { from: tests, to: deploy }
hooks:
  - { on: [success, failure], command: touch, args: ['${folder}/hook'] }
`

test('a person tests a draft up to a node with pinned data, sees the results on the nodes, nothing follows, and the run is gone after a day', {
  tag: '@served',
}, async ({ served: app }) => {
  const { page } = app
  const file = join(app.data, 'ship.yaml')
  writeFileSync(file, `${draft(app.data)}params: { env: { type: enum, options: [staging, production], default: staging } }\n`)
  await app.lf('flow', 'import', file)
  await app.lf('flow', 'pin', 'ship', 'build', '20')
  await app.goto('/flows/ship?tab=editor')
  const node = (name: RegExp) => page.getByRole('group', { name })
  await node(/^tests, /).click()
  await page.getByRole('button', { name: /^Test up to here/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Run for real?' })
  // The pinned node does not run, and "deploy" is not reached.
  await expect(dialog.getByRole('listitem')).toHaveText([/^tests runs echo "input is/])
  await dialog.getByRole('button', { name: 'Run test' }).click()
  const form = page.getByRole('dialog', { name: 'Test ship' })
  await form.getByRole('combobox', { name: /^env/ }).selectOption('production')
  await page.keyboard.press('Control+Enter')
  await expect(node(/^tests, .*succeeded/)).toBeVisible()
  await expect(node(/^build, .*succeeded/)).toBeVisible()
  await expect(node(/^deploy, .*succeeded/)).toHaveCount(0)
  await page.getByRole('button', { name: /^Test run: 2 of 2 nodes/ }).click()
  await expect(page.getByRole('group', { name: 'Log of tests' })).toHaveText('input is 20')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByRole('link', { name: 'Open run 1' }).click()
  await expect(page.getByText('Test of a draft.')).toBeVisible()
  expect(JSON.parse((await app.lf('inspect', '1', '--json')).out)).toMatchObject({
    ...{ test: true, status: 'succeeded', params: { env: 'production' } },
  })

  expect(['built', 'deployed', 'hook'].filter((name) => existsSync(join(app.data, name)))).toEqual([])
  expect(JSON.parse((await app.lf('list', '--json', '-q', 'parent:any')).out)).toMatchObject([{ number: 1, test: true }])
  expect(JSON.parse((await app.lf('flow', 'list', '--json')).out)).toMatchObject([{ lastRuns: [] }])
  await app.goto('/runs?q=test:yes')
  await expect(page.getByRole('row', { name: /ship/ })).toContainText('Test')

  // A part of the draft is tested with the data of a past run.
  await app.lf('start', 'ship', '--wait')
  await app.goto('/flows/ship?tab=editor')
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  await page.getByLabel('Data', { exact: true }).selectOption({ index: 1 })
  await node(/^tests, /).click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: /^Test run: 1 of 1 node/ }).click()
  await expect(page.getByRole('group', { name: 'Log of tests' })).toHaveText('input is 5')

  // A day passes while LocalFlow is closed.
  await app.kill()
  const db = new Database(join(app.data, 'localflow.db'))
  db.prepare('UPDATE run SET created_at = created_at - ?, started_at = started_at - ?, ended_at = ended_at - ?').run(
    dayMs,
    dayMs,
    dayMs,
  )
  db.close()
  await app.start()
  await app.lf('doctor', 'maintenance', '--run', 'delete-tests')
  expect(await app.lf('inspect', '1')).toMatchObject({ code: 3 })
})

test('Ctrl Enter tests the chosen node, a failed test goes on from its node by the changed draft, and pins are made by hand', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  const file = join(app.data, 'ship.yaml')
  writeFileSync(file, draft(app.data).replace('echo "input', 'exit 3; echo "input'))
  await app.lf('flow', 'import', file)
  await app.goto('/flows/ship?tab=editor')
  const node = (name: RegExp) => page.getByRole('group', { name })
  await node(/^build, /).click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Run test' }).click()
  await expect(node(/^build, .*succeeded/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Pin output/ })).toBeEnabled()
  await page.keyboard.press('p')
  await expect(page.getByRole('button', { name: /^Unpin output/ })).toBeVisible()
  // What a test found, and what is pinned, stays with a node that is renamed.
  await page.getByLabel('Key', { exact: true }).fill('compile')
  await page.keyboard.press('Enter')
  await expect(node(/^compile, .*succeeded/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Unpin output/ })).toBeVisible()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(node(/^build, .*succeeded/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Unpin output/ })).toBeVisible()
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Run test' }).click()
  await expect(node(/^tests, .*failed/)).toBeVisible()
  await app.lf('flow', 'publish', 'ship', '-f', writeFixed(file, app.data))
  await page.reload()
  await expect(node(/^tests, .*failed, result from before your last change/)).toBeVisible()
  await page.getByRole('button', { name: 'Other tests' }).click()
  await page.getByRole('menuitem', { name: 'Continue from the failed node' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Run test' }).click()
  await expect(node(/^deploy, .*succeeded/)).toBeVisible()
  await expect(node(/^build, .*from run/)).toBeVisible()

  await node(/^deploy, /).click()
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  await page.getByLabel('Output of deploy (JSON)').fill('[{ "file": "a.tgz", "size": 3 }, { "file": "b.tgz" }]')
  await page.getByRole('button', { name: 'Pin', exact: true }).click()
  await page.getByRole('button', { name: 'Table', exact: true }).click()
  await expect(page.getByRole('region', { name: 'output of deploy' }).getByRole('row')).toHaveText([
    'filesize',
    'a.tgz3',
    'b.tgz',
  ])
})

test('the page of a run opens the version that it ran in the editor', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const file = join(app.data, 'ship.yaml')
  const one = (name: string): string => `start: ${name}\nnodes:\n  ${name}: { exec_type: local_func, func: noop }\n`
  writeFileSync(file, one('first'))
  await app.lf('flow', 'import', file)
  await app.lf('start', 'ship', '--wait')
  writeFileSync(file, one('second'))
  await app.lf('flow', 'import', file)
  await app.goto('/runs/1')
  await page.getByRole('button', { name: 'More actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Open version 1 in the editor' }).click()
  await expect(page.getByRole('group', { name: /^first, / })).toBeVisible()
  await expect(page.getByRole('group', { name: /^second, / })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('group', { name: /^second, / })).toBeVisible()
})

function writeFixed(file: string, folder: string): string {
  writeFileSync(file, draft(folder))
  return file
}
