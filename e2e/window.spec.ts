import { expect, test } from './hosts.ts'
import { call, cron, type Made, script } from './rest.ts'

test('no page scrolls out of its frame, however much it shows', async ({ served }) => {
  test.setTimeout(120_000)
  const { page } = served
  const jobs: Made[] = []
  for (let n = 1; n <= 30; n++) {
    const long = n % 5 === 0 ? ` ${'very-long-name'.repeat(6)}` : ''
    const job = await call<Made>(
      served,
      'POST',
      '/jobs',
      script(`Job ${n}${long}`, `echo "${'curl: error '.repeat(20)}" >&2; exit 6`),
    )
    const expr = ['* * * * *', '*/10 * * * *', '0 * * * *', '0 2 * * *', '0 2 * * *', '0 2 * * *'][n % 6]
    await call(served, 'POST', '/schedules', { job: job.id, ...cron(expr ?? '') })
    if (n % 5 === 0) await call(served, 'POST', `/jobs/${job.id}/run`, {})
    jobs.push(job)
  }
  const [job] = jobs
  const places = [
    '/',
    '/jobs',
    `/jobs/${job?.id}`,
    `/jobs/${job?.id}/versions`,
    '/runs',
    '/runs/1',
    '/calendar',
    '/calendar?view=agenda',
  ]
  const sizes = [
    { width: 1280, height: 800 },
    { width: 900, height: 600 },
  ]
  for (const path of [...places, '/flows', '/pipelines', '/files', '/queue', '/workers', '/settings', '/import']) {
    await served.goto(path)
    // Data that is read later made the page taller than the window.
    await page.waitForLoadState('networkidle')
    for (const size of sizes) {
      await page.setViewportSize(size)
      await page.mouse.move(100, 300)
      await page.mouse.wheel(0, 3_000)
      await page.mouse.move(size.width / 2, 300)
      await page.mouse.wheel(3_000, 3_000)
      const frame = await page.evaluate(() => {
        const { scrollWidth, scrollHeight, scrollTop } = document.documentElement
        return { wide: scrollWidth > innerWidth, tall: scrollHeight > innerHeight, scrollTop }
      })
      const place = { path, width: size.width }
      expect({ ...place, ...frame }).toEqual({ ...place, wide: false, tall: false, scrollTop: 0 })
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeInViewport()
    }
  }
})

test('a calendar folds frequent schedules, counts jobs of the same minute, and still shows the daily ones', async ({
  served,
}) => {
  const { page } = served
  for (let n = 1; n <= 8; n++) {
    const { id } = await call<Made>(served, 'POST', '/jobs', script(n <= 4 ? `Often ${n}` : `Daily ${n}`, 'true'))
    await call(served, 'POST', '/schedules', { job: id, ...cron(n <= 4 ? '*/10 * * * *' : '30 23 * * *') })
  }
  // Next week: all of its days are still to come.
  await page.clock.setFixedTime(Date.now() + 7 * 86_400_000)
  await served.goto('/calendar')
  await expect(page.getByRole('link', { name: /Often 1 ×144/ }).first()).toBeVisible()
  const collision = page.getByRole('button', { name: /4 jobs/ }).first()
  await collision.click()
  await expect(page.getByRole('link', { name: /Daily 5/ })).toBeVisible()
  // One band a day at most, however often.
  expect(await page.getByRole('link', { name: /Often 1/ }).count()).toBeLessThanOrEqual(7)
})

test('every row of Runs is one line at 1280', async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Invoice export', 'echo "no such host: erp.local" >&2; exit 6'))
  await call(served, 'POST', '/schedules', { job: id, ...cron('* * * * * *') })
  await served.goto('/runs')
  const row = page.getByRole('row', { name: /Schedule/ }).first()
  await expect(row).toBeVisible()
  const overflows = await row.getByRole('cell').evaluateAll((cells) => cells.filter((cell) => cell.scrollHeight > 30).length)
  expect(overflows).toBe(0)
})

