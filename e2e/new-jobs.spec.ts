import { expect, test } from './hosts.ts'

test('new jobs start with what the settings say, in the window and with lf', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  await app.goto('/settings#newJobs')
  const group = page.getByRole('region', { name: 'New jobs' })
  await group.getByLabel('Interpreter of scripts').fill('python3 -u')
  await page.keyboard.press('Enter')
  await group.getByLabel('Timeout, in seconds').fill('90')
  await page.keyboard.press('Enter')
  await group.getByLabel('Attempts', { exact: true }).fill('101')
  await page.keyboard.press('Enter')
  await expect(group.getByText('Enter a number from 1 to 100')).toBeVisible()
  await group.getByLabel('Attempts', { exact: true }).fill('3')
  await page.keyboard.press('Enter')
  await group.getByRole('switch', { name: 'Notify when a new job fails' }).click()
  await expect(group.getByRole('switch', { name: 'Notify when a new job fails' })).not.toBeChecked()

  const expected = { timeoutMs: 90_000, retry: { maxAttempts: 3 }, muted: true }
  // Without a reload, which could abort the request that saves the last change.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Jobs' }).click()
  await page.getByRole('link', { name: 'New job' }).first().click()
  await expect(page.getByLabel('Interpreter')).toHaveValue('python3 -u')
  await page.getByLabel('Name', { exact: true }).fill('From the window')
  await page.getByRole('textbox', { name: 'Script' }).fill('print(1)')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Created')).toBeVisible()
  const show = async (name: string) => JSON.parse((await app.lf('job', 'show', name, '--json')).out) as unknown
  expect(await show('From the window')).toMatchObject({ ...expected, body: { interpreter: ['python3', '-u'] } })

  await app.lf('job', 'create', 'From lf', '--', 'true')
  expect(await show('From lf')).toMatchObject(expected)
  await app.lf('job', 'create', 'Shorter', '--timeout', '5', '--', 'true')
  expect(await show('Shorter')).toMatchObject({ ...expected, timeoutMs: 5_000 })
})
