import { expect, test } from './hosts.ts'
import { call, cron, type Made, script } from './rest.ts'

test('the calendar shows a day, a week or an agenda by key, and Back undoes each', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Nightly backup', 'true'))
  await call(served, 'POST', '/schedules', { job: id, ...cron('30 2 * * *') })
  await served.goto('/calendar')
  const days = page.getByRole('columnheader')
  await expect(days).toHaveCount(8)
  await page.keyboard.press('d')
  await expect(days).toHaveCount(2)
  await expect(page).toHaveURL(/view=day/)
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('link', { name: /Nightly backup.*due/ })).toHaveCount(1)
  await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d/)
  await page.keyboard.press('t')
  await expect(page.getByText('(today)')).toBeAttached()
  await page.keyboard.press('a')
  await expect(page.getByRole('region').first()).toContainText('Nightly backup')
  await page.goBack()
  await expect(days).toHaveCount(2)
  await page.keyboard.press('w')
  await expect(days).toHaveCount(8)
})

test('occurrences that a pause skips are shown as skipped in the calendar', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Nightly backup', 'true'))
  const schedule = await call<Made>(served, 'POST', '/schedules', { job: id, ...cron('30 2 * * *') })
  await call(served, 'POST', `/schedules/${schedule.id}/pause`, { reason: 'audit' })
  await served.goto('/calendar?view=agenda')
  await expect(page.getByRole('link', { name: /Nightly backup.*skipped: its schedule was paused/ }).first()).toBeVisible()
  await expect(page.getByRole('link', { name: /Nightly backup.*due/ })).toHaveCount(0)
})

test('a run that failed is red in the calendar although it started on time, and its day opens the runs', {
  tag: '@served',
}, async ({ served }) => {
  const { page } = served
  await call<Made>(served, 'POST', '/jobs', script('Health probe', 'exit 7'))
  await served.lf('schedule', 'add', 'Health probe', '--every', '1s')
  await served.goto('/calendar?view=agenda')
  const mark = page.getByRole('link', { name: /Health probe.*[1-9]\d* failed/ })
  await expect(mark).toBeVisible()
  await mark.click()
  await expect(page).toHaveURL(/\/runs\?q=job%3A%22Health/)
  await expect(
    page
      .getByRole('table', { name: 'Runs' })
      .getByRole('row', { name: /Failed/ })
      .first(),
  ).toBeVisible()
})
