import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

test('on a new profile, Home shows a failed run without a job, which can be acknowledged', async ({ served }) => {
  const { page } = served
  await served.goto('/')
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible()
  await served.lf('exec', '--', 'sh', '-c', 'echo "no such host" >&2; exit 6')
  const attention = page.getByRole('region', { name: 'Needs attention' })
  await expect(attention.getByText('no such host', { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Home 1 alert' })).toBeVisible()
  await attention.getByRole('button', { name: /^Acknowledge the alert of sh/ }).click()
  await expect(page.getByRole('link', { name: 'Home', exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'First steps' })).toBeVisible()
})

test('a muted job that fails is listed on Home, and counted nowhere', async ({ served }) => {
  const { page } = served
  const job = await call<Made>(served, 'POST', '/jobs', { ...script('Flaky probe', 'exit 1'), muted: true })
  await call(served, 'POST', `/jobs/${job.id}/run`, {})
  await served.goto('/')
  await expect(page.getByRole('region', { name: 'Needs attention' }).getByText('muted')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Home', exact: true })).toBeVisible()
  await expect(page).toHaveTitle('Home · LocalFlow')
})

test('approvals on Home can be distinguished by their runs and parameters', async ({ served }) => {
  const { page } = served
  const source = 'start: ask\nnodes:\n  ask: { kind: approval, title: Ship it }\n'
  const flow = await call<Made>(served, 'POST', '/flows', { name: 'Ship release', source })
  await call(served, 'POST', `/flows/${flow.id}/publish`, {})
  for (const env of ['staging', 'prod']) await call(served, 'POST', `/flows/${flow.id}/start`, { params: { env } })
  await served.goto('/')
  const approvals = page.getByRole('region', { name: 'Approvals' })
  await expect(approvals.getByText('Run 1 · env=staging')).toBeVisible()
  await expect(approvals.getByText('Run 2 · env=prod')).toBeVisible()
})
