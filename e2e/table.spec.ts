import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'
import { call } from './rest.ts'

const jobs = (page: Page) => page.getByRole('table', { name: 'Jobs' })
const rows = (page: Page) =>
  jobs(page)
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
const row = (page: Page, name: string) => rows(page).filter({ has: page.getByRole('link', { name, exact: true }) })
const bar = (page: Page) => page.getByRole('region', { name: 'Selection' })
const named = (page: Page, names: string[]) =>
  expect(
    rows(page)
      .getByRole('link')
      .filter({ hasText: /^(Alpha|Beta|Gamma|Delta)/ }),
  ).toHaveText(names)

async function open(app: App): Promise<Page> {
  for (const name of ['Beta', 'Alpha', 'Gamma', 'Delta']) await app.lf('job', 'create', name, '--', 'true')
  await app.lf('schedule', 'add', 'Gamma', '0 3 * * *')
  await app.goto('/jobs')
  await expect(rows(app.page)).toHaveCount(4)
  return app.page
}

test('a click on a header sorts the list, the address keeps the order, and Back undoes it', { tag: '@page' }, async ({ app }) => {
  const page = await open(app)
  const header = (name: string) => jobs(page).getByRole('columnheader', { name, exact: true })
  await named(page, ['Alpha', 'Beta', 'Delta', 'Gamma'])
  await expect(header('Job')).toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('button', { name: 'Next run' }).click()
  await expect(page).toHaveURL(/\/jobs\?sort=next$/)
  await expect(header('Next run')).toHaveAttribute('aria-sort', 'ascending')
  await named(page, ['Gamma', 'Alpha', 'Beta', 'Delta'])
  await header('Job').getByRole('button', { name: 'Job', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/jobs\?sort=-name$/)
  await named(page, ['Gamma', 'Delta', 'Beta', 'Alpha'])
  await page.reload()
  await named(page, ['Gamma', 'Delta', 'Beta', 'Alpha'])
  for (const address of [/\/jobs$/, /\/jobs\?sort=next$/, /\/jobs$/]) {
    await page.goBack()
    await expect(page).toHaveURL(address)
  }
  await named(page, ['Alpha', 'Beta', 'Delta', 'Gamma'])
  await app.goto('/jobs?sort=nonsense')
  await named(page, ['Alpha', 'Beta', 'Delta', 'Gamma'])
})

test('rows are selected by keyboard and by mouse, and the bar acts on all of them', { tag: '@page' }, async ({ app }) => {
  const page = await open(app)
  await page.keyboard.press('j')
  await expect(row(page, 'Alpha')).toBeFocused()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+j')
  await expect(row(page, 'Beta')).toBeFocused()
  await expect(bar(page)).toContainText('2 selected')
  await expect(row(page, 'Beta')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Shift+j')
  await page.keyboard.press('Shift+k')
  await expect(bar(page)).toContainText('2 selected')

  await bar(page).getByRole('button', { name: 'Disable' }).click()
  await expect(page.getByText('Disabled 2 jobs')).toBeVisible()
  for (const name of ['Alpha', 'Beta']) await expect(page.getByRole('switch', { name: `${name} is enabled` })).not.toBeChecked()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Enabled 2 jobs')).toBeVisible()
  for (const name of ['Alpha', 'Beta']) await expect(page.getByRole('switch', { name: `${name} is enabled` })).toBeChecked()

  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()
  await expect(page.getByText('4 jobs', { exact: true })).toBeVisible()

  await page.getByRole('checkbox', { name: 'Select Alpha' }).click()
  await page.getByRole('checkbox', { name: 'Select Delta' }).click({ modifiers: ['Shift'] })
  await expect(bar(page)).toContainText('3 selected')
  await page.getByRole('checkbox', { name: 'Select Beta' }).click()
  await expect(bar(page)).toContainText('2 selected')
  await expect(page.getByRole('checkbox', { name: 'Select all jobs' })).toHaveAttribute('aria-checked', 'mixed')
  await page.keyboard.press('Control+a')
  await expect(bar(page)).toContainText('4 selected')
  await page.keyboard.press('Delete')
  await expect(page.getByText('Deleted 4 jobs')).toBeVisible()
  await expect(page.getByText('No jobs yet')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Restored 4 jobs')).toBeVisible()
  await expect(rows(page)).toHaveCount(4)
})

test('the selection is of the jobs that match the filter, and another filter starts without one', { tag: '@page' }, async ({
  app,
}) => {
  const page = await open(app)
  await page.getByRole('combobox', { name: 'Filter jobs' }).fill('eta')
  await expect(page.getByText('1 of 4 jobs')).toBeVisible()
  // Ctrl A selects the text while typing.
  await page.keyboard.press('Control+a')
  await expect(bar(page)).toBeHidden()
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: 'Select all jobs' }).click()
  await expect(bar(page)).toContainText('1 selected')
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await expect(rows(page)).toHaveCount(4)
  await expect(bar(page)).toBeHidden()
})

test('a job is renamed in its row, the old name is one click away, and a name that is taken says so', { tag: '@page' }, async ({
  app,
}) => {
  const page = await open(app)
  await page.keyboard.press('j')
  await page.keyboard.press('F2')
  const field = page.getByRole('textbox', { name: 'New name of Alpha' })
  await expect(field).toBeFocused()
  await page.keyboard.type('Beta')
  await page.keyboard.press('Enter')
  const message = page.getByText('There is already a job named "Beta"')
  await expect(message).toBeVisible()
  const isOnTop = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return document.elementFromPoint(left + width / 2, top + height - 3) === element
  }
  expect(await message.evaluate(isOnTop), 'no other row covers the message').toBe(true)
  await field.fill('Alpha two')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Renamed to "Alpha two"')).toBeVisible()
  await expect(row(page, 'Alpha two')).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row(page, 'Alpha')).toBeVisible()
  await row(page, 'Alpha').focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('Zeta')
  await page.keyboard.press('Escape')
  await expect(row(page, 'Alpha')).toBeFocused()
  expect((await app.lf('job', 'list')).out).not.toContain('Zeta')
})

