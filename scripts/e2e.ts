import { spawnSync } from 'node:child_process'
import { findHeadless } from './chromium.ts'
import { withOwnHome } from './own-home.ts'
import { installTestPrograms } from './test-programs.ts'

installTestPrograms()
// Playwright itself only gets the path of the browser.
const { status } = withOwnHome((home) =>
  spawnSync('playwright', ['test', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ...home, PLAYWRIGHT_CHROMIUM: findHeadless() },
  }),
)
process.exit(status ?? 1)
