import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

type Params = { params: Record<string, unknown> }

test('a job asks for its parameters, checks them at their fields, and remembers them for the next run', {
  tag: '@served',
}, async ({ served }) => {
  const { page } = served
  const text = '# @param width integer=800 "Width in px" min=1\necho "$LOCALFLOW_PARAM_WIDTH $LOCALFLOW_PARAM_REGION"'
  const params = {
    region: { type: 'enum', options: ['eu', 'us'], required: true, title: 'Region' },
    mode: { type: 'enum', options: ['quick', 'full'], default: 'quick', title: 'Mode', group: 'More' },
    depth: { type: 'integer', default: 3, title: 'Depth', 'show-if': { mode: 'full' }, group: 'More' },
  }
  await call<Made>(served, 'POST', '/jobs', { ...script('resize', text), params })
  await served.goto('/jobs')
  await page.getByRole('row', { name: /^resize/ }).hover()
  await page.getByRole('button', { name: /^Run/ }).first().click()
  const form = page.getByRole('dialog', { name: 'Run resize' })
  const width = form.getByRole('spinbutton', { name: /^width/ })
  await expect(width).toBeFocused()
  await expect(width).toHaveValue('800')
  await width.fill('0')
  await page.keyboard.press('Tab')
  await expect(form.getByText('Must be at least 1')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await width.fill('20')
  await expect(form.getByLabel(/^Depth/)).toHaveCount(0)
  await form.getByLabel(/^Mode/).selectOption('full')
  await expect(form.getByLabel(/^Depth/)).toHaveValue('3')
  // The first wrong field gets the focus.
  await page.keyboard.press('Control+Enter')
  await expect(form.getByLabel(/^Region/)).toBeFocused()
  await form.getByLabel(/^Region/).selectOption('us')
  await form.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(form).toBeHidden()
  await expect
    .poll(async () => (await call<Params>(served, 'GET', '/runs/1')).params)
    .toEqual({
      ...{ width: 20, region: 'us', mode: 'full', depth: 3 },
    })

  await expect(page).toHaveURL(/\/runs\/1$/)

  await served.goto('/jobs')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Command palette' }).fill('run resize')
  await expect(page.getByRole('option', { name: 'Run resize', selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(form.getByText('Values from run 1')).toBeVisible()
  await expect(width).toHaveValue('20')
  await form.getByRole('button', { name: 'Reset to defaults' }).click()
  await expect(width).toHaveValue('800')
  await form.getByLabel(/^Region/).selectOption('eu')
  await form.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page).toHaveURL(/\/runs\/2$/)
  expect((await call<Params>(served, 'GET', '/runs/2')).params).toEqual({ width: 800, region: 'eu', mode: 'quick' })

  await served.goto('/runs/2')
  await expect(page.getByRole('button', { name: 'Re-run', exact: true })).toBeVisible()
  await page.keyboard.press('Shift+r')
  const again = page.getByRole('dialog', { name: 'Re-run resize with changes' })
  await expect(again.getByText('Values from run 2')).toBeVisible()
  await again.getByLabel(/^Region/).selectOption('us')
  await again.getByRole('button', { name: 'Re-run', exact: true }).click()
  await expect(page).toHaveURL(/\/runs\/3/)
  expect((await call<Params>(served, 'GET', '/runs/3')).params).toEqual({ width: 800, region: 'us', mode: 'quick' })
})

test('a run is started with options, and the key with Shift stays on the page', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await call<Made>(served, 'POST', '/jobs', script('hello', 'echo hi'))
  await served.goto('/jobs')
  await page.getByRole('row', { name: /^hello/ }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Run with options…' }).click()
  const form = page.getByRole('dialog', { name: 'Run hello' })
  await expect(form.getByLabel('Run at')).toBeFocused()
  await form.getByLabel('Priority').fill('1000')
  await form.getByLabel('Reason').fill('checking the disk')
  await page.keyboard.press('Control+Shift+Enter')
  await expect(form.getByText('Must be a whole number from -100 to 100')).toBeVisible()
  await expect(form.getByLabel('Priority')).toBeFocused()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await form.getByLabel('Priority').fill('5')
  await form.getByRole('button', { name: 'Copy or paste' }).click()
  await page.getByRole('menuitem', { name: 'Paste…' }).click()
  await form.getByLabel('Command').fill('lf start')
  await form.getByRole('button', { name: 'Fill in' }).click()
  await expect(form.getByText(/Could not read the command/)).toBeVisible()
  await form.getByLabel('Command').fill("lf run hello --priority 7 --reason 'checking the disk'")
  await form.getByRole('button', { name: 'Fill in' }).click()
  await expect(form.getByLabel('Priority')).toHaveValue('7')
  await page.keyboard.press('Control+Shift+Enter')
  await expect(form).toBeHidden()
  await expect(page).toHaveURL(/\/jobs$/)
  await expect(page.getByText('Started hello as run 1')).toBeVisible()
  await served.goto('/runs/1')
  await expect(page.getByText('"checking the disk"')).toBeVisible()
})

test('a re-run with changes keeps a secret that is not typed again', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const params = { token: { type: 'secret', required: true }, region: { type: 'string' } }
  const text = 'test "$LOCALFLOW_PARAM_TOKEN" = hunter22 && echo "$LOCALFLOW_PARAM_REGION"'
  await call<Made>(served, 'POST', '/jobs', { ...script('deploy', text), params })
  await call(served, 'POST', '/jobs/deploy/run', { params: { token: 'hunter22', region: 'eu' } })
  await served.goto('/runs/1')
  await expect(page.getByRole('button', { name: 'Re-run', exact: true })).toBeVisible()
  await page.keyboard.press('Shift+r')
  const again = page.getByRole('dialog', { name: 'Re-run deploy with changes' })
  await expect(again.getByLabel('token')).toHaveAttribute('placeholder', 'Kept from run 1')
  await again.getByLabel(/^region/).fill('us')
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/\/runs\/2$/)
  await expect(page.getByText('Succeeded', { exact: true }).first()).toBeVisible()
  expect((await call<Params>(served, 'GET', '/runs/2')).params).toEqual({ token: '***', region: 'us' })
})

test('a command prints the choices of a parameter, and a failure leaves a field for any text', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const params = {
    branch: { type: 'enum', 'options-from': 'printf "main\\tMain branch\\nnext\\n"' },
    other: { type: 'enum', 'options-from': 'exit 3' },
  }
  await call<Made>(served, 'POST', '/jobs', { ...script('deploy', 'echo hi'), params })
  await served.goto('/jobs')
  await page.getByRole('row', { name: /^deploy/ }).hover()
  await page.getByRole('button', { name: /^Run/ }).first().click()
  const form = page.getByRole('dialog', { name: 'Run deploy' })
  await expect(form.getByText('2 choices printed by a command')).toBeVisible()
  await form.getByRole('combobox', { name: /^branch/ }).selectOption('Main branch')
  await expect(form.getByText(/No choices, so any text is accepted/)).toBeVisible()
  await form.getByRole('textbox', { name: /^other/ }).fill('anything')
  await form.getByRole('button', { name: 'Refresh choices' }).first().click()
  await expect(form.getByRole('combobox', { name: /^branch/ })).toHaveValue('main')
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/\/runs\/1$/)
  expect((await call<Params>(served, 'GET', '/runs/1')).params).toEqual({ branch: 'main', other: 'anything' })
})

