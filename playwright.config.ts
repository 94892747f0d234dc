import { defineConfig } from '@playwright/test'
import type { HostOptions } from './e2e/hosts.ts'
import { hasElectron } from './scripts/electron-binary.ts'

/** Specs for one kind of host: what a browser or `lf serve` does. */
const headlessOnly = /(browser|window|crash[a-z-]*|command-line[a-z-]*|disk[a-z-]*|live-dst|packaging)\.spec/

/**
 * The same specs on every host there is: in a browser, on the desktop double, and on Electron where its binary exists.
 * A test with the tag @served starts `lf serve` itself, or needs no host. The tag @page marks a test of a page alone: the
 * desktop double shows that page in the same Chromium as a browser does, so it runs there no second time; Electron has its
 * own Chromium.
 */
export default defineConfig<HostOptions>({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // How slow the machine may be: the slowest tests without a limit of their own take 26 s.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  // One more than processors of the smallest machine: a test waits for processes and timers for a third of its time.
  workers: 3,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    // A trace of each test takes as long as the test: TRACE=1 where one is wanted.
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    colorScheme: 'light',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env['PLAYWRIGHT_CHROMIUM'] as string,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    },
  },
  projects: [
    ...(process.env['SCREENS']
      ? [{ name: 'screens', testMatch: 'screens/*.screens.ts', use: { host: 'headless' as const } }]
      : []),
    { name: 'headless', use: { host: 'headless' }, testIgnore: /desktop\.spec/ },
    {
      name: 'desktop',
      use: { host: 'double' },
      testIgnore: headlessOnly,
      grepInvert: /@(page|served)/,
    },
    ...(hasElectron()
      ? [
          {
            name: 'electron',
            use: { host: 'electron' as const },
            testIgnore: headlessOnly,
            grepInvert: /@served/,
          },
        ]
      : []),
  ],
})
