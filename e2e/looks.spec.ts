import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type App, expect, test } from './hosts.ts'

/** Gives the ids of a schedule and of a trigger. */
async function seed(app: App): Promise<{ schedule: string; trigger: string }> {
  await app.lf('job', 'create', 'Nightly backup', '--', 'echo', 'copied')
  const { out } = await app.lf('schedule', 'add', 'Nightly backup', '30 * * * *', '--json')
  await app.lf('run', 'Nightly backup', '--wait')
  await app.lf(
    'exec',
    '--',
    'sh',
    '-c',
    'printf "\\033[31mred\\033[0m \\033[32mgreen\\033[0m \\033[33myellow\\033[0m\\n"; echo bad >&2; exit 3',
  )
  await importFlow(app)
  const made = await app.lf('trigger', 'add', 'Nightly backup', '--webhook', '--json')
  return { schedule: (JSON.parse(out) as { id: string }).id, trigger: (JSON.parse(made.out) as { id: string }).id }
}

/** A flow of several kinds of nodes; the third run of all is one of it, which waits to be approved. */
async function importFlow(app: App): Promise<void> {
  const file = join(app.data, 'monthly.yaml')
  writeFileSync(file, flow)
  await app.lf('flow', 'import', file)
  await app.lf('start', 'monthly')
}

const flow = `start: collect
nodes:
  collect: { kind: foreach, exec_type: local_func, func: mul, params: { mul: 2, list: [1, 2, 3] }, prep: { input_key: $params.list }, post: { output_key: numbers } }
  ask: { kind: approval, title: Boss approves }
  send: { exec_type: shell, script: { cmd: sh, code: echo sent } }
edges:
  - { from: collect, to: ask }
  - { from: ask, action: approved, to: send }
`

async function openAll(page: Page): Promise<void> {
  const closed = page.locator('details:not([open]) > summary')
  while ((await closed.count()) > 0) await closed.first().click()
}

/** What does not depend on colours is looked at in one of the two schemes. */
async function expectNoFaults(page: Page): Promise<void> {
  const isDark = (await page.locator('html').getAttribute('data-theme')) === 'dark'
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  if (isDark) axe.withRules(['color-contrast'])
  else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  const { violations } = await axe.analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}

/** A pipeline of which one step fails, and a run that leaves files of several kinds. Gives the hash of one of them. */
async function seedPipeline(app: App): Promise<string> {
  const file = join(app.data, 'letters.toml')
  writeFileSync(file, manifest)
  await app.lf('pipeline', 'run', file)
  const script =
    'echo "# Notes" > "$OUTPUT_DIR/notes.md"; printf "a,b\\n1,2\\n" > "$OUTPUT_DIR/table.csv"; echo "<b>x</b>" > "$OUTPUT_DIR/page.html"'
  await app.lf('exec', '--', 'sh', '-c', script)
  const { out } = await app.lf('object', 'list', '--json')
  return (JSON.parse(out) as { name: string; hash: string }[]).find(({ name }) => name === 'b')?.hash ?? ''
}

const manifest = `[[step]]
name = "make"
start = true
script = 'for l in a b c; do echo "$l" > "$OUTPUT_DIR/$l"; done'
[[step]]
name = "shout"
inputs = ["make"]
script = 'grep -v c "$INPUT_FILE" > "$OUTPUT_DIR/loud" || { echo "no such letter" >&2; exit 1; }'
`

