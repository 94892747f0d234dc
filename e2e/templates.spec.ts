import { expect, test } from './hosts.ts'

test('a job becomes a template, from which new jobs are made; a deleted template comes back', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await app.lf('job', 'create', 'Nightly', '--timeout', '90', '--', 'echo', 'from a template')
  await app.goto('/jobs')
  await page.getByRole('button', { name: 'More for Nightly' }).click()
  await page.getByRole('menuitem', { name: 'Save as template…' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Nightly script')
  await page.getByLabel('Description').fill('Ends after 90 seconds')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Show templates' }).click()

  const templates = page.getByRole('region', { name: 'Templates', exact: true })
  await expect(templates.getByRole('listitem')).toContainText(['Ends after 90 seconds'])
  await templates.getByRole('button', { name: 'Create job' }).click()
  await expect(page.getByText('Created the job "Nightly script"')).toBeVisible()
  const made = JSON.parse((await app.lf('job', 'show', 'Nightly script', '--json')).out) as Record<string, unknown>
  expect(made).toMatchObject({ timeoutMs: 90_000, body: { command: 'echo', args: ['from a template'] } })

  await app.goto('/examples')
  await page.getByRole('button', { name: 'More actions for Nightly script' }).click()
  await page.getByRole('menuitem', { name: 'Edit template…' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Nightly job')
  await page.keyboard.press('Control+Enter')
  await expect(templates).toContainText('Nightly job')
  await page.getByRole('button', { name: 'More actions for Nightly job' }).click()
  await page.getByRole('menuitem', { name: 'Delete template' }).click()
  await expect(templates).toContainText('Save a job, a flow or a pipeline as a template')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(templates).toContainText('Nightly job')
})

test('lf saves a draft of a flow as a template, and makes flows from it', { tag: '@served' }, async ({ served }) => {
  const { lf } = served
  const template = (...args: string[]) => lf('template', ...args)
  await lf('example', 'add', 'poll-api')
  expect((await template('save', 'Polling', '--flow', 'Poll an API', '--text', 'Ask again')).out).toContain('Saved the flow')
  expect((await template('list')).out).toMatch(/Polling +flow +.* +Ask again/)
  expect((await template('use', 'polling', '--name', 'Ask the printer')).out).toContain('Created the flow "Ask the printer"')
  expect((await template('use', 'Polling', '--name', 'Ask the printer')).out).toContain('"Ask the printer 2"')
  expect((await lf('flow', 'show', 'Ask the printer')).out).toContain('ready')
  expect(await template('save', 'Both', '--flow', 'Poll an API', '--job', 'x')).toMatchObject({ code: 2 })
  expect(await template('save', 'POLLING', '--flow', 'Poll an API')).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is already a template named "Polling"'),
  })
  expect((await template('delete', 'Polling')).out).toContain('Deleted the template')
  expect(await template('use', 'Polling')).toMatchObject({ code: 3, err: expect.stringContaining('no template "Polling"') })
})

test('an example of a flow with a schedule comes with a job that starts it', { tag: '@served' }, async ({ served }) => {
  const { lf } = served
  const name = 'Nightly backup with retention'
  expect((await lf('example', 'add', 'nightly-backup')).out).toContain(`Created the flow "${name}"`)
  const job = JSON.parse((await lf('job', 'show', name, '--json')).out) as Record<string, unknown>
  expect(job).toMatchObject({ body: { kind: 'flow', flow: name } })
  expect((await lf('schedule', 'list')).out).toContain(name)
})
