import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { call, type Made } from './rest.ts'

const tag = '@served'
const step = (script: string) => `[[step]]\nname = "copy"\nstart = true\nscript = '${script}'\n`
const flow = (text: string) => `start: a\nnodes:\n  a: { exec_type: local_func, func: upper, params: { text: ${text} } }\n`

const axe = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)

test('the versions of a pipeline are saved with a note, compared, run as they were, and restored', { tag }, async ({
  served,
}) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/pipelines', { name: 'letters', source: step('true') })
  await served.lf('pipeline', 'run', 'letters')
  await served.goto(`/pipelines/${id}?tab=manifest`)
  await page.getByRole('textbox', { name: 'Manifest' }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('retry = 2')
  await page.getByLabel('Version note').fill('try again')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved "letters"')).toBeVisible()
  await page.getByRole('tab', { name: 'Versions' }).click()
  const list = page.getByRole('list', { name: 'Versions' })
  await expect(list.getByRole('button', { name: /Version 2/ })).toContainText('try again')
  await list.getByRole('button', { name: /Version 1/ }).click()
  const chosen = page.getByRole('region', { name: 'Version 1', exact: true })
  const difference = chosen.getByRole('region', { name: 'Changes from version 1 to version 2' })
  await expect(difference.getByRole('list', { name: 'Changes' })).toContainText('maxAttempts: 1 → 3')
  await difference.getByRole('button', { name: 'copy Changed' }).press('Enter')
  await expect(difference.getByRole('group', { name: 'copy, changed, 1 field' })).toHaveClass(/selected/)
  expect(await axe(page)).toEqual([])
  await difference.getByRole('button', { name: 'Text' }).click()
  await expect(difference).toContainText('+ retry = 2')
  await expect(chosen).toContainText('1 run')
  await chosen.getByRole('button', { name: 'Run this version' }).click()
  await expect(page).toHaveURL(/\/runs\/2$/)
  await expect(page.getByLabel('Outcome')).toContainText('version 1')
  await page.goBack()
  await chosen.getByRole('button', { name: 'Restore as new version' }).click()
  await expect(page.getByText('Restored version 1 as version 3')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Version 3', exact: true })).toBeVisible()
  expect((await served.lf('pipeline', 'versions', 'letters')).out).toMatch(/3 .*Restored version 1[\s\S]*2 .*try again/)
  expect((await served.lf('pipeline', 'diff', 'letters', '1', '2')).out).toContain('step.copy.maxAttempts: 1 → 3')
  expect((await served.lf('pipeline', 'restore', 'letters', '--version', '2')).out).toContain('as version 4.')
})

test('the versions of a flow are compared with each other and with the draft, and any of them runs', { tag }, async ({
  served,
}) => {
  const { page } = served
  await call(served, 'POST', '/flows/import', { name: 'Ship', source: flow('one'), note: 'the first' })
  await call(served, 'POST', '/flows/import', { name: 'Ship', source: flow('two') })
  await served.lf('start', 'Ship', '--version', '1', '--wait')
  await served.goto('/flows/Ship?tab=versions')
  const list = page.getByRole('list', { name: 'Versions' })
  await expect(list.getByRole('button', { name: /Version 2/ })).toContainText('0 runs')
  await list.getByRole('button', { name: /Version 1/ }).click()
  const chosen = page.getByRole('region', { name: 'Version 1', exact: true })
  await expect(chosen).toContainText('the first')
  const difference = chosen.getByRole('region', { name: 'Changes from version 1 to version 2' })
  await expect(difference.getByRole('list', { name: 'Changes' })).toContainText('params.text: "one" → "two"')
  await difference.getByRole('button', { name: 'a · function Changed' }).press('Enter')
  await expect(difference.getByRole('group', { name: 'a, function upper, changed, 1 field' })).toHaveClass(/selected/)
  expect(await axe(page)).toEqual([])
  await difference.getByRole('button', { name: 'Text' }).click()
  await expect(difference).toContainText('text: two')
  expect(await axe(page)).toEqual([])
  await chosen.getByRole('button', { name: 'Run this version' }).click()
  await expect(page).toHaveURL(/\/runs\/2$/)
  await page.goBack()
  await chosen.getByRole('button', { name: 'Restore as draft' }).click()
  await expect(page.getByText('Restored version 1 as your draft')).toBeVisible()
  await list.getByRole('button', { name: /Version 2/ }).click()
  await expect(page.getByRole('region', { name: 'Changes from version 2 to your draft' })).toContainText('Changed')
})