test('a flow without parameters starts at once, and takes any with options', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const source = 'start: a\nnodes: { a: { exec_type: local_func, func: noop } }\n'
  const { id } = await call<Made>(served, 'POST', '/flows', { name: 'plain', source })
  await call(served, 'POST', `/flows/${id}/publish`, {})
  await served.goto(`/flows/${id}`)
  await page.getByRole('button', { name: 'Run', exact: true }).first().click()
  await expect(page).toHaveURL(/\/runs\/1$/)

  await served.goto(`/flows/${id}`)
  await page.getByRole('button', { name: 'More actions' }).first().click()
  await page.getByRole('menuitem', { name: 'Run with options…' }).click()
  const form = page.getByRole('dialog', { name: 'Run plain' })
  await expect(form.getByRole('button', { name: 'Run', exact: true })).toBeFocused()
  await expect(form.getByLabel('Parameters')).toBeHidden()
  await form.locator('summary', { hasText: 'Options' }).click()
  await form.getByLabel('Parameters').fill('{"region": ')
  await page.keyboard.press('Control+Enter')
  await expect(form.getByText(/Must be valid JSON/)).toBeVisible()
  await form.getByLabel('Parameters').fill('{"region": "eu"}')
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/\/runs\/2$/)
  expect((await call<Params>(served, 'GET', '/runs/2')).params).toEqual({ region: 'eu' })
})

test('a choice with a default cannot be emptied, and one without can', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const options = ['quick', 'full']
  const params = { mode: { type: 'enum', options, default: 'quick' }, level: { type: 'enum', options } }
  await call<Made>(served, 'POST', '/jobs', { ...script('resize', 'echo hi'), params })
  await served.goto('/jobs')
  await page.getByRole('row', { name: /^resize/ }).hover()
  await page.getByRole('button', { name: /^Run/ }).first().click()
  const form = page.getByRole('dialog', { name: 'Run resize' })
  await expect(form.getByLabel(/^mode/).getByRole('option')).toHaveText(options)
  await expect(form.getByLabel(/^level/).getByRole('option')).toHaveText(['Not set', ...options])
})

test('of more than 1,000 printed choices the first are offered, and others can be typed', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const params = { branch: { type: 'enum', 'options-from': 'seq 1500' } }
  await call<Made>(served, 'POST', '/jobs', { ...script('deploy', 'echo hi'), params })
  await served.goto('/jobs')
  await page.getByRole('row', { name: /^deploy/ }).hover()
  await page.getByRole('button', { name: /^Run/ }).first().click()
  const form = page.getByRole('dialog', { name: 'Run deploy' })
  await expect(form.getByText(/The first 1,000 are offered\. Others can be typed\./)).toBeVisible()
  await expect(form.locator('datalist option')).toHaveCount(1_000)
  await form.getByLabel(/^branch/).fill('1499')
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/\/runs\/1$/)
  expect((await call<Params>(served, 'GET', '/runs/1')).params).toEqual({ branch: '1499' })
})
