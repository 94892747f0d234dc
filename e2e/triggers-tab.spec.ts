import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

const tag = '@served'

test('schedules and triggers are added and edited in the panel, with the keyboard alone', { tag }, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Backup', 'echo fine'))
  await served.goto(`/jobs/${id}?tab=triggers`)
  await page.getByRole('link', { name: 'Add schedule' }).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'New schedule' })
  await expect(panel.getByLabel('When', { exact: true })).toBeFocused()
  await expect(page.locator('button.bg-accent')).toHaveText(['Add schedule'])
  await panel.getByLabel('Time', { exact: true }).fill('02:30')
  await expect(panel.getByRole('region', { name: 'Preview' })).toContainText('At 02:30, every day')
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id: rule }) => rule)).toEqual([])
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Schedule added')).toBeVisible()
  await expect(panel).toBeHidden()
  const schedules = page.getByRole('region', { name: 'Schedules' })
  await expect(schedules.getByRole('link', { name: 'At 02:30, every day' })).toBeFocused()
  await page.keyboard.press('Enter')
  const opened = page.getByRole('complementary', { name: 'Schedule' })
  await opened.getByLabel('Time', { exact: true }).fill('03:15')
  await opened.getByRole('button', { name: 'Save' }).click()
  await expect(schedules).toContainText('At 03:15')
  await page.keyboard.press('Escape')
  await expect(opened).toBeHidden()
  await expect(page).toHaveURL(/\?tab=triggers$/)

  await page.getByRole('link', { name: 'Add trigger' }).click()
  await page.getByLabel('Run Backup when').selectOption('Its webhook is called')
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('complementary', { name: 'Trigger' }).getByText(/\/hooks\//)).toBeVisible()
})

test('a flow and a pipeline get a schedule in place, from a job that is made for it', { tag }, async ({ served }) => {
  const { page } = served
  const source = 'start: a\nnodes:\n  a: { exec_type: local_func, func: upper, params: { text: x } }\n'
  await call(served, 'POST', '/flows/import', { name: 'Ship', source })
  await served.goto('/flows/Ship?tab=triggers')
  await expect(page.getByRole('heading', { name: 'Nothing starts it automatically' })).toBeVisible()
  await page.getByRole('link', { name: 'Add schedule' }).click()
  await page.getByLabel('Time', { exact: true }).fill('02:30')
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('region', { name: 'Job Ship' })).toContainText('At 02:30, every day')
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(page.getByRole('region', { name: 'Runs it' })).toContainText('Ship')

  const step = '[[step]]\nname = "a"\nstart = true\nscript = "echo letters"\n'
  const { id } = await call<Made>(served, 'POST', '/pipelines', { name: 'letters', source: step })
  await served.goto(`/pipelines/${id}?tab=triggers`)
  await page.getByRole('link', { name: 'Add schedule' }).click()
  await page.getByLabel('When', { exact: true }).selectOption('Every few minutes')
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('region', { name: 'Job letters' })).toBeVisible()
  expect((await served.lf('run', 'letters', '--wait')).code).toBe(0)
  await served.goto(`/pipelines/${id}?tab=runs`)
  await expect(page.getByRole('row', { name: /letters/ }).first()).toContainText('Succeeded')
})
