import { expect, test } from './hosts.ts'

test('a new flow keeps the focus and later edits when it is created, and is saved as one types from then on', async ({ app }) => {
  const { page } = app
  await app.goto('/flows/new?view=code')
  await page.getByLabel('Name').fill('Letters')
  const editor = page.getByRole('textbox', { name: 'Definition' })
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Created "Letters"')).toBeVisible()
  await expect(page).toHaveURL(/\/flows\/(?!new)/)
  await expect(page.getByRole('button', { name: 'Publish…' })).toBeVisible()
  await page.keyboard.insertText('# typed after saving\n')
  await expect(editor).toContainText('# typed after saving')
  await expect(page.getByText('Draft, saved')).toBeVisible()

  await page.reload()
  await expect(editor).toContainText('# typed after saving')
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(editor).not.toContainText('# typed after saving')
  await expect(page.getByText('Draft, saved')).toBeVisible()
  await page.reload()
  await expect(editor).toBeVisible()
  await expect(editor).not.toContainText('# typed after saving')

  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Flows' }).first().click()
  await page.keyboard.press('n')
  await expect(page.getByLabel('Name')).toHaveValue('')
})

test('unsaved changes of a schedule stay while a person looks at another page', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Report', '--', 'true')
  const { id } = JSON.parse((await app.lf('schedule', 'add', 'Report', '0 9 * * *', '--json')).out) as { id: string }
  await app.goto(`/schedules/${id}`)
  await page.getByLabel('Time', { exact: true }).fill('10:15')
  await page.getByRole('link', { name: 'Home' }).click()
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('Time', { exact: true })).toHaveValue('10:15')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved the schedule')).toBeVisible()
  expect((await app.lf('schedule', 'list')).out).toContain('At 10:15')
})

test('an unsaved new schedule is kept for its own job only', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  const ids: string[] = []
  for (const name of ['First', 'Second'])
    ids.push((JSON.parse((await app.lf('job', 'create', name, '--json', '--', 'true')).out) as { id: string }).id)
  await app.goto(`/jobs/${ids[0]}/schedules/new`)
  await page.getByLabel('Time', { exact: true }).fill('10:15')
  await page.getByRole('link', { name: 'First' }).click()
  await app.goto(`/jobs/${ids[1]}/schedules/new`)
  await expect(page.getByLabel('Time', { exact: true })).toHaveValue('09:00')
  await app.goto(`/jobs/${ids[0]}/schedules/new`)
  await expect(page.getByLabel('Time', { exact: true })).toHaveValue('10:15')
})

test('a schedule that another window deleted is restored from the editor, with the edit', async ({ served: app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Report', '--', 'true')
  const { id } = JSON.parse((await app.lf('schedule', 'add', 'Report', '0 9 * * *', '--json')).out) as { id: string }
  await app.goto(`/schedules/${id}`)
  await page.getByLabel('Time', { exact: true }).fill('10:15')
  await app.lf('schedule', 'delete', id)
  await page.keyboard.press('Control+s')
  await expect(page.getByText('the schedule was deleted').first()).toBeVisible()
  await page.getByRole('button', { name: 'Restore schedule' }).click()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved the schedule')).toBeVisible()
  expect((await app.lf('schedule', 'list')).out).toContain('At 10:15')
})

test('closing a dialog in which a person typed asks first', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/settings?section=secrets')
  await page.getByRole('button', { name: 'Add secret' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add secret' })
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Add secret' }).click()
  await dialog.getByLabel('Value', { exact: true }).fill('hunter2hunter2')
  await page.keyboard.press('Escape')
  await expect(dialog.getByText('Discard your changes?')).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  await expect(dialog.getByLabel('Value', { exact: true })).toHaveValue('hunter2hunter2')
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Add secret' })).toBeFocused()
})
