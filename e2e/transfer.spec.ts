import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './hosts.ts'

test('a person imports a crontab, sees the differences, and undoes the import', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/jobs')
  await page.getByRole('link', { name: 'Import from cron or systemd' }).click()
  await page.getByLabel('Import from').selectOption('A crontab file or text')
  await page
    .getByLabel('Crontab', { exact: true })
    .fill('# Nightly backup\n30 2 * * 1-5 backup --all\n61 * * * * never\n@reboot warm-cache\n')
  const planned = page.getByRole('region', { name: 'Jobs to import' })
  await expect(planned).toContainText('At 02:30, Monday through Friday')
  await expect(planned).toContainText('When LocalFlow starts')
  await expect(page.getByRole('region', { name: 'Differences in all of these jobs' })).toContainText(
    'cron runs it with little more than PATH and HOME',
  )
  await expect(page.getByRole('region', { name: 'Cannot be imported' })).toContainText('The minute "61" is not valid')
  await planned.getByRole('checkbox', { name: /warm-cache/ }).uncheck()
  await page.getByRole('checkbox', { name: 'Enable the imported schedules and triggers' }).uncheck()
  await page.getByRole('button', { name: 'Import 1 job' }).click()
  await expect(page.getByText('Imported 1 job')).toBeVisible()
  expect((await app.lf('schedule', 'list')).out).toMatch(/Nightly backup +disabled/)
  await page.getByRole('button', { name: 'Undo import' }).click()
  await expect(page.getByText('Undid the import')).toBeVisible()
  expect((await app.lf('job', 'list', '--json')).out.trim()).toBe('[]')
})

test('timers come from files; imported schedules are exported as a crontab', async ({ app }) => {
  const { page } = app
  const files = {
    'hello.timer': '[Timer]\nOnCalendar=daily\n',
    'hello.service': '[Unit]\nDescription=Say hello\n[Service]\nExecStart=/bin/echo hello\n',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app.data, name), text)
  await app.goto('/import')
  await expect(page.getByText(/Could not run "crontab"|no crontab|Import \d+ job/).first()).toBeVisible()
  await page.getByLabel('Import from').selectOption('Timer and service files')
  await page.getByLabel('Unit files').setInputFiles(Object.keys(files).map((name) => join(app.data, name)))
  await expect(page.getByRole('region', { name: 'Jobs to import' })).toContainText('Say hello')
  await page.getByRole('button', { name: 'Import 1 job' }).click()
  await expect(page.getByText('Imported 1 job')).toBeVisible()
  await app.lf('schedule', 'add', 'Say hello', '*/10 * * * * *')
  await page.getByRole('button', { name: 'Export to crontab' }).click()
  await expect(page.getByRole('textbox', { name: 'Crontab' })).toHaveValue(/0 0 \* \* \* \/bin\/echo hello/)
  await expect(page.getByRole('region', { name: 'Not in the crontab' })).toContainText('cron has no seconds')
})
