import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

type Params = { params: Record<string, unknown> }

test('a person builds the parameters of a job by keyboard, in the list and as YAML, and undoes what went wrong', {
  tag: '@served',
}, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(
    served,
    'POST',
    '/jobs',
    script('resize', '# @param label "On the box"\n# @param bad oops\necho hi'),
  )
  await served.goto(`/jobs/${id}?tab=script`)
  await page.locator('summary', { hasText: 'Parameters' }).focus()
  await page.keyboard.press('Enter')
  const list = page.getByRole('list', { name: 'Parameters' })
  await expect(page.getByText('from line 1')).toBeVisible()
  await expect(page.getByText(/Line 2 of the script has the unknown type "oops"/)).toBeVisible()

  await page.getByRole('button', { name: 'Add parameter' }).press('Enter')
  const name = page.getByRole('group', { name: /^Parameter / }).getByRole('textbox', { name: 'Name', exact: true })
  await expect(name).toBeFocused()
  await page.keyboard.type('width')
  await page.getByLabel('Type').selectOption('integer')
  await page.getByLabel('Minimum').fill('5')
  await page.getByRole('spinbutton', { name: 'Default' }).fill('1')
  await expect(page.getByText('Must be at least 5')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('spinbutton', { name: 'Default' })).toBeFocused()
  await page.getByRole('spinbutton', { name: 'Default' }).fill('10')
  await expect(page.getByText('Must be at least 5')).toBeHidden()

  await page.getByRole('button', { name: 'Add parameter' }).press('Enter')
  await page.keyboard.type('width')
  await expect(page.getByText('"width" is already the name of another parameter')).toBeVisible()
  await name.fill('region')
  await page.getByLabel('Type').selectOption('enum')
  const missing = page.getByText('Add at least one choice, or a command that prints them')
  await expect(missing).toBeHidden()
  await page.getByRole('textbox', { name: 'Choices' }).focus()
  await page.keyboard.press('Tab')
  await expect(missing).toBeVisible()
  await page.getByRole('textbox', { name: 'Choices' }).fill('eu\nus')
  await page.getByRole('checkbox', { name: 'Required' }).check()

  const region = list.getByRole('button', { name: /^region/ })
  await region.press('Alt+ArrowUp')
  await expect(region).toBeFocused()
  await expect(list.getByRole('listitem').first()).toContainText('region')
  await region.press('Delete')
  await expect(region).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo the last parameter change' }).press('Enter')
  await expect(region).toBeVisible()

  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('spinbutton', { name: /^width/ })).toHaveValue('10')
  await page.getByRole('button', { name: 'YAML' }).click()
  const text = page.getByRole('textbox', { name: 'Parameters as YAML' })
  await expect(text).toHaveValue(/^region: .*required: true.*\nwidth: \{ type: integer, min: 5, default: 10 \}/)
  await text.fill(`# kept\n${await text.inputValue()}mode: { type: string }\n`)
  await page.getByRole('button', { name: 'List' }).click()
  await list.getByRole('button', { name: /^mode/ }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Mode')
  await page.keyboard.press('Control+s')
  await expect
    .poll(async () => (await call<Params>(served, 'GET', '/jobs/resize')).params)
    .toEqual({
      region: { type: 'enum', options: ['eu', 'us'], required: true },
      width: { type: 'integer', min: 5, default: 10 },
      mode: { type: 'string', title: 'Mode' },
    })
})

test('parameters are reordered by dragging and duplicated from their menu', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const params = { a: { type: 'string' }, b: { type: 'integer' }, c: { type: 'boolean' } }
  const { id } = await call<Made>(served, 'POST', '/jobs', { ...script('resize', 'echo hi'), params })
  await served.goto(`/jobs/${id}?tab=script`)
  await page.locator('summary', { hasText: 'Parameters' }).click()
  const rows = page.getByRole('list', { name: 'Parameters' }).getByRole('listitem')
  // The section above the parameters comes once the commands are known, and moves them.
  await expect(page.getByText('1 command found')).toBeVisible()
  await rows.nth(2).locator('[draggable]').dragTo(rows.nth(0))
  await expect(rows.nth(0)).toContainText('c')
  await page.getByRole('button', { name: 'Actions for a' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(rows).toHaveCount(4)
  await expect(rows.nth(2)).toContainText('a_2')
})

test('a default that is not JSON stays in its field and is not saved', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const params = { filter: { type: 'json' } }
  const { id } = await call<Made>(served, 'POST', '/jobs', { ...script('resize', 'echo hi'), params })
  await served.goto(`/jobs/${id}?tab=script`)
  await page.locator('summary', { hasText: 'Parameters' }).click()
  await page
    .getByRole('list', { name: 'Parameters' })
    .getByRole('button', { name: /^filter/ })
    .click()
  await page.getByRole('textbox', { name: 'Default' }).fill('{"a":')
  await expect(page.getByText(/Must be valid JSON/)).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('textbox', { name: 'Default' })).toBeFocused()
  await page.reload()
  await expect(
    page
      .getByRole('textbox', { name: 'Default' })
      .or(page.locator('summary', { hasText: 'Parameters' }))
      .first(),
  ).toBeVisible()
  expect((await call<Params>(served, 'GET', '/jobs/resize')).params).toEqual(params)
})
