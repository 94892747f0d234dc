import { expect, test } from './hosts.ts'

test('new runs wait behind a button while the list is scrolled or a run is selected', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const runOnce = (name: string) => served.lf('exec', '--name', name, '--', 'true')
  for (const name of ['first', 'second']) await runOnce(name)
  await served.goto('/runs')
  const rows = page.getByRole('table', { name: 'Runs' }).getByRole('row')
  await expect(rows).toHaveCount(3)
  await runOnce('third')
  await expect(rows).toHaveCount(4)

  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByText('1 selected')).toBeVisible()
  await runOnce('fourth')
  await runOnce('fifth')
  const pill = page.getByRole('button', { name: '2 new runs' })
  await expect(pill).toBeVisible()
  await expect(rows.nth(1)).toContainText('third')
  await page.keyboard.press('Escape')
  await expect(pill).toBeHidden()
  await expect(rows.nth(1)).toContainText('fifth')

  await page.setViewportSize({ width: 900, height: 240 })
  await page.getByRole('table', { name: 'Runs' }).hover()
  await page.mouse.wheel(0, 80)
  await runOnce('sixth')
  await page.getByRole('button', { name: '1 new run', exact: true }).click()
  await expect(rows.nth(1)).toContainText('sixth')
  await expect(rows.nth(1)).toBeInViewport()
})
