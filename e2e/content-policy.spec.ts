import { expect, test } from './hosts.ts'

const pages = [
  '/',
  '/jobs',
  '/jobs/new',
  '/flows',
  '/pipelines/new',
  '/runs',
  '/calendar',
  '/files',
  '/queue',
  '/workers',
  '/settings',
  '/import',
]

test('no page asks for what the content security policy forbids', async ({ app }) => {
  const { page } = app
  const refused: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text())
  })
  await page.exposeFunction('noteRefused', (text: string) => void refused.push(text))
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample, sourceFile }) => {
      const { noteRefused } = window as unknown as { noteRefused(text: string): void }
      noteRefused(`${effectiveDirective} ${sourceFile} ${sample}`)
    }),
  )
  for (const path of pages) {
    await app.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()

  await app.goto('/flows/new')
  await page.getByRole('textbox', { name: 'Definition' }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+Space')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+f')
  await expect(page.getByPlaceholder('Find').first()).toBeVisible()
  await expect(page.getByRole('group', { name: 'enough, Choice' })).toBeVisible()
  expect(refused).toEqual([])
})
