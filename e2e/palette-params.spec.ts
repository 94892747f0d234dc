import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

type Params = { params: Record<string, unknown> }

const params = {
  width: { type: 'integer', default: 800, min: 1, title: 'Width', unit: 'px' },
  region: { type: 'enum', options: ['eu', 'us-east', 'us-west'], required: true, title: 'Region' },
  dry: { type: 'boolean', title: 'Dry run' },
  tags: { type: 'enum', multiple: true, options: ['fast', 'slow', 'late'], title: 'Marks' },
  token: { type: 'secret', title: 'Token' },
}

test('the palette sets the parameters of a run one after another, completes choices, and says what is wrong beside them', {
  tag: '@served',
}, async ({ served }) => {
  const { page } = served
  await call<Made>(served, 'POST', '/jobs', { ...script('resize', 'echo hi'), params })
  await served.goto('/runs')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('run resi')
  await expect(page.getByRole('option', { name: 'Run resize', selected: true })).toBeVisible()
  await page.keyboard.press('Tab')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  const width = palette.getByRole('spinbutton', { name: 'Width, in px' })
  const region = palette.getByRole('combobox', { name: 'Region' })
  await expect(width).toBeFocused()
  await expect(width).toHaveValue('800')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  // Enter runs nothing while a value is missing, and leads to it.
  await page.keyboard.type('0')
  await page.keyboard.press('Enter')
  await expect(width).toBeFocused()
  await expect(palette.getByText('Must be at least 1')).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('20')
  await page.keyboard.press('Enter')
  await expect(region).toBeFocused()
  await expect(palette.getByText('Is required')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await page.keyboard.type('w')
  await expect(palette.getByRole('option')).toHaveText(['us-west'])
  await page.keyboard.press('Tab')
  await expect(region).toHaveValue('us-west')
  const dry = palette.getByRole('combobox', { name: 'Dry run' })
  await expect(dry).toBeFocused()
  await page.keyboard.type('y')
  await page.keyboard.press('Tab')
  await expect(dry).toHaveValue('Yes')
  await page.keyboard.type('fa, sl')
  await page.keyboard.press('Enter')
  await expect(palette.getByRole('combobox', { name: 'Marks' })).toHaveValue('fast, slow')
  await page.keyboard.press('Tab')
  await page.keyboard.type('hunter22')
  await expect(palette.getByLabel('Token')).toHaveAttribute('type', 'password')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\/1$/)
  await expect(palette).toBeHidden()
  expect((await call<Params>(served, 'GET', '/runs/1')).params).toEqual({
    ...{ width: 20, region: 'us-west', dry: true, tags: ['fast', 'slow'], token: '***' },
  })

  const find = async (name: RegExp) => {
    const chosen = page.getByRole('option', { name, selected: true })
    for (let moves = 0; moves < 8 && !(await chosen.isVisible()); moves++) await page.keyboard.press('ArrowDown')
    await expect(chosen).toBeVisible()
  }
  // On the page of a run that ended, it can be repeated; Tab asks for other values.
  await expect(page.getByRole('button', { name: 'Re-run', exact: true })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('resize')
  await expect(page.getByRole('option', { name: /^Re-run resize(?! with)/ })).toBeVisible()
  await find(/^Re-run resize(?! with)/)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('dialog', { name: 'Re-run resize with changes' })).toBeVisible()
  await page.keyboard.press('Escape')

  // Escape leads back to the search, and the values of the last run are there again.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('resize')
  await find(/^Run resize/)
  await page.keyboard.press('Tab')
  await expect(palette.getByText('Values from run 1')).toBeVisible()
  await expect(region).toHaveValue('us-west')
  await page.keyboard.press('Escape')
  await expect(palette.getByRole('combobox', { name: 'Command palette' })).toBeFocused()
  await expect(palette.getByRole('combobox', { name: 'Command palette' })).toHaveValue('resize')
  await find(/^Run resize/)
  await page.keyboard.press('Tab')
  await expect(width).toBeFocused()
  await page.keyboard.press('Control+Shift+Enter')
  await expect(page.getByText('Started resize as run 2')).toBeVisible()
  await expect(page).toHaveURL(/\/runs\/1$/)
})

test('the palette starts a flow with parameters, and opens each definition besides running it', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const source = `
params: { name: { type: string, required: true } }
start: a
nodes: { a: { exec_type: local_func, func: noop, prep: { input_key: $params.name } } }
`
  const { id } = await call<Made>(served, 'POST', '/flows', { name: 'greet', source })
  await call(served, 'POST', `/flows/${id}/publish`, {})
  await served.goto('/runs')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('greet')
  await expect(page.getByRole('option', { name: 'Run greet…' })).toBeVisible()
  await expect(page.getByRole('option', { name: 'Open flow greet' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('name')).toBeFocused()
  await page.keyboard.type('anna')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\/1$/)
  expect((await call<Params>(served, 'GET', '/runs/1')).params).toEqual({ name: 'anna' })
})
