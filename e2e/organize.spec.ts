import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { call } from './rest.ts'

type Place = { tags: string[]; folder: string; owner: string | null; notes: string }
const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('switch') })
const bar = (page: Page) => page.getByRole('region', { name: 'Selection' })
const folder = (page: Page, path: string) => page.getByRole('row', { name: new RegExp(`^Folder ${path},`) })
const job = (name: string, over: object = {}) => ({ name, body: { kind: 'builtin', name: 'noop' }, ...over })
const message = (page: Page, text: string) => page.getByRole('region', { name: 'Notifications' }).getByText(text)

test('twenty jobs are tagged, sorted, filtered and kept as a view with the keyboard alone', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  for (let n = 1; n <= 22; n++) await call(served, 'POST', '/jobs', job(`job ${n}`))
  await served.goto('/jobs')
  await expect(rows(page)).toHaveCount(22)
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  for (let n = 1; n < 20; n++) await page.keyboard.press('Shift+j')
  await expect(bar(page)).toContainText('20 selected')
  await page.keyboard.press('t')
  await expect(page.getByRole('dialog', { name: 'Tag 20 jobs' }).getByRole('combobox')).toBeFocused()
  await page.keyboard.type('nas')
  await page.keyboard.press('Enter')
  await page.keyboard.type('backup')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(message(page, 'Changed the tags of 20 jobs')).toBeVisible()
  await expect(page.getByRole('row', { name: /^job 20,/ }).getByRole('button', { name: 'Show only tag nas' })).toBeVisible()
  expect(await call<Place>(served, 'GET', '/jobs/job%2020')).toMatchObject({ tags: ['nas', 'backup'], version: 1 })
  expect(await call<Place>(served, 'GET', '/jobs/job%2021')).toMatchObject({ tags: [] })

  await page.keyboard.press('Control+z')
  await expect(message(page, 'Restored 20 jobs')).toBeVisible()
  expect(await call<Place>(served, 'GET', '/jobs/job%201')).toMatchObject({ tags: [] })
  await page.keyboard.press('Control+a')
  await expect(bar(page)).toContainText('22 selected')
  await page.keyboard.press('m')
  await page.keyboard.type('ops/nightly')
  await page.keyboard.press('Enter')
  await expect(message(page, 'Moved 22 jobs to ops/nightly')).toBeVisible()
  await expect(folder(page, 'ops/nightly')).toHaveAccessibleName('Folder ops/nightly, 22 jobs, open')
  await page.keyboard.press('f')
  await expect(message(page, 'Added 22 favorites')).toBeVisible()
  await page.keyboard.press('Escape')

  // The row that keys act on stays in view, in whatever order.
  await page.getByRole('columnheader', { name: 'Job', exact: true }).getByRole('button').first().click()
  await expect(page).toHaveURL(/sort=-name/)
  await expect(page.getByRole('row', { name: /^job 20,/ })).toBeInViewport()

  await page.keyboard.press('/')
  await page.keyboard.type('folder:ops "job 2" ')
  await page.keyboard.press('Escape')
  await expect(rows(page)).toHaveCount(4)
  await page.getByRole('button', { name: 'Save view' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Name' }).fill('Twos')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'View: Twos' })).toBeVisible()
})

test('folders fold, are renamed in place, moved and removed, and take along what is in them', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  await call(served, 'POST', '/jobs', job('Mirror', { folder: 'ops/backup', tags: ['nas'] }))
  await call(served, 'POST', '/jobs', job('Check', { folder: 'ops' }))
  await call(served, 'POST', '/jobs', job('Loose'))
  await served.goto('/jobs')
  await expect(rows(page)).toHaveText([/Mirror/, /Check/, /Loose/])
  await page.keyboard.press('j')
  await expect(folder(page, 'ops')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(rows(page)).toHaveText([/Loose/])
  await page.reload()
  await expect(rows(page)).toHaveText([/Loose/])
  await expect(folder(page, 'ops')).toHaveAccessibleName('Folder ops, 2 jobs, closed')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.keyboard.press('x')
  await expect(bar(page)).toContainText('2 selected')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F2')
  await page.keyboard.type('infra')
  await page.keyboard.press('Enter')
  await expect(message(page, 'Folder "ops" is "infra" now')).toBeVisible()
  await expect(folder(page, 'infra/backup')).toBeVisible()
  expect((await call<Place>(served, 'GET', '/jobs/Mirror')).folder).toBe('infra/backup')

  await page.getByRole('link', { name: 'Loose' }).dragTo(folder(page, 'infra/backup'))
  await expect(message(page, 'Moved "Loose" to infra/backup')).toBeVisible()
  await expect(folder(page, 'infra/backup')).toHaveAccessibleName(/2 jobs/)
  await folder(page, 'infra/backup').click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Remove folder/ }).click()
  await expect(folder(page, 'infra/backup')).toBeHidden()
  await expect(folder(page, 'infra')).toHaveAccessibleName(/3 jobs/)
  await page.keyboard.press('Control+z')
  await expect(folder(page, 'infra/backup')).toHaveAccessibleName(/2 jobs/)

  await page.getByRole('button', { name: 'Show only tag nas' }).click()
  await expect(rows(page)).toHaveText([/Mirror/])
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await page.getByRole('button', { name: 'Choose columns' }).click()
  await page.getByRole('checkbox', { name: 'Group by folder' }).click()
  await page.keyboard.press('Escape')
  await expect(folder(page, 'infra')).toBeHidden()
  await expect(rows(page)).toHaveText([/Check/, /Loose/, /Mirror/])
})

