import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

type Params = { params: Record<string, unknown> }

/** Adds a parameter by its fields. */
async function addParam(page: Page, name: string, type: string): Promise<void> {
  await page.getByRole('button', { name: 'Add parameter' }).press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name', exact: true }).last()).toBeFocused()
  await page.keyboard.type(name)
  await page.getByLabel('Type').selectOption(type)
}

test('a new user makes a job with three parameters, runs it in every way, and goes back to an earlier version', {
  tag: '@served',
}, async ({ served }) => {
  test.setTimeout(120_000)
  const { page } = served
  const paramsOf = async (run: number) => (await call<Params>(served, 'GET', `/runs/${run}`)).params
  await served.goto('/jobs')
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible()
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Resize')
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.type('echo "$LOCALFLOW_PARAM_REGION $LOCALFLOW_PARAM_WIDTH"')
  await page.locator('summary', { hasText: 'Parameters' }).click()
  await addParam(page, 'width', 'integer')
  await page.getByLabel('Minimum').fill('10')
  await page.getByRole('spinbutton', { name: 'Default' }).fill('800')
  await addParam(page, 'region', 'enum')
  await page.getByRole('textbox', { name: 'Choices' }).fill('eu\nus')
  await page.getByRole('checkbox', { name: 'Required' }).check()
  await addParam(page, 'token', 'secret')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Created "Resize"')).toBeVisible()

  // From the form.
  await page.getByRole('tab', { name: 'Overview' }).click()
  await page.keyboard.press('r')
  const form = page.getByRole('dialog', { name: 'Run Resize' })
  await expect(form.getByLabel(/^width/)).toBeFocused()
  await form.getByLabel(/^region/).selectOption('eu')
  await form.getByLabel(/^token/).fill('hunter22')
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/\/runs\/1$/)
  await expect(page.getByText('eu 800')).toBeVisible()

  // From the palette, with the values of the last run.
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('resize')
  await expect(page.getByRole('option', { name: 'Run Resize', exact: true, selected: true })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.type('20')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\/2$/)
  expect(await paramsOf(2)).toEqual({ width: 20, region: 'eu' })

  // From a terminal.
  expect(await served.lf('run', 'Resize', '--region', 'mars')).toMatchObject({
    code: 2,
    err: expect.stringContaining('must be one of eu, us'),
  })
  expect((await served.lf('run', 'Resize', '--region', 'us', '--wait')).code).toBe(0)
  expect(await paramsOf(3)).toEqual({ width: 800, region: 'us' })

  await expect(page.getByRole('button', { name: 'Re-run', exact: true })).toBeVisible()
  await page.keyboard.press('Shift+r')
  const again = page.getByRole('dialog', { name: 'Re-run Resize with changes' })
  await expect(again.getByLabel(/^width/)).toBeFocused()
  await again.getByLabel(/^region/).selectOption('us')
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(/\/runs\/4$/)
  expect(await paramsOf(4)).toEqual({ width: 20, region: 'us' })

  await served.goto('/jobs/Resize?tab=script')
  await page.getByRole('textbox', { name: 'Script' }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('exit 3')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved "Resize"')).toBeVisible()
  await page.getByRole('tab', { name: 'Versions' }).click()
  await page
    .getByRole('list', { name: 'Versions' })
    .getByRole('button', { name: /Version 1/ })
    .click()
  const first = page.getByRole('region', { name: 'Version 1', exact: true })
  await expect(first.getByRole('region', { name: 'Changes from version 1 to version 2' })).toContainText('exit 3')
  await first.getByRole('button', { name: 'Restore as new version' }).click()
  await expect(page.getByText('Restored version 1 as version 3')).toBeVisible()
  expect((await served.lf('run', 'Resize', '--region', 'eu', '--wait')).code).toBe(0)
})

test('a person sorts, filters, saves a view and tags twenty jobs with the keyboard alone', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  for (let n = 1; n <= 20; n++) await call<Made>(served, 'POST', '/jobs', script(`Photo ${n}`, 'true'))
  for (const name of ['Backup', 'Mirror']) await call<Made>(served, 'POST', '/jobs', script(name, 'true'))
  await served.lf('run', 'Photo 3', '--wait')
  await served.goto('/jobs')
  const rows = page.getByRole('row').filter({ has: page.getByRole('switch') })
  await expect(rows).toHaveCount(22)
  await page.getByRole('button', { name: 'Last run', exact: true }).press('Enter')
  await expect(page).toHaveURL(/sort=last/)
  await expect(rows.first()).toContainText('Photo 3')

  await page.keyboard.press('/')
  await page.keyboard.type('photo ')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(rows).toHaveCount(20)
  await page.getByRole('button', { name: 'Save view' }).press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.type('All photos')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'View: All photos' })).toBeVisible()

  await rows.first().getByRole('link').first().focus()
  await page.keyboard.press('Control+a')
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('20 selected')
  await page.keyboard.press('t')
  await page.keyboard.type('photos')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Changed the tags of 20 jobs')).toBeVisible()
  const { items } = await call<{ items: { name: string; tags: string[] }[] }>(served, 'GET', '/jobs?limit=100')
  expect(items.filter(({ tags }) => tags.includes('photos')).map(({ name }) => name.split(' ')[0])).toEqual(
    Array(20).fill('Photo'),
  )
})
