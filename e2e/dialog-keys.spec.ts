import type { CDPSession, Page } from '@playwright/test'
import { expect, test } from './hosts.ts'
import { call, type Made, script } from './rest.ts'

/** Presses keys without waiting for the effect of any, faster than a person can. */
async function pressAtOnce(page: Page, keys: string): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await Promise.all(
    [...keys].flatMap((text) => [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', key: text, text }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: text }),
    ]),
  )
  await session.detach()
}

test('keys that follow the key of a dialog at once go into the dialog', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  const params = { label: { type: 'string', required: true } }
  await call<Made>(served, 'POST', '/jobs', { ...script('resize', 'echo hi'), params })
  await served.goto('/jobs')
  await expect(page.getByRole('row', { name: /^resize/ })).toBeVisible()
  await page.keyboard.press('j')

  // The form waits for the parameters of the job; R itself, and K and J, are keys of the list.
  await pressAtOnce(page, 'rkj r')
  const form = page.getByRole('dialog', { name: 'Run resize' })
  await expect(form.getByLabel('label')).toHaveValue('kj r')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(form).toBeHidden()

  await page.keyboard.press('j')
  await pressAtOnce(page, 'tops')
  await expect(page.getByRole('dialog').getByRole('textbox').or(page.getByRole('dialog').getByRole('combobox'))).toHaveValue(
    'ops',
  )
})

test('keys that no dialog takes go to the page', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await call<Made>(served, 'POST', '/jobs', script('hello', 'echo hi'))
  await served.goto('/jobs')
  await expect(page.getByRole('row', { name: /^hello/ })).toBeVisible()
  await page.keyboard.press('j')
  // The job has no parameters, so the run starts at once, and ? lists the keys.
  await pressAtOnce(page, 'r?')
  await expect(page.getByRole('dialog', { name: /keys|shortcuts/i })).toBeVisible()
  await expect.poll(async () => (await call<{ items: unknown[] }>(served, 'GET', '/runs')).items.length).toBe(1)
})

test('a dialog without a field that asks for the focus has it before the next frame', { tag: '@served' }, async ({ served }) => {
  const { page } = served
  await served.goto('/jobs')
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible()
  // Frames stop, as they do on a busy computer.
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0
  })
  await page.keyboard.press('?')
  const help = page.getByRole('dialog')
  await expect(help).toBeVisible()
  expect(await help.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true)
})
