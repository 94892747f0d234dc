import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

const tag = '@served'

test('the overview of a job shows each run as a dot that the keyboard opens, failures with their lines, and who changed what', {
  tag,
}, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Backup', 'echo fine'))
  await served.lf('run', 'Backup', '--wait')
  await call(served, 'PUT', `/jobs/${id}`, { ...script('Backup', 'echo disk is full >&2; exit 3'), note: 'check the disk' })
  await served.lf('run', 'Backup', '--wait')
  await call(served, 'POST', `/jobs/${id}/enabled`, { enabled: false })
  await served.goto(`/jobs/${id}`)
  await expect(page.getByRole('region', { name: 'Figures' })).toContainText('50 % succeeded')
  await expect(page.getByRole('region', { name: 'Last failures' })).toContainText('disk is full')
  const activity = page.getByRole('region', { name: 'Activity' })
  await expect(activity).toContainText('disabled the job')
  await expect(activity).toContainText('saved version 2 "check the disk"')
  await expect(activity).toContainText('1 run failed')
  const found = await new AxeBuilder({ page }).analyze()
  expect(found.violations.map((each) => each.id)).toEqual([])
  const dots = page.getByRole('slider', { name: 'Durations of runs' })
  await dots.focus()
  await expect(dots).toHaveAttribute('aria-valuetext', /^#2 · Failed/)
  await page.keyboard.press('ArrowLeft')
  await expect(dots).toHaveAttribute('aria-valuetext', /^#1 · Succeeded .* version 1$/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\/1$/)
})

test('Ctrl Enter in a dialog on the page of a job saves the dialog alone, and R runs flows too', { tag }, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Backup', 'echo fine'))
  await served.goto(`/jobs/${id}`)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Set owner…' }).click()
  await page.getByRole('dialog').getByLabel('Owner').fill('Data team')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Data team owns "Backup" now')).toBeVisible()
  expect((await served.lf('list', '--json')).out.trim()).toBe('[]')

  await served.lf('example', 'add', 'check-services')
  await served.goto('/flows/Check%20services')
  await expect(page.getByRole('heading', { name: /Check services/ })).toBeVisible()
  await page.keyboard.press('r')
  // A flow without parameters starts at once.
  await expect(page).toHaveURL(/\/runs\/\d+$/)
  await expect(page.getByRole('heading', { name: /Check services/ })).toBeVisible()
})

test('versions are compared with each other, one is run as it was, and one is restored', { tag }, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', script('Backup', 'echo one'))
  await served.lf('run', 'Backup', '--wait')
  await served.goto(`/jobs/${id}?tab=script`)
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' two')
  await page.getByLabel('Version note').fill('say two')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved "Backup"')).toBeVisible()
  await page.getByRole('tab', { name: 'Versions' }).click()
  const list = page.getByRole('list', { name: 'Versions' })
  await expect(list.getByRole('button', { name: /Version 2/ })).toContainText('say two')
  await list.getByRole('button', { name: /Version 1/ }).click()
  const chosen = page.getByRole('region', { name: 'Version 1', exact: true })
  await expect(chosen.getByRole('region', { name: 'Changes from version 1 to version 2' })).toContainText('echo one two')
  await expect(chosen).toContainText('1 run')
  await chosen.getByRole('button', { name: 'Run this version' }).click()
  await expect(page).toHaveURL(/\/runs\/2$/)
  await expect(page.getByLabel('Outcome')).toContainText('version 1')
  await page.goBack()
  await chosen.getByRole('button', { name: 'Restore as new version' }).click()
  await expect(page.getByText('Restored version 1 as version 3')).toBeVisible()
  expect((await served.lf('job', 'versions', 'Backup')).out).toContain('Restored version 1')
  expect((await served.lf('job', 'diff', 'Backup', '1', '2')).out).toContain('body.script: echo one → echo one two')
  expect((await served.lf('job', 'restore', 'Backup', '--version', '2')).out).toContain(
    'Restored version 2 of "Backup" as version 4.',
  )
})

test('flows and pipelines open on an overview that offers the first run', { tag }, async ({ served }) => {
  const { page } = served
  const source = 'start: a\nnodes:\n  a: { exec_type: local_func, func: upper, params: { text: x } }\n'
  await call(served, 'POST', '/flows/import', { name: 'Ship', source })
  await served.goto('/flows/Ship')
  await expect(page.getByRole('heading', { name: 'No runs yet' })).toBeVisible()
  await served.lf('start', 'Ship', '--wait')
  await expect(page.getByRole('region', { name: 'Last runs' })).toContainText('Succeeded')
  await page.getByRole('tab', { name: 'Runs' }).click()
  await expect(page.getByRole('row', { name: /Ship/ })).toHaveCount(1)
  // Its days lead to its runs, as those of a job do.
  await page.getByRole('tab', { name: 'Overview' }).click()
  await page.getByRole('link', { name: /: 1 succeeded$/ }).click()
  await expect(page).toHaveURL(/tab=runs&q=started/)
  await expect(page.getByRole('row', { name: /Ship/ })).toHaveCount(1)
  await page.getByRole('tab', { name: 'Files' }).click()
  await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible()
  const step = '[[step]]\nname = "a"\nstart = true\nscript = "true"\n'
  const { id } = await call<Made>(served, 'POST', '/pipelines', { name: 'letters', source: step })
  await served.goto(`/pipelines/${id}`)
  await expect(page.getByRole('heading', { name: 'No runs yet' })).toBeVisible()
  await page.keyboard.press('e')
  await expect(page.getByRole('textbox', { name: 'Manifest' })).toBeVisible()
})