/** Looking at a screen takes as long as it takes: what is asked is not how long. */
const manyScreensMs = 300_000

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, in ${scheme}`, { tag: '@page' }, async ({ app }) => {
    test.setTimeout(manyScreensMs)
    const { page } = app
    await page.emulateMedia({ colorScheme: scheme })
    await expectNoFaults(page)
    const { schedule, trigger } = await seed(app)
    const screens: [string, string][] = [
      ['/', 'Needs attention'],
      ['/calendar', 'Nightly backup'],
      ['/calendar?view=agenda', 'Nightly backup'],
      [`/schedules/${schedule}`, 'History of scheduled times'],
      [`/triggers/${trigger}`, 'When it was set off'],
      ['/jobs', 'Nightly backup'],
      ['/jobs/new', 'Script'],
      ['/runs', 'Nightly backup'],
      ['/runs/1', 'copied'],
      ['/runs/2', 'green'],
      ['/flows', 'monthly'],
      ['/flows/monthly', 'No problems'],
      ['/flows/new', 'No problems'],
      ['/history', 'No history open'],
      ['/runs/3', 'Boss approves'],
      ['/workers', 'No workers yet'],
      ['/queue', 'Nothing waits for a place'],
      ['/queue?view=failed', 'Failed'],
      ['/settings', 'Read again'],
      ['/import', 'Take over'],
      ['/import?view=export', 'SHELL=/bin/sh'],
      ['/nowhere', 'no such page'],
    ]
    for (const [path, text] of screens) {
      await app.goto(path)
      await expect(page.getByText(text).first()).toBeVisible()
      await expect(page.locator('html')).toHaveAttribute('data-theme', scheme)
      await expectNoFaults(page)
    }
  })

  test(`axe finds nothing in what opens on screens, in ${scheme}`, { tag: '@page' }, async ({ app }) => {
    test.setTimeout(manyScreensMs)
    const { page } = app
    await page.emulateMedia({ colorScheme: scheme })
    await seed(app)
    await app.goto('/runs/3')
    for (const tab of ['Timeline', 'Data', 'History', 'Log']) {
      await page.getByRole('tab', { name: tab }).click()
      await expectNoFaults(page)
    }
    await app.goto('/queue')
    await page.getByRole('button', { name: 'Pause default' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNoFaults(page)
    await page.keyboard.press('Escape')
    await app.goto('/jobs/new')
    await page.getByText('Request', { exact: true }).click()
    await openAll(page)
    await page.getByLabel('Attempts in all').fill('3')
    await expectNoFaults(page)
    await page.getByText('Command', { exact: true }).click()
    await openAll(page)
    await expectNoFaults(page)
    await app.lf('exec', '--name', 'A nap', '--timeout', '3', '--', 'sleep', '60')
    await app.goto('/runs/4')
    await page.getByRole('tab', { name: 'Metrics' }).click()
    await expect(page.getByText('Processes at the last look')).toBeVisible()
    await expectNoFaults(page)
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('option').first()).toBeVisible()
    await expectNoFaults(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await expectNoFaults(page)
  })

  test(`axe finds nothing on screens of pipelines and files, in ${scheme}`, { tag: '@page' }, async ({ app }) => {
    test.setTimeout(manyScreensMs)
    const { page } = app
    await page.emulateMedia({ colorScheme: scheme })
    const hash = await seedPipeline(app)
    const screens: [string, string][] = [
      ['/pipelines', 'letters'],
      ['/pipelines/letters', 'No problems'],
      ['/pipelines/new', 'No problems'],
      ['/runs/1', 'no such letter'],
      ['/files', 'notes.md'],
      [`/files/${hash}`, 'Made by'],
    ]
    for (const [path, text] of screens) {
      await app.goto(path)
      await expect(page.getByText(text).first()).toBeVisible()
      await expect(page.locator('html')).toHaveAttribute('data-theme', scheme)
      await expectNoFaults(page)
    }
    await page.getByRole('button', { name: 'Lineage' }).click()
    await expect(page.getByRole('group', { name: /a file$/ }).first()).toBeVisible()
    await expectNoFaults(page)
    await app.goto('/pipelines')
    await page.getByRole('button', { name: 'Run letters' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNoFaults(page)
    await app.goto('/runs/2')
    await page.getByRole('tab', { name: 'Files' }).click()
    for (const name of ['notes.md', 'table.csv', 'page.html']) {
      await page.getByRole('list', { name: 'Files' }).getByRole('button', { name }).click()
      await expectNoFaults(page)
    }
  })
}

test('axe finds nothing in what only the desktop shows: its settings, and files in their folder', async ({ app }) => {
  const { page } = app
  await app.lf('exec', '--', 'sh', '-c', 'echo "a note" > "$OUTPUT_DIR/note.txt"')
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await app.goto('/settings')
    await expect(page.locator('html')).toHaveAttribute('data-theme', scheme)
    await expectNoFaults(page)
    await app.goto('/runs/1')
    await page.getByRole('tab', { name: 'Files' }).click()
    await page.getByRole('button', { name: 'note.txt' }).first().click()
    await expect(page.getByText('a note')).toBeVisible()
    await expectNoFaults(page)
    await page.getByRole('link', { name: /^[\da-f]{12}$/ }).click()
    await expect(page.getByText('Made by')).toBeVisible()
    await expectNoFaults(page)
  }
})

const pages = [
  '/',
  '/jobs',
  '/jobs/new',
  '/flows',
  '/pipelines/new',
  '/runs',
  '/runs/2',
  '/calendar',
  '/files',
  '/queue',
  '/workers',
  '/settings',
  '/import',
]

test('no page asks for what the content security policy forbids, logs an error, or needs another host', async ({ app }) => {
  const { page } = app
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  await page.exposeFunction('noteRefused', (text: string) => void complaints.push(text))
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample, sourceFile }) => {
      const { noteRefused } = window as unknown as { noteRefused(text: string): void }
      noteRefused(`${effectiveDirective} ${sourceFile} ${sample}`)
    }),
  )
  await seed(app)
  for (const path of pages) {
    await app.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.getByRole('option').first()).toBeVisible()

  await app.goto('/flows/new')
  await page.getByRole('textbox', { name: 'Definition' }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+Space')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+f')
  await expect(page.getByPlaceholder('Find').first()).toBeVisible()
  await expect(page.getByRole('group', { name: 'enough, Choice' })).toBeVisible()
  expect(complaints).toEqual([])
  expect(hosts.size).toBe(1)
})

test('the chosen theme outlives a reload', async ({ app }) => {
  const { page } = app
  await page.getByRole('button', { name: /Theme and about/ }).click()
  await page.getByRole('menuitem', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})
