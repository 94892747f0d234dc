import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

type Listed = { items: { params: Record<string, unknown> }[] }
const params = {
  region: { type: 'enum', options: ['eu', 'us'], required: true, title: 'Region' },
  width: { type: 'integer', default: 800, max: 1_000, title: 'Width' },
  path: { type: 'string', title: 'Path' },
}

test('a schedule says which parameter it lacks, and gives it a value by its field', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', { ...script('resize', 'echo hi'), params })
  await served.lf('state', 'set', 'size', '20', '--job', 'resize')
  await served.goto(`/jobs/${id}/schedules/new`)
  await page.getByRole('button', { name: 'Add schedule' }).click()
  await expect(page.getByText('Runs cannot start until region has a valid value.')).toBeVisible()
  await expect(page.getByText('Is required')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByLabel('Region', { exact: true }).selectOption('eu')
  await page.getByLabel(/^Width/).fill('2000')
  await page.keyboard.press('Tab')
  await expect(page.getByText('Must be at most 1,000')).toBeVisible()
  await page.getByLabel(/^Width/).fill('20')
  await page.getByRole('button', { name: 'Take Width from the state' }).click()
  await expect(page.getByLabel('Width, from the state')).toHaveValue('$state.size')
  await page.getByRole('button', { name: 'Add schedule' }).click()
  await expect(page.getByText('Schedule added')).toBeVisible()
  const { items } = await call<Listed>(served, 'GET', `/schedules?job=${id}`)
  expect(items.map((schedule) => schedule.params)).toEqual([{ region: 'eu', width: '$state.size' }])
})

test('a trigger takes a value from its event', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', { ...script('resize', 'echo hi'), params })
  await served.goto(`/jobs/${id}/triggers/new`)
  await page.getByLabel('File or folder').fill('/tmp')
  await page.locator('summary', { hasText: 'Parameters' }).click()
  await expect(page.getByText('The event fills it ($event.path) unless you give a value.')).toBeVisible()
  await page.getByRole('button', { name: 'Take Region from the event' }).click()
  await page.getByLabel('Region, from the event').fill('$event.name')
  await page.getByRole('button', { name: 'Add trigger' }).click()
  await expect(page.getByText('Trigger added')).toBeVisible()
  const { items } = await call<Listed>(served, 'GET', `/triggers?job=${id}`)
  expect(items.map((trigger) => trigger.params)).toEqual([{ region: '$event.name' }])
})

test('a value that is not JSON stays in its field, and nothing is saved until it can be read', { tag: '@served' }, async ({
  served,
}) => {
  const { page } = served
  const { id } = await call<Made>(served, 'POST', '/jobs', {
    ...script('resize', 'echo hi'),
    params: { filter: { type: 'json', title: 'Filter' } },
  })
  await served.goto(`/jobs/${id}/schedules/new`)
  await page.locator('summary', { hasText: 'Parameters' }).click()
  await page.getByLabel(/^Filter/).fill('{"a":')
  await page.getByRole('button', { name: 'Add schedule' }).click()
  await expect(page.getByText(/Must be valid JSON/)).toBeVisible()
  await expect(page.getByLabel(/^Filter/)).toHaveValue('{"a":')
  expect((await call<Listed>(served, 'GET', `/schedules?job=${id}`)).items).toEqual([])
  await page.getByLabel(/^Filter/).fill('{"a": 1}')
  await page.getByRole('button', { name: 'Add schedule' }).click()
  await expect(page.getByText('Schedule added')).toBeVisible()
  expect((await call<Listed>(served, 'GET', `/schedules?job=${id}`)).items[0]?.params).toEqual({ filter: { a: 1 } })

  const free = await call<Made>(served, 'POST', '/jobs', script('free', 'echo hi'))
  await served.goto(`/jobs/${free.id}/schedules/new`)
  await page.locator('summary', { hasText: 'Parameters' }).click()
  await page.getByLabel('Values as JSON').fill('{"a":')
  await page.getByRole('button', { name: 'Add schedule' }).click()
  await expect(page.getByText('Must be a JSON object, such as {"region": "eu"}')).toBeVisible()
  expect((await call<Listed>(served, 'GET', `/schedules?job=${free.id}`)).items).toEqual([])
})
