import { lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './hosts.ts'

test('a person writes a flow, sees its problems, publishes it and watches it run', async ({ app }) => {
  const { page } = app
  await app.goto('/flows')
  await expect(page.getByText('No flows yet')).toBeVisible()
  await page.keyboard.press('n')
  await expect(page.getByLabel('Name')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Give the flow a name.')).toBeVisible()
  await page.getByLabel('Name').fill('Counting')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Created "Counting"')).toBeVisible()
  await expect(page.getByText('Not published')).toBeVisible()
  await expect(page.getByRole('group', { name: 'enough, Choice' })).toBeVisible()

  await page.getByRole('button', { name: 'Code', exact: true }).click()
  await page.getByRole('button', { name: 'No problems' }).click()
  const editor = page.getByRole('textbox', { name: 'Definition' })
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText('  - { from: report, to: nowhere }\n')
  const problems = page.getByRole('region', { name: 'Problems' })
  await expect(problems).toContainText('there is no node "nowhere"')
  await expect(page.getByRole('button', { name: 'Publish' })).toBeDisabled()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(problems).toContainText('No problems')

  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByLabel('Note').fill('the first')
  await page.getByRole('button', { name: 'Publish version 1' }).click()
  await expect(page.getByText('Published version 1')).toBeVisible()
  await page.getByText('Versions', { exact: true }).click()
  await expect(page.getByRole('list', { name: 'Versions' })).toContainText('the first')
  await expect(page.getByRole('region', { name: 'Version 1', exact: true })).toContainText('published')
  await expect(page.getByRole('combobox', { name: 'Compare with' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('Succeeded', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('group', { name: 'report, Runs sh, succeeded' })).toBeVisible()
  await page.getByRole('group', { name: 'enough, Choice, succeeded' }).click()
  await expect(page.getByRole('region', { name: 'enough' })).toContainText('$shared.found.count = 3')
  await page.getByRole('group', { name: 'report, Runs sh, succeeded' }).click()
  await page.getByRole('region', { name: 'report' }).getByRole('button', { name: 'Log' }).click()
  await expect(page.getByText('found 3')).toBeVisible()
  await page.getByRole('tab', { name: 'Data' }).click()
  await expect(page.getByRole('region', { name: 'Shared' })).toContainText('"count": 3')
  await page.getByRole('tab', { name: 'History' }).click()
  await page.getByRole('slider', { name: 'After event' }).fill('2')
  await expect(page.getByText('2 of 11')).toBeVisible()
  const fetched = page.getByRole('group', { name: 'fetch, Runs sh, queued' })
  await expect(fetched).toHaveClass(/selected/)
  await expect(fetched).toBeInViewport()
  await page.getByRole('slider', { name: 'After event' }).fill('4')
  await page.getByRole('button', { name: 'Fork from here…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Fork from event 4' })
  await dialog.getByLabel('Shared data').fill('{"found": {"count": 1}}')
  await dialog.getByRole('button', { name: 'Fork run' }).click()
  await expect(page.getByRole('heading', { name: 'run 2' })).toBeVisible()
  await expect(page.getByText('Succeeded', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('group', { name: 'report, Runs sh', exact: true })).toBeVisible()
})

test('flows are selected with the keyboard, started from the palette, and the runs they start are not in the way', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  const inner = '{ start: x, nodes: { x: { exec_type: local_func, func: noop } } }'
  for (const name of ['first', 'second']) {
    const file = join(app.data, `${name}.yaml`)
    writeFileSync(file, `start: a\nnodes: { a: { kind: subflow, prep: { input_key: $params.n }, subflow: ${inner} } }\n`)
    await app.lf('flow', 'import', file)
  }
  await app.goto('/flows')
  await expect(page.getByRole('link', { name: 'second' })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog', { name: 'Run second' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('e')
  await expect(page.getByLabel('Name')).toHaveValue('second')

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('start first')
  await page.getByRole('option', { name: 'Run first…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run first' })
  await expect(dialog.getByLabel('Parameters')).toHaveValue(/"n": null/)
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('Succeeded', { exact: true }).first()).toBeVisible()

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click()
  const rows = page.getByRole('table', { name: 'Runs' }).getByRole('row', { name: /Succeeded/ })
  await expect(rows).toHaveCount(1)
  await page.getByRole('button', { name: 'Within flows' }).click()
  await expect(rows).toHaveCount(2)
})

test('an approval is given on Home, a signal on the page of the run; both pages update live', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  const file = join(app.data, 'order.yaml')
  writeFileSync(
    file,
    `start: ask
nodes:
  ask: { kind: approval, title: Charge it, approver_role: editor, form: { amount: { type: integer, required: true } }, post: { output_key: answer } }
  paid: { kind: wait_event, signal_key: paid, post: { output_key: payment } }
edges:
  - { from: ask, action: approved, to: paid }
`,
  )
  await app.lf('flow', 'import', file)
  await app.goto('/')
  await app.lf('start', 'order')
  const approvals = page.getByRole('region', { name: 'Approvals' })
  await expect(approvals).toContainText('order')
  await expect(approvals).toContainText('Needs an editor')
  await approvals.getByRole('button', { name: 'Approve…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Approve Charge it' })
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toContainText('Is required')
  await dialog.getByLabel('amount').fill('12')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Approved' })).toBeVisible()
  await expect(approvals).toBeHidden()

  await app.goto('/runs/1')
  await expect(page.getByText('Waiting for signal paid')).toBeVisible()
  const signal = page.getByRole('form', { name: 'Signal: paid' })
  await signal.getByLabel('Signal value').fill('{amount: 5}')
  await signal.getByRole('button', { name: 'Send signal' }).click()
  await expect(signal).toContainText('must be JSON')
  await signal.getByLabel('Signal value').fill('{"amount": 5}')
  await signal.getByRole('button', { name: 'Send signal' }).click()
  await expect(page.getByText('Succeeded', { exact: true }).first()).toBeVisible()
  await page.getByRole('tab', { name: 'Data' }).click()
  await expect(page.getByRole('region', { name: 'Shared' })).toContainText('"amount": 5')
  await expect(page.getByRole('region', { name: 'Shared' })).toContainText('"amount": 12')
})

test('files are imported, and an invalid one names the wrong line', async ({ app }) => {
  const { page } = app
  await app.goto('/flows')
  const flow =
    'start: a\nnodes: { a: { exec_type: local_func, func: upper, prep: { input_key: $params.text }, post: { output_key: out } } }\n'
  await page.getByLabel('Files to import').setInputFiles([
    { name: 'shout.yaml', mimeType: 'text/yaml', buffer: Buffer.from(flow) },
    { name: 'bad.yaml', mimeType: 'text/yaml', buffer: Buffer.from('start: a\nnodes: { a: { kind: excutor } }\n') },
  ])
  await expect(page.getByText('Imported 1 flow')).toBeVisible()
  await expect(page.getByText('Could not import bad.yaml').first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('did you mean "executor"?')
  await page.getByRole('row', { name: /shout/ }).getByRole('button', { name: 'Run shout' }).click()
  await expect(page.getByLabel('Parameters')).toHaveValue('{\n  "text": null\n}')
  await page.getByLabel('Parameters').fill('{"text": "loud"}')
  await page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('tab', { name: 'Data' }).click()
  await expect(page.getByRole('region', { name: 'Shared' })).toContainText('"out": "LOUD"')
})

test('a job can be a flow: it has a schedule, and its runs are those of the flow', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const file = join(app.data, 'greet.yaml')
  writeFileSync(
    file,
    'start: a\nnodes: { a: { exec_type: local_func, func: upper, params: { text: hello }, post: { output_key: said } } }\n',
  )
  await app.lf('flow', 'import', file)
  await app.goto('/jobs/new')
  await page.getByLabel('Name').fill('Greeting')
  await page.getByText('Flow', { exact: true }).click()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Enter the name of a flow.')).toBeVisible()
  await page.getByLabel('Flow', { exact: true }).nth(1).fill('greet')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Created "Greeting"')).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('tab', { name: 'Data' }).click()
  await expect(page.getByRole('region', { name: 'Shared' })).toContainText('"said": "HELLO"')
})

test('the history of a run is saved as a file, and opened and replayed elsewhere', async ({ app }) => {
  const { page } = app
  const file = join(app.data, 'greet.yaml')
  writeFileSync(
    file,
    'start: a\nnodes: { a: { exec_type: local_func, func: upper, params: { text: hello }, post: { output_key: said } } }\n',
  )
  await app.lf('flow', 'import', file)
  await app.lf('start', 'greet', '--wait')

  const exported = join(app.data, 'lf.history.jsonl')
  await app.lf('history', '1', '--export', exported)
  const link = join(app.data, 'link.jsonl')
  symlinkSync(exported, link)
  await app.lf('history', '1', '--export', link)
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect((await app.lf('history', '1', '--export', app.data)).err).toMatch(/Could not write .* \(EISDIR\)/)
  await app.goto('/runs/1')
  // Tabs react to the press, because they may be replaced before the release while the run loads.
  const tab = page.getByRole('tab', { name: 'History' })
  await tab.hover()
  await page.mouse.down()
  await expect(tab).toHaveAttribute('aria-selected', 'true')
  await page.mouse.up()
  const downloaded = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save history' }).click()
  const download = await downloaded
  expect(download.suggestedFilename()).toBe('greet-1.history.jsonl')
  const saved = join(app.data, 'greet-1.history.jsonl')
  await download.saveAs(saved)
  const text = readFileSync(saved, 'utf8')
  expect(text).toBe(readFileSync(exported, 'utf8'))

  expect((await app.lf('replay', saved)).out).toContain('are the same')
  expect((await app.lf('history', saved)).out).toContain('flow started')
  const changed = join(app.data, 'changed.jsonl')
  writeFileSync(changed, text.replace('"action":"default"', '"action":"other"'))
  expect(await app.lf('replay', changed)).toMatchObject({
    code: 1,
    out: expect.stringContaining('The decisions differ after event'),
  })

  await app.goto('/flows')
  await page.getByRole('button', { name: 'More actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Open run history' }).click()
  await expect(page.getByText('No history open')).toBeVisible()
  const input = page.getByLabel('History file')
  await input.setInputFiles(file)
  await expect(page.getByText('Could not open greet.yaml: Line 1 of the history is not JSON')).toBeVisible()
  await input.setInputFiles(saved)
  await expect(page.getByRole('heading', { name: 'greet, run 1 (version 1)' })).toBeVisible()
  await expect(page.getByText(/All \d+ decisions of the flow are the same/)).toBeVisible()
  await expect(page.getByRole('group', { name: 'a, Function upper, succeeded' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Fork from here' })).toBeHidden()
  await page.getByRole('slider', { name: 'After event' }).press('Home')
  await expect(page.getByRole('option', { selected: true })).toContainText('Flow started')
  await input.setInputFiles(changed)
  await expect(page.getByText(/This version of LocalFlow decides differently from event \d+ on/)).toBeVisible()
  const broken = join(app.data, 'broken.jsonl')
  writeFileSync(broken, text.replace('"step":"a#1"', '"step":"b#9"').replaceAll('"after":"a#1"', '"after":"b#9"'))
  await input.setInputFiles(broken)
  await expect(page.getByText(/Could not open broken\.jsonl: Event \d+ cannot follow/)).toBeVisible()
  await expect(page.getByText('changed.jsonl.')).toBeVisible()
})
