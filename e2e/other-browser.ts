import type { Browser, Page } from '@playwright/test'
import type { Served } from './hosts.ts'

/** Another browser of the person, which shares nothing with the window but LocalFlow. */
export async function openOther(browser: Browser, { url, token }: Served, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${url}${path}#token=${token}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  return page
}
