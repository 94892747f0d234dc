import { spawnSync } from 'node:child_process'
import { findChromium } from './chromium.ts'

// Playwright itself is told nothing of the browser but where it lies.
const { status } = spawnSync('playwright', ['test', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, PLAYWRIGHT_CHROMIUM: findChromium() },
})
process.exit(status ?? 1)
