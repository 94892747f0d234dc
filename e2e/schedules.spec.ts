import { expect, test } from './hosts.ts'

test('a person gives a job a schedule, sees its meaning while typing, and it runs by itself', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await app.lf('job', 'create', 'Backup', '--', 'sh', '-c', 'echo for $LOCALFLOW_DUE')
  await app.goto('/jobs')
  await expect(page.getByRole('row', { name: /Backup/ })).toContainText('Manual')
  await page.getByRole('link', { name: 'Backup', exact: true }).click()
  await page.getByRole('tab', { name: 'Triggers' }).click()
  await expect(page.getByText('No schedules. Add one to run this job at set times.')).toBeVisible()
  await page.getByRole('link', { name: 'Add schedule' }).click()

  const meaning = page.getByRole('region', { name: 'Preview' })
  await expect(meaning).toContainText('At 09:00, every day')
  await page.getByLabel('When', { exact: true }).selectOption('On days of the week')
  await page.getByRole('button', { name: 'Saturday' }).click()
  await page.getByLabel('Time', { exact: true }).fill('02:30')
  await expect(page.getByLabel('Expression')).toHaveValue('30 2 * * 1-6')
  await expect(meaning).toContainText('At 02:30, Monday through Saturday')
  await page.getByLabel('Expression').fill('61 * * * *')
  await expect(page.getByText('The minute "61" is not valid')).toBeVisible()
  await page.getByRole('button', { name: 'Add schedule' }).click()
  await expect(page.getByLabel('Expression')).toBeFocused()
  await page.getByLabel('Expression').fill('0 0 30 2 *')
  await expect(meaning).toContainText('This schedule has no occurrences.')

  await page.getByLabel('Expression').fill('* * * * * *')
  await expect(page.getByLabel('When', { exact: true })).toHaveValue('other')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Schedule added')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Schedules' })).toContainText('Every second')
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(page.getByRole('region', { name: 'Last runs' })).toContainText('Succeeded')
  await app.goto('/runs/1')
  await expect(page.getByText(/^Schedule \d\d:\d\d, on time/)).toBeVisible()
  await expect(page.getByText(/^for 20\d\d-.*Z$/)).toBeVisible()
})

test('a schedule is paused with a reason, resumed, skipped once, deleted and brought back', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Report', '--', 'true')
  const made = await app.lf('schedule', 'add', 'Report', '0 9 * * *', '--tz', 'Asia/Tokyo', '--json')
  const { id } = JSON.parse(made.out) as { id: string }
  await app.goto(`/schedules/${id}`)
  await page.getByRole('button', { name: 'Pause schedule…' }).click()
  await page.getByRole('button', { name: 'Pause schedule', exact: true }).click()
  await expect(page.getByText('Give a reason')).toBeVisible()
  await page.getByLabel('Reason').fill('stocktaking')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Paused by you: stocktaking')).toBeVisible()
  expect((await app.lf('schedule', 'show', 'Report')).out).toContain('paused by you: stocktaking')
  await page.getByRole('button', { name: 'Resume schedule' }).click()
  await page.getByRole('button', { name: 'Skip next occurrence' }).click()
  await expect(page.getByText(/Skips the next occurrence/)).toBeVisible()
  await page.getByRole('button', { name: 'Undo skip' }).click()
  await page.getByLabel('Time', { exact: true }).fill('10:15')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved the schedule')).toBeVisible()
  expect((await app.lf('schedule', 'list')).out).toContain('At 10:15, every day')

  await page.getByRole('button', { name: 'Delete schedule' }).click()
  await expect(page.getByText('No schedules. Add one to run this job at set times.')).toBeVisible()
  await page.getByRole('dialog').filter({ hasText: 'Deleted the schedule' }).getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('region', { name: 'Schedules' })).toContainText('At 10:15')
})

test('a schedule that was paused elsewhere is saved without a question, and stays paused', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Report', '--', 'true')
  const { id } = JSON.parse((await app.lf('schedule', 'add', 'Report', '0 9 * * *', '--json')).out) as { id: string }
  await app.goto(`/schedules/${id}`)
  await page.getByLabel('Time', { exact: true }).fill('10:15')
  await app.lf('schedule', 'pause', 'Report', '--reason', 'audit')
  await expect(page.getByText('Paused by you: audit')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved the schedule')).toBeVisible()
  await expect(page.getByText('Paused by you: audit')).toBeVisible()
  expect((await app.lf('schedule', 'list')).out).toContain('At 10:15')
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
})

test('occurrences that were due while LocalFlow was closed are shown on Home and in the calendar', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  await served.lf('job', 'create', 'Ticker', '--', 'true')
  await served.lf('schedule', 'add', 'Ticker', '* * * * * *', '--missed', 'none')
  await served.goto('/jobs')
  await expect(page.getByRole('row', { name: /Ticker/ })).toContainText('Succeeded')
  await served.kill()
  const closedAt = Date.now()
  // The schedule is due every second: three of its times pass while LocalFlow is closed.
  await expect.poll(() => Date.now()).toBeGreaterThan(closedAt + 3_000)
  await served.start()
  await served.goto('/')
  const away = page.getByRole('region', { name: 'While you were away' })
  await expect(away).toContainText(/LocalFlow closed .* occurrences missed: .* did not run/)
  await expect(away).not.toContainText('Ticker')
  await away.getByRole('button', { name: 'Review' }).click()
  await expect(away).toContainText('LocalFlow was not running')
  await expect(away).toContainText('Ticker')
  await away.getByRole('button', { name: 'Dismiss' }).click()
  await expect(away).toBeHidden()
  await expect(page.getByRole('region', { name: 'Upcoming' })).toContainText('Ticker')
  await page.getByRole('link', { name: 'Calendar' }).first().click()
  await expect(
    page
      .getByRole('table')
      .getByRole('link', { name: /Ticker.*missed/ })
      .first(),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Agenda' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Ticker' }).first()).toBeVisible()
})

test('a backfill counts its runs before it starts, and shows its progress', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Report', '--', 'sh', '-c', 'echo for $LOCALFLOW_DUE; sleep 0.2')
  const { id } = JSON.parse((await app.lf('schedule', 'add', 'Report', '0 0 1 1 *', '--tz', 'UTC', '--json')).out) as {
    id: string
  }
  await app.goto(`/schedules/${id}`)
  await page.getByRole('button', { name: 'Backfill…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Backfill' })
  await expect(dialog.getByText('No occurrences in this range.')).toBeVisible()
  await dialog.getByLabel('From (UTC)').fill('2021-01-01T00:00')
  await dialog.getByLabel('To', { exact: true }).fill('2025-06-01T00:00')
  await expect(dialog.getByText('5 runs.')).toBeVisible()
  await dialog.getByLabel('Runs in parallel').fill('2')
  await dialog.getByRole('button', { name: 'Start 5 runs' }).click()
  await expect(page.getByText('Started a backfill of 5 runs')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Backfills' })).toContainText('Done, 5 of 5 started, 5 succeeded')
  expect((await app.lf('logs', '1')).out).toContain('for 2021-01-01T00:00:00.000Z')
  expect((await app.lf('schedule', 'backfill', 'Report', '--from', '2020-06-01', '--dry-run')).out).toMatch(
    /^1 run, from Thu 1 Jan 00:00 to Thu 1 Jan 00:00( \(UTC\))?; 5 left out, because they succeeded$/m,
  )
  expect((await app.lf('backfill', 'list', 'Report')).out).toContain('5 of 5')
})
