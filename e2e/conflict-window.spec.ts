import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

test('two windows that change different fields of a job keep the changes of both', async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Backup', 'echo one'))
  await served.goto(`/jobs/${id}?tab=script`)
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' mine')
  await call(served, 'PUT', `/jobs/${id}`, { ...script('Backup', 'echo one'), timeoutMs: 5_000, env: { REGION: 'eu' } })
  await expect(page.getByText('A newer version was saved elsewhere')).toBeVisible()
  await page.getByRole('button', { name: 'Compare versions' }).click()
  const dialog = page.getByRole('dialog', { name: '"Backup" changed while you were editing' })
  await expect(dialog.getByRole('heading', { name: 'Variable REGION' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved "Backup" with the changes that were saved elsewhere')).toBeVisible()
  await expect(page.getByLabel('Timeout, in seconds')).toHaveValue('5')
  expect(await call(served, 'GET', `/jobs/${id}`)).toMatchObject({
    timeoutMs: 5_000,
    env: { REGION: 'eu' },
    body: { script: 'echo one mine' },
  })
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('set -e\n')
  await call(served, 'PUT', `/jobs/${id}`, {
    ...script('Backup', 'echo one mine\necho theirs'),
    timeoutMs: 5_000,
    env: { REGION: 'eu' },
  })
  await expect(page.getByText('A newer version was saved elsewhere')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('textbox', { name: 'Script' })).toHaveText('set -eecho one mineecho theirs')
  expect(await call(served, 'GET', `/jobs/${id}`)).toMatchObject({ body: { script: 'set -e\necho one mine\necho theirs' } })
})

test('an edit that the other version replaced comes back with Restore your version', async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Backup', 'echo one'))
  await served.goto(`/jobs/${id}?tab=script`)
  const editor = page.getByRole('textbox', { name: 'Script' })
  await editor.click()
  await page.keyboard.press('End')
  await page.keyboard.type(' mine')
  await call(served, 'PUT', `/jobs/${id}`, script('Backup', 'echo theirs'))
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Use their version' }).click()
  await expect(editor).toHaveText('echo theirs')
  await expect(page.getByText('Used the other version of "Backup"')).toBeVisible()
  await page.getByRole('button', { name: 'Restore your version' }).click()
  await expect(editor).toHaveText('echo one mine')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved "Backup"')).toBeVisible()
  expect(await call(served, 'GET', `/jobs/${id}`)).toMatchObject({ body: { script: 'echo one mine' } })

  const source = 'start: a\nnodes:\n  a: { exec_type: local_func, func: upper }\n'
  const flow = await call<Made>(served, 'POST', '/flows', { name: 'Ship', source })
  await served.goto(`/flows/${flow.id}?tab=editor`)
  await page.getByLabel('Name', { exact: true }).fill('Ship it')
  await call(served, 'PUT', `/flows/${flow.id}`, { name: 'Ship now', source })
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Use their version' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ship now')
  await page.getByRole('button', { name: 'Restore your version' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ship it')
})

test('an edit of a job that another window deleted becomes a job of its own, or the job is restored', async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Report', 'echo one'))
  await served.goto(`/jobs/${id}?tab=script`)
  const editor = page.getByRole('textbox', { name: 'Script' })
  await editor.click()
  await page.keyboard.press('End')
  await page.keyboard.type(' mine')
  await call(served, 'DELETE', `/jobs/${id}`)
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Could not save "Report": the job was deleted.').first()).toBeVisible()
  await page.getByRole('button', { name: 'Restore job' }).click()
  await expect(page.getByText('Restored "Report"')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved "Report"')).toBeVisible()
  expect(await call(served, 'GET', `/jobs/${id}`)).toMatchObject({ body: { script: 'echo one mine' } })

  await editor.click()
  await page.keyboard.press('End')
  await page.keyboard.type(' again')
  await call(served, 'DELETE', `/jobs/${id}`)
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Save as new job' }).click()
  await expect(page).not.toHaveURL(new RegExp(id))
  await expect(editor).toHaveText('echo one mine again')
  expect(await call(served, 'GET', '/jobs/Report')).toMatchObject({ body: { script: 'echo one mine again' } })
})
