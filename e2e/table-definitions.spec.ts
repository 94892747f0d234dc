import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { call, type Made } from './rest.ts'

const rows = (page: Page, list: string) =>
  page
    .getByRole('table', { name: list })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
const bar = (page: Page) => page.getByRole('region', { name: 'Selection' })

test('flows are renamed in their rows with their drafts, and deleted and restored together', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const source = 'start: a\nnodes:\n  a: { exec_type: local_func, func: upper }\n'
  const { id } = await call<Made>(served, 'POST', '/flows', { name: 'Ship', source })
  await call(served, 'POST', '/flows/import', { name: 'Close', source })
  await served.goto('/flows')
  await expect(rows(page, 'Flows')).toHaveCount(2)
  const ship = page.getByRole('link', { name: 'Ship', exact: true })
  await ship.focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('Ship it')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Renamed to "Ship it"')).toBeVisible()
  await expect(page.getByRole('row', { name: /^Ship it/ })).toBeFocused()
  expect(await call(served, 'GET', `/flows/${id}`)).toMatchObject({ name: 'Ship it', draft: source, version: null })
  // A flow that is not published cannot be started, and the key says why.
  await page.keyboard.press('r')
  await expect(page.getByRole('region', { name: 'Notifications' }).getByText('"Ship it" is not published')).toBeVisible()

  await page.keyboard.press('Control+a')
  await bar(page).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('Deleted 2 flows')).toBeVisible()
  await expect(page.getByText('No flows yet')).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Deleted 2 flows' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(rows(page, 'Flows')).toHaveCount(2)
})

test('pipelines are run together, and one is duplicated, from the list', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const source = '[[step]]\nname = "make"\nstart = true\nscript = \'echo a > "$OUTPUT_DIR/a"\'\n'
  for (const name of ['flow 10', 'flow 2', 'Flow 1']) await call(served, 'POST', '/pipelines', { name, source })
  await served.goto('/pipelines')
  await expect(rows(page, 'Pipelines')).toHaveText([/^Flow 1/, /^flow 2/, /^flow 10/])
  for (const name of ['flow 10', 'flow 2', 'Flow 1']) await call(served, 'DELETE', `/pipelines/${encodeURIComponent(name)}`)
  for (const name of ['Letters', 'Numbers']) await call(served, 'POST', '/pipelines', { name, source })
  await served.goto('/pipelines?sort=-name')
  await expect(rows(page, 'Pipelines').first()).toHaveAccessibleName(/^Numbers, 1 step, never ran/)
  await page.getByRole('checkbox', { name: 'Select all pipelines' }).click()
  await bar(page).getByRole('button', { name: 'Run' }).click()
  await expect(page.getByText('Started 2 pipelines')).toBeVisible()
  for (const name of ['Letters', 'Numbers'])
    await expect(page.getByRole('row', { name: new RegExp(`^${name}, 1 step, last run succeeded`) })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Letters', exact: true }).focus()
  await page.keyboard.press('.')
  await page.getByRole('menuitem', { name: /^Duplicate/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Letters')
  expect((await call<{ items: unknown[] }>(served, 'GET', '/pipelines')).items).toHaveLength(3)

  await call(served, 'POST', '/flows/import', {
    name: 'Ship',
    source: 'start: a\nnodes:\n  a: { kind: wait_event, signal_key: go }\n',
  })
  await call(served, 'POST', '/definitions/change', { items: [{ kind: 'flow', ref: 'Ship' }], tags: ['nas'], folder: 'ops' })
  await served.goto('/flows')
  await page.getByRole('link', { name: 'Ship', exact: true }).focus()
  await page.keyboard.press('.')
  await page.getByRole('menuitem', { name: /^Duplicate/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ship copy')
  expect(await call(served, 'GET', '/flows/Ship%20copy')).toMatchObject({ tags: ['nas'], folder: 'ops', version: null })
})