test('everything that can be done with a row is in its menu, by button, right click and key, and in the palette', {
  tag: '@page',
}, async ({ app }) => {
  const page = await open(app)
  const menu = page.getByRole('menu')
  await row(page, 'Beta').click({ button: 'right' })
  await expect(menu.getByRole('menuitem')).toContainText([
    /^Run/,
    /^Edit/,
    /^Disable/,
    /^Show runs/,
    /^Duplicate/,
    /^Rename/,
    /^Delete/,
  ])
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(row(page, 'Beta')).toBeFocused()
  for (const key of ['.', 'Shift+F10']) {
    await page.keyboard.press(key)
    await expect(menu).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(menu).toBeHidden()
  }
  await row(page, 'Beta').hover()
  await page.getByRole('button', { name: 'More for Beta' }).click()
  await menu.getByRole('menuitem', { name: /^Rename/ }).click()
  await expect(page.getByRole('textbox', { name: 'New name of Beta' })).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Delete')
  await expect(page.getByText('Deleted "Beta"')).toBeVisible()
  await expect(row(page, 'Beta')).toHaveCount(0)
  // The next row has its place, and the focus.
  await expect(row(page, 'Delta')).toBeFocused()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('duplicate')
  await expect(page.getByRole('option').first()).toHaveText('Duplicate Delta')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeHidden()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('delete')
  await expect(page.getByRole('option').first()).toHaveText(/^Delete 3 selected jobs/)
})

test('a list of 500 jobs is whole, shows the rows in view, and its last row is a few keys away', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const names = Array.from({ length: 510 }, (_, n) => `Job ${n + 1}`)
  for (let at = 0; at < names.length; at += 30)
    await Promise.all(
      names
        .slice(at, at + 30)
        .map((name) => call(served, 'POST', '/jobs', { name, body: { kind: 'script', script: 'true', interpreter: ['sh'] } })),
    )
  await served.goto('/jobs?sort=-name')
  await expect(page.getByText('510 jobs', { exact: true })).toBeVisible()
  await expect(jobs(page)).toHaveAttribute('aria-rowcount', '511')
  await expect(rows(page).first()).toHaveAccessibleName(/^Job 510,/)
  expect(await rows(page).count()).toBeLessThan(80)
  await page.keyboard.press('Control+a')
  await expect(bar(page)).toContainText('510 selected')
})

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

test('axe finds nothing in a list with a selection, an open menu or open columns', { tag: '@page' }, async ({ app }) => {
  const page = await open(app)
  const expectNoFaults = async () => {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(wcag).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(bar(page)).toBeVisible()
  await expectNoFaults()
  await page.keyboard.press('.')
  await expect(page.getByRole('menu')).toBeVisible()
  await expectNoFaults()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Choose columns' }).click()
  await expect(page.getByRole('checkbox', { name: 'Show When' })).toBeVisible()
  await expectNoFaults()
})
