import { expect, test } from './hosts.ts'
import { call, cron, type Made, script } from './rest.ts'

test('Home counts the runs of the last 24 hours, and a bar opens the runs of its hour', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const job = await call<Made>(served, 'POST', '/jobs', script('Invoice export', 'exit 6'))
  await call(served, 'POST', `/jobs/${job.id}/run`, {})
  await served.lf('exec', '--', 'true')
  await expect.poll(() => call(served, 'GET', '/activity')).toMatchObject({ runs: 2, failed: 1 })
  await served.goto('/')
  const activity = page.getByRole('region', { name: 'Last 24 hours' })
  await expect(activity).toContainText('2 runs · 1 failed · p95')
  const bars = activity.getByRole('group').getByRole('link')
  await expect(bars.last()).toHaveAccessibleName(/run.*failed|2 runs/)
  await expect(activity.getByRole('table')).toContainText('Failed')
  await bars.last().focus()
  await page.keyboard.press('Home')
  await expect(bars.first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\?q=started/)
  await expect(page.getByRole('table', { name: 'Runs' }).getByRole('row', { name: /Invoice export/ })).toBeVisible()
})

test('a running run is compared with the usual duration of its job, and can be stopped on Home', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Sync photos', 'sleep 0.2'))
  for (let runs = 0; runs < 3; runs++) await served.lf('run', 'Sync photos', '--wait')
  await call(served, 'PUT', `/jobs/${id}`, script('Sync photos', 'sleep 300'))
  await call(served, 'POST', `/jobs/${id}/run`, {})
  await served.goto('/')
  const running = page.getByRole('region', { name: 'Running' })
  await expect(running.getByRole('listitem')).toContainText(/\d+ s of ~1 s/)
  await running.getByRole('button', { name: 'Stop Sync photos' }).click()
  await expect.poll(() => call(served, 'GET', '/runs/4')).toMatchObject({ status: 'cancelled' })
  // The pointer is still over the list: the row stays where it is, without its button.
  await expect(running.getByRole('button')).toHaveCount(0)
  await expect(running.getByRole('listitem')).toContainText('Sync photos')
  await page.mouse.move(1, 1)
  await expect(running).toContainText('Nothing is running')
})

test('new rows of Home wait until the pointer leaves the list', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await served.lf('job', 'create', 'Backup', '--', 'true')
  await served.lf('exec', '--name', 'first', '--', 'true')
  await served.goto('/')
  const rows = page.getByRole('region', { name: 'Recent' }).getByRole('listitem')
  await expect(rows).toHaveCount(1)
  await rows.first().hover()
  await served.lf('exec', '--name', 'second', '--', 'true')
  await expect(page.getByRole('region', { name: 'Last 24 hours' })).toContainText('2 runs')
  await expect(rows).toHaveCount(1)
  await page.mouse.move(1, 1)
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('second')
})

test('Recent on Home shows all runs or those of favorites, and Back returns to the choice', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const starred = await call<Made>(served, 'POST', '/jobs', script('Starred', 'true'))
  const other = await call<Made>(served, 'POST', '/jobs', script('Other', 'true'))
  for (const { id } of [starred, other]) await call(served, 'POST', `/jobs/${id}/run`, {})
  await served.goto('/')
  const recent = page.getByRole('region', { name: 'Recent' })
  await expect(recent.getByRole('listitem')).toHaveCount(2)
  await recent.getByRole('button', { name: 'Favorites' }).click()
  await expect(recent).toContainText('No runs of favorites.')
  await served.goto('/jobs')
  await page
    .getByRole('row', { name: /Starred/ })
    .getByRole('cell')
    .nth(2)
    .click()
  await page.keyboard.press('f')
  await expect(page.getByText('Added "Starred" to favorites')).toBeVisible()
  await served.goto('/?recent=favorites')
  await expect(recent.getByRole('listitem')).toHaveCount(1)
  await expect(recent.getByRole('listitem')).toContainText('Starred')
  await recent.getByRole('link', { name: 'Show all' }).click()
  await expect(page).toHaveURL(/\/runs\?q=favorite/)
  await expect(page.getByRole('table', { name: 'Runs' }).getByRole('row')).toHaveCount(2)
  await page.goBack()
  await expect(recent.getByRole('button', { name: 'Favorites' })).toHaveAttribute('aria-pressed', 'true')
})

test('Home lists what comes next with the time of day, and a frequent schedule once', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  for (const [name, expr] of [
    ['Health probe', '*/15 * * * *'],
    ['Nightly backup', '30 2 * * *'],
  ] as const) {
    const { id } = await call<Made>(served, 'POST', '/jobs', script(name, 'true'))
    await call(served, 'POST', '/schedules', { job: id, ...cron(expr) })
  }
  await served.goto('/')
  const upcoming = page.getByRole('region', { name: 'Upcoming' })
  await expect(upcoming.getByRole('listitem').filter({ hasText: 'Health probe' })).toHaveText(/^\d\d:\d\dHealth probeevery 15 m/)
  await expect(upcoming.getByRole('listitem').filter({ hasText: 'Health probe' })).toHaveCount(1)
  await expect(upcoming.getByRole('listitem').filter({ hasText: 'Nightly backup' })).toHaveText(/^\d\d:\d\dNightly backup/)
})

test('nothing on Home shifts while it loads or while runs come and go', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await served.lf('job', 'create', 'Backup', '--', 'sh', '-c', 'exit 3')
  await served.lf('run', 'Backup', '--wait')
  await page.addInitScript(() => {
    Object.assign(globalThis, { shifts: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Object.assign(globalThis, { shifts: Reflect.get(globalThis, 'shifts') + Reflect.get(entry, 'value') })
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await served.goto('/')
  await expect(page.getByRole('region', { name: 'Recent' }).getByRole('listitem')).toHaveCount(1)
  expect(await page.evaluate(() => Reflect.get(globalThis, 'shifts'))).toBe(0)
})
