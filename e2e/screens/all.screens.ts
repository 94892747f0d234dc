import { expect, test } from '../hosts.ts'
import { profiles } from './profiles.ts'

const folder = 'out/screens'
const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
]
const schemes = ['light', 'dark'] as const

/** A picture of every screen, for whoever changes how they look: `npm run screens`. */
for (const [profile, prepare] of Object.entries(profiles))
  test(profile, { tag: '@served' }, async ({ served: app }) => {
    test.setTimeout(600_000)
    const { page } = app
    const screens = await prepare(app)
    for (const [name, path] of Object.entries(screens)) {
      await app.goto(path)
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
      for (const size of sizes)
        for (const colorScheme of schemes) {
          await page.setViewportSize(size)
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
          await page.screenshot({ path: `${folder}/${profile}/${name}-${colorScheme}-${size.width}.png` })
        }
    }
  })
