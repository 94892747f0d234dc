import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'

const rows = (page: Page) =>
  page
    .getByRole('table', { name: 'Runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
const row = (page: Page, run: number) => rows(page).filter({ has: page.getByRole('link', { name: String(run), exact: true }) })
const bar = (page: Page) => page.getByRole('region', { name: 'Selection' })
const violationsOf = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)

test('several runs are pinned, re-run and unpinned by keyboard alone, and the panel of bulk operations tells how each ended', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  for (const name of ['one', 'two', 'three']) await app.lf('exec', '--name', name, '--', 'true')
  await app.goto('/runs')
  await expect(rows(page)).toHaveCount(3)
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+j')
  await expect(bar(page)).toContainText('2 selected')
  await bar(page).getByRole('button', { name: 'Pin', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Pinned 2 runs')).toBeVisible()
  await expect(row(page, 3).getByRole('img', { name: 'Pinned' })).toBeVisible()
  await expect(row(page, 1).getByRole('img', { name: 'Pinned' })).toBeHidden()
  await expect(bar(page).getByRole('button', { name: 'Unpin', exact: true })).toBeFocused()

  await page.keyboard.press('Delete')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 2 runs' }).click()
  await expect(page.getByRole('region', { name: 'Notifications' }).getByText('2 refused: it is pinned.')).toBeVisible()

  await row(page, 3).focus()
  await page.keyboard.press('r')
  await expect(page.getByText('Started 2 runs')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(rows(page)).toHaveCount(5)

  await page.getByRole('button', { name: 'More actions for all runs in this list' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Bulk operations' }).press('Enter')
  await expect(page).toHaveURL(/peek=operations/)
  const panel = page.getByRole('complementary', { name: 'Bulk operations' })
  const items = panel.getByRole('list', { name: 'Bulk operations' }).getByRole('listitem')
  await expect(items).toHaveText([
    /^Re-run 2 runs.*Done.*2 started/,
    /^Delete 2 runs.*2 refused: it is pinned/,
    /^Pin 2 runs.*2 pinned/,
  ])
  expect(await violationsOf(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await app.goto('/runs?q=pinned:yes')
  await expect(rows(page)).toHaveCount(2)
})

test('all that match are re-run after a question, and the operation names its filter', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('exec', '--', 'false')
  await app.lf('exec', '--', 'true')
  await app.goto('/runs?q=status:failed')
  await page.getByRole('button', { name: 'More actions for all runs in this list' }).click()
  await page.getByRole('menuitem', { name: 'Re-run all runs…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Re-run run' })
  await expect(dialog).toContainText('Applies to all runs that match status:failed.')
  await dialog.getByRole('button', { name: 'Re-run run' }).click()
  await expect(page.getByText('Started 1 run')).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Show runs' }).click()
  await expect(page).not.toHaveURL(/status:failed|status%3Afailed/)
  await expect(rows(page)).toHaveCount(3)
  await app.goto('/runs?peek=operations')
  await expect(page.getByRole('complementary', { name: 'Bulk operations' })).toContainText('All that match status:failed')
})

test('a command is re-run with changes: another command line, folder and environment', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('exec', '--name', 'Greet', '--', 'sh', '-c', 'echo "hello $WHO from $PWD"')
  await app.goto('/runs/1')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Succeeded')
  await page.keyboard.press('Shift+r')
  const dialog = page.getByRole('dialog', { name: 'Re-run Greet with changes' })
  await expect(dialog.getByLabel('Command')).toHaveValue(`sh -c 'echo "hello $WHO from $PWD"'`)
  await dialog.getByLabel('Command').fill(`sh -c 'echo "bye $WHO from $PWD"'`)
  await dialog.getByLabel('Folder').fill(app.data)
  await dialog.getByRole('button', { name: 'Add variable' }).click()
  await dialog.getByLabel('Name of variable 1').fill('WHO')
  await dialog.getByLabel('Value of variable 1').fill('Ann=1')
  expect(await violationsOf(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/\/runs\/2/)
  await expect(page.getByText(`bye Ann=1 from ${app.data}`, { exact: true })).toBeVisible()
  expect(JSON.parse((await app.lf('inspect', '2', '--json')).out)).toMatchObject({
    title: 'Greet',
    origin: { number: 1, how: 'rerun' },
  })
})

test('lists without a match keep their head and their footer', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Nightly', '--', 'true')
  await app.goto('/jobs?q=nothing')
  await expect(page.getByRole('heading', { name: 'No matching jobs' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Jobs' }).getByRole('columnheader', { name: 'Job', exact: true })).toBeVisible()
  await expect(page.getByText('0 of 1 jobs')).toBeVisible()
  await app.goto('/queue?view=failed&q=nothing')
  await expect(page.getByRole('table', { name: 'Tasks: Failed' }).getByRole('columnheader').first()).toBeVisible()
  await expect(page.getByText('0 tasks')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filter' }).last().click()
  await expect(page.getByText('No failed tasks')).toBeVisible()
})
