import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'

const rows = (page: Page) =>
  page
    .getByRole('table', { name: 'Runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
const bar = (page: Page) => page.getByRole('combobox', { name: 'Filter runs' })
const token = (page: Page, text: string) => page.getByRole('button', { name: `Edit ${text}` })

async function seedRuns(app: App): Promise<void> {
  await app.lf('job', 'create', 'Nightly backup', '--', 'true')
  await app.lf('run', 'Nightly backup', '--wait')
  await app.lf('exec', '--name', 'Invoice export', '--', 'sh', '-c', 'echo "disk quota exceeded" >&2; exit 6')
  await app.lf('exec', '--name', 'Mirror repos', '--', 'sh', '-c', 'exit 1')
}

test('a filter is typed with suggestions, by keyboard alone', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await seedRuns(app)
  await app.goto('/runs')
  await expect(rows(page)).toHaveCount(3)
  await page.keyboard.press('/')
  await expect(bar(page)).toBeFocused()
  await page.keyboard.type('stat')
  await expect(page.getByRole('option', { name: /^status/ })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('option', { name: /^"stat"/ })).toBeVisible()
  await expect(rows(page)).toHaveCount(3)
  await page.keyboard.press('Enter')
  await expect(bar(page)).toHaveValue('status:')
  await page.keyboard.type('fai')
  await expect(page.getByRole('option', { name: 'failed 2' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: 'failed 2' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(token(page, 'status:failed')).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  await expect(page).toHaveURL(/\/runs\?q=status%3Afailed$/)

  await page.keyboard.type('error:"disk quota" ')
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText('Invoice export')
  await page.keyboard.press('Backspace')
  await expect(bar(page)).toHaveValue('error:"disk quota"')
  for (let left = 'error:"disk quota"'.length; left > 0; left--) await page.keyboard.press('Backspace')
  await expect(rows(page)).toHaveCount(2)
  await page.goBack()
  await expect(page).toHaveURL(/\/runs$/)
  await expect(rows(page)).toHaveCount(3)
})

test('half a value becomes its condition with Enter, or a text, and the list keeps its head', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  await seedRuns(app)
  await app.goto('/runs')
  await expect(rows(page)).toHaveCount(3)
  await bar(page).fill('fail')
  await expect(page.getByRole('option', { name: /^status:failed/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(token(page, 'status:failed')).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  await bar(page).fill('param.width:>20')
  await page.keyboard.press('Escape')
  await expect(bar(page)).toHaveValue('param.width:>20')
  await expect(bar(page)).toBeFocused()
  await bar(page).fill('sta')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'No matching runs' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Runs' }).getByRole('columnheader', { name: 'Status' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'More actions for all runs in this list' })).toBeVisible()
  await expect(page.getByText('0 runs')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
})

test('a mistake is underlined and named, and leaves the list as it was', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await seedRuns(app)
  await app.goto('/runs?q=status:failed')
  await expect(rows(page)).toHaveCount(2)
  await bar(page).fill('stauts:x')
  await page.keyboard.press('Enter')
  await expect(page.getByText('There is no key "stauts". Did you mean "status"?')).toBeVisible()
  await expect(token(page, 'stauts:x')).toHaveCSS('text-decoration-line', 'underline')
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Remove stauts:x' }).click()
  await expect(page.getByText('There is no key "stauts"')).toBeHidden()
  await bar(page).fill('job:nobody ')
  await expect(page.getByText('There is no job "nobody".')).toBeVisible()
  await expect(token(page, 'job:nobody')).toHaveCSS('text-decoration-line', 'underline')
  await app.goto('/runs?q=stauts:x')
  await expect(page.getByText('The filter has a mistake')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Clear filter' }).last().click()
  await expect(rows(page)).toHaveCount(3)
})

test('Enter and Tab complete a half-typed value, and every mistake is named', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await seedRuns(app)
  await app.goto('/runs')
  await expect(rows(page)).toHaveCount(3)
  await bar(page).fill('status:fa')
  await page.keyboard.press('Enter')
  await expect(token(page, 'status:failed')).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  await bar(page).fill('job:night')
  await expect(page.getByRole('option', { name: 'Nightly backup 1' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(token(page, 'job:"Nightly backup"')).toBeVisible()
  await expect(bar(page)).toBeFocused()

  await app.goto('/runs')
  await expect(rows(page)).toHaveCount(3)
  await bar(page).fill('status:xq bogus:x ')
  const mistakes = page.getByRole('main').getByRole('status').filter({ hasText: 'There is no key' })
  await expect(mistakes).toContainText('"xq" is not a value of "status".')
  await expect(mistakes).toContainText('There is no key "bogus".')
  await expect(mistakes).toContainText('the list shows everything')
  for (const text of ['status:xq', 'bogus:x']) await expect(token(page, text)).toHaveCSS('text-decoration-line', 'underline')
  await expect(rows(page)).toHaveCount(3)
})

test('chips write tokens, and addresses of earlier releases still work', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await seedRuns(app)
  await app.goto('/runs')
  await page.getByRole('button', { name: 'Failed', exact: true }).click()
  await expect(token(page, 'status:failed')).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Running', exact: true }).click()
  await expect(page.getByText('No matching runs').first()).toBeVisible()
  await page.getByRole('button', { name: 'Clear filter' }).last().click()
  await expect(rows(page)).toHaveCount(3)

  const { id } = JSON.parse((await app.lf('job', 'list', '--json')).out)[0] as { id: string }
  for (const [address, count] of [
    ['/runs?status=failed&q=mirror', 1],
    [`/runs?job=${id}`, 1],
    ['/runs?status=succeeded&inner=yes', 1],
    ['/runs?status=failed&q=disk+quota', 1],
  ] as const) {
    await app.goto(address)
    await expect(page).toHaveURL(/\/runs\?q=/)
    await expect(rows(page), address).toHaveCount(count)
  }
  await app.goto('/jobs')
  await page.getByRole('link', { name: 'Nightly backup' }).click()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Show runs' }).click()
  await expect(token(page, 'job:"Nightly backup"')).toBeVisible()
  await expect(rows(page)).toHaveCount(1)
})

test('the filter bar has no accessibility violations, open or with a mistake', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await seedRuns(app)
  await app.goto('/runs?q=status:failed stauts:x')
  await expect(page.getByText('There is no key "stauts"')).toBeVisible()
  await bar(page).click()
  await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
})

test('jobs, flows, pipelines and tasks have the same bar', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await seedRuns(app)
  await app.lf('job', 'create', 'Never run', '--', 'true')
  await app.lf('job', 'disable', 'Never run')
  await app.goto('/jobs')
  await page.getByRole('button', { name: 'Disabled', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Never run' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Nightly backup' })).toBeHidden()
  await app.goto('/jobs?q=nightly')
  await expect(page.getByRole('link', { name: 'Nightly backup' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Never run' })).toBeHidden()
  await page.getByRole('combobox', { name: 'Filter jobs' }).fill('kind:scri')
  await expect(page.getByRole('option', { name: 'script 0' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'No matching jobs' })).toBeVisible()
  await page.getByRole('button', { name: 'Show all 2' }).click()
  await expect(page.getByRole('link', { name: 'Never run' })).toBeVisible()

  for (const [path, label] of [
    ['/flows?q=drat:yes', 'Filter flows'],
    ['/pipelines?q=stps:1', 'Filter pipelines'],
    ['/queue?view=failed&q=stats:failed', 'Filter tasks'],
  ] as const) {
    await app.goto(path)
    await expect(page.getByRole('combobox', { name: label })).toBeVisible()
    await expect(page.getByText(/There is no key "(drat|stps|stats)"/).first()).toBeVisible()
  }
  await app.goto('/queue?view=failed&q=quota')
  const tasks = page
    .getByRole('table', { name: 'Tasks: Failed' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
  await expect(tasks).toHaveCount(1)
  await expect(tasks).toContainText('Invoice export')
})
