import { expect, test } from './hosts.ts'
import { call, script } from './rest.ts'

test('every place has a key, `?` lists them, and typing is left alone', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('job', 'create', 'Nightly backup', '--', 'true')
  await app.goto('/')
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true })
  for (const [keys, name] of [
    ['gj', 'Jobs'],
    ['gf', 'Flows'],
    ['gp', 'Pipelines'],
    ['gr', 'Runs'],
    ['gc', 'Calendar'],
    ['gq', 'Queue'],
    ['gw', 'Workers'],
    ['gs', 'Settings'],
    ['gh', 'Home'],
  ] as const) {
    for (const key of keys) await page.keyboard.press(key)
    await expect(heading(name)).toBeVisible()
  }
  await page.keyboard.press('Control+,')
  await expect(heading('Settings')).toBeVisible()

  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help.getByText('G then H')).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await expect(help).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await expect(heading('Settings')).toBeVisible()

  await page.keyboard.press('g')
  await page.keyboard.press('j')
  const search = page.getByRole('combobox', { name: 'Filter jobs' })
  await expect(search).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('ghn')
  await expect(search).toHaveValue('ghn')
  // The first press ends the suggestions and keeps the text, the second leaves the field without it.
  await page.keyboard.press('Escape')
  await expect(search).toHaveValue('ghn')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(help.getByRole('heading', { level: 3 }).first()).toHaveText('In a list')
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await page.keyboard.press('j')
  await page.keyboard.press('p')
  // A press of Shift alone is no second press of P.
  await page.keyboard.press('Shift')
  await expect(page.getByRole('switch', { name: /Nightly backup/ })).not.toBeChecked()
  // G and R: the second key goes somewhere, and does not run the job.
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(heading('Runs')).toBeVisible()
  await expect(page.getByText('No runs yet')).toBeVisible()
})

test('the palette opens from its field in the header, and from everywhere by its key', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/calendar')
  // Before, the header is that of a page whose code is still loading, and goes with it.
  await expect(page.getByRole('button', { name: 'Today' })).toBeVisible()
  await page.getByRole('button', { name: 'Search or run' }).click()
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await expect(palette).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(palette).toBeHidden()
  await expect(page.getByRole('button', { name: 'Search or run' })).toBeFocused()
})

test('the palette finds by letters alone, and offers what can be done with the thing in focus', { tag: '@page' }, async ({
  app,
}) => {
  const { page } = app
  for (const name of ['Nightly backup', 'Nebula', 'Sync photos']) await app.lf('job', 'create', name, '--', 'true')
  await app.goto('/jobs')
  await expect(page.getByRole('row', { name: /Nightly backup/ })).toBeVisible()
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  const first = palette.getByRole('option').first()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('nb')
  await expect(first).toHaveText('Run Nightly backup')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('secrets')
  await expect(first).toHaveText('Settings › Secrets')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('zzzz')
  await expect(palette.getByText('Nothing else matches "zzzz".')).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('photos syn')
  await expect(first).toHaveText('Run Sync photos')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: /run 1/ })).toBeVisible()
  await expect(page.getByText('Succeeded', { exact: true }).first()).toBeVisible()

  // On the page of a run, its actions follow the recent entries.
  await page.keyboard.press('Control+k')
  await expect(palette.getByRole('group', { name: 'Recent' }).getByRole('option')).toHaveText(['Run Sync photos'])
  await expect(palette.getByRole('group', { name: 'This page' }).getByRole('option').first()).toHaveAccessibleName(
    'Re-run Sync photos',
  )
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('j')
  await expect(page.getByRole('row', { name: /Nebula/ })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('disable')
  await expect(first).toHaveAccessibleName('Disable Nebula')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('switch', { name: /Nebula/ })).not.toBeChecked()
})

test('Enter in the palette takes the best match, starts nothing before a text is typed, and says when more match', async ({
  served,
}) => {
  const { page } = served
  for (let n = 1; n <= 40; n++) await call(served, 'POST', '/jobs', script(`report ${n}`, 'true'))
  await served.goto('/jobs')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  const options = palette.getByRole('option')
  await page.keyboard.press('Control+k')
  await expect(options.first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(palette).toBeVisible()
  await expect(page).toHaveURL(/\/jobs$/)

  await page.keyboard.type('re')
  await expect(palette.getByText('10 more match. Type more to narrow the results.')).toBeVisible()
  await page.keyboard.press('End')
  await expect(options.last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.type('port 7')
  await expect(options.first()).toHaveText('Run report 7')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await expect(options.first()).toBeInViewport()
  await expect(palette.getByRole('combobox')).toHaveAttribute(
    'aria-activedescendant',
    (await options.first().getAttribute('id')) ?? '',
  )
  await page.keyboard.press('Escape')
})

test('the first Tab leads past the sidebar to the page', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/jobs')
  await expect(page.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('tabs and chips keep their place, and show in forced colors which is chosen', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.lf('exec', '--name', 'Hello', '--', 'true')
  await app.goto('/runs/1')
  const tab = page.getByRole('tab', { name: 'Data', exact: true })
  await expect(tab).toBeVisible()
  const before = await tab.boundingBox()
  await tab.click()
  await expect(tab).toHaveAttribute('aria-selected', 'true')
  const after = await tab.boundingBox()
  expect([after?.x, after?.width]).toEqual([before?.x, before?.width])
  await page.emulateMedia({ forcedColors: 'active' })
  await expect(tab).toHaveCSS('border-bottom-width', '2px')
  await app.goto('/runs?q=status:failed')
  await expect(page.getByRole('button', { name: 'Failed', exact: true })).toHaveCSS('border-top-width', '2px')
  await expect(page.getByRole('button', { name: 'Running', exact: true })).toHaveCSS('border-top-width', '1px')
  await expect(page.getByRole('link', { name: 'Runs', exact: true })).toHaveCSS('outline-style', 'solid')
})

test('a section of Settings is reached by its address', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await app.goto('/settings#advanced')
  await expect(page.getByRole('region', { name: 'Advanced' })).toBeInViewport()
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Runs', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Runs', exact: true })).toBeInViewport()
})
