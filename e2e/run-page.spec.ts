import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

const works = 'echo "connected at $(date +%T)"; echo "fetched 3 pages"; echo "wrote /tmp/$$/report.csv"; echo done'
const breaks =
  'echo "connected at $(date +%T)"; echo "fetched 3 pages"; echo "curl: (6) Could not resolve host: erp.local"; echo "ERROR no report"; exit 6'

/** A job that succeeded as version 1 and failed as version 2; gives its runs. */
async function brokenJob(served: Parameters<typeof call>[0]): Promise<{ good: Made; bad: Made }> {
  const job = await call<{ id: string }>(served, 'POST', '/jobs', script('Invoice export', works))
  const run = async (): Promise<Made> => {
    const made = await call<Made>(served, 'POST', `/jobs/${job.id}/run`, {})
    await expect
      .poll(async () => (await call<{ endedAt: number | null }>(served, 'GET', `/runs/${made.id}`)).endedAt)
      .not.toBeNull()
    return made
  }
  const good = await run()
  await call(served, 'PUT', `/jobs/${job.id}`, script('Invoice export', breaks))
  return { good, bad: await run() }
}

test('a failed run leads to its first error and to what differs from the last success', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const { good, bad } = await brokenJob(served)
  await served.goto(`/runs/${bad.number}`)
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await expect(outcome).toContainText('ERROR no report')
  await expect(outcome.getByRole('link', { name: 'line 4 →' })).toHaveAttribute('href', /tab=log#L4$/)
  await expect(outcome).toContainText(`Last success #${good.number}`)

  await outcome.getByRole('button', { name: 'Show difference' }).click()
  const dialog = page.getByRole('dialog', { name: 'Version 1 and version 2' })
  await expect(dialog.getByRole('figure', { name: 'Difference' })).toContainText('exit 6')
  await page.keyboard.press('Escape')

  await outcome.getByRole('button', { name: 'Compare' }).click()
  await expect(page).toHaveURL(/compare=last/)
  const comparison = page.getByRole('region', { name: 'Comparison' })
  await expect(comparison).toContainText(/Compared with #1.*2 new lines.*2 missing lines/)
  await expect(comparison.getByRole('listitem').filter({ hasText: 'new: ' })).toHaveText([/curl: \(6\)/, /ERROR no report/])
  await expect(comparison.getByRole('listitem').filter({ hasText: 'missing: ' })).toHaveText([/report\.csv/, /done/])
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.keyboard.press('Escape')
  await expect(comparison).toBeHidden()
  await page.keyboard.press('c')
  await expect(comparison).toBeVisible()
})

test('a run is pinned and unpinned on its page', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const { good } = await brokenJob(served)
  await served.goto(`/runs/${good.number}`)
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name, exact: true }).click()
  }
  const outcome = page.getByRole('region', { name: 'Outcome' })
  await choose('Pin')
  await expect(outcome.getByText('pinned')).toBeVisible()
  await choose('Unpin')
  await expect(outcome.getByText('pinned')).toBeHidden()
})

test('a run without an earlier success offers no comparison', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const { good } = await brokenJob(served)
  const job = await call<{ id: string }>(served, 'POST', '/jobs', script('Always fails', 'echo no >&2; exit 1'))
  const { number } = await call<Made>(served, 'POST', `/jobs/${job.id}/run`, {})
  await served.goto(`/runs/${number}`)
  await expect(page.getByRole('button', { name: 'No successful run to compare with' })).toBeDisabled()
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { name: 'No logs to compare' })).toBeVisible()
  await served.goto(`/runs/${good.number}`)
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Succeeded')
  await expect(page.getByRole('button', { name: 'Compare' })).toBeHidden()
})

test('the keys of a run open its tabs and re-run it with changes', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const { good } = await brokenJob(served)
  await served.goto(`/runs/${good.number}`)
  await expect(page.getByRole('tab', { name: 'Log' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('5')
  await expect(page.getByRole('tab', { name: 'Data' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('Process ID')
  await page.keyboard.press('Shift+R')
  const dialog = page.getByRole('dialog', { name: 'Re-run Invoice export with changes' })
  await dialog.getByLabel('Parameters').fill('{"region": "eu"}')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('run 3')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('region=eu')
})

test('the address of lines opens the log of the run', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const { good } = await brokenJob(served)
  await served.goto(`/runs/${good.number}/log?attempt=1#L2`)
  await expect(page).toHaveURL(new RegExp(`/runs/${good.number}\\?attempt=1&tab=log#L2`))
  await expect(page.getByText('fetched 3 pages')).toBeVisible()
})
