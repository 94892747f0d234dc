import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'

const field = (page: Page) => page.getByRole('textbox', { name: 'Text in logs' })
const results = (page: Page) => page.getByRole('region', { name: 'Runs with the text' })
const lines = (page: Page) => results(page).getByRole('link')

async function seedRuns(app: App): Promise<void> {
  await app.lf(
    'exec',
    '--name',
    'Invoice export',
    '--',
    'sh',
    '-c',
    'echo start; echo "curl: (6) Could not resolve host" >&2; exit 6',
  )
  await app.lf('exec', '--name', 'Mirror repos', '--', 'sh', '-c', 'seq -f "host %g" 7')
  await app.lf('exec', '--name', 'Quiet', '--', 'sh', '-c', 'true')
}

/** Counts the searches that the page asks for. */
function countSearches(page: Page): () => number {
  let count = 0
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('search/logs')) count++
    }),
  )
  return () => count
}

test('a text is searched in the logs of the listed runs, opened and left again, by keyboard alone', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  const searches = countSearches(page)
  await seedRuns(app)
  await app.goto('/runs')
  await page.getByRole('link', { name: 'Search in logs' }).focus()
  await page.keyboard.press('Enter')
  await expect(field(page)).toBeFocused()
  await expect(page.getByText('Which run printed it?')).toBeVisible()
  await page.keyboard.type('HOST')
  await page.keyboard.press('Enter')
  await expect(page.getByText('8 lines in 2 runs · Searched 3 of 3 runs · 1 without output')).toBeVisible()
  await expect(page).toHaveURL(/\/search\?find=HOST$/)
  await expect(lines(page)).toHaveText([
    /#2.*Mirror repos/,
    ...[1, 2, 3, 4, 5].map((n) => new RegExp(`Line ${n}.*host ${n}$`)),
    '2 more lines',
    /#1.*Invoice export/,
    /Line 2.*Could not resolve host$/,
  ])
  await expect(results(page).locator('mark')).toHaveText(['host', 'host', 'host', 'host', 'host', 'host'])

  await page.keyboard.press('Tab')
  for (
    let left = 0;
    !(await results(page)
      .getByRole('link')
      .first()
      .evaluate((link) => link === document.activeElement));
    left++
  ) {
    expect(left).toBeLessThan(10)
    await page.keyboard.press('Tab')
  }
  for (let step = 0; step < 8; step++) await page.keyboard.press('j')
  await expect(lines(page).last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/runs\/1\?attempt=1&find=HOST&.*#L2$/)
  await expect(page.getByRole('heading', { level: 1, name: /run 1/ })).toBeVisible()
  await page.goBack()
  await expect(lines(page).last()).toBeFocused()
  await expect(page.getByText('8 lines in 2 runs', { exact: true })).toBeVisible()
  expect(searches()).toBe(1)
})

test('the text is matched as a regular expression, by case and by whole words, among the runs of a filter', {
  tag: '@page',
}, async ({ app }) => {
  const { page } = app
  await seedRuns(app)
  await app.goto('/search?find=host')
  await expect(page.getByText('8 lines in 2 runs', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Whole words' }).click()
  await expect(page).toHaveURL(/find-flags=w/)
  await field(page).fill('hos')
  await field(page).press('Enter')
  await expect(page.getByRole('heading', { name: 'No line has "hos"' })).toBeVisible()
  await page.getByRole('button', { name: 'Whole words' }).click()
  await page.getByRole('button', { name: 'Match case' }).click()
  await page.getByRole('button', { name: 'Regular expression' }).click()
  await field(page).fill('^host [67]')
  await field(page).press('Enter')
  await expect(page.getByText('2 lines in 1 run', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(/find-flags=rc/)
  await page.getByRole('combobox', { name: 'Filter runs' }).fill('status:failed')
  await page.getByRole('combobox', { name: 'Filter runs' }).press('Enter')
  await expect(page.getByRole('heading', { name: /No line has/ })).toBeVisible()
  await page.getByRole('button', { name: 'Search all runs' }).click()
  await expect(page.getByText('2 lines in 1 run', { exact: true })).toBeVisible()
  await field(page).fill('(')
  await field(page).press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'Could not read the regular expression' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
})

test('the palette offers to search the logs for whatever was typed', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await seedRuns(app)
  await app.goto('/')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Command palette' })).toBeFocused()
  await page.keyboard.type('resolve host')
  await expect(page.getByRole('option', { name: 'Search logs for "resolve host"' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 line in 1 run', { exact: true })).toBeVisible()
})

test('a search is cancelled and continued, and goes on when one comes back to it', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('exec', '--', 'sh', '-c', 'yes "the needle is in the haystack, is it not" | head -c 150000000')
  await app.lf('exec', '--name', 'Small', '--', 'echo', 'needle')
  await app.goto('/search?find=n%5Be%5De%5Bd%5Dle&find-flags=r')
  await expect(lines(page).first()).toContainText('Small')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0)
  await lines(page).first().click()
  await page.goBack()
  await expect(lines(page).first()).toContainText('Small')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible()
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await page.goBack()
  await expect(lines(page)).toHaveCount(2 + 1 + 5 + 1, { timeout: 60_000 })
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on the search in ${colorScheme}`, { tag: '@page' }, async ({ app }) => {
    const { page } = app
    await seedRuns(app)
    await page.emulateMedia({ colorScheme })
    for (const path of ['/search', '/search?find=host', '/search?find=nowhere', '/search?find=(&find-flags=r']) {
      await app.goto(path)
      await expect(page.getByText(/Which run|lines in 2 runs|No line has|Could not read/).first()).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    }
  })
