import { mkdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { seed, seedPipeline } from './seed.ts'

test('at 320 px every button, field and tab of every page lies inside the window', { tag: '@served' }, async ({ served }) => {
  test.setTimeout(120_000)
  const { page } = served
  const { schedule, trigger } = await seed(served)
  const hash = await seedPipeline(served)
  const idOf = async (...args: string[]) => (JSON.parse((await served.lf(...args, '--json')).out) as { id: string }[])[0]?.id
  const job = await idOf('job', 'list')
  const flow = await idOf('flow', 'list')
  const pipeline = await idOf('pipeline', 'list')
  await page.setViewportSize({ width: 320, height: 640 })
  const objects = [`/jobs/${job}`, `/jobs/${job}/versions`, `/flows/${flow}`, `/schedules/${schedule}`, `/triggers/${trigger}`]
  const runs = ['/runs/1', '/runs/2', '/runs/3', '/runs/4']
  const lists = [
    '/',
    '/jobs',
    '/flows',
    '/pipelines',
    '/runs',
    '/queue',
    '/workers',
    '/files',
    '/settings',
    '/import',
    '/examples',
  ]
  const calendars = ['/calendar', '/calendar?view=day', '/calendar?view=agenda']
  const news = ['/jobs/new', '/flows/new', '/pipelines/new', `/jobs/${job}/schedules/new`, `/jobs/${job}/triggers/new`]
  const beyond: Record<string, string[]> = {}
  for (const path of [...objects, `/pipelines/${pipeline}`, `/files/${hash}`, ...runs, ...lists, ...calendars, ...news]) {
    await served.goto(path)
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    const found = await controlsBeyond(page)
    if (found.length > 0) beyond[path] = found
    if (process.env['PICTURES']) {
      mkdirSync('out/narrow', { recursive: true })
      await page.screenshot({ path: `out/narrow/${path.replaceAll(/\W+/g, '_')}.png` })
    }
  }
  expect(beyond).toEqual({})
})

/** What lies right of the window. Parts of a drawing move with it, and lines of a program scroll with it. */
const controlsBeyond = (page: Page): Promise<string[]> =>
  page.locator('button, input, select, textarea, [role="tab"], header a').evaluateAll((controls) =>
    controls
      .filter((control) => control.checkVisibility() && !control.closest('.react-flow__viewport, [role="log"]'))
      .filter((control) => control.getBoundingClientRect().right > innerWidth)
      .map((control) => `${control.ariaLabel ?? control.textContent} ends at ${control.getBoundingClientRect().right}`),
  )

for (const width of [1280, 900])
  test(`at ${width} px the search field keeps its place when a job is edited, and the name stays readable`, async ({
    served,
  }) => {
    const { page } = served
    await page.setViewportSize({ width, height: 800 })
    await served.lf('job', 'create', 'Backup of the clean customer database', '--', 'true')
    await served.goto('/jobs/Backup%20of%20the%20clean%20customer%20database?tab=script')
    const field = page.getByRole('button', { name: 'Search or run' })
    const title = page.getByRole('heading', { level: 1 }).getByTitle('Backup of the clean customer database')
    await expect(title).toBeVisible()
    const before = await field.boundingBox()
    await page.getByLabel('Name', { exact: true }).press('End')
    await page.keyboard.type(' 2')
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible()
    expect(await field.boundingBox()).toEqual(before)
    await served.lf('job', 'disable', 'Backup of the clean customer database')
    await expect(page.getByText('A newer version was saved elsewhere')).toBeVisible()
    expect(await field.boundingBox()).toEqual(before)
    expect((await title.boundingBox())?.width).toBeGreaterThanOrEqual(width === 1280 ? 160 : 100)
  })
