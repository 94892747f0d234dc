import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type App, expect, test } from './hosts.ts'

async function job(app: App, text: string): Promise<void> {
  const file = join(app.data, 'job.yaml')
  writeFileSync(file, text)
  const { err } = await app.lf('job', 'create', '-f', file)
  expect(err).toBe('')
}

test('a queue is paused with a reason, a waiting run is moved to the front, another is cancelled, and the first starts when the queue resumes', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  await job(app, 'name: First\ncommand: [echo, first]\nqueue: reports\n')
  await job(app, 'name: Second\ncommand: [echo, second]\nqueue: reports\n')
  await app.lf('run', 'First', '--wait')
  await app.goto('/queue')
  await page.getByRole('button', { name: 'Pause reports' }).click()
  await page.getByLabel('Reason').fill('the printer is off')
  await page.getByRole('button', { name: 'Pause queue', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Queues' })).toContainText('Paused: the printer is off')

  await app.lf('run', 'First')
  await app.lf('run', 'Second')
  const waiting = page.getByRole('table', { name: 'Tasks: Ready' }).getByRole('rowgroup').last()
  await expect(waiting.getByRole('row')).toHaveText([/First/, /Second/])
  await page.getByRole('button', { name: 'Move run 3 to the front' }).click()
  await expect(waiting.getByRole('row')).toHaveText([/Second.*front/, /First/])

  await waiting.getByRole('link', { name: 'Second' }).click()
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('The queue "reports" is paused: the printer is off')
  await expect(page.getByRole('button', { name: 'Resume queue' })).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'More for run 2' }).click()
  await page.getByRole('menuitem', { name: /^Cancel/ }).click()
  await expect(waiting.getByRole('row')).toHaveText([/Second/])
  await page.getByRole('button', { name: 'Resume reports' }).click()
  await expect(page.getByText('The queue is empty')).toBeVisible()
  await expect.poll(async () => (await app.lf('inspect', '3', '--json')).out).toContain('"succeeded"')
  expect((await app.lf('inspect', '2', '--json')).out).toContain('"withdrawn"')
})

test('on the page of the queue, keys act on the tasks, or on the queues once they were used', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await job(app, 'name: First\ncommand: [echo, first]\nqueue: reports\n')
  await app.lf('run', 'First', '--wait')
  await app.lf('queue', 'pause', 'reports')
  await app.lf('run', 'First')
  await app.goto('/queue')
  const rowOf = (table: string, text: string) => page.getByRole('table', { name: table }).getByRole('row', { name: text })
  await expect(rowOf('Tasks: Ready', 'First')).toBeVisible()
  await page.keyboard.press('j')
  await expect(rowOf('Tasks: Ready', 'First')).toBeFocused()
  await rowOf('Queues', 'default').getByText('Open').click()
  await page.keyboard.press('j')
  await expect(rowOf('Queues', 'reports')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/queue=reports/)
  await page.keyboard.press('p')
  await expect(page.getByText('Resumed queue "reports"')).toBeVisible()
  await expect(page.getByText('The queue is empty')).toBeVisible()
})

test('retries are previewed in the editor, shown while a run waits, and listed attempt by attempt', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  const mark = join(app.data, 'mark')
  await app.goto('/jobs/new')
  await page.getByLabel('Name', { exact: true }).fill('Third time lucky')
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.insertText(
    `echo x >> ${mark}; test $(wc -l < ${mark}) -ge 3 || { echo "not yet" >&2; exit 7; }; echo lucky`,
  )
  await page.getByText('Retries', { exact: true }).click()
  await page.getByLabel('Maximum attempts').fill('4')
  await page.getByLabel('First delay, in seconds').fill('1')
  await expect(page.getByText('Attempt 4 after 4 s')).toBeVisible()
  await page.getByLabel('Maximum attempts').fill('many')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Enter a whole number from 1 to 100.')).toBeVisible()
  await page.getByLabel('Maximum attempts').fill('4')
  await page.getByLabel('First delay, in seconds').fill('2.5')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Created "Third time lucky"')).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await expect(outcome).toContainText(/Waiting to retry.*not yet.*Attempt 2 of 4 starts/)
  await expect(outcome).toContainText('Succeeded')
  await expect(page.getByText('lucky', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: /^attempt \d of 4$/ }).click()
  await page.getByRole('menuitemradio', { name: 'Attempt 1' }).click()
  await expect(page.getByText('not yet', { exact: true }).last()).toBeVisible()
})

