import { expect, test } from './hosts.ts'

test('a person writes a script, runs it, watches it, stops it and finds it again', async ({ app }) => {
  const { page } = app
  await app.goto('/')
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'New job' }).last().click()
  await page.getByLabel('Name', { exact: true }).fill('Counter')
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.type('i=0; while true; do i=$((i+1)); echo "line $i"; sleep 0.05; done')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Created "Counter"')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('version 1')

  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('line 1', { exact: true })).toBeVisible()
  await expect(page.getByText('line 30', { exact: true })).toBeVisible()
  await expect(page.getByLabel('Outcome')).toContainText('Running')

  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByLabel('Outcome')).toContainText('Cancelled')
  await expect(page.getByLabel('Outcome')).toContainText('was stopped')

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click()
  await expect(page.getByRole('row', { name: /Cancelled.*Counter/ })).toBeVisible()
  await page
    .getByRole('tab', { name: 'History' })
    .or(
      page
        .getByRole('row', { name: /Counter/ })
        .getByRole('link')
        .first(),
    )
    .click()
  await page.getByRole('tab', { name: 'History' }).click()
  for (const event of ['Queued', 'Started', 'Stop requested', 'Cancelled'])
    await expect(page.getByRole('listitem').filter({ hasText: event })).toBeVisible()
})

test('a failed run shows its exit code and its error line, in the window and in lf', async ({ app }) => {
  const { page } = app
  await app.goto('/')
  const { code } = await app.lf('exec', '--name', 'Export', '--', 'sh', '-c', 'echo fine; echo "no such host" >&2; exit 6')
  expect(code).toBe(6)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click()
  await page
    .getByRole('row', { name: /Failed.*Export/ })
    .getByRole('link')
    .first()
    .click()
  await expect(page.getByLabel('Outcome')).toContainText('exit 6')
  await expect(page.getByLabel('Outcome').getByText('no such host')).toBeVisible()
  await page.getByRole('button', { name: 'Re-run', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('run 2')
  await expect(page.getByLabel('Outcome')).toContainText('exit 6')
})

test('mistakes while editing a job are shown at their fields, and nothing is lost', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/jobs/new')
  await page.getByText('Command', { exact: true }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Give the job a name')).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await page.getByLabel('Name', { exact: true }).fill('Probe')
  await page.getByLabel('Program').fill('echo')
  const environment = page.locator('summary', { hasText: 'Environment' })
  await environment.click()
  await page.getByRole('button', { name: 'Add variable' }).click()
  await page.getByLabel('Name of variable 1').fill('A=B')
  await environment.click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('An environment name must not contain "="')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Program')).toHaveValue('echo')
  await environment.click()
  await page.getByLabel('Name of variable 1').fill('A')
  await page.getByRole('button', { name: 'Add argument' }).click()
  await page.getByLabel('Argument 1', { exact: true }).fill('two words')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Created "Probe"')).toBeVisible()
  await page.getByRole('button', { name: 'Test run', exact: true }).click()
  await expect(page.getByText('two words', { exact: true })).toBeVisible()
})

test('a job deleted by mistake comes back with one click', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Keep me', '--', 'true')
  await app.goto('/jobs')
  await page.getByRole('button', { name: 'More for Keep me' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: 'Keep me' })).toBeVisible()
})

test('the palette runs a job from anywhere, with the keyboard alone', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Say hello', '--', 'echo', 'hello from the palette')
  await app.goto('/runs')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option', { name: 'Run Say hello' })).toBeVisible()
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0)
  await page.keyboard.type('run say')
  await expect(page.getByRole('option', { name: 'Run Say hello' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByText('hello from the palette', { exact: true })).toBeVisible()
})

test('a long log shows any line, and follows its end until a person scrolls up', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Flood', '--', 'sh', '-c', 'seq 1 200000; while true; do echo tick; sleep 0.1; done')
  const { out } = await app.lf('run', 'Flood', '--json')
  await app.goto(`/runs/${(JSON.parse(out) as { number: number }).number}`)
  await expect(page.getByText('tick').last()).toBeVisible()
  const log = page.getByRole('region', { name: /Log of run/ })
  await log.hover()
  await page.mouse.wheel(0, -2_000_000)
  await expect(page.getByRole('button', { name: /Jump to live/ })).toBeVisible()
  // The wheel's movement must have come to rest: the browser would go on with it after the key.
  let before = -1
  await expect(async () => {
    const now = await log.evaluate(({ scrollTop }) => scrollTop)
    const moved = now !== before
    before = now
    expect(moved).toBe(false)
  }).toPass({ intervals: [200] })
  await log.focus()
  await page.keyboard.press('Home')
  await expect(log.getByText('1', { exact: true }).first()).toBeVisible()
  await page.getByRole('button', { name: /Jump to live/ }).click()
  await expect(page.getByText('tick').last()).toBeVisible()
})

test('a job that was made leaves the next new one empty, and a script of 5 MB is edited like any other', async ({ app }) => {
  const { page } = app
  await app.goto('/jobs/new')
  await page.getByLabel('Name', { exact: true }).fill('Large')
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.getByRole('textbox', { name: 'Script' }).evaluate((editor) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', `echo begin\n${`: ${'x'.repeat(998)}\n`.repeat(5_000)}echo end`)
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }))
  })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Created "Large"')).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('end', { exact: true })).toBeVisible()
  await page.getByRole('navigation').getByRole('link', { name: /^Jobs/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible()
  await page.keyboard.press('n')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('New job')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('')
})

test('a window that saves a job keeps what lf changed in other fields', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Shared', '--', 'echo', 'first')
  await app.goto('/jobs')
  await page.getByRole('link', { name: 'Shared' }).click()
  await page.getByRole('tab', { name: 'Script' }).click()
  await page.getByLabel('Argument 1', { exact: true }).fill('mine')
  await app.lf('job', 'disable', 'Shared')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved "Shared" with the changes that were saved elsewhere')).toBeVisible()
  const { out } = await app.lf('job', 'show', 'Shared')
  expect(out).toContain('mine')
  expect(out).toContain('enabled: false')
})
