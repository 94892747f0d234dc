import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright'

const profile = mkdtempSync(join(tmpdir(), 'localflow-double-'))
let context: Promise<BrowserContext> | null = null

/** The one browser that all windows of this process live in; a spec joins it at the port it was given. */
export function chromiumContext(): Promise<BrowserContext> {
  context ??= chromium.launchPersistentContext(profile, {
    executablePath: process.env['PLAYWRIGHT_CHROMIUM'] as string,
    headless: true,
    viewport: null,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--window-size=1280,800',
      `--remote-debugging-port=${process.env['DOUBLE_PORT'] ?? '0'}`,
    ],
  })
  return context
}

export async function closeChromium(): Promise<void> {
  await (await context)?.close()
  rmSync(profile, { recursive: true, force: true })
}