test('a run that failed is retried as another attempt of the same run', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const mark = join(app.data, 'mark')
  await app.lf('exec', '--', 'sh', '-c', `test -e ${mark} || { touch ${mark}; exit 3; }`)
  await app.goto('/runs/1')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('exit 3')
  await page.getByRole('button', { name: 'More ways to re-run' }).click()
  await page.getByRole('menuitem', { name: 'Retry this run' }).click()
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Succeeded')
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByRole('tabpanel', { name: 'History' }).getByRole('listitem')).toHaveCount(6)
})

test('a run that would overlap is skipped, and names the active run', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await job(app, 'name: Alone\ncommand: [sleep, "60"]\noverlap: skip\n')
  await app.lf('run', 'Alone')
  await app.lf('run', 'Alone', '--wait')
  await app.goto('/runs/2')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('the previous run was still active')
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByRole('tabpanel', { name: 'History' })).toContainText('run 1 was active')
})

test('the processes of a run are shown while it runs, and their usage when it has ended', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/settings')
  await page.getByLabel('Sampling interval, in seconds').fill('0.25')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved')).toBeVisible()
  await job(app, 'name: Family\nscript: |\n  sleep 61 & sleep 62 & wait\n')
  await app.lf('run', 'Family')
  await app.goto('/runs/1')
  await page.getByRole('tab', { name: 'Metrics' }).click()
  await expect(page.getByRole('region', { name: 'Processes' })).toContainText('3 processes now')
  await expect(page.getByRole('row', { name: /sleep 62/ })).toContainText('MB')
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('tab', { name: 'Data' }).click()
  await expect(page.getByRole('region', { name: 'Details' })).toContainText(/Memory.*peak/)
})

test('a request is a job too: its answer is the result', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await served.goto('/jobs/new')
  await page.getByLabel('Name', { exact: true }).fill('Is it well')
  await page.getByText('Request', { exact: true }).click()
  await page.getByLabel('URL').fill('not an address')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Enter a URL that starts with http:// or https://.')).toBeVisible()
  await page.getByLabel('URL').fill(`${served.url}/`)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Created "Is it well"')).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Succeeded')
  await page.getByRole('tab', { name: 'Data' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Data' })).toContainText('"status": 200')
})

test('all runs of a list are retried, and deleted, at once', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  for (const code of ['1', '2']) await app.lf('exec', '--', 'sh', '-c', `exit ${code}`)
  await app.lf('exec', '--', 'true')
  await app.goto('/runs?status=failed')
  await page.getByRole('button', { name: 'More actions for all runs in this list' }).click()
  await page.getByRole('menuitem', { name: /^Retry/ }).click()
  await expect(page.getByRole('dialog')).toContainText('all runs that match status:failed')
  await page.getByRole('dialog').getByRole('button', { name: 'Retry 2 runs' }).click()
  await expect(page.getByText('Retrying 2 runs')).toBeVisible()
  await expect.poll(async () => (await app.lf('inspect', '1', '--json')).out).toContain('"attempts":2')
  await expect.poll(async () => JSON.parse((await app.lf('list', '--status', 'failed', '--json')).out).length).toBe(2)
  await page.getByRole('button', { name: 'More actions for all runs in this list' }).click()
  await page.getByRole('menuitem', { name: /^Delete/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 2 runs' }).click()
  await expect(page.getByText('Deleted 2 runs')).toBeVisible()
  await expect(page.getByText('No matching runs')).toBeVisible()
  expect((await app.lf('inspect', '3', '--json')).out).toContain('"succeeded"')
  expect((await app.lf('inspect', '1')).code).toBe(3)
})
