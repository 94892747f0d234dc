import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './hosts.ts'

test('a person lets a file set a job off; a dropped file runs it with its path', async ({ app }) => {
  const { page } = app
  const inbox = join(app.data, 'inbox')
  mkdirSync(inbox)
  await app.lf('job', 'create', 'Sort', '--', 'sh', '-c', 'echo got $LOCALFLOW_PARAM_NAME')
  await app.goto('/jobs')
  await page.getByRole('link', { name: 'Sort', exact: true }).click()
  await page.getByRole('tab', { name: 'Triggers' }).click()
  await expect(page.getByText('No triggers. A file, another job or a webhook can start this job.')).toBeVisible()
  await page.getByRole('link', { name: 'Add trigger' }).click()

  await page.getByRole('button', { name: 'Add trigger' }).click()
  await expect(page.getByLabel('File or folder')).toBeFocused()
  await expect(page.getByText('is empty: name a file or a folder')).toBeVisible()
  await page.getByLabel('File or folder').fill(inbox)
  await page.getByLabel('File patterns').fill('*.pdf')
  await page.getByLabel('Quiet period').fill('soon')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('must be a number of seconds')).toBeVisible()
  await page.getByLabel('Quiet period').fill('0.1')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Trigger added')).toBeVisible()
  const triggers = page.getByRole('region', { name: 'Triggers' })
  await expect(triggers).toContainText(`When *.pdf is added or changed in ${inbox}`)
  await expect(triggers).toContainText('Has not fired yet')

  writeFileSync(join(inbox, 'note.txt'), 'no')
  writeFileSync(join(inbox, 'bill.pdf'), 'yes')
  await triggers.getByRole('link', { name: 'run 1' }).click()
  await expect(page.getByLabel('Outcome')).toContainText('File')
  await expect(page.getByText('got bill.pdf')).toBeVisible()
  await expect(page.getByText(join(inbox, 'bill.pdf'))).toBeVisible()
  await page.goBack()
  await triggers.getByRole('link', { name: /When \*\.pdf/ }).click()
  await expect(page.getByRole('region', { name: 'Events' })).toContainText('run 1')
  await page.getByRole('switch', { name: 'The trigger is enabled' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved the trigger')).toBeVisible()
  await page.getByRole('button', { name: 'Delete trigger' }).click()
  await page.getByRole('dialog').filter({ hasText: 'Deleted the trigger' }).getByRole('button', { name: 'Undo' }).click()
  await expect(triggers).toContainText('Disabled')
})

test('jobs follow each other; a cycle is refused next to the field', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  for (const name of ['Fetch', 'Report']) await app.lf('job', 'create', name, '--', 'true')
  await app.lf('trigger', 'add', 'Report', '--after', 'Fetch')
  await app.goto('/jobs')
  await expect(page.getByRole('row', { name: /Report/ })).toContainText('After Fetch succeeded')
  await page.getByRole('link', { name: 'Fetch', exact: true }).click()
  await page.getByRole('tab', { name: 'Triggers' }).click()
  await page.getByRole('link', { name: 'Add trigger' }).click()
  await page.getByLabel('Run Fetch when').selectOption('Another job ends')
  await page.getByLabel('Job', { exact: true }).fill('Nobody')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('There is no job "Nobody".')).toBeVisible()
  await page.getByLabel('Job', { exact: true }).fill('Report')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('The jobs would start each other endlessly ("Fetch" → "Report" → "Fetch").').first()).toBeVisible()
  await expect(page.getByText('Could not save the trigger').first()).toBeVisible()
  await app.lf('run', 'Fetch', '--wait')
  await expect.poll(async () => (await app.lf('list', '--json')).out).toContain('"trigger":"after"')
})

test('a webhook starts a run, until its URL is replaced', { tag: '@served' }, async ({ served: app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Deploy', '--', 'sh', '-c', 'echo "body $LOCALFLOW_PARAM_BODY"')
  const made = JSON.parse((await app.lf('trigger', 'add', 'Deploy', '--webhook', '--json')).out) as {
    id: string
    address: string
  }
  expect((await fetch(made.address, { method: 'POST', body: 'main' })).status).toBe(202)
  await expect.poll(async () => (await app.lf('logs', '1')).out).toContain('body main')
  await app.goto(`/triggers/${made.id}`)
  // In the list of triggers, too.
  await expect(page.getByText(made.address).first()).toBeVisible()
  await page.getByRole('button', { name: 'New URL' }).click()
  await expect(page.getByText(made.address)).toHaveCount(0)
  expect((await fetch(made.address, { method: 'POST', body: 'main' })).status).toBe(404)
})

test('a run waits until its conditions hold, says for what, and can be started at once', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const volume = join(app.data, 'disk')
  await app.lf('job', 'create', 'Copy', '--', 'true')
  await app.goto('/jobs')
  await page.getByRole('link', { name: 'Copy', exact: true }).click()
  await page.getByRole('tab', { name: 'Script' }).click()
  await page.getByText('Conditions', { exact: true }).click()
  await page.getByLabel('Reachable host').fill('nas')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('must be a host with a port, such as nas.local:445', { exact: false })).toBeVisible()
  await page.getByLabel('Reachable host').fill('')
  await page.getByLabel('Mounted volume').fill(volume)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('version 2')).toBeVisible()
  await expect(page.getByLabel('Maximum wait, in hours')).toHaveValue('12')
  expect((await app.lf('job', 'show', 'Copy')).out).toContain(`volume: ${volume}`)
  await app.lf('job', 'create', 'First', '--', 'true')
  await app.lf('trigger', 'add', 'Copy', '--after', 'First')
  await app.lf('run', 'First', '--wait')
  await app.goto('/runs/2')
  await expect(
    page.getByText(`Waiting for a volume at ${volume}. LocalFlow skips the run if its conditions do not hold by`),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Run now' }).click()
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Succeeded')
})
