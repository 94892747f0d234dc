import { expect, test } from './hosts.ts'
import { seed } from './seed.ts'

const pages = [
  '/',
  '/jobs',
  '/jobs/new',
  '/flows',
  '/pipelines/new',
  '/runs',
  '/runs/2',
  '/calendar',
  '/examples',
  '/files',
  '/queue',
  '/workers',
  '/settings',
  '/import',
]

test('no page requests what the content security policy forbids, logs an error, or needs another host', async ({ app }) => {
  test.setTimeout(120_000)
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

  await app.goto('/flows/new?view=both')
  await page.getByRole('textbox', { name: 'Definition' }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+Space')
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+f')
  await expect(page.getByPlaceholder('Find').first()).toBeVisible()
  await expect(page.getByRole('group', { name: 'enough, Choice' })).toBeVisible()
  expect(complaints).toEqual([])
  expect(hosts.size).toBe(1)
})
