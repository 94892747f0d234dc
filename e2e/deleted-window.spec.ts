import { expect, type Served, test } from './hosts.ts'
import { call, cron, type Made, script } from './rest.ts'

const source = 'start: a\nnodes:\n  a: { exec_type: local_func, func: upper }\n'
const manifest = '[[step]]\nname = "a"\nstart = true\nscript = "true"\n'

test('the page of an object that is deleted elsewhere says so without a reload', async ({ served }) => {
  const job = await call<Made>(served, 'POST', '/jobs', script('Report', 'echo one'))
  const flow = await call<Made>(served, 'POST', '/flows', { name: 'Ship', source })
  const pipeline = await call<Made>(served, 'POST', '/pipelines', { name: 'Letters', source: manifest })
  const schedule = await call<Made>(served, 'POST', '/schedules', { job: job.id, ...cron('0 9 * * *') })
  const trigger = await call<Made>(served, 'POST', '/triggers', { job: job.id, on: { kind: 'webhook' } })
  await served.lf('run', 'Report', '--wait')
  await expectGone(served, '/runs/1', 'Run 1 was deleted', 'Show all runs')
  await expect(served.page.getByText(/^Run 1 was deleted today \d\d:\d\d by API token\.$/)).toBeVisible()
  for (const command of ['inspect', 'logs'])
    expect(await served.lf(command, '1')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/Run 1 was deleted today .* by API token\./),
    })
  await expectGone(served, `/triggers/${trigger.id}`, 'This trigger was deleted', 'Show all jobs')
  await expectGone(served, `/schedules/${schedule.id}`, 'This schedule was deleted', 'Show calendar')
  await expectGone(served, `/flows/${flow.id}`, 'This flow was deleted', 'Show all flows')
  await expectGone(served, `/pipelines/${pipeline.id}`, 'This pipeline was deleted', 'Show all pipelines')
  await expectGone(served, `/jobs/${job.id}`, 'This job was deleted', 'Show all jobs')
  await served.page.reload()
  await served.page.getByRole('button', { name: 'Restore job' }).click()
  await expect(served.page.getByText('Restored "Report"')).toBeVisible()
  await expect(served.page.getByRole('heading', { level: 1, name: 'Report' })).toBeVisible()
})

/** Opens the page, deletes its object through the API, and reads what the page says then. */
async function expectGone(served: Served, path: string, title: string, way: string): Promise<void> {
  const { page } = served
  await served.goto(path)
  await expect(page.getByRole('button', { name: /^(Edit|Save|Re-run)$/ })).toBeVisible()
  await call(served, 'DELETE', path)
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await expect(page.getByRole('link', { name: way })).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Edit|Save|Re-run)$/ })).toHaveCount(0)
}

test('an edit of a flow that another window deletes can be restored or saved as new before it is saved', async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/flows', { name: 'Ship', source })
  await served.goto(`/flows/${id}?tab=editor`)
  const name = page.getByLabel('Name', { exact: true })
  await name.fill('Ship it')
  await call(served, 'DELETE', `/flows/${id}`)
  const notice = page.getByText('The flow was deleted elsewhere. Your changes are not saved.')
  await expect(notice).toBeVisible()
  await page.getByRole('button', { name: 'Restore flow' }).click()
  await expect(notice).toBeHidden()
  await expect(name).toHaveValue('Ship it')
  await call(served, 'DELETE', `/flows/${id}`)
  await page.getByRole('button', { name: 'Save as new flow' }).click()
  await expect(page).not.toHaveURL(new RegExp(id))
  await expect(notice).toBeHidden()
  expect(await call(served, 'GET', '/flows/Ship%20it')).toMatchObject({ name: 'Ship it' })
})

test('a flow that is opened by its name stays open when it is renamed elsewhere', async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/flows', { name: 'Ship', source })
  await served.goto('/flows/Ship')
  await expect(page).toHaveURL(new RegExp(`/flows/${id}$`))
  await call(served, 'PUT', `/flows/${id}`, { name: 'Ship now', source })
  await expect(page.getByRole('heading', { level: 1, name: 'Ship now' })).toBeVisible()
})