test('two windows that save the same job see the differences, and the replaced state can be restored', async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Backup', 'echo one'))
  await served.goto(`/jobs/${id}?tab=script`)
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' mine')
  const theirs = { ...script('Backup', 'echo theirs'), timeoutMs: 5_000 }
  await call(served, 'PUT', `/jobs/${id}`, theirs)
  await page.keyboard.press('Control+s')
  const dialog = page.getByRole('dialog', { name: '"Backup" changed while you were editing' })
  await expect(dialog.getByText('echo theirs')).toBeVisible()
  await expect(dialog.getByText('echo one mine')).toBeVisible()
  const kept = dialog.getByRole('region', { name: 'Changed only in their version' })
  await expect(kept.getByRole('heading', { name: 'Timeout' })).toBeVisible()
  await expect(kept.getByText('5 s', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  await expect(page.getByRole('textbox', { name: 'Script' })).toContainText('echo one mine')
  // The second save asks again: it does not take the first for an answer.
  await page.keyboard.press('Control+s')
  await dialog.getByRole('button', { name: 'Save your version' }).click()
  await expect(page.getByText('Saved "Backup" and replaced the other version')).toBeVisible()
  expect(await call(served, 'GET', `/jobs/${id}`)).toMatchObject({ timeoutMs: 5_000, body: { script: 'echo one mine' } })
  await page.getByRole('link', { name: 'version 3' }).click()
  await page.getByRole('button', { name: /Version 2/ }).click()
  await expect(page.getByRole('figure', { name: 'Contents of version 2' })).toHaveText('echo theirs')
  await page.getByRole('button', { name: 'Restore as new version' }).click()
  await expect(page.getByText('Restored version 2 as version 4')).toBeVisible()
  expect(await call(served, 'GET', `/jobs/${id}`)).toMatchObject({
    version: 4,
    timeoutMs: 5_000,
    body: { script: 'echo theirs' },
  })
})

