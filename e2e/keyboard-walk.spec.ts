import type { Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { seed } from './seed.ts'

/** Settings has the most: every key can be changed there. */
const mostStops = 250

type Stop = { isNew: boolean; name: string; isOnScreen: boolean; isMarked: boolean; isMain: boolean }

/** What has the focus: what it is, whether a person can see it, and whether it is marked as focused. */
const focused = (page: Page, walk: string): Promise<Stop | null> =>
  page.evaluate((walk) => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return null
    const { width, height, top, left } = element.getBoundingClientRect()
    const shows = (node: Element | null): boolean => {
      if (node === null) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(node)
      return outlineStyle !== 'none' && outlineWidth !== '0px'
    }
    const isNew = Reflect.get(element, 'walked') !== walk
    Reflect.set(element, 'walked', walk)
    return {
      isNew,
      name: `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40)}`,
      isOnScreen: width > 0 && height > 0 && top < innerHeight && left < innerWidth,
      isMarked: shows(element) || shows(element.parentElement) || shows(element.closest('label')),
      isMain: element.closest('main') !== null,
    }
  }, walk)

/** Tabs through the whole page; every stop is visible and marked, and the page lets the focus out again. */
async function walk(page: Page, name: string): Promise<void> {
  const stops: Stop[] = []
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let press = 0; press < mostStops; press++) {
    await page.keyboard.press('Tab')
    const stop = await focused(page, name)
    // After the last stop comes the browser's own, or the first one again.
    if (!stop?.isNew) break
    stops.push(stop)
  }
  expect(stops.length).toBeLessThan(mostStops)
  expect(stops.filter(({ isMain }) => isMain).length).toBeGreaterThan(0)
  expect(stops.filter(({ isOnScreen, isMarked }) => !isOnScreen || !isMarked).map(({ name }) => name)).toEqual([])
}

test('all pages are reached and walked through by keyboard alone', { tag: '@page' }, async ({ app }) => {
  test.setTimeout(180_000)
  const { page } = app
  await seed(app)
  await app.goto('/')
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true })
  for (const [key, name, content] of [
    ['h', 'Home', 'Needs attention'],
    ['j', 'Jobs', 'Nightly backup'],
    ['f', 'Flows', 'monthly'],
    ['p', 'Pipelines', 'No pipelines yet'],
    ['r', 'Runs', 'Nightly backup'],
    ['c', 'Calendar', 'Nightly backup'],
    ['q', 'Queue', 'default'],
    ['w', 'Workers', 'No workers yet'],
    ['s', 'Settings', 'Concurrency limit'],
  ] as const) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(heading(name)).toBeVisible()
    await expect(page.getByText(content).first()).toBeVisible()
    await test.step(name, () => walk(page, name))
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  }
})

test('a job is made, run, stopped and deleted by keyboard alone', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/')
  await page.keyboard.press('n')
  await expect(page.getByRole('heading', { level: 1, name: 'New job' })).toBeVisible()
  await page.getByLabel('Name', { exact: true }).focus()
  await page.keyboard.type('Long nap')
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'Script' }).focus()
  await page.keyboard.insertText('sleep 60')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Created "Long nap"')).toBeVisible()

  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press('g')
  await page.keyboard.press('j')
  await expect(page.getByRole('row', { name: /Long nap/ })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('r')
  await expect(page.getByRole('row', { name: /Long nap/ })).toContainText('Running')
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page.getByRole('row', { name: /Long nap/ })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: /run 1/ })).toBeVisible()
  await page.keyboard.press('Shift+S')
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('Cancelled')
  await page.keyboard.press('g')
  await page.keyboard.press('j')
  await expect(page.getByRole('row', { name: /Long nap/ })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Delete')
  await expect(page.getByText('Deleted "Long nap"')).toBeVisible()
})
