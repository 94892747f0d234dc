import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { expectedSkips } from './expected-skips.ts'
import { type ExpectedSkip, judgeSkips, playwrightSkips, skipLines, vitestSkips } from './skips.ts'

const list: ExpectedSkip[] = [
  { file: 'sockets.test.ts', reason: 'no sockets here', when: () => true },
  { file: 'modes.test.ts', title: 'another account', reason: 'not root', when: () => true },
  { file: 'mounts.test.ts', reason: 'not on Linux', when: () => false },
  { file: 'screens.spec.ts', title: 'in light', reason: 'once is enough', when: ({ project }) => project !== 'headless' },
]
const skip = (file: string, title: string, project: string | null = null) => ({ file, title, project })

describe('a skipped test', () => {
  it.each([
    ['of a file that is listed', skip('sockets.test.ts', 'opens')],
    ['with a title that is listed', skip('modes.test.ts', 'a folder of another account is refused')],
    ['of a project for which it is listed', skip('screens.spec.ts', 'shows all pages in light', 'desktop')],
  ])('%s is expected', (_, skipped) => {
    expect(judgeSkips([skipped], list)).toMatchObject({ expected: [skipped], unexpected: [] })
  })

  it.each([
    ['of a file that is not listed', skip('cron.test.ts', 'knows leap years')],
    ['with a title that is not listed', skip('modes.test.ts', 'a folder is closed')],
    ['whose condition does not hold here', skip('mounts.test.ts', 'a full disk')],
    ['of a project for which it is not listed', skip('screens.spec.ts', 'shows all pages in light', 'headless')],
  ])('%s is unexpected', (_, skipped) => {
    expect(judgeSkips([skipped], list)).toEqual({ expected: [], unexpected: [skipped] })
  })

  it('is printed with its reason if expected, and by name if not', () => {
    const skips = [
      skip('sockets.test.ts', 'opens'),
      skip('sockets.test.ts', 'closes'),
      skip('cron.test.ts', 'knows leap years'),
      skip('screens.spec.ts', 'shows all pages in light', 'headless'),
    ]
    expect(skipLines(judgeSkips(skips, list))).toEqual([
      'skipped 2 of sockets.test.ts: no sockets here',
      'unexpected skip: cron.test.ts: knows leap years',
      'unexpected skip: [headless] screens.spec.ts: shows all pages in light',
    ])
  })
})

/** A folder outside the project in which a test file finds the packages of the project. */
function folderWith(name: string, source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-skips-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, name), source)
  return folder
}

const node = (cwd: string, env: Record<string, string>, ...args: string[]) =>
  spawnSync(process.execPath, args, { cwd, env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8' })

describe('a report', () => {
  it('of Vitest names every kind of skip', () => {
    const folder = folderWith(
      'a.test.ts',
      `import { describe, it } from 'vitest'
      describe.skipIf(true)('a group', () => { it('in it', () => {}) })
      it.skip('alone', () => {})
      it.todo('later')
      it('within', ({ skip }) => skip())
      it('runs', () => {})`,
    )
    node(folder, {}, 'node_modules/vitest/vitest.mjs', 'run', '--reporter=json', '--outputFile=report.json')
    expect(vitestSkips(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')))).toEqual(
      ['a group in it', 'alone', 'later', 'within'].map((title) => skip('a.test.ts', title)),
    )
  })

  it('of Playwright names every kind of skip, with its project', () => {
    const folder = folderWith(
      'a.spec.ts',
      `import { test } from '@playwright/test'
      test.describe('a group', () => { test.skip('in it', () => {}) })
      test('within', ({}, info) => info.skip(info.project.name === 'second'))
      test('runs', () => {})`,
    )
    writeFileSync(join(folder, 'playwright.config.ts'), `export default { projects: [{ name: 'first' }, { name: 'second' }] }`)
    const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: 'report.json' }
    node(folder, env, 'node_modules/@playwright/test/cli.js', 'test', '--reporter=json')
    const found = playwrightSkips(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')))
    expect(found.map(({ title, project }) => `${project}: ${title}`).sort()).toEqual([
      'first: in it',
      'second: in it',
      'second: within',
    ])
  })
})

describe('the list of expected skips', () => {
  const files = globSync(['{shared,electron,renderer,scripts}/**/*.test.ts', 'e2e/*.spec.ts'])

  it.each(expectedSkips)('names tests that exist: $file, $title', ({ file, title = '' }) => {
    const found = files.filter((path) => basename(path) === file)
    expect(found).toHaveLength(1)
    const text = readFileSync(found[0] ?? '', 'utf8').replace(/\$\{scheme\}/g, 'light')
    expect(text.includes(title)).toBe(true)
  })
})