test('a flow, a schedule and a trigger that another window saved are not overwritten unseen', async ({ served }) => {
  const { page } = served
  const job = await call<Made>(served, 'POST', '/jobs', script('Report', 'true'))
  const source = 'start: a\nnodes:\n  a: { exec_type: local_func, func: upper }\n'
  const flow = await call<Made>(served, 'POST', '/flows', { name: 'Ship', source })
  const schedule = await call<Made>(served, 'POST', '/schedules', { job: job.id, ...cron('0 9 * * *') })
  const trigger = await call<Made>(served, 'POST', '/triggers', { job: job.id, on: { kind: 'wake' } })
  const dialog = page.getByRole('dialog', { name: /changed while you were editing/ })

  await served.goto(`/flows/${flow.id}?tab=editor&view=code`)
  await page.getByLabel('Name', { exact: true }).fill('Ship it')
  await call(served, 'PUT', `/flows/${flow.id}`, { name: 'Ship now', source: source.replace('upper', 'sum') })
  await page.keyboard.press('Control+s')
  await dialog.getByRole('button', { name: 'Use their version' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ship now')
  await expect(page.getByRole('textbox', { name: 'Definition' })).toContainText('func: sum')

  await served.goto(`/schedules/${schedule.id}`)
  await page.getByLabel('Time', { exact: true }).fill('08:15')
  await call(served, 'PUT', `/schedules/${schedule.id}`, cron('0 10 * * *'))
  await page.keyboard.press('Control+s')
  await expect(dialog.getByText('At 10:00, every day', { exact: true })).toBeVisible()
  await expect(dialog.getByText('At 08:15, every day', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Save your version' }).click()
  await page.getByRole('button', { name: 'Restore their version' }).click()
  await expect(page.getByText(/Restored the other version of/)).toBeVisible()
  expect(await call(served, 'GET', `/schedules/${schedule.id}`)).toMatchObject({ ...cron('0 10 * * *'), name: '' })

  await served.goto(`/triggers/${trigger.id}`)
  await page.getByLabel('Name', { exact: true }).fill('mine')
  await call(served, 'PUT', `/triggers/${trigger.id}`, { on: { kind: 'login' }, name: 'theirs' })
  await page.keyboard.press('Control+s')
  await expect(dialog.getByText('When you log in', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Use their version' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('theirs')
})

test('a test run stays in the editor, tests the edited version, and can be stopped', async ({ served }) => {
  const { page } = served
  await served.goto('/jobs/new')
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.type('echo first try; sleep 600')
  await page.keyboard.press('Control+Enter')
  const pane = page.getByRole('region', { name: 'Test run' })
  await expect(pane.getByText('first try', { exact: true })).toBeVisible()
  await pane.getByRole('button', { name: 'Stop' }).click()
  await expect(pane.getByRole('status')).toContainText('Cancelled')
  await expect(pane).toBeFocused()
  await expect(page).toHaveURL(/\/jobs\/new\?test=/)
  await expect(page.getByRole('textbox', { name: 'Script' })).toHaveText('echo first try; sleep 600')
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('echo second try; exit 3')
  await page.getByRole('button', { name: 'Test run', exact: true }).click()
  await expect(pane.getByText('second try', { exact: true })).toBeVisible()
  await expect(pane.getByRole('status')).toContainText('exit 3')
  await expect(pane.getByRole('link', { name: 'Run 2' })).toBeVisible()
  // The person saw it fail: no message says it again.
  await expect(page.getByText('"Test run of new job" failed')).toHaveCount(0)
})

test('a failure is shown wherever one is in the window: message, sidebar, title and icon', async ({ served }) => {
  const { page } = served
  const broken = await call<Made>(served, 'POST', '/jobs', script('Invoice export', 'echo "no such host: erp.local" >&2; exit 6'))
  await served.goto('/settings')
  await expect(page).toHaveTitle('Settings · LocalFlow')
  await call(served, 'POST', `/jobs/${broken.id}/run`, {})
  await expect(page.getByText('"Invoice export" failed')).toBeVisible()
  await expect(page.getByText('no such host: erp.local')).toBeVisible()
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Home 1 alert' })).toBeVisible()
  await expect(page).toHaveTitle('(1) Settings · LocalFlow')
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', '/icon-failed.svg')
  await call(served, 'POST', `/jobs/${broken.id}/run`, {})
  await expect(page.getByText('"Invoice export" failed 2 times')).toBeVisible()
  await page.getByRole('button', { name: 'Open run' }).click()
  await expect(page).toHaveURL(/\/runs\/2$/)
  await call(served, 'PUT', `/jobs/${broken.id}`, script('Invoice export', 'true'))
  await call(served, 'POST', `/jobs/${broken.id}/run`, {})
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Home', exact: true })).toBeVisible()
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', '/icon.svg')
})

test('the keys of the ? sheet work on a job, and do nothing while typing', async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Hello', 'echo hello'))
  await served.goto(`/jobs/${id}`)
  await expect(page.getByRole('tab', { name: 'Overview', selected: true })).toBeVisible()
  await page.keyboard.press('e')
  await expect(page.getByRole('textbox', { name: 'Script' })).toBeFocused()
  await page.keyboard.type('r')
  await expect(page).toHaveURL(new RegExp(`/jobs/${id}\\?tab=script$`))
  await page.keyboard.press('Control+z')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('r')
  await expect(page).toHaveURL(/\/runs\/1$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('run 1')
  await page.keyboard.press('e')
  await expect(page).toHaveURL(new RegExp(`/jobs/${id}\\?tab=script$`))
  await served.goto('/settings')
  await page.keyboard.press('n')
  await expect(page).toHaveURL(/\/jobs\/new$/)
  await served.goto('/pipelines')
  await page.keyboard.press('n')
  await expect(page).toHaveURL(/\/pipelines\/new$/)
})

test('the palette shows places at once, no empty headings, and finds a run by its number', async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Hello', 'echo hello'))
  await call(served, 'POST', `/jobs/${id}/run`, {})
  await served.goto('/jobs')
  await page.keyboard.press('Control+k')
  for (const name of ['Home', 'Jobs', 'Runs']) await expect(page.getByRole('option', { name, exact: true })).toBeVisible()
  const groups = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('group')
  await expect(groups).toHaveCount(5)
  for (const name of ['Run', 'Go to', 'Create', 'Appearance', 'Open'])
    await expect(page.getByRole('group', { name, exact: true })).toBeAttached()
  await page.keyboard.type('#1')
  await expect(page.getByRole('option', { name: /Run 1: Hello/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\/1$/)
})
