import { expect, test } from './hosts.ts'

test('values of an expression are chosen with mouse and keyboard, in step with its text', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const made = await app.lf('job', 'create', 'Backup', '--json', '--', 'true')
  await app.goto(`/jobs/${(JSON.parse(made.out) as { id: string }).id}/schedules/new`)
  const expression = page.getByLabel('Cron expression')
  const meaning = page.getByRole('complementary', { name: 'Preview' })
  const values = (name: string) => page.getByRole('group', { name, exact: true })
  await page.getByLabel('When', { exact: true }).selectOption('At chosen values')

  const days = values('Days of the month')
  await days.getByRole('button', { name: '1', exact: true }).click()
  await days.getByRole('button', { name: '7', exact: true }).click({ modifiers: ['Shift'] })
  await expect(expression).toHaveValue('0 9 1-7 * *')
  await expect(values('Days of the month and of the week')).toBeHidden()
  await values('Days of the week').getByRole('button', { name: 'Monday' }).click()
  await expect(meaning).toContainText('At 09:00, between day 1 and 7 of the month, or on Monday')
  await page.getByRole('button', { name: 'Both must match' }).click()
  await expect(expression).toHaveValue('0 9 1-7 * +1')
  await expect(meaning).toContainText('only on Monday')

  await values('Hours').getByRole('button', { name: '0', exact: true }).focus()
  for (const key of ['ArrowDown', 'ArrowRight', 'Space', 'ArrowRight', 'Space']) await page.keyboard.press(key)
  await expect(expression).toHaveValue('0 10 1-7 * +1')
  await page.getByRole('button', { name: 'Clear hours' }).click()
  await expect(expression).toHaveValue('0 * 1-7 * +1')

  await expression.fill('*/20 8 L * *')
  await expect(values('Minutes').getByRole('button', { pressed: true })).toHaveText(['0', '20', '40'])
  await expect(days).toContainText('L, as typed')
  await expression.fill('*/20 8')
  await expect(values('Minutes').getByRole('button', { pressed: true })).toHaveText(['0', '20', '40'])
  await expect(page.getByText('it needs five')).toBeVisible()
})