test('a tag of 10 KB, a folder too deep and a folder in itself are refused in words', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await call(served, 'POST', '/jobs', job('Mirror', { folder: 'ops/backup' }))
  await served.goto('/jobs')
  await page.getByRole('link', { name: 'Mirror' }).focus()
  await page.keyboard.press('t')
  await page.getByRole('combobox', { name: 'Tags' }).fill('x'.repeat(10_240))
  await expect(page.getByText('This is too long for a tag: use at most 60 characters')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save tags' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Mirror' }).focus()
  await page.keyboard.press('m')
  await page.getByRole('combobox', { name: 'Folder' }).fill('a/b/c/d/e/f')
  await expect(page.getByText('The path has 6 folders within each other; at most 5 are possible')).toBeVisible()
  await page.keyboard.press('Escape')
  const tagged = await served.lf('job', 'edit', 'Mirror', '--tag', 'x'.repeat(10_240))
  expect(tagged.code).not.toBe(0)
  expect(tagged.err).toContain('is too long for a tag: use at most 60 characters')

  await folder(page, 'ops').click()
  await page.keyboard.press('F2')
  await page.keyboard.type('ops/backup/old')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Could not move the folder "ops" into itself: "ops/backup/old" is inside it.')).toBeVisible()
})

test('notes are written in place as Markdown without HTML, and a deleted job comes back with all it had', {
  tag: '@served',
}, async ({ served }) => {
  const { page } = served
  await call(served, 'POST', '/jobs', job('Mirror', { folder: 'ops', owner: 'Data team', tags: ['nas'] }))
  await served.goto('/jobs')
  await page.getByRole('link', { name: 'Mirror' }).focus()
  await page.keyboard.press('Space')
  const panel = page.getByRole('complementary', { name: 'Mirror' })
  await panel.getByRole('button', { name: 'Add notes' }).click()
  await panel
    .getByRole('textbox', { name: 'Notes in Markdown' })
    .fill('**Restore**: see [wiki](https://wiki.local/) or [this](javascript:alert(1)) <img src=x onerror=alert(1)>')
  await page.keyboard.press('Control+Enter')
  await expect(message(page, 'Saved the notes of "Mirror"')).toBeVisible()
  await expect(panel.getByText('Restore', { exact: true })).toBeVisible()
  await expect(panel.getByRole('link', { name: 'wiki' })).toHaveAttribute('rel', 'noopener noreferrer')
  await expect(panel.getByRole('link', { name: 'this' })).toHaveCount(0)
  await expect(panel.locator('img')).toHaveCount(0)

  const before = await call<Place & { id: string }>(served, 'GET', '/jobs/Mirror')
  await page.getByRole('link', { name: 'Mirror' }).first().focus()
  await page.keyboard.press('f')
  await page.keyboard.press('Delete')
  await expect(message(page, 'Deleted "Mirror"')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(message(page, 'Restored "Mirror"')).toBeVisible()
  const { id, tags, folder: path, owner, notes } = before
  expect(await call(served, 'GET', '/jobs/Mirror')).toMatchObject({ id, tags, folder: path, owner, notes })
  await expect(page.getByRole('region', { name: 'Favorites' }).getByRole('link', { name: 'Mirror' })).toBeVisible()

  await served.goto(`/jobs/${id}`)
  await expect(page.getByRole('region', { name: 'Notes of Mirror' }).getByText('Restore', { exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Organization' }).getByRole('link', { name: 'nas' })).toBeVisible()
})
