import { expect, it } from 'vitest'
import { durationLines, playwrightDurations, vitestDurations } from './durations.ts'

it('durations list the stages in their order and the slowest tests first', () => {
  const stages = [
    { name: 'check', ms: 9_040 },
    { name: 'unit tests', ms: 418_000 },
  ]
  const tests = ['one', 'two', 'three'].map((name, index) => ({ name, ms: (index + 1) * 1_000 }))
  expect(durationLines(stages, tests, 2)).toEqual([
    'Stages',
    '    9.0 s  check',
    '  418.0 s  unit tests',
    'Slowest tests',
    '    3.0 s  three',
    '    2.0 s  two',
  ])
})

it('durations of unit tests name their file, and a test that did not run took no time', () => {
  const assertionResults = [{ fullName: 'a day ends', duration: 12.5 }, { fullName: 'later' }]
  expect(vitestDurations({ testResults: [{ name: '/src/clock.test.ts', assertionResults }] })).toEqual([
    { name: 'clock.test.ts: a day ends', ms: 12.5 },
    { name: 'clock.test.ts: later', ms: 0 },
  ])
})

it('durations of end-to-end tests name the project, also in groups within groups', () => {
  const spec = (title: string, projectName: string, ...durations: number[]) => ({
    file: 'log.spec.ts',
    title,
    tests: [{ projectName, results: durations.map((duration) => ({ duration })) }],
  })
  const inner = { specs: [spec('folds', 'desktop', 100, 200)] }
  expect(playwrightDurations({ suites: [{ specs: [spec('opens', 'headless', 50)], suites: [inner] }] })).toEqual([
    { name: '[headless] log.spec.ts: opens', ms: 50 },
    { name: '[desktop] log.spec.ts: folds', ms: 300 },
  ])
})
