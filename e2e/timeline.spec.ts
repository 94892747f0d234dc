import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

test('a timeline is read, zoomed and opened with the keyboard', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const job = {
    ...script('Flaky', 'echo "try $LOCALFLOW_ATTEMPT"; exit 1'),
    retry: { maxAttempts: 3, backoff: { kind: 'fixed', delayMs: 100 } },
  }
  const { id } = await call<{ id: string }>(served, 'POST', '/jobs', job)
  const run = await call<Made>(served, 'POST', `/jobs/${id}/run`, {})
  await served.goto(`/runs/${run.number}?tab=timeline`)
  const timeline = page.getByRole('table', { name: /^Timeline over/ })
  await expect(timeline.getByRole('row', { name: /^Attempt \d Failed/ })).toHaveCount(3)
  await expect(timeline.getByRole('row', { name: /^Attempt 2/ })).toContainText(/started after .*, waited/)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await timeline.getByRole('button', { name: /^Attempt 1/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(timeline.getByRole('button', { name: /^Attempt 2/ })).toBeFocused()
  await expect(page.getByRole('button', { name: 'Zoom out (−)' })).toBeDisabled()
  await page.keyboard.press('+')
  await expect(page.getByRole('button', { name: 'Zoom out (−)' })).toBeEnabled()
  await page.keyboard.press('0')
  await expect(page.getByRole('button', { name: 'Zoom out (−)' })).toBeDisabled()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary')
  await expect(panel.getByText('try 2', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(/peek=/)
  await expect(panel.getByText(/^Failed, (?!0 s)/)).toBeVisible()
  await panel.getByRole('button', { name: 'Open in Log tab' }).click()
  await expect(page).toHaveURL(/attempt=2/)
  await expect(page.getByRole('listbox', { name: 'Attempts' }).getByRole('option', { selected: true })).toHaveText(/^Attempt 2/)
  await expect(page.getByText('try 2', { exact: true })).toBeVisible()
})

test('a timeline draws only the rows in view, however many items there are', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const file = join(served.data, 'many.yaml')
  writeFileSync(
    file,
    `start: each
nodes:
  each: { kind: foreach, exec_type: local_func, func: noop, params: { list: [${Array.from({ length: 300 }, (_, n) => n).join()}] }, prep: { input_key: $params.list } }
`,
  )
  await served.lf('flow', 'import', file)
  await served.lf('start', 'many', '--wait')
  await served.goto('/runs/1?tab=timeline')
  const timeline = page.getByRole('table', { name: /^Timeline over/ })
  await expect(timeline).toHaveAttribute('aria-rowcount', '302')
  await expect(timeline.getByRole('row', { name: /^Item 1 / })).toBeVisible()
  expect(await timeline.getByRole('row').count()).toBeLessThan(60)
  await timeline.getByRole('button', { name: /^each/ }).focus()
  await page.keyboard.press('End')
  await expect(timeline.getByRole('button', { name: /^Item 300/ })).toBeFocused()
})
